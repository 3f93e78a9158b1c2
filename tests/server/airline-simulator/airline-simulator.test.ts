import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { bagFileAt } from '../../../server/airline-simulator/bag-story.rules.ts'
import { locatorOf, ticketOf } from '../../../server/airline-simulator/booking.rules.ts'
import { statusAt } from '../../../server/airline-simulator/flight-plan.rules.ts'
import { schedule, zoneOf } from '../../../server/airline-simulator/schedule.ts'
import { createTimetable } from '../../../server/airline-simulator/timetable.ts'
import { addDays, dateAt, instantOf } from '../../../server/airline-simulator/wall-time.rules.ts'
import type { FlightStatus, ServiceEvent } from '../../../server/contracts/passenger-service.ts'
import {
  BagFile,
  ETicket,
  FlightStatus as FlightStatusSchema,
  Pnr,
  ServiceEvent as ServiceEventSchema,
} from '../../../server/contracts/passenger-service.ts'
import { openDemoAirline } from '../../kit/demo-airline.ts'
import { createFakeClock, type FakeClock } from '../../kit/fake-clock.ts'

const start = Date.UTC(2026, 10, 25, 6)
const hourMs = 3_600_000
let clock: FakeClock
let demo: ReturnType<typeof openDemoAirline>

beforeEach(() => {
  clock = createFakeClock(start)
  demo = openDemoAirline(clock)
})

const week = Array.from({ length: 28 }, (_, day) => addDays('2026-11-01', day))
const timetable = createTimetable()
const plans = week.flatMap((date) => timetable.plansOf(date))

describe('the timetable', () => {
  test('has about sixty routes, at home, in Asia, to the EU, the United Kingdom and the United States', () => {
    const routes = new Set(schedule.map(({ from, to }) => [from, to].toSorted().join('-')))
    expect(routes.size).toBeGreaterThanOrEqual(55)
    const served = new Set(schedule.flatMap(({ from, to }) => [from, to]))
    for (const iata of ['CAN', 'HKG', 'CDG', 'FRA', 'LHR', 'JFK', 'LAX', 'SYD', 'MXZ']) expect(served).toContain(iata)
  })

  test('departs by the clocks of the first airport, in winter and in summer', () => {
    const winter = timetable.plan('YT662', '2026-12-10')!
    const summer = timetable.plan('YT662', '2026-07-10')!
    expect(new Date(winter.departsAt).toISOString()).toBe('2026-12-10T21:30:00.000Z')
    expect(new Date(summer.departsAt).toISOString()).toBe('2026-07-10T20:30:00.000Z')
  })

  test('a wall time goes to UTC and back in every zone of the timetable', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...schedule.map((leg) => zoneOf(leg.from))),
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 240, max: 1439 }),
        (zone, day, minutes) => {
          const date = addDays('2026-01-01', day)
          expect(dateAt(instantOf(date, minutes, zone), zone)).toBe(date)
        },
      ),
    )
  })
})

describe('a month of the demo airline', () => {
  const ended = plans.map((plan) => statusAt(plan, plan.arrivesAt + 24 * hourMs))
  const share = (count: number) => count / plans.length

  test('has cancellations, long delays, diversions and oversales in plausible shares', () => {
    expect(share(ended.filter((one) => one.state === 'cancelled').length)).toBeGreaterThan(0.02)
    expect(share(ended.filter((one) => one.state === 'cancelled').length)).toBeLessThan(0.045)
    const late = ended.filter((one) => one.estimatedArrivesAt - one.scheduledArrivesAt >= 3 * hourMs)
    expect(share(late.length)).toBeGreaterThan(0.01)
    expect(share(late.length)).toBeLessThan(0.1)
    expect(ended.some((one) => one.divertedTo !== undefined)).toBe(true)
    expect(share(ended.filter((one) => one.booked > one.capacity).length)).toBeGreaterThan(0.02)
  })

  test('is the same whenever it is looked at, and no disturbance is known before it is told', () => {
    for (const plan of plans) {
      expect(statusAt(createPlanAgain(plan.flight, plan.date), start)).toEqual(statusAt(plan, start))
      const told = plan.disturbance?.announcedAt
      if (told !== undefined) expect(statusAt(plan, told - 1).cause).toBeUndefined()
    }
  })

  test('every status fits the contract at any moment, and a flight never goes back in time', () => {
    const order: Record<FlightStatus['state'], number> = {
      scheduled: 0,
      boarding: 1,
      departed: 2,
      diverted: 3,
      arrived: 4,
      cancelled: 5,
    }
    fc.assert(
      fc.property(
        fc.nat(plans.length - 1),
        fc.integer({ min: -48, max: 48 }),
        fc.integer({ min: 0, max: 24 }),
        (i, h, later) => {
          const plan = plans[i]!
          const before = FlightStatusSchema.parse(statusAt(plan, plan.departsAt + h * hourMs))
          const after = statusAt(plan, plan.departsAt + (h + later) * hourMs)
          expect(order[after.state]).toBeGreaterThanOrEqual(order[before.state])
        },
      ),
    )
  })
})

