/** What follows a dialling that brought no score: another try later, or the end. */
import type { DisconnectCause } from '../contracts/calls.ts'
import type { CampaignSettings, GivenUpReason } from '../contracts/campaigns.ts'

/** How a dialling ended. */
export interface DialEnd {
  /** Somebody or something picked up. */
  answered: boolean
  cause: DisconnectCause
  /** Final SIP status, when one ended the call. */
  sipStatus?: number | undefined
}

export type AfterDial = { kind: 'retry'; afterMs: number } | { kind: 'give-up'; reason: GivenUpReason }

/** `n` is the number of the try that ended, from 1. The cause decides first, then the number of tries. */
export function afterDial(
  end: DialEnd,
  n: number,
  settings: Pick<CampaignSettings, 'maxAttempts' | 'retryBusyMs' | 'retryNoAnswerMs'>,
): AfterDial {
  const wanted = byCause(end, settings)
  if (wanted.kind === 'retry' && n >= settings.maxAttempts) return { kind: 'give-up', reason: 'no-more-attempts' }
  return wanted
}

function byCause(end: DialEnd, settings: Pick<CampaignSettings, 'retryBusyMs' | 'retryNoAnswerMs'>): AfterDial {
  // Picked up and hung up without a word to us: who does not want to answer is not asked again.
  if (end.answered && end.cause === 'hung-up-by-peer') return { kind: 'give-up', reason: 'refused' }
  // RFC 3261 21.6.2: 603 says that the person declines, everywhere; 480 to 488 may be one phone.
  if (end.sipStatus === 603) return { kind: 'give-up', reason: 'refused' }
  if (end.cause === 'not-found') return { kind: 'give-up', reason: 'no-number' }
  if (end.cause === 'forbidden') return { kind: 'give-up', reason: 'number-not-allowed' }
  const soon = end.cause === 'busy' || end.cause === 'congestion' || end.cause === 'rejected'
  return { kind: 'retry', afterMs: soon ? settings.retryBusyMs : settings.retryNoAnswerMs }
}
