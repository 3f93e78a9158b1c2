/** What surveys need of cases; inside the answer's own transaction. */
import type { AttemptId, CaseId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface ScoredCases {
  reopen(id: CaseId, why: { score: number; attemptId: AttemptId }, within: Write): Promise<unknown>
  keepScore(id: CaseId, score: number, within: Write): Promise<unknown>
}
