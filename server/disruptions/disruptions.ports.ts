/** What the room of disruptions needs of others. */
import type { Role } from '../contracts/auth.ts'
import type { CaseId, PassengerId, TaskId, TeamId, TripId, UserId } from '../contracts/ids.ts'
import type { PassengerSummary, Trip } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'

/** A passenger's place on a flight, as the house's own records have it. */
export interface Travelling {
  passenger: PassengerSummary
  tripId: TripId
  pnr: string
  cabin: Trip['cabin']
  number: string | undefined
  language: 'zh' | 'en'
  specialNeeds: string[]
}

export interface Trips {
  /** Everybody on record for a flight. */
  onFlight(flight: string, scheduledDepartsAt: number, within?: Write): Promise<Travelling[]>
}

export interface Tasks {
  create(
    fresh: {
      kind: 'notify-cancellation' | 'notify-oversale' | 'notify-delay'
      teamId: TeamId
      dueAt: number
      passengerId: PassengerId
      number?: string | undefined
      caseId: CaseId
    },
    within: Write,
  ): Promise<{ id: TaskId }>
  /** When each of these was done; those still open are left out. */
  doneAt(ids: TaskId[], within?: Write): Promise<Map<TaskId, number>>
}

/** A request of the house: BK-12 after a cancellation, BK-13 after an oversale. */
export interface NewRequest {
  kind: 'booking'
  category: string
  subject: string
  details: string
  flight: string
  openedBy: UserId
  teamId: TeamId
}

export interface Cases {
  open(fresh: NewRequest, within: Write): Promise<{ id: CaseId; number: string }>
}

export interface Trail {
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
    within?: Write,
  ): Promise<void>
}
