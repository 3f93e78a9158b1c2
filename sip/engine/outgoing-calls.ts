/** What becomes of requests outside dialogs: answers, early and confirmed dialogs, forks, CANCEL and its races. */
import { repeatedAnswer } from './app-dialog-requests.ts'
import { cancelTransaction } from './cancel.ts'
import type { ClientTransaction } from './client-transactions.ts'
import { type Dialog, dialogAsClient } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Flow } from './flow.ts'
import { hangUp, sendAck } from './inside.ts'
import { internalResponse } from './internal-response.ts'
import { type Header, headerList, headerValue, type SipRequest, type SipResponse, serialise } from './message.ts'
import type { Incoming } from './parser.ts'
import { makesDialog } from './reply.ts'
import { keepSession } from './session-timer.ts'
import { param, parseAddress, parseUri } from './sip-uri.ts'
import { limitSubscription } from './subscription.ts'
import type { AppLink } from './wire-link.ts'
import { dialogIdOf, tellFromNetwork, tellInternal } from './wire-news.ts'

export interface OutgoingCalls {
  start(
    call: { link: AppLink; request: SipRequest; branch: string; flow: Flow },
    started: (transaction: ClientTransaction) => void,
  ): void
  /** False when there is no unanswered INVITE of that id. */
  cancel(transactionId: string, extra: readonly Header[]): boolean
  /** The application is gone: what still rings is cancelled. */
  abandon(link: AppLink): void
}

interface Call {
  readonly link: AppLink
  readonly request: SipRequest
  readonly flow: Flow
  transaction: ClientTransaction | undefined
  /** Headers of a CANCEL that waits for the first provisional answer. */
  held: readonly Header[] | undefined
  cancelled: boolean
  readonly dialogs: Dialog[]
  /** The dialog of the first 2xx. */
  answered: Dialog | undefined
  readonly reliableSeen: Set<string>
}

const CANCEL_RACE = 'ACK-BYE due to cancel race condition'

