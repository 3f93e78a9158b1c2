/** Which number of the wallboard was opened; `what` is the number's own words, for the title. */
import type { z } from 'zod'
import type { QueueId } from '../../server/contracts/ids.ts'
import type { ContactFilter, WaitingCaller } from '../../server/contracts/supervision.ts'
import type { AgentGroup } from './agent-counts.ts'

export type Drill =
  | { kind: 'contacts'; queueId?: QueueId; outcome: z.output<typeof ContactFilter>['outcome']; what: string }
  | { kind: 'waiting'; queueId?: QueueId; what: string }
  | { kind: 'agents'; group: AgentGroup; what: string }

/** Who waits behind a number, the longest first. */
export function waitingOf(callers: WaitingCaller[], queueId: QueueId | undefined): WaitingCaller[] {
  return callers
    .filter((caller) => queueId === undefined || caller.queueId === queueId)
    .toSorted((a, b) => a.enqueuedAt - b.enqueuedAt)
}
