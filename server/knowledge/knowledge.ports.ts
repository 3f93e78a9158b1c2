/** What the room of knowledge needs of others. */
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}

/** Who had a contact. */
export interface ContactOf {
  agentId: UserId
  teamId?: TeamId | undefined
}
