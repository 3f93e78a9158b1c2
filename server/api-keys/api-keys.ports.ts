/** What the room of API keys needs of others. */
import type { Role } from '../contracts/auth.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
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

/** The unit that a key works for. */
export interface Units {
  /** Undefined for an id that is no unit's. */
  unitOf(id: TeamId): Promise<{ name: { zh: string; en: string }; units: TeamId[]; masked: boolean } | undefined>
}
