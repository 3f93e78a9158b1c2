/** The flights of the demo airline as trips of its passengers: for the seed of the demo. */
import type { FlightStatus } from '../contracts/passenger-service.ts'
import { InvalidState } from '../platform/errors.ts'
import { type FlightPlan, statusAt } from './flight-plan.rules.ts'
import { zoneOf } from './schedule.ts'
import { createTimetable, dateOfFlight } from './timetable.ts'
import { addDays, dateAt } from './wall-time.rules.ts'

const threeHoursMs = 3 * 3_600_000

/** Looks flights up in a timetable of its own. */
export function createAirlineFlights() {
  const timetable = createTimetable()
  return {
    /** The flight of this number on the day to which a moment belongs at its first airport. Throws when there is none. */
    leg(flight: string, at: number) {
      const date = dateOfFlight(flight, at)
      const plan = date === undefined ? undefined : timetable.plan(flight, date)
      if (!plan) throw new InvalidState(`The demo airline has no flight ${flight}.`)
      return legOf(plan)
    },

    /** Flights of today and tomorrow with which something is known to be wrong, the worst first. */
    inTrouble(now: number) {
      const today = dateAt(now, 'Asia/Shanghai')
      return [today, addDays(today, 1)]
        .flatMap((date) => timetable.plansOf(date))
        .map((plan) => ({ plan, badness: badnessOf(statusAt(plan, now)) }))
        .filter(({ plan, badness }) => badness > 0 && plan.departsAt > now - threeHoursMs)
        .toSorted((a, b) => b.badness - a.badness || a.plan.departsAt - b.plan.departsAt)
        .map(({ plan }) => legOf(plan))
    },
  }
}

function badnessOf(status: FlightStatus): number {
  if (status.state === 'arrived') return 0
  if (status.state === 'cancelled') return 4
  if (status.estimatedArrivesAt - status.scheduledArrivesAt >= threeHoursMs) return 3
  if (status.booked > status.capacity) return 2
  return status.estimatedArrivesAt > status.scheduledArrivesAt + threeHoursMs / 3 ? 1 : 0
}

function legOf({ flight, from, to, departsAt, arrivesAt }: FlightPlan) {
  return { flight, from, to, departsAt, arrivesAt, fromZone: zoneOf(from), toZone: zoneOf(to) }
}
