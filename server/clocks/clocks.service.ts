/** The clocks of cases: which run, what stops them, why they apply; alarms before and at their end. */
import type { z } from 'zod'
import type { CalendarId } from '../contracts/calendars.ts'
import type {
  CaseClocks,
  Circumstances,
  ClockOverride,
  ClockPreview,
  ClockStop,
  DueClock,
  PreviewedClock,
} from '../contracts/clocks.ts'
import type { CaseId, ClockId, TeamId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { isOpen } from './clock.machine.ts'
import {
  type ClockRow,
  clocksOfCase,
  type DueQuery,
  eventsOf,
  findClock,
  keepCircumstances,
  listDue,
  readCircumstances,
  uncertainOpen,
} from './clock.repository.ts'
import { createClockAlarm } from './clock-alarm.ts'
import { createClockFollower, timing, whyOf } from './clock-follower.ts'
import { createClockPlan } from './clock-plan.ts'
import { toCaseClock, toDueClock, toPreviewed } from './clock-record.ts'
import { createClockRules } from './clock-rules.ts'
import { createClockWork } from './clock-work.ts'
import type {
  AuditTrail,
  CalendarOfUnit,
  ClockedCases,
  ClockListener,
  Editor,
  LegOf,
  Places,
  WorkingTime,
} from './clocks.ports.ts'

export interface ClocksDeps {
  store: Store
  clock: Clock
  log: Log
  audit: AuditTrail
  calendars: WorkingTime & {
    dueAfterWorkingMs(id: CalendarId, from: number, ms: number, within?: Write): Promise<{ dueAt: number }>
    workingMsBetween(id: CalendarId, from: number, to: number, within?: Write): Promise<number>
  }
  airports: Places
  legOf: LegOf
  calendarOfUnit: CalendarOfUnit
  cases: ClockedCases
  /** Rooms that act on warnings and breaches; lazy, because they need the clocks too. */
  listeners?: () => readonly ClockListener[]
  timeZone: string
}

export type Clocks = ReturnType<typeof createClocks>

const yearLearnt = 'calendar-year-known'

/** The room of clocks. */
export function createClocks(deps: ClocksDeps) {
  const { store, clock, log, audit, calendars, cases } = deps
  const rules = createClockRules(deps)
  const plan = createClockPlan({ ...deps, rules })
  const work = createClockWork({ cases, awaited: (at) => alarm.hear(at) })
  const alarm = createClockAlarm({ store, clock, log, rules, work, listeners: deps.listeners ?? (() => []) })
  const follower = createClockFollower({ clock, rules, plan, work })

  const byOf = (by: Editor) => ({ id: by.id, name: by.displayName })
  const note = (tx: Write, by: Editor, action: string, objectId: string) =>
    audit.record({ actorId: by.id, role: by.role, ip: by.ip, action, objectType: 'clock', objectId }, tx)

  /** One act of a person on one clock of a case. */
  function act(caseId: CaseId, id: ClockId, does: (row: ClockRow, tx: Write) => Promise<void>): Promise<void> {
    return store.write(async (tx) => {
      const row = await findClock(tx.db, id)
      if (row?.case_id !== caseId) throw new Refusal('not-found')
      await does(row, tx)
      await work.keepDue(tx, caseId)
    })
  }

  /** What is left when the count goes on: the same time, working time where the rule counts that. */
  async function dueAfterPause(row: ClockRow, now: number, tx: Write): Promise<number> {
    const pausedAt = row.paused_at ?? now
    const { span } = await rules.version(row.rule_id, row.rule_version, tx)
    if (span.unit !== 'working-minutes') return row.due_at + (now - pausedAt)
    const left = await calendars.workingMsBetween(row.calendar_id, pausedAt, row.due_at, tx)
    return (await calendars.dueAfterWorkingMs(row.calendar_id, now, left, tx)).dueAt
  }

  return {
    follower,
    rules,

    /** Adds the rules a house does not have, tells what fell due while it was closed, and sets the timer. */
    async start(): Promise<void> {
      await rules.start()
      await alarm.start()
    },

    close: (): Promise<void> => alarm.close(),

    /** Everything about the clocks of one case. */
    async ofCase(caseId: CaseId): Promise<CaseClocks> {
      const rows = await clocksOfCase(store.db, caseId)
      const events = await eventsOf(
        store.db,
        rows.map(({ id }) => id),
      )
      const clocks = []
      for (const row of rows)
        clocks.push(toCaseClock(row, await rules.version(row.rule_id, row.rule_version), events.get(row.id) ?? []))
      const running = new Set(rows.filter((row) => isOpen(row.state)).map((row) => row.rule_id))
      const startable = (await rules.inForce(clock.now()))
        .filter(({ id }) => !running.has(id))
        .map(({ id, regime, name }) => ({ ruleId: id, regime, name }))
      return { clocks, circumstances: await readCircumstances(store.db, caseId), startable }
    },

    /** Which clocks a case would start; changes nothing. */
    async preview(wanted: z.output<typeof ClockPreview>, teamId: TeamId): Promise<PreviewedClock[]> {
      const { category: leaf, at, circumstances, channel, fields, kind } = wanted
      const known = { kind, leaf, channel, fields, teamId, openedAt: at ?? clock.now() }
      const planned = await plan.of(
        {
          ...known,
          ...(wanted.flight && { flight: wanted.flight }),
          ...(wanted.flightDate && { flightDate: wanted.flightDate }),
          ...(wanted.station && { station: wanted.station }),
          ...(wanted.passengerId && { passengerId: wanted.passengerId }),
        },
        circumstances,
      )
      return planned.map(toPreviewed)
    },

    /** Records the event that ends a clock, with its evidence; a clock that renews begins its next round. */
    stop: (caseId: CaseId, id: ClockId, stop: z.output<typeof ClockStop>, by: Editor): Promise<void> =>
      act(caseId, id, async (row, tx) => {
        const now = clock.now()
        const at = stop.at ?? now
        if (at > now) throw new Refusal('invalid-input', {}, { at: 'in the future' })
        if (at < row.started_at) throw new Refusal('invalid-input', {}, { at: 'before the start' })
        const change = { stopped_at: at, evidence: stop.evidence, stopped_by_name: by.displayName }
        const event = { at: now, event: 'stopped', by: byOf(by), text: stop.evidence } as const
        await work.move(tx, row, { event: 'stop', late: at > row.due_at }, { change, event })
        const rule = await rules.version(row.rule_id, row.rule_version, tx)
        const of = await cases.facts(caseId, tx)
        if (!rule.renews || !of || of.state === 'closed') return
        const next = await plan.timed({ rule, startedAt: at, why: whyOf(row) }, of, row.zone, tx)
        await work.begin(tx, of, [next], { event: { at: now, event: 'started', by: byOf(by) }, origin: 'renewed' })
      }),

    /** The passenger has to answer first. Refuses a rule that does not allow it. */
    pause: (caseId: CaseId, id: ClockId, reason: string, by: Editor): Promise<void> =>
      act(caseId, id, async (row, tx) => {
        const rule = await rules.version(row.rule_id, row.rule_version, tx)
        if (!rule.pausable) throw new Refusal('clock-not-pausable')
        const at = clock.now()
        const event = { at, event: 'paused', by: byOf(by), text: reason } as const
        await work.move(tx, row, { event: 'pause' }, { change: { paused_at: at }, event })
      }),

    /** The count goes on with the time that was left. */
    resume: (caseId: CaseId, id: ClockId, by: Editor): Promise<void> =>
      act(caseId, id, async (row, tx) => {
        const at = clock.now()
        const dueAt = await dueAfterPause(row, at, tx)
        const change = { paused_at: null, due_at: dueAt, warn_at: Math.min(dueAt, row.warn_at + (dueAt - row.due_at)) }
        await work.move(tx, row, { event: 'resume' }, { change, event: { at, event: 'resumed', by: byOf(by) } })
      }),

    /** Sets a clock aside against the computation; audited. */
    withdraw: (caseId: CaseId, id: ClockId, reason: string, by: Editor): Promise<void> =>
      act(caseId, id, async (row, tx) => {
        const event = { at: clock.now(), event: 'withdrawn', by: byOf(by), text: reason } as const
        await work.move(tx, row, { event: 'withdraw' }, { change: { stopped_by_name: by.displayName }, event })
        tx.announce('clock.overridden', { clockId: id, caseId, byId: by.id, what: 'withdrawn' })
        await note(tx, by, 'clock-withdrawn', id)
      }),

    /** Begins a clock against the computation; audited. */
    override: (caseId: CaseId, wanted: z.output<typeof ClockOverride>, by: Editor): Promise<void> =>
      store.write(async (tx) => {
        const of = found(await cases.facts(caseId, tx))
        if (of.state === 'closed') throw new Refusal('already-closed')
        const at = clock.now()
        const startedAt = wanted.startedAt ?? at
        if (startedAt > at) throw new Refusal('invalid-input', {}, { startedAt: 'in the future' })
        const rule = found((await rules.inForce(at, tx)).find(({ id }) => id === wanted.ruleId))
        const rows = await clocksOfCase(tx.db, caseId)
        if (rows.some((row) => row.rule_id === rule.id && isOpen(row.state))) throw new Refusal('clock-running')
        const why = { zh: `人工启动：${wanted.reason}`, en: `Begun by hand: ${wanted.reason}` }
        const planned = await plan.timed({ rule, startedAt, why }, of, undefined, tx)
        const event = { at, event: 'overridden', by: byOf(by), text: wanted.reason } as const
        const [row] = await work.begin(tx, of, [planned], { event, origin: 'person' })
        tx.announce('clock.overridden', { clockId: row!.id, caseId, byId: by.id, what: 'started' })
        await note(tx, by, 'clock-started', row!.id)
        await work.keepDue(tx, caseId)
      }),

    /** Keeps what is known of the case beyond its form; clocks follow. */
    tell: (caseId: CaseId, told: { circumstances: Circumstances }, by: Editor): Promise<void> =>
      store.write(async (tx) => {
        const of = found(await cases.facts(caseId, tx))
        if (of.state === 'closed') throw new Refusal('already-closed')
        await keepCircumstances(tx.db, {
          caseId,
          circumstances: told.circumstances,
          byId: by.id,
          at: clock.now(),
        })
        await follower.edited(of, tx)
        await audit.record(
          {
            actorId: by.id,
            role: by.role,
            ip: by.ip,
            action: 'clock-circumstances-told',
            objectType: 'case',
            objectId: caseId,
          },
          tx,
        )
      }),

    /** Clocks of the house that end soon, have ended, or run. */
    async due(wanted: Omit<DueQuery, 'now'>): Promise<DueClock[]> {
      const rows = await listDue(store.db, { ...wanted, now: clock.now() })
      const lines: DueClock[] = []
      for (const row of rows) lines.push(toDueClock(row, await rules.version(row.rule_id, row.rule_version)))
      return lines
    },

    /** A calendar learnt something: what was counted with a guess is counted again. */
    async calendarChanged(calendarId: CalendarId, tx: Write): Promise<void> {
      for (const row of await uncertainOpen(tx.db, calendarId)) {
        const rule = await rules.version(row.rule_id, row.rule_version, tx)
        const of = await cases.facts(row.case_id, tx)
        if (!of || row.origin === 'person') continue
        const timed = await plan.timed({ rule, startedAt: row.started_at, why: whyOf(row) }, of, row.zone, tx)
        await work.save(tx, row, timing(timed), { at: clock.now(), event: 'recomputed', text: yearLearnt })
        await work.keepDue(tx, row.case_id)
      }
    },
  }
}
