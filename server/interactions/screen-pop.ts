/** Assembles what the agent sees when a call is offered; prepared while the caller still listens to the menu. */
import type { Call } from '../contracts/calls.ts'
import type { AgentId, InteractionId, PassengerId } from '../contracts/ids.ts'
import type { ScreenPop } from '../contracts/interactions.ts'
import type { CallerMatch } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { summaryOf } from './interaction.rules.ts'
import type { Calls, Cases, Commitments, Passengers, Tasks } from './interactions.ports.ts'
import { type InteractionRow, interactionsOf } from './interactions.repository.ts'

/** What a pop says about the person; all of it may be empty. */
type Person = Pick<
  ScreenPop,
  'passenger' | 'nextTrips' | 'lastTrips' | 'interactions' | 'openCases' | 'openTasks' | 'commitments'
>

export interface ScreenPops {
  /** Begins to gather, so that an offer soon after costs nothing. */
  prepare(interactionId: InteractionId, passengerId: PassengerId): void
  assemble(row: InteractionRow, match: CallerMatch, callId: Call['id']): Promise<ScreenPop>
  /** The caller's own agent; nobody when it is not known within a moment. */
  ownerOf(interactionId: InteractionId, passengerId: PassengerId): Promise<AgentId | undefined>
  forget(interactionId: InteractionId): void
}

const freshMs = 5_000
const shownInteractions = 5
/** A queue waits no longer to learn who the caller's own agent is. */
const ownerMs = 300

export interface ScreenPopDeps {
  store: Store
  clock: Clock
  log: Log
  passengers: Passengers
  cases: Cases
  calls: Calls
  tasks: Pick<Tasks, 'openOf'>
  commitments: Commitments
}

/** The pops of the house. */
export function createScreenPops(deps: ScreenPopDeps): ScreenPops {
  const { clock, passengers, cases } = deps
  const prepared = new Map<InteractionId, { passengerId: PassengerId; at: number; person: Promise<Person> }>()

  /** A part that fails leaves its place empty: a call must not wait for a trip list. */
  async function part<T, E>(what: string, work: Promise<T>, otherwise: E): Promise<T | E> {
    try {
      return await work
    } catch (error) {
      deps.log.warn({ what, error }, 'A part of a screen pop is missing.')
      return otherwise
    }
  }

  async function gather(id: PassengerId): Promise<Person> {
    const [passenger, trips, past, openCases, openTasks, commitments] = await Promise.all([
      part('profile', passengers.profile(id), undefined),
      part('trips', passengers.trips(id), { next: [], last: [] }),
      part('interactions', interactionsOf(deps.store.db, id, shownInteractions + 1), []),
      part('cases', cases.openOf(id), []),
      part('tasks', deps.tasks.openOf(id), []),
      part('commitments', deps.commitments.openTowards(id), []),
    ])
    return {
      ...(passenger && { passenger }),
      nextTrips: trips.next,
      lastTrips: trips.last,
      interactions: past.map(summaryOf),
      openCases,
      openTasks,
      commitments,
    }
  }

  function personOf(interactionId: InteractionId, passengerId: PassengerId): Promise<Person> {
    const known = prepared.get(interactionId)
    const fresh = known && known.passengerId === passengerId && clock.monotonic() - known.at <= freshMs
    if (fresh) return known.person
    const person = gather(passengerId)
    prepared.set(interactionId, { passengerId, at: clock.monotonic(), person })
    return person
  }

  return {
    prepare: (interactionId, passengerId) => void personOf(interactionId, passengerId),
    async assemble(row, match, callId) {
      const nobody: Person = {
        nextTrips: [],
        lastTrips: [],
        interactions: [],
        openCases: [],
        openTasks: [],
        commitments: [],
      }
      const [call, person] = await Promise.all([
        deps.calls.view(callId),
        row.passenger_id === null ? nobody : personOf(row.id, row.passenger_id),
      ])
      // The running contact is the page itself, not its history.
      const interactions = person.interactions.filter((past) => past.id !== row.id).slice(0, shownInteractions)
      return { interactionId: row.id, callId, call, match, ...person, interactions }
    },
    async ownerOf(interactionId, passengerId) {
      const late = Promise.withResolvers<undefined>()
      const cancel = clock.after(ownerMs, () => late.resolve(undefined))
      const known = personOf(interactionId, passengerId).then(({ passenger }) => passenger?.ownerId)
      try {
        return await Promise.race([known, late.promise])
      } finally {
        cancel()
      }
    },
    forget: (interactionId) => void prepared.delete(interactionId),
  }
}
