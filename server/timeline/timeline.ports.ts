import type { PassengerId, TeamId } from '../contracts/ids.ts'
import type { TimelineItem } from '../contracts/passengers.ts'

/** A room that has something to say about a passenger. */
export interface TimelineSource {
  /** At most `limit` items with `at` < `before`, newest first. */
  ofPassenger(passengerId: PassengerId, before: number, limit: number): Promise<TimelineItem[]>
}

/** The record that lives on, for an id that may have been merged. */
export interface Living {
  living(id: PassengerId): Promise<PassengerId | undefined>
}

/** Which team each case of a passenger belongs to. */
export interface CaseOwners {
  /** By case id. */
  teamsOf(passengerId: PassengerId): Promise<ReadonlyMap<string, TeamId>>
}
