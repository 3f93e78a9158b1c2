/** Sends requests inside dialogs: finds the way, numbers them, and ends dialogs by the engine's own BYE. */

import type { ClientListener, ClientTransaction } from './client-transactions.ts'
import { type Dialog, nextHop, requestInside } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import { deadFlow, type Flow } from './flow.ts'
import { type Header, serialise } from './message.ts'
import { settleOpen } from './own-answers.ts'
import { newBranch } from './random-token.ts'
import { parseUri } from './sip-uri.ts'
import type { Transports } from './transports.ts'
import { tellUnsolicited } from './wire-news.ts'

/** Returns the Via value of a request we send. */
export function viaFor(transports: Transports, flow: Flow, branch: string): string {
  return `SIP/2.0/${flow.transport.toUpperCase()} ${transports.ownAddress(flow)};branch=${branch};rport`
}

/** Calls `use` with the way to a dialog's peer, at once when it is known. A dead flow means there is none. */
export function withFlow(parts: EngineParts, dialog: Dialog, use: (flow: Flow) => void) {
  const { flow } = dialog
  const connected = flow.transport !== 'udp'
  if (connected && flow.isOpen) return use(flow)
  if (dialog.routes.length === 0 && !connected) return use(flow)
  const found = parts.flows.find(dialog.remoteTarget)
  if (found !== undefined) {
    dialog.flow = found
    return use(found)
  }
  // A closed WebSocket cannot be called back; its flow answers for itself.
  if (flow.transport === 'ws') return use(flow)
  const uri = parseUri(nextHop(dialog))
  const way = uri === undefined ? 'no-way' : parts.transports.route(uri)
  const take = (route: Awaited<typeof way>) => {
    if (typeof route === 'string') return use(deadFlow(flow.local))
    if (connected) dialog.flow = route
    use(route)
  }
  if (way instanceof Promise) void way.then(take)
  else take(way)
}

/** Sends a request inside a dialog as a client transaction; `started` hears of it before any answer can come. */
export function sendInside(
  parts: EngineParts,
  dialog: Dialog,
  request: { method: string; headers: readonly Header[]; body: string; listener: ClientListener },
  started: (transaction: ClientTransaction) => void,
): void {
  withFlow(parts, dialog, (flow) => {
    const branch = newBranch()
    const message = requestInside(dialog, {
      method: request.method,
      cseq: ++dialog.localCseq,
      via: viaFor(parts.transports, flow, branch),
      headers: request.headers,
      body: request.body,
    })
    started(parts.clients.start({ request: message, branch, flow, listener: request.listener }))
  })
}

/** Sends the ACK to a 2xx and keeps it for repeated ones (RFC 3261 13.2.2.4); `sent` gets it as it left. */
export function sendAck(
  parts: EngineParts,
  dialog: Dialog,
  ack: { cseq: number; headers: readonly Header[]; body: string },
  sent: (text: string, flow: Flow) => void,
): void {
  withFlow(parts, dialog, (flow) => {
    const via = viaFor(parts.transports, flow, newBranch())
    const text = serialise(requestInside(dialog, { method: 'ACK', via, ...ack }))
    dialog.sentAck = { cseq: ack.cseq, text, flow }
    flow.send(text, () => parts.count('ack-unsent'))
    sent(text, flow)
  })
}

/** Ends a dialog by the engine's own BYE and, unless it is the engine's secret, tells its owner why. */
export function hangUp(parts: EngineParts, dialog: Dialog, why: string, tell = true): void {
  settleOpen(parts, dialog)
  parts.dialogs.remove(dialog)
  if (dialog.usage !== 'INVITE') return
  const listener: ClientListener = { response: () => undefined, failed: () => parts.count('bye-unanswered') }
  const headers = [{ name: 'Reason', key: 'reason', value: `SIP;cause=200;text="${why}"` }]
  sendInside(parts, dialog, { method: 'BYE', headers, body: '', listener }, (bye) => {
    if (tell) tellUnsolicited(dialog.owner, dialog.id, bye.text)
  })
}
