/** Requests of the application outside dialogs: chooses the way, completes the headers, sends, and passes the answers back. */
import { randomInt, randomUUID } from 'node:crypto'
import { appHeaders, filled, withContentType } from './app-message.ts'
import { cancelOf } from './cancel.ts'
import type { EngineParts } from './engine-parts.ts'
import { deadFlow, type Flow } from './flow.ts'
import { viaFor } from './inside.ts'
import { type Header, headerLines, headerValue, type SipRequest, serialise, startLine } from './message.ts'
import type { OutgoingCalls } from './outgoing-calls.ts'
import { newBranch, newTag } from './random-token.ts'
import { param, parseAddress, parseUri, uriIn, uriTransport, withoutTag } from './sip-uri.ts'
import type { Route } from './transports.ts'
import { type AppLink, respond, type SipCommand } from './wire-link.ts'
import { sentRequest } from './wire-news.ts'

const METHODS = new Set([
  'INVITE',
  'REGISTER',
  'OPTIONS',
  'MESSAGE',
  'INFO',
  'NOTIFY',
  'SUBSCRIBE',
  'PUBLISH',
  'REFER',
  'BYE',
  'UPDATE',
])
/** These may go to a contact that registered over a connection. */
const OVER_KNOWN_FLOW = new Set(['INVITE', 'OPTIONS', 'NOTIFY', 'MESSAGE', 'BYE', 'REFER', 'INFO'])

/** Sends a request outside dialogs and answers the command. */
export function sendOutside(
  parts: EngineParts,
  calls: OutgoingCalls,
  link: AppLink,
  command: SipCommand,
  message: SipRequest,
) {
  const refuse = (reason: string): void => respond(link, command.id, `NOK|${reason}`)
  const uri = parseUri(message.uri)
  if (uri === undefined || !METHODS.has(message.method)) return refuse(`invalid request-uri: ${startLine(message)}`)
  if (withContentType([], message.body) === undefined && headerValue(message, 'content-type') === undefined)
    return refuse('missing content-type')

  const send = (route: Route) => {
    if (route === 'no-way') return refuse('requested protocol/transport not available')
    if (route === 'self') return refuse('can not send request to myself')
    const flow = route === 'unresolved' ? deadFlow({ host: '127.0.0.1', port: 0 }) : route
    const branch = newBranch()
    const request = complete(parts, message, flow, branch)
    calls.start({ link, request, branch, flow }, (transaction) =>
      respond(link, command.id, sentRequest(flow, transaction.id, transaction.text)),
    )
  }
  const route = wayTo(parts, message, command.routeUrl)
  if (route instanceof Promise) void route.then(send)
  else send(route)
}

/** Sends, or holds until the first provisional answer, the CANCEL of an INVITE; the command is answered at once. */
export function sendCancel(
  parts: EngineParts,
  calls: OutgoingCalls,
  link: AppLink,
  command: SipCommand,
  message: SipRequest,
) {
  const invite = parts.clients.byId(command.transactionId)
  const extra = appHeaders(message, '').filter(({ key }) => key !== 'contact')
  if (invite === undefined || !calls.cancel(command.transactionId, extra)) {
    return respond(
      link,
      command.id,
      `NOK|unable to cancel unknown transaction id: ${command.transactionId.slice(0, 64)}`,
    )
  }
  respond(link, command.id, sentRequest(invite.flow, randomUUID(), serialise(cancelOf(invite.request, extra))))
}

function wayTo(parts: EngineParts, message: SipRequest, routeUrl: string): Route | Promise<Route> {
  if (OVER_KNOWN_FLOW.has(message.method)) {
    const known = parts.flows.find(message.uri)
    if (known !== undefined) return known
  }
  const next = routeUrl === '' ? (routesOf(message)[0] ?? message.uri) : routeUrl
  const uri = parseUri(uriIn(next))
  if (uri === undefined) return 'no-way'
  // A browser can only be reached over the socket it has opened, and that one is gone.
  if (uriTransport(uri) === 'ws' || uriTransport(uri) === 'wss') return 'no-way'
  return parts.transports.route(uri)
}

function complete(parts: EngineParts, message: SipRequest, flow: Flow, branch: string): SipRequest {
  const { method, uri, body } = message
  const address = parts.transports.ownAddress(flow)
  const contact = parts.transports.ownContact(flow)
  const own = withContentType(appHeaders(message, address), body) ?? []
  const needsContact =
    (method === 'INVITE' || method === 'SUBSCRIBE' || method === 'REFER') &&
    headerValue({ headers: own }, 'contact') === undefined
  const from = headerValue(message, 'from')
  const headers: Header[] = [
    { name: 'Via', key: 'via', value: viaFor(parts.transports, flow, branch) },
    { name: 'Max-Forwards', key: 'max-forwards', value: '70' },
    ...routesOf(message).map((value) => ({ name: 'Route', key: 'route', value })),
    { name: 'From', key: 'from', value: tagged(localFrom(from, address) ?? contact) },
    { name: 'To', key: 'to', value: bracketedTo(filled(headerValue(message, 'to') ?? `<${uri}>`, address)) },
    { name: 'Call-ID', key: 'call-id', value: givenCallId(message) ?? randomUUID() },
    { name: 'CSeq', key: 'cseq', value: `${givenCseq(message) ?? randomInt(1, 2 ** 30)} ${method}` },
    ...(needsContact ? [{ name: 'Contact', key: 'contact', value: contact }] : []),
    ...own,
    { name: 'Content-Length', key: 'content-length', value: String(body.length) },
  ]
  return { kind: 'request', method, uri, headers, body }
}

/** Routes of the application count only where it continues a dialog of an earlier life: a To tag outside dialogs. */
function routesOf(message: SipRequest): string[] {
  const to = parseAddress(headerValue(message, 'to') ?? '')
  return to !== undefined && param(to.params, 'tag') !== undefined ? headerLines(message, 'route') : []
}

function localFrom(from: string | undefined, address: string): string | undefined {
  if (from === undefined || parseAddress(from) === undefined) return undefined
  return from.replace(/(@|sips?:)localhost(:\d+)?/g, (_all, before: string) => before + address)
}

function tagged(from: string): string {
  const params = parseAddress(from)?.params ?? ''
  return param(params, 'tag') === undefined ? `${withoutTag(from)};tag=${newTag()}` : from
}

function bracketedTo(to: string): string {
  return to.includes('<') ? to : `<${to}>`
}

function givenCallId(message: SipRequest): string | undefined {
  const callId = headerValue(message, 'call-id')
  return callId === undefined || callId === '' || /\s/.test(callId) ? undefined : callId
}

function givenCseq(message: SipRequest): number | undefined {
  const match = /^(\d{1,10})(?:\s|$)/.exec(headerValue(message, 'cseq') ?? '')
  const cseq = match === null ? Number.NaN : Number(match[1])
  return cseq < 2 ** 31 ? cseq : undefined
}
