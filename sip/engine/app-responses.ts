/** Responses of the application to the peer's requests: completes them, makes dialogs, begins to wait for ACK or PRACK. */

import { acceptedOffer } from './agreed-session.ts'
import { awaitAck } from './answers.ts'
import { appHeaders, withContentType } from './app-message.ts'
import { type Dialog, dialogAsServer } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import { type Header, hasOption, headerValue, type SipResponse } from './message.ts'
import { giveUp } from './own-answers.ts'
import { makesDialog, responseText } from './reply.ts'
import type { ServerTransaction } from './server-transactions.ts'
import { keepSession } from './session-timer.ts'
import { param, parseAddress } from './sip-uri.ts'
import { limitSubscription } from './subscription.ts'
import { type AppLink, respond, type SipCommand } from './wire-link.ts'
import { sentResponse } from './wire-news.ts'

const UNKNOWN = 'NOK|Response not sent due to unknown transaction'

/** Sends the response to the transaction that the command names, and answers the command. */
export function sendResponse(parts: EngineParts, link: AppLink, command: SipCommand, message: SipResponse) {
  const transaction = parts.servers.byId(command.transactionId)
  const refuse = (answer: string): void => respond(link, command.id, answer)
  if (transaction?.owner !== link || transaction.state === 'terminated' || transaction.sentStatus >= 200)
    return refuse(UNKNOWN)
  adoptTag(transaction, message)
  const headers = withContentType(headersFor(parts, transaction, message), message.body)
  if (headers === undefined) return refuse('NOK|missing content-type')
  const rseq = reliableNumber(parts, transaction, message)
  if (rseq === 'not-supported') return refuse('NOK|Remote endpoint does not support 100rel')
  if (rseq !== undefined) headers.push({ name: 'RSeq', key: 'rseq', value: String(rseq) })

  const { status, reason, body } = message
  const text = responseText(transaction.incoming, { status, reason, toTag: transaction.toTag, headers, body })
  const contact = headerValue({ headers }, 'contact') ?? parts.transports.ownContact(transaction.flow)
  const dialog = dialogAfter(parts, link, transaction, status, contact)
  if (!parts.servers.respond(transaction, status, text)) return refuse(UNKNOWN)
  if (rseq !== undefined) parts.reliable.sent(transaction, rseq, text, () => giveUp(parts, transaction, 504))
  if (status >= 200) answered(parts, transaction, { message, headers, text, dialog })
  const dialogId = dialog !== undefined && parts.dialogs.has(dialog) ? dialog.id : ''
  respond(link, command.id, sentResponse(transaction.flow, transaction.id, dialogId, text))
}

function answered(
  parts: EngineParts,
  transaction: ServerTransaction,
  sent: { message: SipResponse; headers: readonly Header[]; text: string; dialog: Dialog | undefined },
): void {
  const { dialog, message, text } = sent
  const { method } = transaction.incoming.message
  const success = message.status < 300
  if (method === 'INVITE') parts.reliable.over(transaction)
  if ((method === 'REGISTER' || method === 'SUBSCRIBE') && success)
    parts.flows.learn(transaction.incoming.message, message, transaction.flow)
  if (dialog === undefined) return
  if (dialog.incomingInvite === transaction.id) dialog.incomingInvite = undefined
  dialog.open.delete(transaction.id)
  if (!parts.dialogs.has(dialog)) return
  if (success && message.body.startsWith('v=0')) dialog.localSdp = message.body
  if (success && (method === 'INVITE' || method === 'UPDATE'))
    keepSession(parts, dialog, { headers: sent.headers }, 'uas')
  if (method === 'INVITE' && success) {
    dialog.confirmed = true
    awaitAck(parts, dialog, {
      cseq: transaction.incoming.envelope.cseq,
      transactionId: transaction.id,
      text,
      flow: transaction.flow,
    })
  } else if (method === 'SUBSCRIBE' && success) limitSubscription(parts, dialog, headerValue(message, 'expires'))
  else if (dialog.usage === 'REFER' && method === 'REFER' && success) limitSubscription(parts, dialog, undefined)
  // A refused first INVITE takes its early dialog along; a refused re-INVITE does not.
  else if (method === 'INVITE' && !dialog.confirmed) parts.dialogs.remove(dialog)
}

/** Makes the dialog with the first response that has a tag and may be followed by requests (RFC 3261 12.1.1). */
function dialogAfter(
  parts: EngineParts,
  link: AppLink,
  transaction: ServerTransaction,
  status: number,
  contact: string,
): Dialog | undefined {
  const { incoming, flow } = transaction
  if (transaction.dialog !== undefined) {
    if (status < 300 && makesDialog(incoming.message.method)) transaction.dialog.contact = contact
    return transaction.dialog
  }
  const { method } = incoming.message
  const makes = makesDialog(method) && status > 100 && status < 300 && (method === 'INVITE' || status >= 200)
  if (!makes || incoming.envelope.toTag !== '') return undefined
  const dialog = dialogAsServer({ incoming, localTag: transaction.toTag, flow, owner: link, contact })
  dialog.incomingInvite = method === 'INVITE' ? transaction.id : undefined
  transaction.dialog = dialog
  parts.dialogs.add(dialog)
  return dialog
}

function headersFor(parts: EngineParts, transaction: ServerTransaction, message: SipResponse): Header[] {
  const { method } = transaction.incoming.message
  const headers = appHeaders(message, parts.transports.ownAddress(transaction.flow))
  const success = message.status >= 200 && message.status < 300
  if (success && (method === 'INVITE' || method === 'UPDATE'))
    headers.push(...acceptedOffer(transaction.incoming.message, { headers }))
  const reliable = message.status < 200 && hasOption(message, 'require', '100rel')
  const wanted = makesDialog(method) && (success || reliable)
  if (!wanted || headerValue({ headers }, 'contact') !== undefined) return headers
  return [{ name: 'Contact', key: 'contact', value: parts.transports.ownContact(transaction.flow) }, ...headers]
}

/** The application may choose our tag, as long as none has been sent. */
function adoptTag(transaction: ServerTransaction, message: SipResponse): void {
  if (transaction.sentStatus > 100 || transaction.dialog !== undefined) return
  const tag = param(parseAddress(headerValue(message, 'to') ?? '')?.params ?? '', 'tag')
  if (tag !== undefined && /^[A-Za-z0-9\-.!%*_+`'~]{1,128}$/.test(tag)) transaction.toTag = tag
}

function reliableNumber(
  parts: EngineParts,
  transaction: ServerTransaction,
  message: SipResponse,
): number | 'not-supported' | undefined {
  if (message.status <= 100 || message.status >= 200 || !hasOption(message, 'require', '100rel')) return undefined
  const { message: invite } = transaction.incoming
  if (!hasOption(invite, 'supported', '100rel') && !hasOption(invite, 'require', '100rel')) return 'not-supported'
  return parts.reliable.next(transaction)
}
