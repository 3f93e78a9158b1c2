/** BYEs on their way: sent at once, awaited by nobody but the closing of the house. */
import type { DisconnectCause, TelephonyLog } from '../telephony.ts'
import { reasonHeader } from './disconnect-cause.ts'
import type { SipDialog } from './srf-types.ts'

export interface Farewells {
  /** Sends BYE (RFC 3261 15.1.1). A dialog that is gone already is as good as ended. */
  bye(dialog: SipDialog, cause: DisconnectCause): void
  /** Resolves when every BYE was answered, or after `withinMs`. */
  settled(withinMs: number): Promise<void>
  /** The link was lost: drachtio-srf will never report on what was under way. */
  forget(): void
}

/** Creates the ledger of BYEs under way. */
export function createFarewells(log: TelephonyLog): Farewells {
  const underWay = new Set<object>()
  let whenSettled: (() => void) | undefined

  const finished = (ticket: object): void => {
    underWay.delete(ticket)
    if (underWay.size === 0) whenSettled?.()
  }

  return {
    bye(dialog, cause) {
      const ticket = {}
      underWay.add(ticket)
      try {
        dialog.destroy({ headers: { Reason: reasonHeader(cause) } }, (error) => {
          if (error && !isGone(error)) log.warn({ error, sipCallId: dialog.sip.callId }, 'A BYE could not be sent.')
          finished(ticket)
        })
      } catch (error) {
        log.warn({ error, sipCallId: dialog.sip.callId }, 'A BYE could not be sent.')
        finished(ticket)
      }
    },
    settled(withinMs) {
      if (underWay.size === 0) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, withinMs)
        whenSettled = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
    forget() {
      underWay.clear()
      whenSettled?.()
    },
  }
}

/** True for the harmless race in which the dialog ended first (ENODIALOG), or went with its connection (ESOCKETDESTROYED). */
export function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENODIALOG' || code === 'ESOCKETDESTROYED'
}
