/** Trips of the demo passengers, always the same distance from the day the demo is seeded. */
import type { Trip } from '../contracts/passengers.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const zones: Record<string, string> = {
  CAN: 'Asia/Shanghai',
  PEK: 'Asia/Shanghai',
  PVG: 'Asia/Shanghai',
  CTU: 'Asia/Shanghai',
  HKG: 'Asia/Hong_Kong',
  NRT: 'Asia/Tokyo',
  SIN: 'Asia/Singapore',
  LHR: 'Europe/London',
  JFK: 'America/New_York',
  SYD: 'Australia/Sydney',
}

/** From, to, flight number, hours in the air. */
const routes = [
  ['CAN', 'PEK', 3101, 3],
  ['CAN', 'PVG', 3525, 2.5],
  ['PEK', 'CTU', 1407, 3],
  ['CAN', 'HKG', 301, 1],
  ['PVG', 'NRT', 523, 3],
  ['CAN', 'SIN', 353, 4],
  ['CAN', 'LHR', 661, 13],
  ['CAN', 'JFK', 699, 15],
  ['CAN', 'SYD', 325, 9],
] as const

const cabins: Trip['cabin'][] = ['economy', 'economy', 'premium', 'business', 'economy', 'first']

/** The trips of the passenger at `index`: up to three flown, up to two to come. */
export function demoTrips(index: number, now: number): Array<Omit<Trip, 'id'>> {
  const flown = [3, 31, 120]
    .slice(0, (index % 3) + 1)
    .map((days, i) => trip(index, i, now - (days + (index % 5)) * dayMs))
  const ahead = [1, 18]
    .slice(0, index === 0 ? 2 : index % 3)
    .map((days, i) => trip(index, i + 3, now + (days + (index % 9)) * dayMs))
  return [...flown.map((one) => ({ ...one, status: 'flown' as const })), ...ahead]
}

function trip(index: number, i: number, at: number): Omit<Trip, 'id'> {
  const [from, to, number, hours] = routes[(index + i) % routes.length]!
  const departsAt = Math.floor(at / hourMs) * hourMs + 25 * 60_000
  const cabin = cabins[index % cabins.length]!
  return {
    pnr: pnrOf(index * 5 + i),
    flight: `YT${number}`,
    from,
    to,
    departsAt,
    arrivesAt: departsAt + hours * hourMs,
    fromZone: zones[from]!,
    toZone: zones[to]!,
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
