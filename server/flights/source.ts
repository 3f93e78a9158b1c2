/**
 * Asks the passenger-service system without ever making a caller wait for it: a budget for the answer, a circuit breaker
 * (cockatiel), and the last answer with its age. What comes late is kept and is there when it is asked for again.
 */
import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import type { Told } from '../contracts/flights.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'

export interface SourceDeps {
  clock: Clock
  log: Log
  /** Hears when the source goes down or comes back. */
  onChange?: (state: 'up' | 'down') => void
  limits?: Partial<SourceLimits> | undefined
}

export interface SourceLimits {
  /** What somebody on the phone can wait. */
  budgetMs: number
  /** After this a request is given up and counts as failed. */
  timeoutMs: number
  /** So many failures in a row and nobody asks any more. */
  failures: number
  /** Then one request tries again after this. */
  pauseMs: number
  /** An answer younger than this is not asked for again. */
  freshMs: number
  /** Answers kept. */
  most: number
}

const defaults: SourceLimits = {
  budgetMs: 300,
  timeoutMs: 5_000,
  failures: 3,
  pauseMs: 10_000,
  freshMs: 15_000,
  most: 5_000,
}

export type Source = ReturnType<typeof createSource>

type Ask<T> = (signal: AbortSignal) => Promise<T | undefined>

/** One for each passenger-service system. */
export function createSource({ clock, log, onChange, limits }: SourceDeps) {
  const { budgetMs, timeoutMs, failures, pauseMs, freshMs, most } = { ...defaults, ...limits }
  const breaker: CircuitBreakerPolicy = circuitBreaker(handleAll, {
    halfOpenAfter: pauseMs,
    breaker: new ConsecutiveBreaker(failures),
  })
  const policy = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive).dangerouslyUnref())
  const kept = new Map<string, { value: unknown; asOf: number }>()
  const running = new Map<string, Promise<boolean>>()
  let state: 'up' | 'down' = 'up'
  let since = clock.now()
  let lastAnswerAt: number | undefined

  function became(next: 'up' | 'down'): void {
    if (state === next) return
    state = next
    since = clock.now()
    log.warn({ state }, 'The passenger-service system went down or came back.')
    onChange?.(next)
  }

  /** Asks once; a failure is told by rejecting. */
  async function request<T>(ask: Ask<T>): Promise<T | undefined> {
    try {
      const value = await policy.execute(({ signal }) => ask(signal))
      lastAnswerAt = clock.now()
      became('up')
      return value
    } catch (error) {
      became('down')
      throw error
    }
  }

  function keep(key: string, value: unknown): void {
    kept.delete(key)
    if (kept.size >= most) kept.delete(kept.keys().next().value!)
    kept.set(key, { value, asOf: clock.now() })
  }

  /** Resolves with whether an answer came; several who ask the same share one request. */
  function begin<T>(key: string, ask: Ask<T>): Promise<boolean> {
    const known = running.get(key)
    if (known) return known
    const answer = request(ask)
      .then((value) => {
        keep(key, value)
        return true
      })
      .catch((error: unknown) => {
        log.debug({ error, what: key.split(':')[0] }, 'The passenger-service system gave no answer.')
        return false
      })
      .finally(() => running.delete(key))
    running.set(key, answer)
    return answer
  }

  return {
    request,

    /** The answer within the budget, else what is known with its age. Never rejects. */
    async ask<T>(key: string, ask: Ask<T>): Promise<Told<T>> {
      const before = kept.get(key)
      if (before && clock.now() - before.asOf < freshMs) return toldOf<T>('fresh', before)
      let cancel: (() => void) | undefined
      const late = new Promise<'late'>((resolve) => {
        cancel = clock.after(budgetMs, () => resolve('late'))
      })
      const outcome = await Promise.race([begin(key, ask), late])
      cancel?.()
      if (outcome === true) return toldOf<T>('fresh', kept.get(key))
      if (before) return toldOf<T>('kept', before)
      return { freshness: outcome === 'late' ? 'late' : 'away' }
    },

    /** Takes over what the source told by itself. */
    keep,
    /** The next who asks asks the source. */
    forget: (key: string): void => void kept.delete(key),

    state: () => ({ state, since, lastAnswerAt }),
  }
}

function toldOf<T>(freshness: 'fresh' | 'kept', entry: { value: unknown; asOf: number } | undefined): Told<T> {
  if (!entry) return { freshness }
  // A key belongs to one kind of record, so what is kept under it is of that kind.
  const value = entry.value as T | undefined
  return { freshness, asOf: entry.asOf, ...(value !== undefined && { value }) }
}
