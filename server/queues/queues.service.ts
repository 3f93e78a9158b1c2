/** Queues: callers wait in order, agents who come free are offered the next one at once. */
import type { AgentId, InteractionId, QueueEntryId, QueueId } from '../contracts/ids.ts'
import type { AbandonReason, Queue, QueueEdit } from '../contracts/queues.ts'
import type { Clock } from '../platform/clock.ts'
import { found, InvalidState, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import { retryMs, writeInTheEnd } from '../platform/last-write.ts'
import type { Log } from '../platform/log.ts'
import { step } from '../platform/machine.ts'
import type { Store, Write } from '../platform/store.ts'
import { comfort } from './comfort.ts'
import { createDispatcher } from './dispatcher.ts'
import type { LiveEntry, WonAgent } from './live-entry.ts'
import { chooseOffers, servedBefore } from './offer-choice.rules.ts'
import { abandonReason } from './offer-outcome.rules.ts'
import { createOffering } from './offering.ts'
import { type EntryEvent, entryLaw } from './queue-entry.machine.ts'
import type { AgentPool, Contacts, Line, QueuedCall, RungPhone, Screens, Sounds } from './queues.ports.ts'
import * as rows from './queues.repository.ts'

export interface QueuesDeps<C extends QueuedCall, P extends RungPhone> {
  store: Store
  clock: Clock
  log: Log
  bootId: string
  pool: AgentPool
  line: Line<C, P>
  contacts: Contacts
  screens: Screens
  sounds: Sounds
}

/** Where a caller is to wait. `front`: was talking already, so the first moment of waiting counts and nobody goes before. */
export interface Place {
  queueId: QueueId
  interactionId: InteractionId
  front?: { enqueuedAt: number }
}

export interface Queues<C extends QueuedCall, P extends RungPhone> {
  /** Reads the queues; before the first call. */
  open(): Promise<void>
  list(): Queue[]
  queue(id: QueueId): Queue
  /** Changes the times of a queue: for every caller who comes from then on. `noted` writes the trail in the same commit. */
  edit(id: QueueId, edit: QueueEdit, noted: (tx: Write) => Promise<void>): Promise<Queue>
  /** Waits with music until an agent has answered, 'none' when the caller went first. The rows say so already. */
  waitForAgent(call: C, place: Place): Promise<WonAgent<P> | 'none'>
  /** Somebody became routable: offers the next caller. */
  wake(): void
  /** The agent declines the offer that rings. Refusal not-your-contact when there is none. */
  reject(agentId: AgentId, interactionId: InteractionId): Promise<void>
  /** Everybody who waits or is being offered, in the order of service. */
  waiting(): Promise<rows.EntryRow[]>
  contacts(filter: Omit<rows.EntryFilter, 'inTimeMs'>): Promise<rows.EntryRow[]>
  /** Entries and offers that earlier boots left open; how many callers had been waiting. Idempotent. */
  recover(within: Write): Promise<rows.EntryRow[]>
  close(): void
}

/** Makes the room of queues; C is the call handed in, P the agent's leg handed back. */
export function createQueues<C extends QueuedCall, P extends RungPhone>(deps: QueuesDeps<C, P>): Queues<C, P> {
  const { store, clock, log } = deps
  const settings = new Map<QueueId, Queue>()
  const live = new Map<QueueEntryId, LiveEntry<C, P>>()
  const wake = createDispatcher({ round, log })
  const offering = createOffering<C, P>({ ...deps, wake, applyEntry, waitMs })

  const queue = (id: QueueId) => found(settings.get(id))

  /** The one seam that moves an entry: load, step, save. Its facts are announced by who knows the story. */
  async function applyEntry(
    entryId: QueueEntryId,
    event: EntryEvent,
    change: Partial<rows.EntryRow>,
    tx: Write,
  ): Promise<boolean> {
    const row = await rows.entryById(tx.db, entryId)
    if (!row) throw new InvalidState('An entry without a row was moved.')
    const next = step(entryLaw, { state: row.state }, event)
    if (!next.changed) return false
    return rows.moveEntry(tx.db, entryId, row.state, { ...change, state: next.state.state })
  }

  function waitMs(entry: LiveEntry<C, P>): number {
    return Math.max(0, Math.round(clock.monotonic() - entry.enteredMono))
  }

  async function round(): Promise<void> {
    const waiting = [...live.values()].filter((entry) => !entry.offer && !entry.gone)
    if (waiting.length === 0) return
    for (const choice of chooseOffers(waiting, await deps.pool.ready(), clock.now())) {
      // The caller may have gone while the agents were read.
      if (choice.entry.gone) continue
      try {
        await offering.begin(choice)
      } catch (error) {
        log.error({ entryId: choice.entry.entryId, error }, 'An offer could not be made.')
        choice.entry.cancels.add(clock.after(retryMs, wake))
      }
    }
  }

  async function enter(call: C, place: Place, settle: LiveEntry<C, P>['settle']): Promise<LiveEntry<C, P>> {
    const { queueId, interactionId } = place
    const now = clock.now()
    const entry: LiveEntry<C, P> = {
      entryId: newId<QueueEntryId>(),
      queueId,
      queue: queue(queueId),
      priority: place.front ? 1 : 0,
      enqueuedAt: place.front?.enqueuedAt ?? now,
      call,
      interactionId,
      enteredMono: clock.monotonic(),
      coolingDown: new Set(),
      ownerId: await deps.contacts.ownerOf(interactionId),
      offer: undefined,
      gone: false,
      cancels: new Set(),
      settle,
    }
    await store.write(async (tx) => {
      await deps.line.queued(call.id, queueId, tx)
      await deps.contacts.queued(interactionId, queueId, tx)
      await rows.insertEntry(tx.db, entryRow(entry, deps.bootId, now))
      tx.announce('queue-entry.waiting', { entryId: entry.entryId, queueId, callId: call.id, interactionId })
    })
    live.set(entry.entryId, entry)
    return entry
  }

  /** The caller has gone: an offer that runs ends with it; one that was just ending otherwise has put the entry back. */
  async function leave(entry: LiveEntry<C, P>, why: AbandonReason): Promise<void> {
    entry.gone = true
    if (entry.offer) await offering.end(entry.offer, 'caller-gone', why)
    const leaving = async (tx: Write): Promise<void> => {
      const { entryId, queueId } = entry
      const waited = waitMs(entry)
      const change = { ended_at: clock.now(), wait_ms: waited, abandon_reason: why }
      if (await applyEntry(entryId, { event: 'abandoned' }, change, tx))
        tx.announce('queue-entry.abandoned', { entryId, queueId, why, waitMs: waited })
    }
    await writeInTheEnd(deps, leaving, async () => entry.settle('none'))
    entry.settle('none')
  }

  function watch(entry: LiveEntry<C, P>): void {
    void entry.call.ended.then(async (end) => {
      if (!live.has(entry.entryId)) return
      try {
        await leave(entry, abandonReason(end.cause))
      } catch (error) {
        log.error({ entryId: entry.entryId, error }, 'An abandoned wait could not be written.')
        entry.settle('none')
      }
    })
  }

  function position(entry: LiveEntry<C, P>): number {
    const before = [...live.values()].filter((e) => e.queueId === entry.queueId && servedBefore(e, entry) < 0)
    return before.length + 1
  }

  return {
    async open() {
      for (const item of await rows.allQueues(store.db)) settings.set(item.id, item)
    },
    list: () => [...settings.values()],
    queue,
    edit: (id, edit, noted) =>
      store.write(async (tx) => {
        const after = { ...queue(id), ...edit, version: edit.version + 1 }
        if (!(await rows.updateQueue(tx.db, id, edit))) throw new Refusal('changed-meanwhile')
        tx.committed(() => {
          settings.set(id, after)
        })
        tx.announce('queue.changed', { queueId: id })
        await noted(tx)
        return after
      }),
    async waitForAgent(call, place) {
      const { promise, resolve } = Promise.withResolvers<WonAgent<P> | 'none'>()
      const entry = await enter(call, place, resolve)
      const stopComfort = comfort(call, { clock, sounds: deps.sounds, position: () => position(entry) })
      try {
        watch(entry)
        wake()
        return await promise
      } finally {
        live.delete(entry.entryId)
        stopComfort()
        for (const cancel of entry.cancels) cancel()
      }
    },
    wake,
    async reject(agentId, interactionId) {
      const offered = [...live.values()].find((e) => e.interactionId === interactionId)?.offer
      if (offered?.seat.agentId !== agentId) throw new Refusal('not-your-contact')
      await offering.end(offered, 'rejected')
    },
    waiting: () => rows.liveEntries(store.db),
    contacts: (filter) =>
      rows.entriesOf(store.db, {
        ...filter,
        inTimeMs: new Map([...settings.values()].map((item) => [item.id, item.serviceLevelMs])),
      }),
    async recover(within) {
      for (const offer of await rows.offersLeftBy(within.db, deps.bootId))
        await rows.endOffer(within.db, offer.id, 'server-restart', clock.now())
      const left = (await rows.liveEntries(within.db)).filter((row) => row.boot_id !== deps.bootId)
      for (const row of left) await abandonLeft(row, within)
      return left
    },
    close() {
      for (const entry of live.values()) entry.settle('none')
    },
  }

  async function abandonLeft(row: rows.EntryRow, tx: Write): Promise<void> {
    const now = clock.now()
    // The process that measured is gone; wall time is the best there is.
    const waited = Math.max(0, now - row.entered_at)
    const change = { ended_at: now, wait_ms: waited, abandon_reason: 'server-restart' as const }
    if (await applyEntry(row.id, { event: 'abandoned' }, change, tx))
      tx.announce('queue-entry.abandoned', {
        entryId: row.id,
        queueId: row.queue_id,
        why: 'server-restart',
        waitMs: waited,
      })
  }
}

function entryRow(entry: LiveEntry<QueuedCall, RungPhone>, bootId: string, now: number): rows.EntryRow {
  return {
    id: entry.entryId,
    boot_id: bootId,
    queue_id: entry.queueId,
    call_id: entry.call.id,
    interaction_id: entry.interactionId,
    priority: entry.priority,
    state: 'waiting',
    enqueued_at: entry.enqueuedAt,
    entered_at: now,
    ended_at: null,
    wait_ms: null,
    agent_id: null,
    offer_id: null,
    abandon_reason: null,
  }
}
