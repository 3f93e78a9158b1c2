/** What the room of calendars needs of others. */
import type { Role } from '../contracts/auth.ts'
import type { CalendarId } from '../contracts/calendars.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface AuditTrail {
  record(
    entry: {
      actorId: UserId
      role: Role
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string | number | boolean>
    },
    within: Write,
  ): Promise<void>
}

/** A calendar was changed in this transaction: whoever counted with a guess may count again. */
export type OnCalendarChanged = (calendarId: CalendarId, within: Write) => Promise<void>