// A second timetable: nothing of the first one's memory helps it.
const again = createTimetable()
const createPlanAgain = (flight: string, date: string) => again.plan(flight, date)!

describe('the feed of events', () => {
  async function followed(hours: number): Promise<ServiceEvent[]> {
    let { cursor } = await demo.airline.events(undefined, 10)
    const seen: ServiceEvent[] = []
    for (let hour = 0; hour < hours; hour++) {
      await clock.advance(hourMs)
      for (;;) {
        const answer = await demo.airline.events(cursor, 40)
        cursor = answer.cursor
        seen.push(...answer.items)
        if (answer.items.length < 40) break
      }
    }
    return seen
  }

  test('[EC-17] tells everything once, in order, as it happens on the clock of the house', async () => {
    const seen = await followed(30)
    expect(seen.length).toBeGreaterThan(150)
    expect(new Set(seen.map((event) => event.id)).size).toBe(seen.length)
    expect(seen.map((event) => event.id)).toEqual(seen.map((event) => event.id).toSorted())
    for (const event of seen) {
      expect(event.at).toBeGreaterThanOrEqual(start)
      expect(event.at).toBeLessThanOrEqual(clock.now())
      ServiceEventSchema.parse(event)
    }
    const kinds = new Set(seen.map((event) => event.kind))
    for (const kind of ['delayed', 'cancelled', 'departed', 'arrived', 'gate-changed', 'oversold'])
      expect(kinds).toContain(kind)
  })

  test('[IQ-04] tells of bags of our passengers that go missing and are found', async () => {
    const seen = await followed(24 * 12)
    const missing = seen.filter((event) => event.kind === 'bag-missing')
    expect(missing.length).toBeGreaterThan(0)
    expect(missing[0]?.bag).toMatchObject({ kind: 'AHL', state: 'tracing' })
    expect(seen.some((event) => event.kind === 'bag-found' && event.bag?.state === 'located')).toBe(true)
  })
})

describe('the bookings of the demo passengers', () => {
  test('[GA-14] PNR, e-ticket and trip say the same', async () => {
    for (const booking of demo.bookings.slice(0, 40)) {
      const pnr = Pnr.parse(await demo.airline.pnr(booking.pnr))
      const [segment] = pnr.segments
      expect(segment).toMatchObject({ flight: booking.flight, cabin: booking.cabin, seat: booking.seat })
      const ticket = ETicket.parse(await demo.airline.eTicket(pnr.passengers[0]!.ticket))
      expect(ticket).toMatchObject({ locator: booking.pnr, passengerName: booking.name })
      expect(ticket.coupons[0]).toMatchObject({ flight: booking.flight, date: segment!.date })
    }
  })

  test('a ticket number leads back to its locator', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z0-9]{6}$/), (pnr) => locatorOf(ticketOf(pnr)) === pnr))
  })

  test('[IQ-04] a bag file is found by its reference, and damaged ones are among them', async () => {
    const files = (await Promise.all(demo.bookings.map((booking) => demo.airline.bagsOf(booking.pnr)))).flat()
    expect(files.length).toBeGreaterThan(3)
    const recent = files.filter((file) => file.openedAt > start - 60 * 24 * hourMs)
    expect(await demo.airline.bagFile(recent[0]!.reference)).toEqual(BagFile.parse(recent[0]))
    expect(new Set(files.map((file) => file.kind))).toEqual(new Set(['AHL', 'DPR']))
    expect(await demo.airline.bagFile('XXXYT00000')).toBeUndefined()
  })

  test('a bag that was found is delivered in the end', () => {
    const arrived = statusAt(timetable.plan('YT3101', '2026-11-02')!, start)
    const files = Array.from({ length: 200 }, (_, i) =>
      bagFileAt({ pnr: `AB${i}`, name: 'X' }, arrived, start + 999 * hourMs),
    ).filter((file) => file?.kind === 'AHL')
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) expect(file).toMatchObject({ state: 'delivered', deliveredAt: expect.any(Number) })
  })

  test('the account of a member is the one on the ticket', async () => {
    const [member] = demo.members
    expect(await demo.airline.memberAccount(member!.number)).toMatchObject({ ...member })
    expect(await demo.airline.memberAccount('CW0')).toBeUndefined()
  })
})
