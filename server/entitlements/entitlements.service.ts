/** The entitlement card: what is owed to a passenger for a flight now, by which rule, and whether they were told. */
import type { Role } from '../contracts/auth.ts'
import type { EntitlementCard, EntitlementQuery, NewTelling, ToldMark } from '../contracts/entitlements.ts'
import type { Told } from '../contracts/flights.ts'
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { BagFile, FlightStatus } from '../contracts/passenger-service.ts'
import type { Tier, Trip } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { entitlementsOf } from './entitlement.rules.ts'
import type { Airports, Benefits, Flights, Passengers, Staff, Trail } from './entitlements.ports.ts'
import { insertTold, listTold } from './entitlements.repository.ts'
import { type Situation, situationOf } from './situation.rules.ts'

export interface EntitlementsDeps {
  store: Store
  clock: Clock
  passengers: Passengers
  flights: Flights
  airports: Airports
  benefits: Benefits
  staff: Staff
  audit: Trail
  /** ISO 3166 country that licensed the airline. */
  carrierCountry: string
}

export type Entitlements = ReturnType<typeof createEntitlements>

/** Of an aircraft nobody knows: never oversold. */
const anyCapacity = 1_000

/** The room of entitlements. */
export function createEntitlements(deps: EntitlementsDeps) {
  const { store, clock, passengers, flights, airports, benefits, staff, audit, carrierCountry } = deps

  async function tripOf(
    id: PassengerId,
    query: EntitlementQuery,
  ): Promise<{ flight: string; date: string; trip: Trip | undefined }> {
    const { next, last } = await passengers.trips(id)
    const dated = [...next, ...last].map((trip) => ({ trip, flight: trip.flight, date: dateOf(trip) }))
    if (query.tripId !== undefined) return found(dated.find(({ trip }) => trip.id === query.tripId))
    const { flight = '', date = '' } = query
    return dated.find((one) => one.flight === flight && one.date === date) ?? { flight, date, trip: undefined }
  }

  /** The other flight's times, when one is offered. */
  async function replacementOf(status: FlightStatus) {
    if (!status.replacement) return undefined
    const { value } = await flights.status(status.replacement.flight, status.replacement.date)
    return value && value.state !== 'cancelled'
      ? { departsAt: value.estimatedDepartsAt, arrivesAt: value.estimatedArrivesAt }
      : undefined
  }

  async function situation(
    status: FlightStatus,
    tier: Tier,
    trip: Trip | undefined,
    told: { bags: BagFile[] },
  ): Promise<Situation | undefined> {
    const [from, to] = await Promise.all([airports.get(status.from), airports.get(status.to)])
    // Without its place on the globe no rule can be measured.
    if (!from || !to) return undefined
    const [replacement, fare, own] = await Promise.all([
      replacementOf(status),
      trip ? flights.fareOf(trip.pnr) : undefined,
      tier === 'none' ? [] : benefits(tier),
    ])
    const now = clock.now()
    const bags = told.bags.filter((bag) => bag.flight === status.flight && bag.date === status.date)
    return situationOf({
      now,
      status,
      from,
      to,
      carrierCountry,
      replacement,
      tier,
      benefits: own,
      fare: fare?.value,
      bags,
    })
  }

  async function marksOf(id: PassengerId, flight: string, date: string): Promise<Map<string, ToldMark>> {
    const rows = await listTold(store.db, id, flight, date)
    const names = await staff.namesOf(rows.map((row) => row.told_by))
    return new Map(rows.map((row) => [row.rule, { at: row.told_at, byName: names.get(row.told_by) }]))
  }

  async function card(id: PassengerId, query: EntitlementQuery): Promise<EntitlementCard> {
    const { tier } = found(await passengers.summary(id))
    const { flight, date, trip } = await tripOf(id, query)
    const [told, bags] = await Promise.all([
      flights.status(flight, date),
      trip ? flights.bagsOf(trip.pnr) : ({ freshness: 'fresh' } satisfies Told<BagFile[]>),
    ])
    const status = told.value ?? (trip && statusFromTrip(trip, date))
    const base = { passengerId: id, flight, date, tripId: trip?.id, freshness: told.freshness, asOf: told.asOf }
    const s = status && (await situation(status, tier, trip, { bags: 'value' in bags ? (bags.value ?? []) : [] }))
    if (!s) return { ...base, status, items: [] }
    const marks = await marksOf(id, flight, date)
    const items = entitlementsOf(s).map((item) => ({ ...item, told: marks.get(item.rule) }))
    return { ...base, status, distanceKm: s.distanceKm, items }
  }

  return {
    /** For a trip of the passenger, or any flight of a date. Refuses not-found for an unknown passenger or trip. */
    card,

    /** Keeps that the passenger was told, with the rule as it stood. Refuses what is not on the card. */
    async tell(
      id: PassengerId,
      { flight, date, rule, caseId }: NewTelling,
      actor: { id: UserId; role: Role; ip: string },
      within?: Write,
    ): Promise<EntitlementCard> {
      const before = await card(id, { flight, date })
      const item = before.items.find((one) => one.rule === rule)
      if (!item) throw new Refusal('not-found')
      await store.write(async (tx) => {
        const isFirst = await insertTold(tx.db, {
          id: newId(),
          passenger_id: id,
          flight,
          date,
          rule,
          item: JSON.stringify(item),
          case_id: caseId ?? null,
          told_by: actor.id,
          told_at: clock.now(),
        })
        if (!isFirst) return
        const entry = { actorId: actor.id, role: actor.role, ip: actor.ip, objectType: 'passenger', objectId: id }
        await audit.record({ ...entry, action: 'entitlement.told', detail: { flight, date, rule } }, tx)
        tx.announce('entitlement.told', { passengerId: id, flight, date, rule, ...(caseId && { caseId }) })
      }, within)
      const marks = await marksOf(id, flight, date)
      return { ...before, items: before.items.map((one) => ({ ...one, told: marks.get(one.rule) })) }
    },
  }
}

/** What the house's own record says, while the airline's system cannot be asked. */
function statusFromTrip(trip: Trip, date: string): FlightStatus {
  const estimatedDepartsAt = trip.estimatedDepartsAt ?? trip.departsAt
  const estimatedArrivesAt = trip.estimatedArrivesAt ?? trip.arrivesAt
  const flown = trip.status === 'flown' ? { departedAt: estimatedDepartsAt, arrivedAt: estimatedArrivesAt } : {}
  return {
    flight: trip.flight,
    date,
    carrier: trip.flight.slice(0, 2),
    from: trip.from,
    to: trip.to,
    scheduledDepartsAt: trip.departsAt,
    scheduledArrivesAt: trip.arrivesAt,
    estimatedDepartsAt,
    estimatedArrivesAt,
    state: trip.status === 'cancelled' ? 'cancelled' : trip.status === 'flown' ? 'arrived' : 'scheduled',
    ...flown,
    aircraft: '',
    capacity: anyCapacity,
    booked: 0,
  }
}

function dateOf(trip: Trip): string {
  const options = { timeZone: trip.fromZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return new Intl.DateTimeFormat('en-CA', options).format(trip.departsAt)
}
