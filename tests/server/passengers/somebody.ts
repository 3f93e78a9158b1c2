/** A passenger for tests, with only what the test cares about spelled out. */
import type { Trip } from '../../../server/contracts/passengers.ts'
import type { KnownPassenger } from '../../../server/passengers/passenger-record.ts'

/** A basic member with nothing special. */
export function somebody(more: Partial<KnownPassenger> = {}): KnownPassenger {
  return {
    name: '王小明',
    latinName: 'WANG XIAOMING',
    tier: 'basic',
    language: 'zh',
    timeZone: 'Asia/Shanghai',
    miles: 0,
    segments: 0,
    numbers: [],
    ...more,
  }
}

/** A trip from Guangzhou to Beijing of three hours. */
export function trip(departsAt: number, more: Partial<Trip> = {}): Omit<Trip, 'id'> {
  return {
    pnr: 'KX7P2M',
    flight: 'YT3101',
    from: 'CAN',
    to: 'PEK',
    departsAt,
    arrivesAt: departsAt + 3 * 3_600_000,
    fromZone: 'Asia/Shanghai',
    toZone: 'Asia/Shanghai',
    cabin: 'economy',
    status: 'booked',
    ...more,
  }
}

/** What a room of passengers needs around it when the test is about something else: nobody has a name, a branch or a company. */
export const alone = {
  staff: { nameOf: async () => undefined, namesOf: async () => new Map(), unitName: async () => undefined },
  accounts: { marksOf: async () => new Map() },
  offices: { officeFor: async () => undefined },
}
