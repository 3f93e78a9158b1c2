/** The 2xx to an INVITE: repeated until its ACK comes, the dialog ended when it never does (RFC 3261 13.3.1.4). */
import type { Dialog } from './dialog.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Flow } from './flow.ts'
import { hangUp } from './inside.ts'

/** Begins to wait for the ACK of a 2xx that has just been sent; over UDP it is repeated at T1, doubling up to T2. */
export function awaitAck(
  parts: EngineParts,
  dialog: Dialog,
  sent: { cseq: number; transactionId: string; text: string; flow: Flow },
): void {
  const { timers, timing } = parts
  const answer: NonNullable<Dialog['answer']> = { cseq: sent.cseq, transactionId: sent.transactionId, timer: undefined }
  dialog.answer?.timer?.cancel()
  dialog.answer = answer
  let waited = 0
  let interval = sent.flow.transport === 'udp' ? timing.t1 : 64 * timing.t1

  const wait = (): void => {
    answer.timer = timers.after(Math.min(interval, 64 * timing.t1 - waited), () => {
      waited += interval
      if (waited >= 64 * timing.t1) return hangUp(parts, dialog, 'ACK timeout')
      parts.count('answers-repeated')
      sent.flow.send(sent.text, () => parts.count('answer-unsent'))
      interval = Math.min(interval * 2, timing.t2)
      wait()
    })
  }
  wait()
}

/** Takes an ACK: returns the id of the INVITE's transaction the first time, undefined for a repeated or unknown one. */
export function acknowledged(dialog: Dialog, cseq: number): string | undefined {
  const { answer } = dialog
  if (answer === undefined || answer.cseq !== cseq) return undefined
  answer.timer?.cancel()
  dialog.answer = undefined
  return answer.transactionId
}
