/** The wallboard: a fold of today's facts kept up to date by the bus, and the live rows beside it. */
import { type SessionUser, seesUnit } from '../contracts/auth.ts'
import type { Fact } from '../contracts/facts.ts'
import type { QueueId } from '../contracts/ids.ts'
import type { QueueFigures, ServiceLevelFormula, WaitingCaller, Wallboard } from '../contracts/supervision.ts'
import type { Bus } from '../platform/bus.ts'
import type { Clock } from '../platform/clock.ts'
import { dayStart } from '../platform/day.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { firstFactSince } from './fact-log.repository.ts'
import type { Floor, WaitingEntry } from './supervision.ports.ts'
import { type Day, emptyDay, figuresOf, fold, sum, type Thresholds, type Waiting } from './wallboard.rules.ts'

export interface WallboardDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  floor: Floor
  /** IANA zone of the house: its midnight begins a new day. */
  timeZone: string
  formula?: ServiceLevelFormula
}

export interface WallboardService {
  /** Folds today's facts and listens from then on; before the first call. */
  open(): Promise<void>
  view(): Promise<Wallboard>
  /** The board with the agents that this user answers for. */
  shownTo(user: SessionUser, board: Wallboard): Wallboard
  /** Hears the board after something on it changed, at most five times a second. Returns the unsubscribe. */
  onChange(listener: (board: Wallboard) => void): () => void
  close(): void
}

const shortMs = 5_000
const coalesceMs = 200
const pageOfFacts = 1_000

/** Facts after which the board looks different. */
const shown = /^(queue-entry|agent|interaction\.passenger-linked)/

/** Makes the room of supervision. */
export function createWallboard(deps: WallboardDeps): WallboardService {
  const { store, clock, floor, timeZone, formula = 'SL-4' } = deps
  const listeners = new Set<(board: Wallboard) => void>()
  let day: Day = emptyDay()
  let midnight = 0
  let nextMidnight = 0
  let unsubscribe: (() => void) | undefined
  let cancelTell: (() => void) | undefined

  function limits(): Thresholds {
    const serviceLevelMs = { booking: 20_000, complaint: 20_000, query: 20_000, general: 20_000 }
    for (const queue of floor.queues()) serviceLevelMs[queue.id] = queue.serviceLevelMs
    return { serviceLevelMs, shortMs }
  }

  /** A new day begins with the first look or fact after midnight. */
  function turnPage(): void {
    if (clock.now() < nextMidnight) return
    midnight = dayStart(clock.now(), timeZone)
    // A day has 23 to 25 hours; 36 hours after its beginning is always the next one.
    nextMidnight = dayStart(midnight + 36 * 3_600_000, timeZone)
    day = emptyDay(day.seq)
  }

  function hear(fact: Fact): void {
    // The log was read up to a number; what the bus tells again is known.
    if (fact.seq <= day.seq) return
    turnPage()
    fold(day, fact, limits())
    if (shown.test(fact.name)) tellSoon()
  }

  function tellSoon(): void {
    if (cancelTell || listeners.size === 0) return
    cancelTell = clock.after(coalesceMs, () => {
      cancelTell = undefined
      view().then(
        (board) => {
          for (const listener of listeners) listener(board)
        },
        (error: unknown) => deps.log.error({ error }, 'The wallboard could not be drawn.'),
      )
    })
  }

  async function view(): Promise<Wallboard> {
    turnPage()
    const { seq } = day
    const [waiting, agents] = await Promise.all([floor.waiting(), floor.agents()])
    const callers = await namesOf(waiting, floor)
    const now = limits()
    const queues = floor.queues().map((queue): QueueFigures => {
      const own = waitingOf(waiting.filter((entry) => entry.queue_id === queue.id))
      return { queueId: queue.id, ...figuresOf(day.queues[queue.id], own, formula, queue.serviceLevelMs) }
    })
    const total = figuresOf(sum(Object.values(day.queues)), waitingOf(waiting), formula, longest(now.serviceLevelMs))
    return { seq, at: clock.now(), dayStart: midnight, timeZone, formula, waiting: callers, queues, total, agents }
  }

  return {
    async open() {
      turnPage()
      let next = await firstFactSince(store.db, midnight)
      for (;;) {
        const facts = await store.factsAfter(next, pageOfFacts)
        for (const fact of facts) fold(day, fact, limits())
        if (facts.length < pageOfFacts) break
        next = day.seq
      }
      day.seq = Math.max(day.seq, await store.lastSeq())
      unsubscribe = deps.bus.onAny(hear)
    },
    view,
    shownTo: (user, board) => ({ ...board, agents: board.agents.filter((agent) => seesUnit(user, agent.teamId)) }),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      unsubscribe?.()
      cancelTell?.()
      listeners.clear()
    },
  }
}

async function namesOf(waiting: WaitingEntry[], floor: Floor): Promise<WaitingCaller[]> {
  const who = await floor.callers(waiting.map((e) => ({ interactionId: e.interaction_id, callId: e.call_id })))
  return waiting.map((entry) => ({
    ani: '',
    tier: 'none' as const,
    ...who.get(entry.interaction_id),
    entryId: entry.id,
    callId: entry.call_id,
    interactionId: entry.interaction_id,
    queueId: entry.queue_id,
    state: entry.state === 'offered' ? 'offered' : 'waiting',
    enqueuedAt: entry.enqueued_at,
  }))
}

function waitingOf(entries: WaitingEntry[]): Waiting {
  const since = entries.map((entry) => entry.enqueued_at)
  return { count: entries.length, longestSince: since.length === 0 ? undefined : Math.min(...since) }
}

function longest(serviceLevelMs: Record<QueueId, number>): number {
  return Math.max(...Object.values(serviceLevelMs))
}
