/** How the clocks follow their case, inside the commit that moves it. */
import { type ClockRule, stopLabels } from '../contracts/clock-rules.ts'
import type { Label } from '../contracts/common.ts'
import type { CaseId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import { isOpen } from './clock.machine.ts'
import { type ClockRow, clocksOfCase, readCircumstances, updateClock } from './clock.repository.ts'
import type { ClockPlan, PlannedClock } from './clock-plan.ts'
import type { ClockRules } from './clock-rules.ts'
import type { ClockWork } from './clock-work.ts'
import type { ClockedCase } from './clocks.ports.ts'

export interface ClockFollowerDeps {
  clock: Clock
  rules: ClockRules
  plan: ClockPlan
  work: ClockWork
}

export type ClockFollower = ReturnType<typeof createClockFollower>

const factsChanged = 'case-changed'
const unitChanged = 'unit-changed'
const caseClosed = 'case-closed'

/** Structurally the follower that the room of cases asks for. */
export function createClockFollower({ clock, rules, plan, work }: ClockFollowerDeps) {
  const openClocks = async (tx: Write, id: CaseId) => (await clocksOfCase(tx.db, id)).filter((row) => isOpen(row.state))

  async function closed(c: ClockedCase, tx: Write): Promise<void> {
    const at = c.closedAt ?? clock.now()
    for (const row of await openClocks(tx, c.id)) {
      const rule = await rules.version(row.rule_id, row.rule_version, tx)
      if (rule.closing !== 'stops' || row.party !== 'house') {
        await work.move(tx, row, { event: 'withdraw' }, { event: { at, event: 'withdrawn', text: caseClosed } })
        continue
      }
      const move = { event: 'stop', late: at > row.due_at } as const
      await work.move(tx, row, move, { change: { stopped_at: at }, event: { at, event: 'stopped', text: caseClosed } })
    }
  }

  /** The house's own promises begin anew, from the moment the passenger was not content. */
  async function reopened(c: ClockedCase, tx: Write): Promise<void> {
    const at = clock.now()
    const planned = await plan.of(c, await readCircumstances(tx.db, c.id), tx)
    const again: PlannedClock[] = []
    for (const { rule, why } of planned.filter((one) => one.rule.onReopen))
      again.push(await plan.timed({ rule, startedAt: at, why: reopenedWhy(why) }, c, undefined, tx))
    await work.begin(tx, c, again, { event: { at, event: 'started' }, origin: 'reopened' })
  }

  /** The case is in other hands: clocks on the unit's calendar count by that of the new one. */
  async function handed(c: ClockedCase, tx: Write): Promise<void> {
    for (const row of await openClocks(tx, c.id)) {
      const hands = { department_id: c.departmentId ?? null, owner_id: c.ownerId ?? null }
      if (hands.department_id === row.department_id && hands.owner_id === row.owner_id) continue
      const rule = await rules.version(row.rule_id, row.rule_version, tx)
      const timed = await plan.timed({ rule, startedAt: row.started_at, why: whyOf(row) }, c, row.zone, tx)
      const recount = rule.calendar === 'unit' && row.state === 'running' && timed.calendarId !== row.calendar_id
      if (!recount) await updateClock(tx.db, row, hands)
      else {
        const event = { at: clock.now(), event: 'recomputed', text: unitChanged } as const
        await work.save(tx, row, { ...hands, ...timing(timed) }, event)
      }
    }
  }

  return {
    async opened(c: ClockedCase, tx: Write): Promise<void> {
      const planned = await plan.of(c, await readCircumstances(tx.db, c.id), tx)
      await work.begin(tx, c, planned, { event: { at: clock.now(), event: 'started' }, origin: 'computed' })
      const due = planned.filter(({ rule }) => rule.party === 'house').map(({ dueAt }) => dueAt)
      if (due.length > 0) await work.keepDue(tx, c.id, Math.min(...due))
    },

    /** Refuses a closing while a clock runs whose stop must be on record, naming each and what is missing. */
    async mayClose(c: ClockedCase, tx: Write): Promise<void> {
      const missing: ClockRule[] = []
      for (const row of await openClocks(tx, c.id)) {
        const rule = await rules.version(row.rule_id, row.rule_version, tx)
        if (row.party === 'house' && rule.closing === 'needs-stop') missing.push(rule)
      }
      if (missing.length === 0) return
      const clocks = missing.map(({ id, stop }) => ({ ruleId: id, stop }))
      throw new Refusal('clock-not-stopped', { clocks }, undefined, missingSentence(missing))
    },

    async moved(c: ClockedCase, move: string, tx: Write): Promise<void> {
      if (move === 'close') await closed(c, tx)
      else if (move === 'reopen') await reopened(c, tx)
      else await handed(c, tx)
      await work.keepDue(tx, c.id)
    },

    /** What was learnt about the case begins, corrects or withdraws clocks; those that ended stay as they are. */
    async edited(c: ClockedCase, tx: Write): Promise<void> {
      if (c.state === 'closed') return
      const at = clock.now()
      const planned = await plan.of(c, await readCircumstances(tx.db, c.id), tx)
      const rows = await clocksOfCase(tx.db, c.id)
      const fresh = planned.filter(({ rule }) => !rows.some((row) => row.rule_id === rule.id && !isForgotten(row)))
      await work.begin(tx, c, fresh, { event: { at, event: 'started', text: factsChanged }, origin: 'computed' })
      for (const row of rows.filter((one) => one.origin === 'computed' && isOpen(one.state)))
        await correct(
          tx,
          row,
          planned.find(({ rule }) => rule.id === row.rule_id),
          at,
        )
      await work.keepDue(tx, c.id)
    },
  }

  async function correct(tx: Write, row: ClockRow, planned: PlannedClock | undefined, at: number): Promise<void> {
    const event = { at, text: factsChanged }
    if (!planned) {
      await work.move(tx, row, { event: 'withdraw' }, { event: { ...event, event: 'withdrawn' } })
      return
    }
    // A version that came later is for clocks that start later.
    if (planned.rule.version !== row.rule_version || row.state !== 'running') return
    if (planned.startedAt === row.started_at && planned.zone === row.zone && planned.why.zh === row.why_zh) return
    const change = { started_at: planned.startedAt, why_zh: planned.why.zh, why_en: planned.why.en, ...timing(planned) }
    await work.save(tx, row, change, { ...event, event: 'recomputed' })
  }
}

/** Withdrawn by a computation, which may find it again; what a person withdrew stays so. */
const isForgotten = (row: ClockRow) => row.state === 'withdrawn' && row.stopped_by_name === null

/** What a recount sets. A warning that was given is not given again unless the end moved away. */
export function timing(planned: PlannedClock) {
  return {
    calendar_id: planned.calendarId,
    zone: planned.zone,
    warn_at: planned.warnAt,
    due_at: planned.dueAt,
    uncertain: planned.uncertain ? 1 : 0,
  }
}

export const whyOf = (row: ClockRow): Label => ({ zh: row.why_zh, en: row.why_en })

const reopenedWhy = (why: Label): Label => ({
  zh: `旅客不满意，工单重开；${why.zh}`,
  en: `opened again by a discontent passenger; ${why.en}`,
})

function missingSentence(missing: ClockRule[]): Label {
  const zh = missing.map((rule) => `“${rule.name.zh}”缺少“${stopLabels[rule.stop].zh}”的记录`).join('；')
  const en = missing.map((rule) => `"${rule.name.en}" lacks the record "${stopLabels[rule.stop].en}"`).join('; ')
  return { zh: `不能结案：${zh}。`, en: `The case cannot be closed: ${en}.` }
}
