/** The error with which every pending promise of an ended leg rejects. */
import type { LegEnd, LegEndedError } from '../telephony.ts'

class EndedError extends Error implements LegEndedError {
  override readonly name = 'LegEndedError' as const
  readonly end: LegEnd

  constructor(end: LegEnd) {
    super(`The leg has ended: ${end.cause}.`)
    this.end = end
  }
}

/** Makes the error of a leg that ended this way. */
export function legEndedError(end: LegEnd): LegEndedError {
  return new EndedError(end)
}
