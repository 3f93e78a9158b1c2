/** What campaigns need of other rooms; all of it may be asked inside a transaction. */
import type { CaseState } from '../contracts/cases.ts'
import type { AttemptId, CampaignId, CaseId, PassengerId, TeamId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface CaseFiles {
  callbackView(
    id: CaseId,
    within?: Write,
  ): Promise<
    | { number: string; state: CaseState; teamId: TeamId; passengerId: PassengerId | undefined; closing: number }
    | undefined
  >
}

export interface Callees {
  callee(
    id: PassengerId,
    within?: Write,
  ): Promise<{ name: string; e164: string | undefined; language: 'zh' | 'en'; timeZone: string } | undefined>
}

/** What surveys say about attempts. */
export interface Answers {
  ofAttempts(
    ids: AttemptId[],
    within?: Write,
  ): Promise<Map<AttemptId, { score: number | undefined; hasComment: boolean }>>
  scores(
    campaignId: CampaignId,
    units?: readonly TeamId[],
  ): Promise<{ count: number; mean: number | undefined; low: number }>
}

export interface DoNotCallCheck {
  hasAny(e164s: string[], within?: Write): Promise<boolean>
}
