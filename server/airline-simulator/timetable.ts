/** The flights of the demo airline by day, planned when asked for and kept for as many days as somebody looks at. */
import type { ServiceEvent } from '../contracts/passenger-service.ts'
import { eventsOf, type FlightPlan, planOf } from './flight-plan.rules.ts'
import { legOf, type ScheduledLeg, schedule, zoneOf } from './schedule.ts'
import { addDays, dateAt, instantOf } from './wall-time.rules.ts'

/** So many days stay in memory; the events of the feed need eighteen of them. */
const mostDays = 40

/** Something that will happen, with its place in the order of all events. */
export interface PlannedEvent {
  id: string
  at: number
  kind: ServiceEvent['kind']
  plan: FlightPlan
}

interface PlannedDay {
  plans: Map<string, FlightPlan>
  events: PlannedEvent[]
}

export type Timetable = ReturnType<typeof createTimetable>

/** Makes the timetable; it holds nothing that could not be planned again. */
export function createTimetable() {
  const days = new Map<string, PlannedDay>()

  function dayOf(date: string): PlannedDay {
    const known = days.get(date)
    if (known) return known
    const plans = new Map(schedule.map((leg) => [leg.flight, planOf(dated(leg, date))]))
    const events = [...plans.values()].flatMap((plan) =>
      eventsOf(plan).map(({ at, kind }) => ({ id: eventId(at, plan.flight, plan.date, kind), at, kind, plan })),
    )
    const day = { plans, events }
    if (days.size >= mostDays) days.delete(days.keys().next().value!)
    days.set(date, day)
    return day
  }

  return {
    /** The plan of a flight on a date; undefined when the airline has no such flight. */
    plan: (flight: string, date: string): FlightPlan | undefined => legOf(flight) && dayOf(date).plans.get(flight),

    /** All plans of a date. */
    plansOf: (date: string): FlightPlan[] => [...dayOf(date).plans.values()],

    /** Events of flights that depart within the given days around `now` and happen after one moment, up to another. */
    eventsBetween(after: number, until: number, days: { back: number; ahead: number }): PlannedEvent[] {
      const today = dateAt(until, 'UTC')
      const found: PlannedEvent[] = []
      for (let day = -days.back; day <= days.ahead; day++)
        for (const event of dayOf(addDays(today, day)).events)
          if (event.at > after && event.at <= until) found.push(event)
      return found
    },
  }
}

/** The date by the clocks of its first airport on which a flight that departs at this moment belongs to the timetable. */
export function dateOfFlight(flight: string, departsAt: number): string | undefined {
  const leg = legOf(flight)
  return leg && dateAt(departsAt, zoneOf(leg.from))
}

/** Sorts as the events happen. */
export const eventId = (at: number, flight: string, date: string, what: string) =>
  `${String(at).padStart(15, '0')}-${flight}-${date}-${what}`

function dated(leg: ScheduledLeg, date: string) {
  const departsAt = instantOf(date, leg.departsMinute, zoneOf(leg.from))
  const { flight, from, to, aircraft, capacity } = leg
  return { flight, date, from, to, departsAt, arrivesAt: departsAt + leg.blockMinutes * 60_000, aircraft, capacity }
}
