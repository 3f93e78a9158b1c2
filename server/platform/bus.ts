/** The bus carries facts after their commit. A listener that throws is logged and the house goes on. */
import type { Fact, FactName } from '../contracts/facts.ts'
import type { Log } from './log.ts'

export interface Bus {
  on<N extends FactName>(name: N, listener: (fact: Fact<N>) => void | Promise<void>): () => void
  /** Hears every fact in order of sequence. */
  onAny(listener: (fact: Fact) => void | Promise<void>): () => void
  /** Only the store calls this, after commit. */
  publish(fact: Fact): void
}

type Listener = (fact: Fact) => void | Promise<void>

/** A bus within this process. */
export function createBus(log: Log): Bus {
  const byName = new Map<string, Set<Listener>>()
  const any = new Set<Listener>()

  function tell(listener: Listener, fact: Fact): void {
    try {
      const waiting = listener(fact)
      if (waiting)
        waiting.catch((error: unknown) => log.error({ error, fact: fact.name }, 'A listener failed on a fact.'))
    } catch (error) {
      log.error({ error, fact: fact.name }, 'A listener failed on a fact.')
    }
  }

  return {
    on(name, listener) {
      const listeners = byName.get(name) ?? new Set<Listener>()
      byName.set(name, listeners)
      // The map is keyed by the fact's name, so a listener only ever gets facts of its own kind.
      const own = listener as Listener
      listeners.add(own)
      return () => listeners.delete(own)
    },
    onAny(listener) {
      any.add(listener)
      return () => any.delete(listener)
    },
    publish(fact) {
      for (const listener of byName.get(fact.name) ?? []) tell(listener, fact)
      for (const listener of any) tell(listener, fact)
    },
  }
}
