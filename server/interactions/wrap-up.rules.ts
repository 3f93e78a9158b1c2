/** What a saved wrap-up must hold, and how far its target may be moved. */
import type { NewCase } from '../contracts/cases.ts'
import type { ErrorCode } from '../contracts/error-codes.ts'
import { chosenDispositions, type WrapUp } from '../contracts/interactions.ts'

export const extensionMs = 30_000
export const mostExtensions = 3
/** A promised call-back is due within a day. */
export const callBackMs = 86_400_000

/** Why this wrap-up cannot be saved; undefined when it can. */
export function refusalOf(wrapUp: WrapUp, contact: { hasPassenger: boolean; hasCase: boolean }): ErrorCode | undefined {
  const chosen = chosenDispositions.find((entry) => entry.id === wrapUp.disposition)
  if (!chosen) return 'invalid-input'
  if (chosen.needsCase && !wrapUp.case && !wrapUp.caseId && !contact.hasCase) return 'case-required'
  return wrapUp.case && needsPassenger(wrapUp.case, contact) ? 'passenger-required' : undefined
}

/** Whether it must be known first whose request this is: account, agency and unknown callers have theirs without a record. */
export function needsPassenger(fresh: NewCase, contact: { hasPassenger: boolean }): boolean {
  return (fresh.party ?? 'passenger') === 'passenger' && !contact.hasPassenger
}

/** The next target (ms UTC), never in the past; undefined when it was moved often enough. */
export function extendedTarget(dueAt: number, extensions: number, now: number): number | undefined {
  if (extensions >= mostExtensions) return undefined
  return Math.max(dueAt, now) + extensionMs
}
