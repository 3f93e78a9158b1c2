/** The rules of clocks and their versions: read often, so kept in memory; a version once written is never changed. */
import type { Span } from '../contracts/calendars.ts'
import type { ClockRule, ClockRuleId, NewRuleVersion, RuleTrialAnswer } from '../contracts/clock-rules.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { countOpen } from './clock.repository.ts'
import { rulesOn, warnPercent } from './clock-choice.rules.ts'
import { insertRules, listRules } from './clock-rule.repository.ts'
import type { AuditTrail, Editor, WorkingTime } from './clocks.ports.ts'
import { firstRules } from './first-rules.ts'

export interface ClockRulesDeps {
  store: Store
  clock: Clock
  audit: AuditTrail
  calendars: WorkingTime
  /** Zone whose calendar decides on which day a version begins. */
  timeZone: string
}

export type ClockRules = ReturnType<typeof createClockRules>

/** The rules with their versions. */
export function createClockRules({ store, clock, audit, calendars, timeZone }: ClockRulesDeps) {
  let kept: ClockRule[] | undefined
  let changing = 0
  const dates = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })

  async function all(within?: Write): Promise<ClockRule[]> {
    if (kept && changing === 0) return kept
    const rules = await listRules(within?.db ?? store.db)
    if (changing === 0 && rules.length > 0) kept = rules
    return rules
  }

  async function alone<T>(work: Promise<T>): Promise<T> {
    changing++
    try {
      return await work
    } finally {
      changing--
      kept = undefined
    }
  }

  return {
    all,

    /** The date of an instant in the zone of the house. */
    dateOf: (at: number): string => dates.format(at),

    /** What is in force on the day of `at`. */
    async inForce(at: number, within?: Write): Promise<ClockRule[]> {
      return rulesOn(await all(within), dates.format(at))
    },

    /** The version with which a clock was begun. */
    async version(id: ClockRuleId, version: number, within?: Write): Promise<ClockRule> {
      return found((await all(within)).find((rule) => rule.id === id && rule.version === version))
    },

    /** Adds the rules that this house does not have yet. */
    start: (): Promise<void> =>
      alone(
        store.write(async (tx) => {
          const known = new Set((await listRules(tx.db)).map(({ id }) => id))
          await insertRules(
            tx.db,
            firstRules.filter(({ id }) => !known.has(id)),
          )
        }),
      ),

    /** A further version, in force from its day on. Clocks that run and closed cases keep theirs. */
    addVersion: (id: ClockRuleId, fresh: NewRuleVersion, by: Editor): Promise<void> =>
      alone(
        store.write(async (tx) => {
          const versions = (await listRules(tx.db)).filter((rule) => rule.id === id)
          const newest = found(versions.at(-1))
          const { version, ...change } = fresh
          if (newest.version !== version) throw new Refusal('changed-meanwhile', { version: newest.version })
          if (fresh.effectiveFrom < dates.format(clock.now()))
            throw new Refusal('invalid-input', {}, { effectiveFrom: 'in the past' })
          const { effectiveTo: _ended, ...before } = newest
          const next = { ...before, ...change, version: version + 1 }
          await insertRules(tx.db, [next], { id: by.id, name: by.displayName })
          tx.announce('clock-rule.changed', { ruleId: id, version: next.version, byId: by.id })
          const entry = { actorId: by.id, role: by.role, ip: by.ip, objectType: 'clock-rule', objectId: id }
          await audit.record({ ...entry, action: 'clock-rule-changed', detail: { version: next.version } }, tx)
        }),
      ),

    /** What another span would mean for a case of `at`, and how many open clocks stay as they are. */
    async trial(id: ClockRuleId, span: Span, at: number): Promise<RuleTrialAnswer> {
      const rule = found((await all()).findLast((one) => one.id === id))
      const calendar = rule.calendar === 'unit' ? 'hq' : rule.calendar
      const now = await calendars.due(calendar, at, rule.span, { warnPercent })
      const then = await calendars.due(calendar, at, span, { warnPercent })
      return {
        running: await countOpen(store.db, id),
        dueNow: now.dueAt,
        dueThen: then.dueAt,
        zone: then.zone,
        uncertain: then.uncertain,
      }
    },
  }
}
