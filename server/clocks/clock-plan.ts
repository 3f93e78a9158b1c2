/** Which clocks a case has to have, with their due times: the same for the preview on the desk and for the case that is opened. */
import type { Due } from '../contracts/calendars.ts'
import type { Circumstances } from '../contracts/clocks.ts'
import type { Write } from '../platform/store.ts'
import { type Chosen, calendarOf, chooseRules, momentsOf, warnPercent } from './clock-choice.rules.ts'
import type { ClockRules } from './clock-rules.ts'
import type { CalendarOfUnit, ClockedCase, LegOf, Places, WorkingTime } from './clocks.ports.ts'
import { type KnownCase, type Place, type Situation, situationOf } from './situation.rules.ts'

/** The facts of a case that decide about its clocks. */
export type PlannedCase = Omit<ClockedCase, 'id' | 'number' | 'state' | 'closings'>

/** A clock before it runs. */
export interface PlannedClock extends Chosen, Due {
  calendarId: string
  zone: string
  warnAt: number
}

export interface ClockPlanDeps {
  rules: ClockRules
  calendars: WorkingTime
  airports: Places
  legOf: LegOf
  calendarOfUnit: CalendarOfUnit
}

export type ClockPlan = ReturnType<typeof createClockPlan>

// The date is the same in every inhabited zone between Hawaii and New Zealand.
const sameDateEverywhere = 'T10:00:00Z'

/** Plans clocks; changes nothing. */
export function createClockPlan({ rules, calendars, airports, legOf, calendarOfUnit }: ClockPlanDeps) {
  const place = async (iata: unknown, within: Write | undefined): Promise<Place | undefined> =>
    typeof iata === 'string' && iata !== '' ? await airports.get(iata, within) : undefined

  async function situation(of: PlannedCase, told: Circumstances, within?: Write): Promise<Situation> {
    const { station, ...facts } = of
    const known: KnownCase = { ...facts, circumstances: told }
    let [from, to] = [told.origin ?? of.fields.origin, told.destination ?? of.fields.destination]
    if (!from && !to && of.passengerId && of.flight) {
      const leg = await legOf(of.passengerId, of.flight, within)
      from = leg?.from
      to = leg?.to
    }
    known.origin = await place(from, within)
    known.destination = await place(to, within)
    if (!known.origin && !known.destination) known.station = await place(station, within)
    return situationOf(known)
  }

  const unitCalendar = (of: PlannedCase, within: Write | undefined) =>
    calendarOfUnit(of.departmentId ?? of.teamId, within)

  async function count(chosen: Chosen, calendarId: string, zone: string | undefined, within?: Write) {
    const { rule, startedAt } = chosen
    const more = { warnPercent, zone: rule.zone === 'arrival' ? zone : undefined }
    const due = await calendars.due(calendarId, startedAt, rule.span, more, within)
    return { ...chosen, ...due, calendarId }
  }

  /** A rule's clock that begins at an instant. */
  async function timed(
    chosen: Chosen,
    of: PlannedCase,
    zone: string | undefined,
    within?: Write,
  ): Promise<PlannedClock> {
    const { calendar } = chosen.rule
    return count(chosen, calendar === 'unit' ? await unitCalendar(of, within) : calendar, zone, within)
  }

  return {
    timed,

    /** All clocks of a case, by the rules in force at its first contact. */
    async of(of: PlannedCase, told: Circumstances, within?: Write): Promise<PlannedClock[]> {
      const stands = await situation(of, told, within)
      const noon = (date: string) => Date.parse(date + sameDateEverywhere)
      const moments = momentsOf({ openedAt: of.openedAt, flightDate: of.flightDate, circumstances: told }, noon)
      const chosen = chooseRules(await rules.inForce(of.openedAt, within), stands, moments)
      const ofUnit = chosen.length > 0 ? await unitCalendar(of, within) : ''
      const planned: PlannedClock[] = []
      for (const one of chosen) planned.push(await count(one, calendarOf(one.rule, ofUnit), stands.arrivalZone, within))
      return planned
    },
  }
}
