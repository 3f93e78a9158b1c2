/** What the room of incidents needs of others. */
import type { Role } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface Staff {
  namesOf(ids: UserId[]): Promise<Map<UserId, string>>
}

export interface Trail {
  record(
    entry: { actorId: UserId; role: Role; ip: string; action: string; objectType: string; objectId: string },
    within?: Write,
  ): Promise<void>
}
