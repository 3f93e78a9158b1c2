/** What a saved wrap-up must hold, and how far its target may be moved. */
import type { ErrorCode } from '../contracts/error-codes.ts'
import { chosenDispositions, type WrapUp } from '../contracts/interactions.ts'

export const extensionMs = 30_000
export const mostExtensions = 3
/** A promised call-back is due within a day. */
export const callBackMs = 86_400_000

/** Why this wrap-up cannot be saved; undefined when it can. */
export function refusalOf(wrapUp: WrapUp, contact: { hasPassenger: boolean }): ErrorCode | undefined {
  const chosen = chosenDispositions.find((entry) => entry.id === wrapUp.disposition)
  if (!chosen) return 'invalid-input'
  if (chosen.needsCase && !wrapUp.case) return 'case-required'
  if (wrapUp.case && !contact.hasPassenger) return 'passenger-required'
  return undefined
}

/** The next target (ms UTC), never in the past; undefined when it was moved often enough. */
export function extendedTarget(dueAt: number, extensions: number, now: number): number | undefined {
  if (extensions >= mostExtensions) return undefined
  return Math.max(dueAt, now) + extensionMs
}
