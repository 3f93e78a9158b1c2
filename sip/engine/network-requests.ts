/** Requests from the network: matches, refuses what no application needs to see, and passes the rest on (RFC 3261 8.2, 12.2.2). */
import { randomInt } from 'node:crypto'
import { isTooShort, MIN_SESSION_S } from './agreed-session.ts'
import { acknowledged } from './answers.ts'
import { contactUri, type Dialog } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Flow, sameFlow } from './flow.ts'
import { hangUp } from './inside.ts'
import { type Header, headerList, headerValue, type SipRequest, serialise } from './message.ts'
import { answer, giveUp, settleOpen } from './own-answers.ts'
import type { Incoming } from './parser.ts'
import type { ServerTransaction } from './server-transactions.ts'
import { limitSubscription } from './subscription.ts'
import { dialogIdOf, tellFromNetwork } from './wire-news.ts'

type Request = Incoming<SipRequest>

const OUTSIDE = new Set(['INVITE', 'REGISTER', 'MESSAGE', 'OPTIONS', 'INFO', 'NOTIFY', 'SUBSCRIBE', 'PUBLISH', 'REFER'])
const INSIDE_ONLY = new Set(['BYE', 'UPDATE', 'PRACK'])
const REFRESHES_TARGET = new Set(['INVITE', 'UPDATE', 'SUBSCRIBE', 'NOTIFY', 'REFER'])
const EXTENSIONS = new Set(['100rel', 'timer', 'replaces', 'norefersub', 'path', 'outbound'])
const ALLOW = [...OUTSIDE, ...INSIDE_ONLY, 'ACK', 'CANCEL'].join(', ')
const MAX_TRANSACTIONS = 50_000

/** Takes one readable request whose topmost Via is already completed. */
export function takeRequest(parts: EngineParts, incoming: Request, flow: Flow) {
  const { method } = incoming.message
  if (method === 'ACK') return takeAck(parts, incoming, flow)
  const known = parts.servers.match(incoming, method)
  if (known !== undefined) return parts.servers.heard(known, 'request')
  if (parts.servers.size >= MAX_TRANSACTIONS) return parts.count('overloaded')
  if (method === 'CANCEL') return takeCancel(parts, incoming, flow)
  if (incoming.envelope.toTag !== '') return takeInside(parts, incoming, flow)
  takeOutside(parts, incoming, flow)
}

function takeOutside(parts: EngineParts, incoming: Request, flow: Flow) {
  const { message } = incoming
  const refusal = refusalOf(parts, incoming)
  const transaction = parts.servers.create(incoming, flow)
  if (refusal !== undefined) return answer(parts, transaction, refusal.status, refusal.headers)
  const link = parts.wire.pick(message.method.toLowerCase())
  if (link === undefined) return answer(parts, transaction, 503)
  transaction.owner = link
  if (message.method === 'INVITE') answer(parts, transaction, 100)
  tellFromNetwork(link, {
    text: readable(message),
    flow,
    transactionId: transaction.id,
    dialogId: '',
    receivedOn: true,
  })
}

function refusalOf(parts: EngineParts, incoming: Request): { status: number; headers?: Header[] } | undefined {
  const { message, envelope } = incoming
  const { method } = message
  if (INSIDE_ONLY.has(method)) return { status: 481 }
  if (!OUTSIDE.has(method)) return { status: 501, headers: [header('Allow', ALLOW)] }
  if (parts.servers.merged(incoming)) return { status: 482 }
  if (headerValue(message, 'max-forwards')?.match(/^0+$/)) return { status: 483 }
  const unknown = headerList(message, 'require').filter((option) => !EXTENSIONS.has(option.toLowerCase()))
  if (unknown.length > 0) return { status: 420, headers: [header('Unsupported', unknown.join(', '))] }
  if (isTooShort(message)) return { status: 422, headers: [header('Min-SE', String(MIN_SESSION_S))] }
  if (method !== 'INVITE') return undefined
  if (envelope.fromTag === '') return { status: 400 }
  return parts.dialogs.byId(dialogIdOf(envelope.callId, envelope.fromTag)) === undefined ? undefined : { status: 491 }
}

function takeInside(parts: EngineParts, incoming: Request, flow: Flow) {
  const { message, envelope } = incoming
  const dialog = parts.dialogs.byTags(envelope.callId, envelope.toTag, envelope.fromTag)
  const transaction = parts.servers.create(incoming, flow)
  if (dialog === undefined || !dialog.owner.alive) return answer(parts, transaction, 481)
  transaction.dialog = dialog
  transaction.owner = dialog.owner
  if (envelope.cseq < dialog.remoteCseq) return answer(parts, transaction, 500)
  dialog.remoteCseq = envelope.cseq
  if (message.method === 'PRACK' && !parts.reliable.acknowledged(incoming)) return answer(parts, transaction, 481)
  if (isTooShort(message)) return answer(parts, transaction, 422, [header('Min-SE', String(MIN_SESSION_S))])
  if (message.method === 'INVITE' && glares(parts, dialog, transaction)) return
  dialog.open.add(transaction.id)
  follow(dialog, incoming, flow)
  if (message.method === 'BYE') endByPeer(parts, dialog, transaction)
  if (message.method === 'NOTIFY' || message.method === 'SUBSCRIBE') keepSubscription(parts, dialog, message)
  tellFromNetwork(dialog.owner, { text: readable(message), flow, transactionId: transaction.id, dialogId: dialog.id })
}

