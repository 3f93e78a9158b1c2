/** Whether a due attempt is dialled now, later, or never: the one gate before a call of the house's own accord. */
import type { CampaignSettings, GivenUpReason } from '../contracts/campaigns.ts'
import { nextCallingMoment } from './calling-window.rules.ts'
import { mayCall } from './destination.rules.ts'

/** All that the decision looks at. */
export interface DialQuestion {
  now: number
  settings: CampaignSettings
  e164: string | undefined
  timeZone: string
  countries: readonly string[]
  /** The case is still closed by the closing that this attempt asks about. */
  caseStillClosed: boolean
  doNotCall: boolean
  /** When the house last dialled this number, ms UTC. */
  lastDialAt: number | undefined
}

export type DialVerdict =
  | { kind: 'dial'; e164: string }
  | { kind: 'wait'; until: number }
  | { kind: 'give-up'; reason: GivenUpReason }

/** Reasons never to call come before reasons to wait. */
export function judgeDial(question: DialQuestion): DialVerdict {
  const { now, settings, e164 } = question
  if (!question.caseStillClosed) return { kind: 'give-up', reason: 'case-reopened' }
  if (!settings.enabled) return { kind: 'give-up', reason: 'campaign-off' }
  if (e164 === undefined) return { kind: 'give-up', reason: 'no-number' }
  if (!mayCall(e164, question.countries)) return { kind: 'give-up', reason: 'number-not-allowed' }
  if (question.doNotCall) return { kind: 'give-up', reason: 'do-not-call' }
  const earliest = nextCallingMoment(Math.max(now, restedAt(question)), question.timeZone, settings)
  return earliest > now ? { kind: 'wait', until: earliest } : { kind: 'dial', e164 }
}

/** No number is dialled twice within the shorter of the two retry delays, whatever for. */
function restedAt({ lastDialAt, settings }: DialQuestion): number {
  return lastDialAt === undefined ? 0 : lastDialAt + Math.min(settings.retryBusyMs, settings.retryNoAnswerMs)
}
