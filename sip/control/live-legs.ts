/** All legs that live, and what becomes of them when the link to the engine goes. */
import type { DialogIdentity, TelephonyLog } from '../telephony.ts'
import type { CallLeg } from './leg.ts'
import { endOrphan } from './orphan.ts'
import { endSilentLegs, silenceCheckMs } from './silence-watch.ts'
import type { SrfClient } from './srf-types.ts'

export interface LiveLegs {
  readonly size: number
  add: (leg: CallLeg) => void
  remove: (leg: CallLeg) => void
  /** The living leg of this id. */
  get(id: string): CallLeg | undefined
  /** Nothing that srf owed us will come any more: every leg ends here and now. */
  lose(): void
  /** The link is back: peers of lost legs know nothing of the loss and would talk into silence, so they get a BYE. */
  endLost: (client: SrfClient) => void
  /** Ends legs whose peers fell silent; asks them no more often than every 10 s. */
  watchSilence(now: number): void
  /** Hangs up everything; resolves when all have ended. */
  endAll(): Promise<void>
}

/** Creates the empty register. */
export function createLiveLegs(log: TelephonyLog, bornAt: number): LiveLegs {
  const legs = new Map<string, CallLeg>()
  let lost: DialogIdentity[] = []
  let nextCheckAt = bornAt + silenceCheckMs
  return {
    get size() {
      return legs.size
    },
    add: (leg) => void legs.set(leg.id, leg),
    remove: (leg) => void legs.delete(leg.id),
    get: (id) => legs.get(id),
    lose() {
      for (const leg of legs.values()) {
        const dialog = leg.dialog()
        if (dialog !== undefined) lost.push(dialog)
        leg.finish('transport-lost')
      }
    },
    endLost(client) {
      for (const dialog of lost) void endOrphan(client, dialog, log)
      lost = []
    },
    watchSilence(now) {
      if (now < nextCheckAt) return
      nextCheckAt = now + silenceCheckMs
      void endSilentLegs(legs.values(), now, log)
    },
    async endAll() {
      await Promise.all([...legs.values()].map((leg) => leg.hangUp('server-restart')))
    },
  }
}
