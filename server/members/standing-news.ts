/** Decides anew when something of a passenger has changed: derived from the news, so a lost piece of news costs nothing but the wait until the night. */
import type { FactName } from '../contracts/facts.ts'
import type { PassengerId } from '../contracts/ids.ts'
import type { Bus } from '../platform/bus.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'

export interface StandingNewsDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  recompute: (ids: PassengerId[], within: Write) => Promise<number>
}

/** Changes of one passenger within this time are one decision. */
const gatherMs = 500
const mostTogether = 50
const told: FactName[] = [
  'passenger.created',
  'passenger.changed',
  'account.member-changed',
  'case.opened',
  'case.closed',
  'case.reopened',
  'survey.answered',
]

export function followChanges({ store, bus, clock, log, recompute }: StandingNewsDeps) {
  const waiting = new Set<PassengerId>()
  let cancel: (() => void) | undefined
  let forget = (): void => undefined

  function later(): void {
    cancel ??= clock.after(gatherMs, () => {
      cancel = undefined
      void decide()
    })
  }

  async function decide(): Promise<void> {
    const ids = [...waiting].slice(0, mostTogether)
    for (const id of ids) waiting.delete(id)
    try {
      await store.write((tx) => recompute(ids, tx))
    } catch (error) {
      log.error({ error }, 'Segments could not be decided anew; the night makes it up.')
    }
    if (waiting.size > 0) later()
  }

  return {
    open(): void {
      forget = bus.onAny((fact) => {
        if (!told.includes(fact.name)) return
        const passengerId = 'passengerId' in fact.data ? fact.data.passengerId : undefined
        if (passengerId === undefined) return
        waiting.add(passengerId)
        later()
      })
    },
    close(): void {
      forget()
      cancel?.()
      cancel = undefined
    },
  }
}