/** RFC 3261 14.2: one re-INVITE at a time, in either direction. */
function glares(parts: EngineParts, dialog: Dialog, transaction: ServerTransaction): boolean {
  if (dialog.outgoingInvite !== undefined) {
    answer(parts, transaction, 491)
    return true
  }
  if (dialog.incomingInvite !== undefined) {
    answer(parts, transaction, 500, [header('Retry-After', String(randomInt(0, 10)))])
    return true
  }
  dialog.incomingInvite = transaction.id
  answer(parts, transaction, 100)
  return false
}

/** Target refresh, and the way back: the peer may have moved to another connection or port. */
function follow(dialog: Dialog, { message }: Request, flow: Flow): void {
  const target = REFRESHES_TARGET.has(message.method) ? contactUri(message) : undefined
  if (target !== undefined) dialog.remoteTarget = target
  if (flow.transport !== 'udp' || (dialog.flow.transport === 'udp' && dialog.flow.remote.host !== flow.remote.host)) {
    if (!sameFlow(flow, dialog.flow)) dialog.flow = flow
  }
}

function endByPeer(parts: EngineParts, dialog: Dialog, bye: ServerTransaction) {
  dialog.open.delete(bye.id)
  settleOpen(parts, dialog)
  const own = dialog.outgoingInvite === undefined ? undefined : parts.clients.byId(dialog.outgoingInvite)
  if (own !== undefined) parts.clients.end(own)
  parts.dialogs.remove(dialog)
}

function keepSubscription(parts: EngineParts, dialog: Dialog, message: SipRequest) {
  if (dialog.usage === 'INVITE') return
  const state = headerValue(message, 'subscription-state') ?? ''
  if (message.method === 'NOTIFY' && /^terminated/i.test(state)) return parts.dialogs.remove(dialog)
  limitSubscription(parts, dialog, headerValue(message, 'expires') ?? /expires\s*=\s*(\d{1,10})/i.exec(state)?.[1])
}

function takeAck(parts: EngineParts, incoming: Request, flow: Flow) {
  const invite = parts.servers.match(incoming, 'INVITE')
  if (invite?.state === 'completed') return parts.servers.heard(invite, 'ack')
  const { envelope, message } = incoming
  const dialog = parts.dialogs.byTags(envelope.callId, envelope.toTag, envelope.fromTag)
  const transactionId = dialog === undefined ? undefined : acknowledged(dialog, envelope.cseq)
  if (dialog === undefined || transactionId === undefined) return parts.count('ack-of-nothing')
  if (flow.transport !== 'udp' && flow !== dialog.flow) dialog.flow = flow
  tellFromNetwork(dialog.owner, { text: readable(message), flow, transactionId, dialogId: dialog.id })
}

/** RFC 3261 9.2. The engine answers both the CANCEL and the INVITE; the application is only told. */
function takeCancel(parts: EngineParts, incoming: Request, flow: Flow) {
  const invite = parts.servers.match(incoming, 'INVITE')
  const cancel = parts.servers.create(incoming, flow)
  if (invite === undefined) return answer(parts, cancel, 481)
  if (invite.state === 'accepted') {
    answer(parts, cancel, 481)
    if (invite.dialog !== undefined && parts.dialogs.has(invite.dialog))
      hangUp(parts, invite.dialog, 'CANCEL after 200 OK')
    return
  }
  cancel.toTag = invite.toTag
  answer(parts, cancel, 200)
  if (invite.state === 'proceeding') withdraw(parts, invite, readable(incoming.message), flow)
}

/** The peer does not want its INVITE any more: 487, early dialog gone, application told by the CANCEL. */
export function withdraw(parts: EngineParts, invite: ServerTransaction, cancelText: string, flow: Flow): void {
  const { dialog, owner } = invite
  giveUp(parts, invite, 487)
  if (owner !== undefined)
    tellFromNetwork(owner, { text: cancelText, flow, transactionId: invite.id, dialogId: dialog?.id ?? '' })
}

/** The request as it came, compact header names written out: the application's parser does not know them all. */
function readable(message: SipRequest): string {
  return serialise(message)
}

function header(name: string, value: string): Header {
  return { name, key: name.toLowerCase(), value }
}
