/** Finds answered legs whose peer has stopped sending sound: a trunk that died without a BYE. */
import type { LegStats, TelephonyLog } from '../telephony.ts'
import type { CallLeg } from './leg.ts'

/** Silence after which a call counts as dead, ms. Hold is no silence: the peer says so in its SDP, ours is in the leg's state. */
export const longestSilenceMs = 30_000

/** How often each leg is asked, ms. */
export const silenceCheckMs = 10_000

/** True when the peer owes us sound and has sent none for too long; `dueForMs` since the answer. */
export function isDeadSilent(stats: LegStats, dueForMs: number | undefined): boolean {
  if (dueForMs === undefined || dueForMs < longestSilenceMs) return false
  return (stats.silentMs ?? dueForMs) >= longestSilenceMs
}

/** Asks every leg that should be heard, and ends the silent ones. */
export async function endSilentLegs(legs: Iterable<CallLeg>, now: number, log: TelephonyLog): Promise<void> {
  const due = [...legs].filter((leg) => (leg.soundDueForMs(now) ?? 0) >= longestSilenceMs)
  await Promise.all(
    due.map(async (leg) => {
      try {
        if (!isDeadSilent(await leg.stats(), leg.soundDueForMs(now))) return
        log.warn({ legId: leg.id }, 'A peer stopped sending sound.')
        await leg.hangUp('media-timeout')
      } catch (error) {
        log.warn({ error, legId: leg.id }, 'The sound of a leg could not be measured.')
      }
    }),
  )
}
