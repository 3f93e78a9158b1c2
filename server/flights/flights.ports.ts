/** What the room of flights needs: the airline's passenger-service system, and other rooms of the house. */
import type { Role } from '../contracts/auth.ts'
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type {
  BagFile,
  ETicket,
  FlightQuery,
  FlightStatus,
  MemberAccount,
  Pnr,
  PnrOrder,
  PnrOrderAnswer,
  ServiceEvent,
} from '../contracts/passenger-service.ts'
import type { Trip } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'

/**
 * The airline's passenger-service system. Undefined: there is no such record. Rejects when it cannot be asked.
 * One suite runs on every adapter (tests/server/flights/passenger-service-suite.ts).
 */
export interface PassengerService {
  flight(flight: string, date: string, signal?: AbortSignal): Promise<FlightStatus | undefined>
  flights(query: FlightQuery, signal?: AbortSignal): Promise<FlightStatus[]>
  pnr(locator: string, signal?: AbortSignal): Promise<Pnr | undefined>
  eTicket(number: string, signal?: AbortSignal): Promise<ETicket | undefined>
  memberAccount(number: string, signal?: AbortSignal): Promise<MemberAccount | undefined>
  bagFile(reference: string, signal?: AbortSignal): Promise<BagFile | undefined>
  bagsOf(locator: string, signal?: AbortSignal): Promise<BagFile[]>
  /** Writes into a PNR; the same id is done once, however often it comes. */
  write(locator: string, id: string, order: PnrOrder, signal?: AbortSignal): Promise<PnrOrderAnswer>
  /** What happened after the event of this id, oldest first; without one, from now on. */
  events(
    after: string | undefined,
    limit: number,
    signal?: AbortSignal,
  ): Promise<{ items: ServiceEvent[]; cursor: string }>
}

export interface Trips {
  /** The passenger's next and last trips. */
  trips(id: PassengerId): Promise<{ next: Trip[]; last: Trip[] }>
  /** Writes what became of a flight into the trips on it; returns whose they are. */
  applyFlight(status: FlightStatus, within: Write): Promise<PassengerId[]>
}

export interface Staff {
  namesOf(ids: UserId[]): Promise<Map<UserId, string>>
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
