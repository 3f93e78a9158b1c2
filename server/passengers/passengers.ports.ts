/** What the room of passengers needs of others. */
import type { UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}

export interface DoNotCallList {
  /** True when any of the numbers must not be called. */
  hasAny(e164s: string[], within?: Write): Promise<boolean>
}
