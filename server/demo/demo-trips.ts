/** Trips of the demo passengers on flights of the demo airline, always the same distance from the day the demo is seeded. */
import type { Trip } from '../contracts/passengers.ts'
import type { AirlineFlights, AirlineLeg } from './demo.ports.ts'

const dayMs = 86_400_000

const favourites = ['YT3101', 'YT3525', 'YT1407', 'YT301', 'YT523', 'YT353', 'YT661', 'YT699', 'YT325']
const cabins: Trip['cabin'][] = ['economy', 'economy', 'premium', 'business', 'economy', 'first']
/** So many of today's flights in trouble have some of our passengers on them. */
const troublesShared = 5

/** The trips of the passenger at `index`: up to three flown, up to three to come, every fourth on a flight in trouble. */
export function demoTrips(index: number, now: number, airline: AirlineFlights): Array<Omit<Trip, 'id'>> {
  const on = (i: number, at: number) => airline.leg(favourites[(index + i) % favourites.length]!, at)
  const flown = [3, 31, 120].slice(0, (index % 3) + 1).map((days, i) => on(i, now - (days + (index % 5)) * dayMs))
  const ahead = [1, 18]
    .slice(0, index === 0 ? 2 : index % 3)
    .map((days, i) => on(i + 3, now + (days + (index % 9)) * dayMs))
  const troubled = index % 4 === 0 ? airline.inTrouble(now) : []
  const shaken = troubled[(index / 4) % Math.min(troublesShared, troubled.length)]
  return [
    ...flown.map((leg, i) => ({ ...trip(index, i, leg), status: 'flown' as const })),
    ...ahead.map((leg, i) => trip(index, i + 3, leg)),
    // Number 5 and on: the others are spoken for by the trips above.
    ...(shaken ? [trip(index + 200, 5, shaken)] : []),
  ]
}

function trip(index: number, i: number, leg: AirlineLeg): Omit<Trip, 'id'> {
  const cabin = cabins[index % cabins.length]!
  return {
    ...leg,
    pnr: pnrOf(index * 5 + i),
    cabin,
    seat: `${cabin === 'economy' ? 31 + (index % 20) : 2 + (index % 8)}${'ACDF'[index % 4]}`,
    status: 'booked',
  }
}

/** Six letters and digits without those that sound alike. */
function pnrOf(n: number): string {
  const letters = 'BCDFGHJKLMNPQRTVWXYZ'
  let rest = n * 7_919 + 104_729
  let pnr = ''
  for (let i = 0; i < 5; i++) {
    pnr += letters[rest % letters.length]
    rest = Math.floor(rest / letters.length) + n + i
  }
  return `${pnr}${(n % 8) + 2}`
}
