/** Keeps sessions alive or ends them (RFC 4028): the application never has to know. */

import { actsAfterMs, agreedSession, type Session } from './agreed-session.ts'
import type { Dialog } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import { hangUp, sendAck, sendInside } from './inside.ts'
import type { Header } from './message.ts'

/** A refresh that met another re-INVITE tries again after this. */
const RETRY_MS = 3_000

/** Starts the timer anew from a 2xx to INVITE or UPDATE, or stops it when the 2xx names none; `role` is ours in that transaction. */
export function keepSession(
  parts: EngineParts,
  dialog: Dialog,
  response: { readonly headers: readonly Header[] },
  role: 'uac' | 'uas',
): void {
  dialog.sessionTimer?.cancel()
  const session = agreedSession(response, role)
  dialog.sessionTimer = session === undefined ? undefined : watch(parts, dialog, session, actsAfterMs(session))
}

function watch(parts: EngineParts, dialog: Dialog, session: Session, ms: number) {
  return parts.timers.after(ms, () => {
    if (!parts.dialogs.has(dialog)) return
    if (session.refresher === 'peer') return hangUp(parts, dialog, 'Session timer expired')
    if (dialog.outgoingInvite !== undefined || dialog.incomingInvite !== undefined) {
      dialog.sessionTimer = watch(parts, dialog, session, RETRY_MS)
      return
    }
    refresh(parts, dialog, session)
  })
}

/** Offers the session as it is once more. */
function refresh(parts: EngineParts, dialog: Dialog, session: Session) {
  const body = dialog.localSdp
  const headers: Header[] = [
    { name: 'Contact', key: 'contact', value: dialog.contact },
    { name: 'Supported', key: 'supported', value: 'timer' },
    { name: 'Session-Expires', key: 'session-expires', value: `${session.seconds};refresher=uac` },
    ...(body === '' ? [] : [{ name: 'Content-Type', key: 'content-type', value: 'application/sdp' }]),
  ]
  const ended = (): void => {
    dialog.outgoingInvite = undefined
  }
  let acknowledged = false
  const listener = {
    response: ({ message, envelope }: Parameters<Parameters<typeof sendInside>[2]['listener']['response']>[0]) => {
      if (message.status < 200) return
      ended()
      if (message.status < 300) {
        if (acknowledged) return dialog.sentAck?.flow.send(dialog.sentAck.text, () => parts.count('ack-unsent'))
        acknowledged = true
        sendAck(parts, dialog, { cseq: envelope.cseq, headers: [], body: '' }, () => undefined)
        keepSession(parts, dialog, message, 'uac')
      } else if (message.status === 408 || message.status === 481) hangUp(parts, dialog, 'Session timer expired')
      else dialog.sessionTimer = watch(parts, dialog, session, RETRY_MS)
    },
    failed: () => {
      ended()
      hangUp(parts, dialog, 'Session timer expired')
    },
  }
  sendInside(parts, dialog, { method: 'INVITE', headers, body, listener }, (transaction) => {
    dialog.outgoingInvite = transaction.id
  })
}
