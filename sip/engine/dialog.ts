/** One dialog (RFC 3261 12): who speaks with whom, where to, and what number comes next. Builds the requests sent inside it. */
import type { Flow } from './flow.ts'
import { type Header, headerList, headerValue, type SipRequest, type SipResponse } from './message.ts'
import type { Incoming } from './parser.ts'
import { param, parseAddress, parseUri, uriIn, withoutTag } from './sip-uri.ts'
import type { Timer } from './timers.ts'
import type { AppLink } from './wire-link.ts'
import { dialogIdOf } from './wire-news.ts'

/** A 2xx of ours that waits for its ACK (RFC 3261 13.3.1.4). */
export interface PendingAnswer {
  readonly cseq: number
  readonly transactionId: string
  timer: Timer | undefined
}

export interface Dialog {
  /** The application's name for it. */
  readonly id: string
  readonly usage: 'INVITE' | 'SUBSCRIBE' | 'REFER'
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
  /** Values for From and To of requests we send, tags included. */
  readonly local: string
  readonly remote: string
  remoteTarget: string
  readonly routes: readonly string[]
  localCseq: number
  remoteCseq: number
  flow: Flow
  readonly owner: AppLink
  /** Our Contact, as the application gave it or as we made it. */
  contact: string
  confirmed: boolean
  answer: PendingAnswer | undefined
  /** Unanswered (re-)INVITE of the peer and of ours, by transaction id. */
  incomingInvite: string | undefined
  /** Requests of the peer that wait for the application, by transaction id. */
  readonly open: Set<string>
  outgoingInvite: string | undefined
  /** CSeq of our INVITE whose 2xx waits for the application's ACK. */
  ackDue: number | undefined
  /** The last ACK sent, kept for repeated 2xx. */
  sentAck: { readonly cseq: number; readonly text: string; readonly flow: Flow } | undefined
  /** Set when a CANCEL crossed the 2xx, or the peer gave no Contact: a BYE follows the ACK. */
  endAfterAck: string | undefined
  /** The last session description we sent, '' for none: a session refresh offers it again. */
  localSdp: string
  sessionTimer: Timer | undefined
  readonly timers: Set<Timer>
}

/** The dialog that our 1xx or 2xx to a peer's request makes (RFC 3261 12.1.1). */
export function dialogAsServer(options: {
  incoming: Incoming<SipRequest>
  localTag: string
  flow: Flow
  owner: AppLink
  contact: string
}): Dialog {
  const { message, envelope } = options.incoming
  return {
    ...blank(options),
    id: dialogIdOf(envelope.callId, envelope.fromTag),
    usage: usageOf(message.method),
    callId: envelope.callId,
    localTag: options.localTag,
    remoteTag: envelope.fromTag,
    local: `${withoutTag(envelope.to)};tag=${options.localTag}`,
    remote: envelope.from,
    remoteTarget: contactUri(message) ?? fallbackTarget(envelope.from),
    routes: headerList(message, 'record-route'),
    localCseq: 0,
    remoteCseq: envelope.cseq,
  }
}

/** The dialog that a peer's reliable 1xx or 2xx to our request makes (RFC 3261 12.1.2). */
export function dialogAsClient(options: {
  request: SipRequest
  response: Incoming<SipResponse>
  flow: Flow
  owner: AppLink
  contact: string
}): Dialog {
  const { message, envelope } = options.response
  return {
    ...blank(options),
    id: dialogIdOf(envelope.callId, envelope.fromTag),
    usage: usageOf(options.request.method),
    callId: envelope.callId,
    localTag: envelope.fromTag,
    remoteTag: envelope.toTag,
    local: headerValue(options.request, 'from') ?? envelope.from,
    remote: envelope.to,
    remoteTarget: contactUri(message) ?? options.request.uri,
    routes: headerList(message, 'record-route').reverse(),
    localCseq: envelope.cseq,
    remoteCseq: -1,
  }
}

/** Builds a request inside a dialog, without Via; `cseq` is the caller's because ACK repeats the INVITE's. */
export function requestInside(
  dialog: Dialog,
  request: { method: string; cseq: number; via: string; headers: readonly Header[]; body: string },
): SipRequest {
  const target = targetAndRoutes(dialog)
  const headers: Header[] = [
    { name: 'Via', key: 'via', value: request.via },
    { name: 'Max-Forwards', key: 'max-forwards', value: '70' },
    ...target.routes.map((value) => ({ name: 'Route', key: 'route', value })),
    { name: 'From', key: 'from', value: dialog.local },
    { name: 'To', key: 'to', value: dialog.remote },
    { name: 'Call-ID', key: 'call-id', value: dialog.callId },
    { name: 'CSeq', key: 'cseq', value: `${request.cseq} ${request.method}` },
    ...request.headers,
    { name: 'Content-Length', key: 'content-length', value: String(request.body.length) },
  ]
  return { kind: 'request', method: request.method, uri: target.uri, headers, body: request.body }
}

/** Returns the URI in the first Contact of a message, when it is a SIP URI. */
export function contactUri(message: SipRequest | SipResponse): string | undefined {
  const first = headerList(message, 'contact')[0]
  const uri = first === undefined ? undefined : parseAddress(first)?.uri
  return uri !== undefined && parseUri(uri) !== undefined ? uri : undefined
}

/** The URI that says where the next request of this dialog goes: the first route, else the remote target. */
export function nextHop(dialog: Dialog): string {
  const first = dialog.routes[0]
  return first === undefined ? dialog.remoteTarget : uriIn(first)
}

/** RFC 3261 12.2.1.1: loose routes stay in the list, a strict first route becomes the request URI. */
function targetAndRoutes(dialog: Dialog): { uri: string; routes: readonly string[] } {
  const first = dialog.routes[0]
  if (first === undefined) return { uri: dialog.remoteTarget, routes: dialog.routes }
  const uri = uriIn(first)
  if (param(uri.slice(uri.indexOf(';') + 1), 'lr') !== undefined)
    return { uri: dialog.remoteTarget, routes: dialog.routes }
  return { uri, routes: [...dialog.routes.slice(1), `<${dialog.remoteTarget}>`] }
}

function blank(options: { flow: Flow; owner: AppLink; contact: string }) {
  return {
    flow: options.flow,
    owner: options.owner,
    contact: options.contact,
    confirmed: false,
    answer: undefined,
    incomingInvite: undefined,
    open: new Set<string>(),
    outgoingInvite: undefined,
    ackDue: undefined,
    sentAck: undefined,
    endAfterAck: undefined,
    localSdp: '',
    sessionTimer: undefined,
    timers: new Set<Timer>(),
  }
}

function usageOf(method: string): Dialog['usage'] {
  return method === 'SUBSCRIBE' || method === 'REFER' ? method : 'INVITE'
}

function fallbackTarget(from: string): string {
  return parseAddress(from)?.uri ?? 'sip:unknown@invalid'
}
