/** What webhooks need of others: the trail, and something that carries a request out of the house. */
import type { Role } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import type { DeliveryProblem } from '../contracts/webhooks.ts'
import type { Write } from '../platform/store.ts'

export interface AuditTrail {
  record(
    entry: {
      actorId?: UserId | undefined
      role?: Role | undefined
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string | number | boolean>
    },
    within?: Write,
  ): Promise<void>
}

/** What came of one request; never a word of the answer's body. */
export type Outcome = { status: number; ms: number } | { problem: DeliveryProblem; ms: number }

/** Sends one signed request; resolves with what came of it and never rejects. */
export interface Courier {
  send(request: { url: string; headers: Record<string, string>; body: string }): Promise<Outcome>
  /** True when the URL itself names an address that is refused. */
  refuses(url: string): boolean
  close(): Promise<void>
}