/** Builds the register of requests that wait for answers. */
export function createOutgoingCalls(parts: EngineParts): OutgoingCalls {
  const invites = new Map<string, Call>()

  function start(
    options: { link: AppLink; request: SipRequest; branch: string; flow: Flow },
    started: (transaction: ClientTransaction) => void,
  ): void {
    const { link, request, branch, flow } = options
    const call: Call = {
      link,
      request,
      flow,
      transaction: undefined,
      held: undefined,
      cancelled: false,
      dialogs: [],
      answered: undefined,
      reliableSeen: new Set(),
    }
    const transaction = parts.clients.start({
      request,
      branch,
      flow,
      listener: {
        response: (incoming, from) => response(call, incoming, from),
        failed: (status) => failed(call, status === 503 && flow.transport === 'ws' ? 410 : status),
      },
    })
    call.transaction = transaction
    if (transaction.kind === 'invite') invites.set(transaction.id, call)
    started(transaction)
  }

  function response(call: Call, incoming: Incoming<SipResponse>, flow: Flow): void {
    const { status } = incoming.message
    if (status < 200) provisional(call, incoming, flow)
    else if (status < 300 && makesDialog(call.request.method)) success(call, incoming, flow)
    else {
      finished(call)
      for (const dialog of call.dialogs) parts.dialogs.remove(dialog)
      pass(call, incoming, flow)
    }
  }

  function provisional(call: Call, incoming: Incoming<SipResponse>, flow: Flow): void {
    const { message, envelope } = incoming
    if (call.held !== undefined && call.transaction !== undefined) {
      const extra = call.held
      call.held = undefined
      sendCancelNow(call, call.transaction, extra)
    }
    if (message.status === 100) return
    const rseq = headerValue(message, 'rseq')
    if (rseq !== undefined && envelope.toTag !== '') {
      // RFC 3262 4: a reliable provisional that came before is not news.
      const seen = `${envelope.toTag} ${rseq}`
      if (call.reliableSeen.has(seen) || call.reliableSeen.size > 64) return
      call.reliableSeen.add(seen)
      dialogFor(call, incoming, flow)
    }
    pass(call, incoming, flow)
  }

  function success(call: Call, incoming: Incoming<SipResponse>, flow: Flow) {
    const { envelope } = incoming
    const { answered } = call
    if (answered !== undefined && answered.remoteTag === envelope.toTag)
      return repeatedAnswer(parts, answered, envelope.cseq)
    if (answered !== undefined) return surplus(call, incoming, flow)
    finished(call)
    const dialog = dialogFor(call, incoming, flow)
    call.answered = dialog
    dialog.confirmed = true
    for (const other of call.dialogs) if (other !== dialog) parts.dialogs.remove(other)
    // The application names dialogs without the peer's tag; after a fork the answered one bears the name.
    parts.dialogs.add(dialog)
    if (call.request.method !== 'INVITE') {
      limitSubscription(parts, dialog, headerValue(incoming.message, 'expires'))
      return pass(call, incoming, flow)
    }
    dialog.ackDue = envelope.cseq
    dialog.localSdp = call.request.body
    keepSession(parts, dialog, incoming.message, 'uac')
    if (call.cancelled) dialog.endAfterAck = CANCEL_RACE
    else if (headerValue(incoming.message, 'contact') === undefined) dialog.endAfterAck = 'No Contact in answer'
    if (!call.link.alive) return release(dialog, envelope.cseq)
    // An application that forgets its ACK must not leave the peer repeating its 2xx into a dead call.
    const guard = parts.timers.after(64 * parts.timing.t1, () => {
      dialog.timers.delete(guard)
      if (dialog.ackDue === envelope.cseq && dialog.endAfterAck !== undefined) release(dialog, envelope.cseq)
    })
    dialog.timers.add(guard)
    pass(call, incoming, flow)
  }

  /** A second callee answered too: take the call and put it down (RFC 3261 13.2.2.4). */
  function surplus(call: Call, incoming: Incoming<SipResponse>, flow: Flow) {
    if (call.request.method !== 'INVITE') return
    const known = call.dialogs.find((dialog) => dialog.remoteTag === incoming.envelope.toTag)
    if (known?.sentAck !== undefined) return repeatedAnswer(parts, known, incoming.envelope.cseq)
    parts.count('forked-answers')
    const dialog = newDialog(call, incoming, flow)
    call.dialogs.push(dialog)
    sendAck(parts, dialog, { cseq: incoming.envelope.cseq, headers: [], body: '' }, () =>
      hangUp(parts, dialog, 'Answered elsewhere', false),
    )
  }

  function release(dialog: Dialog, cseq: number): void {
    dialog.ackDue = undefined
    sendAck(parts, dialog, { cseq, headers: [], body: '' }, () =>
      hangUp(parts, dialog, dialog.endAfterAck ?? 'Application gone'),
    )
  }

  function dialogFor(call: Call, incoming: Incoming<SipResponse>, flow: Flow): Dialog {
    const known = call.dialogs.find((dialog) => dialog.remoteTag === incoming.envelope.toTag)
    const fresh = newDialog(call, incoming, flow)
    if (known === undefined) {
      call.dialogs.push(fresh)
      parts.dialogs.add(fresh)
      return fresh
    }
    known.remoteTarget = fresh.remoteTarget
    return known
  }

  function newDialog(call: Call, incoming: Incoming<SipResponse>, flow: Flow): Dialog {
    const contact = headerList(call.request, 'contact')[0] ?? parts.transports.ownContact(call.flow)
    return dialogAsClient({
      request: call.request,
      response: incoming,
      flow: peerFlow(incoming, flow),
      owner: call.link,
      contact,
    })
  }

  /** Over UDP the peer is written to at its Contact when that is where it answered from, else (NAT) at its source. */
  function peerFlow({ message }: Incoming<SipResponse>, flow: Flow): Flow {
    if (flow.transport !== 'udp') return flow
    const contact = headerList(message, 'contact')[0]
    const uri = parseUri((contact === undefined ? undefined : parseAddress(contact)?.uri) ?? '')
    if (uri === undefined || uri.host !== flow.remote.host || param(uri.rest, 'transport')?.toLowerCase() === 'tcp')
      return flow
    return parts.transports.flowTo('udp', { host: uri.host, port: uri.port ?? 5060 }) ?? flow
  }

  function pass(call: Call, incoming: Incoming<SipResponse>, flow: Flow): void {
    const dialogId = makesDialog(call.request.method)
      ? dialogIdOf(incoming.envelope.callId, incoming.envelope.fromTag)
      : ''
    tellFromNetwork(call.link, {
      text: serialise(incoming.message),
      flow,
      transactionId: call.transaction?.id ?? '',
      dialogId,
    })
  }

  function failed(call: Call, status: number): void {
    finished(call)
    for (const dialog of call.dialogs) parts.dialogs.remove(dialog)
    const { request } = call
    const from = parseAddress(headerValue(request, 'from') ?? '')
    const dialogId = makesDialog(request.method)
      ? dialogIdOf(headerValue(request, 'call-id') ?? '', param(from?.params ?? '', 'tag') ?? '')
      : ''
    tellInternal(call.link, {
      text: internalResponse(request, status),
      transactionId: call.transaction?.id ?? '',
      dialogId,
    })
  }

  function finished(call: Call): void {
    call.held = undefined
    if (call.transaction !== undefined) invites.delete(call.transaction.id)
  }

  function cancel(transactionId: string, extra: readonly Header[]): boolean {
    const call = invites.get(transactionId)
    if (call?.transaction === undefined || call.cancelled) return false
    call.cancelled = true
    if (call.transaction.state === 'proceeding') sendCancelNow(call, call.transaction, extra)
    else call.held = extra
    return true
  }

  function sendCancelNow(call: Call, invite: ClientTransaction, extra: readonly Header[]): void {
    cancelTransaction(parts, invite, extra)
    // RFC 3261 9.1: a peer that answers the CANCEL but never the INVITE is not waited for.
    parts.timers.after(64 * parts.timing.t1, () => {
      if (!invites.has(invite.id)) return
      parts.clients.end(invite)
      failed(call, 487)
    })
  }

  return {
    start,
    cancel,
    abandon: (link) => {
      for (const [id, call] of invites) if (call.link === link) cancel(id, [])
    },
  }
}
