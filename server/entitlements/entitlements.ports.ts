/** What the room of entitlements needs of others. */
import type { Role } from '../contracts/auth.ts'
import type { Told } from '../contracts/flights.ts'
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { BagFile, FlightStatus, Money } from '../contracts/passenger-service.ts'
import type { Tier, Trip } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'
import type { Place, TierBenefit } from './situation.rules.ts'

export interface Passengers {
  summary(id: PassengerId): Promise<{ tier: Tier } | undefined>
  trips(id: PassengerId): Promise<{ next: Trip[]; last: Trip[] }>
}

/** None of these waits longer than a caller can. */
export interface Flights {
  status(flight: string, date: string): Promise<Told<FlightStatus>>
  bagsOf(pnr: string): Promise<Told<BagFile[]>>
  fareOf(pnr: string): Promise<Told<Money>>
}

export interface Airports {
  get(iata: string): Promise<Place | undefined>
}

/** The programme's own list of benefits of a tier. */
export type Benefits = (tier: Exclude<Tier, 'none'>) => Promise<TierBenefit[]>

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
