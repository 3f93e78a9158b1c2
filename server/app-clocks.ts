/** COMPOSITION of time: working calendars, and the clocks of cases that count by them and call in the units that answer. */
import type { Airports } from './airports/airports.service.ts'
import type { Requests } from './app-requests.ts'
import type { Audit } from './audit/audit.service.ts'
import { createCalendars } from './calendars/calendars.service.ts'
import type { Cases } from './cases/cases.service.ts'
import { createClocks } from './clocks/clocks.service.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'

export interface TimeDeps {
  store: Store
  clock: Clock
  log: Log
  timeZone: string
  audit: Audit
  organisation: Organisation
  airports: Airports
  /** Lazy, because they need the calendars themselves. */
  later: () => { cases: Cases; passengers: Passengers; escalations: Requests['escalations'] }
}

const houseCalendar = 'hq'

/** Builds both rooms; nothing runs yet. */
export function createTime({ later, ...deps }: TimeDeps) {
  const { store, clock, audit, organisation } = deps
  const calendars = createCalendars({
    store,
    clock,
    audit,
    onChanged: (id, tx) => clocks.calendarChanged(id, tx),
  })
  const clocks = createClocks({
    ...deps,
    calendars,
    cases: {
      facts: (id, tx) => later().cases.facts(id, tx),
      keepDue: (id, dueAt, tx) => later().cases.keepDue(id, dueAt, tx),
    },
    legOf: (passengerId, flight, tx) => later().passengers.legOn(passengerId, flight, tx),
    calendarOfUnit: async (id, tx) => (await organisation.unit(id, tx))?.calendarId ?? houseCalendar,
    // A warning calls in the unit that has the case, a breach the one above it.
    listeners: () => [
      {
        warned: (c, tx) =>
          later().escalations.clockWarned({ ...c, clock: c.name, trigger: 'before-due', level: 0 }, tx),
        breached: (c, tx) =>
          later().escalations.clockWarned({ ...c, clock: c.name, trigger: 'after-due', level: 1 }, tx),
      },
    ],
  })
  return { calendars, clocks }
}
