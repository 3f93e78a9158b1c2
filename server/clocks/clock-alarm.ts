/** Warns and tells breaches: one timer for the next clock, set anew at start, so that nothing polls and nothing is told twice. */
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { type ClockRow, clocksToLookAt, findClock, nextLook } from './clock.repository.ts'
import type { ClockRules } from './clock-rules.ts'
import type { ClockWork } from './clock-work.ts'
import type { ClockListener, ClockNews, NamedClock } from './clocks.ports.ts'

export interface ClockAlarmDeps {
  store: Store
  clock: Clock
  log: Log
  rules: ClockRules
  work: ClockWork
  listeners: () => readonly ClockListener[]
}

export type ClockAlarm = ReturnType<typeof createClockAlarm>

const mostAtOnce = 50
// After a failure nothing is tried for this long: a broken disk must not become a busy loop.
const restMs = 60_000

/** Owns the timer. */
export function createClockAlarm({ store, clock, log, rules, work, listeners }: ClockAlarmDeps) {
  let cancel: (() => void) | undefined
  let setFor = Number.POSITIVE_INFINITY
  let open = false
  let looking: Promise<void> | undefined
  let again = false

  function set(at: number): void {
    if (!open || at >= setFor) return
    cancel?.()
    setFor = at
    cancel = clock.after(at - clock.now(), look)
  }

  function look(): void {
    setFor = Number.POSITIVE_INFINITY
    cancel?.()
    if (!open) return
    if (looking) {
      again = true
      return
    }
    looking = ring()
      .catch((error: unknown) => {
        log.error({ error }, 'Due clocks could not be told.')
        set(clock.now() + restMs)
      })
      .finally(() => {
        looking = undefined
        if (again) {
          again = false
          look()
        }
      })
  }

  async function ring(): Promise<void> {
    for (;;) {
      const rows = await clocksToLookAt(store.db, clock.now(), mostAtOnce)
      for (const row of rows) await store.write((tx) => tell(tx, row))
      if (rows.length < mostAtOnce) break
    }
    const next = await nextLook(store.db)
    if (next !== undefined) set(next)
  }

  /** In its own commit, on the row as it is then: whoever stopped it meanwhile has won. */
  async function tell(tx: Write, seen: ClockRow): Promise<void> {
    const at = clock.now()
    const row = await findClock(tx.db, seen.id)
    if (!row || row.next_at === null || row.next_at > at) return
    const ours = row.party === 'house'
    if (row.due_at > at) {
      await work.save(tx, row, { warned_at: at }, { at, event: 'warned' })
      tx.announce('clock.warned', newsOf(row))
      const named = await namedOf(row, tx)
      for (const listener of listeners()) await listener.warned?.(named, tx)
      return
    }
    await work.move(tx, row, { event: 'breach' }, { change: { breached_at: at }, event: { at, event: 'breached' } })
    if (!ours) return
    tx.announce('clock.breached', newsOf(row))
    const named = await namedOf(row, tx)
    for (const listener of listeners()) await listener.breached?.(named, tx)
  }

  async function namedOf(row: ClockRow, tx: Write): Promise<NamedClock> {
    return { ...newsOf(row), name: (await rules.version(row.rule_id, row.rule_version, tx)).name }
  }

  return {
    /** Looks for what fell due while the house was closed, and sets the timer. */
    async start(): Promise<void> {
      open = true
      look()
      await looking
    },
    /** A clock must be looked at at this instant. */
    hear: set,
    async close(): Promise<void> {
      open = false
      cancel?.()
      await looking
    },
  }
}

function newsOf(row: ClockRow): ClockNews {
  return {
    clockId: row.id,
    caseId: row.case_id,
    ruleId: row.rule_id,
    teamId: row.team_id,
    ...(row.department_id && { departmentId: row.department_id }),
    ...(row.owner_id && { ownerId: row.owner_id }),
    dueAt: row.due_at,
  }
}
