/** The seam through which every clock is begun and moved: row by version, event in its history, fact, and the timer told. */
import type { ClockState } from '../contracts/clocks.ts'
import type { CaseId, ClockId } from '../contracts/ids.ts'
import { Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Write } from '../platform/store.ts'
import { type ClockMove, isOpen, moveClock } from './clock.machine.ts'
import {
  appendClockEvent,
  type ClockRow,
  clocksOfCase,
  insertClocks,
  type NewClockEvent,
  updateClock,
} from './clock.repository.ts'
import type { PlannedClock } from './clock-plan.ts'
import type { ClockedCase, ClockedCases } from './clocks.ports.ts'

export interface ClockWorkDeps {
  cases: ClockedCases
  /** Hears that a clock must be looked at at an instant. */
  awaited: (at: number) => void
}

export type ClockWork = ReturnType<typeof createClockWork>

/** Builds the seam. */
export function createClockWork({ cases, awaited }: ClockWorkDeps) {
  function expectLook(tx: Write, rows: Array<Pick<ClockRow, 'next_at'>>): void {
    const moments = rows.map((row) => row.next_at).filter((at) => at !== null)
    if (moments.length > 0) tx.committed(() => awaited(Math.min(...moments)))
  }

  /** Row, event and fact of one change. */
  async function save(tx: Write, row: ClockRow, change: Partial<ClockRow>, event: NewClockEvent): Promise<ClockRow> {
    const next = { ...row, ...change }
    next.next_at = nextLookOf(next)
    if (!(await updateClock(tx.db, row, { ...change, next_at: next.next_at }))) throw new Refusal('changed-meanwhile')
    await appendClockEvent(tx.db, row.id, event)
    tx.announce('clock.changed', { clockId: row.id, caseId: row.case_id, teamId: row.team_id, state: next.state })
    expectLook(tx, [next])
    return { ...next, version: row.version + 1 }
  }

  return {
    save,

    /** Begins planned clocks of a case. */
    async begin(
      tx: Write,
      of: ClockedCase,
      planned: PlannedClock[],
      more: { event: NewClockEvent; origin: ClockRow['origin'] },
    ): Promise<ClockRow[]> {
      const rows = planned.map((clock) => rowOf(of, clock, more.origin))
      await insertClocks(tx.db, rows, more.event)
      expectLook(tx, rows)
      return rows
    },

    /** Moves a clock by its law. Refuses a move that the law does not know. */
    async move(
      tx: Write,
      row: ClockRow,
      move: ClockMove,
      more: { change?: Partial<ClockRow>; event: NewClockEvent },
    ): Promise<ClockRow> {
      const state = moveClock(row.state, move)
      if (!state) throw new Refusal('clock-ended', { state: row.state })
      return save(tx, row, { ...more.change, state }, more.event)
    },

    /** Tells the case when its next clock ends. */
    async keepDue(tx: Write, caseId: CaseId, known?: number): Promise<void> {
      if (known !== undefined) return cases.keepDue(caseId, known, tx)
      const due = (await clocksOfCase(tx.db, caseId))
        .filter((row) => row.party === 'house' && isOpen(row.state) && row.state !== 'paused')
        .map((row) => row.due_at)
      await cases.keepDue(caseId, due.length > 0 ? Math.min(...due) : undefined, tx)
    },
  }
}

/** A running clock is looked at when it must warn, then when it ends; only those of the house warn. */
function nextLookOf(row: Pick<ClockRow, 'state' | 'party' | 'warned_at' | 'warn_at' | 'due_at'>): number | null {
  if (row.state !== 'running') return null
  return row.party === 'house' && row.warned_at === null ? row.warn_at : row.due_at
}

function rowOf(of: ClockedCase, clock: PlannedClock, origin: ClockRow['origin']): ClockRow {
  const state: ClockState = 'running'
  const row = {
    id: newId<ClockId>(),
    case_id: of.id,
    case_number: of.number,
    case_kind: of.kind,
    team_id: of.teamId,
    department_id: of.departmentId ?? null,
    owner_id: of.ownerId ?? null,
    rule_id: clock.rule.id,
    rule_version: clock.rule.version,
    party: clock.rule.party,
    calendar_id: clock.calendarId,
    zone: clock.zone,
    started_at: clock.startedAt,
    warn_at: clock.warnAt,
    due_at: clock.dueAt,
    uncertain: clock.uncertain ? 1 : 0,
    state,
    warned_at: null,
    breached_at: null,
    paused_at: null,
    stopped_at: null,
    evidence: null,
    stopped_by_name: null,
    origin,
    why_zh: clock.why.zh,
    why_en: clock.why.en,
    version: 1,
  }
  return { ...row, next_at: nextLookOf(row) }
}
