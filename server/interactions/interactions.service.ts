/** Interactions: one customer contact each, opened with the call, finished by the agent's paperwork or by the house. */
import type { SessionUser } from '../contracts/auth.ts'
import type { AgentId, CallId, InteractionId, PassengerId, QueueId, TeamId } from '../contracts/ids.ts'
import type { Draft, Interaction, InteractionSummary, ScreenPop } from '../contracts/interactions.ts'
import type { CallerMatch } from '../contracts/passengers.ts'
import { found, InvalidState, Refusal } from '../platform/errors.ts'
import { step } from '../platform/machine.ts'
import type { Write } from '../platform/store.ts'
import { type InteractionEvent, interactionLaw } from './interaction.machine.ts'
import { maySee, summaryOf } from './interaction.rules.ts'
import type { Desk, Tasks, WrapUpMs } from './interactions.ports.ts'
import * as rows from './interactions.repository.ts'
import { createScreenPops, type ScreenPopDeps } from './screen-pop.ts'
import { createWrapUps, type WrapUps } from './wrap-ups.ts'

export interface InteractionsDeps extends ScreenPopDeps {
  bootId: string
  tasks: Tasks
  desk: Desk
  wrapUpMs: WrapUpMs
}

/** What the queue adds to a pop. */
export interface OfferView {
  offerId: NonNullable<ScreenPop['offerId']>
  queueId: QueueId
  offeredAt: number
  ringMs: number
  idleMs: number
  asOwner: boolean
}

export interface Interactions extends WrapUps {
  /** Writes the contact beside its call. */
  open(contact: { id: InteractionId; callId: CallId; direction: 'inbound' | 'outbound' }, tx: Write): Promise<void>
  /** Who calls, as soon as it is known; written with the next step of the contact. */
  identified(id: InteractionId, match: CallerMatch): void
  queued(id: InteractionId, queueId: QueueId, tx: Write): Promise<void>
  /** The agent who looks after the caller; nobody when it is not known in time. Never rejects. */
  ownerOf(id: InteractionId): Promise<AgentId | undefined>
  /** What the agent sees; undefined when it could not be put together. Never rejects. */
  pop(id: InteractionId, offer: OfferView): Promise<ScreenPop | undefined>
  taken(id: InteractionId, agent: { agentId: AgentId; teamId: TeamId; displayName: string }, tx: Write): Promise<void>
  /** The caller is handed on: a new contact of the same call, with who calls and what was typed so far. */
  handOn(from: InteractionId, to: InteractionId, tx: Write): Promise<void>
  /** The agent was lost in mid-call: nobody has the contact, its draft stays. */
  handedBack(id: InteractionId, tx: Write): Promise<void>
  /** Nobody spoke to an agent. No effect on a contact that is finished or in wrap-up. */
  closeByHouse(id: InteractionId, disposition: 'abandoned' | 'self-served', tx: Write): Promise<void>
  /** Own running contact after a page refresh. */
  current(user: SessionUser): Promise<Interaction | undefined>
  /** Refusal not-found for what the user may not see. */
  get(id: InteractionId, user: SessionUser): Promise<Interaction>
  saveDraft(id: InteractionId, draft: Draft, user: SessionUser): Promise<{ savedAt: number }>
  link(id: InteractionId, passengerId: PassengerId, user: SessionUser): Promise<Interaction>
  summary(id: InteractionId): Promise<InteractionSummary | undefined>
  summaries(ids: InteractionId[]): Promise<InteractionSummary[]>
  /** Newest first, opened before a moment (ms UTC) when given. */
  ofPassenger(passengerId: PassengerId, limit: number, before?: number): Promise<InteractionSummary[]>
  /** Contacts that earlier boots left open become interrupted; returns them as they were. Idempotent. */
  recover(tx: Write): Promise<Array<InteractionSummary & { teamId?: TeamId }>>
}

/** What the halves of this room share. */
export type ContactDeps = InteractionsDeps & {
  apply: (
    id: InteractionId,
    event: InteractionEvent,
    change: Partial<rows.InteractionRow>,
    tx: Write,
  ) => Promise<rows.InteractionRow | undefined>
  ownRunning: (id: InteractionId, user: SessionUser, tx: Write) => Promise<rows.InteractionRow>
}

const untouchedDraft = '{"note":""}'

/** Makes the room of interactions. */
export function createInteractions(deps: InteractionsDeps): Interactions {
  const { store, clock, log } = deps
  const pops = createScreenPops(deps)
  /** Matches that no row holds yet: written with the next step, which saves a transaction a call. */
  const unwritten = new Map<InteractionId, CallerMatch>()

  async function apply(
    id: InteractionId,
    event: InteractionEvent,
    change: Partial<rows.InteractionRow>,
    tx: Write,
  ): Promise<rows.InteractionRow | undefined> {
    const row = await rows.interactionById(tx.db, id)
    if (!row) throw new InvalidState('An interaction without a row was moved.')
    const { state: next, changed } = step(interactionLaw, { state: row.state }, event)
    if (!changed) return undefined
    const all = { ...change, state: next.state }
    if (!(await rows.moveInteraction(tx.db, id, row.state, all)))
      throw new InvalidState('An interaction was moved by two hands at once.')
    if (next.state !== 'open') pops.forget(id)
    return { ...row, ...all }
  }

  /** The columns for a match that waits to be written, and its news. */
  function writeMatch(id: InteractionId, tx: Write): Partial<rows.InteractionRow> {
    const match = unwritten.get(id)
    if (!match) return {}
    tx.committed(() => unwritten.delete(id))
    const caller_match = JSON.stringify(match)
    if (match.kind !== 'known') return { caller_match }
    tx.announce('interaction.passenger-linked', { interactionId: id, passengerId: match.passengerId })
    return { caller_match, passenger_id: match.passengerId }
  }

  async function ownRunning(id: InteractionId, user: SessionUser, tx: Write): Promise<rows.InteractionRow> {
    const row = found(await rows.interactionById(tx.db, id))
    if (row.agent_id !== user.id) throw new Refusal(maySee(user, row, undefined) ? 'not-your-contact' : 'not-found')
    if (row.state !== 'open' && row.state !== 'wrapping-up') throw new Refusal('already-closed')
    return row
  }

  async function whole(row: rows.InteractionRow): Promise<Interaction> {
    const match = JSON.parse(row.caller_match) as CallerMatch
    const pop = await pops.assemble(row, match, found(row.call_id ?? undefined))
    const draft = JSON.parse(row.draft) as Draft
    return { ...summaryOf(row), pop, draft, ...(row.wrap_up_due_at !== null && { wrapUpDueAt: row.wrap_up_due_at }) }
  }

  async function visible(id: InteractionId, user: SessionUser): Promise<rows.InteractionRow> {
    const row = found(await rows.interactionById(store.db, id))
    const inHand = user.role === 'agent' ? await deps.desk.inHand(user.id) : undefined
    if (!maySee(user, row, inHand)) throw new Refusal('not-found')
    return row
  }

  return {
    ...createWrapUps({ ...deps, apply, ownRunning }),
    async open({ id, callId, direction }, tx) {
      await rows.insertInteraction(tx.db, newRow(id, callId, direction, deps))
      tx.announce('interaction.opened', { interactionId: id, callId, direction })
    },
    identified(id, match) {
      unwritten.set(id, match)
      if (match.kind === 'known') pops.prepare(id, match.passengerId)
    },
    async queued(id, queueId, tx) {
      await rows.saveInteraction(tx.db, id, { queue_id: queueId, ...writeMatch(id, tx) })
    },
    async ownerOf(id) {
      try {
        const row = await rows.interactionById(store.db, id)
        const match = unwritten.get(id) ?? (row && (JSON.parse(row.caller_match) as CallerMatch))
        return match?.kind === 'known' ? await pops.ownerOf(id, match.passengerId) : undefined
      } catch (error) {
        log.warn({ interactionId: id, error }, 'The owner of a caller could not be read; the queue serves as usual.')
        return undefined
      }
    },
    async pop(id, offer) {
      try {
        const row = found(await rows.interactionById(store.db, id))
        const match = JSON.parse(row.caller_match) as CallerMatch
        const draft = row.draft === untouchedDraft ? {} : { draft: JSON.parse(row.draft) as Draft }
        return { ...(await pops.assemble(row, match, found(row.call_id ?? undefined))), ...draft, ...offer }
      } catch (error) {
        log.error({ interactionId: id, error }, 'A screen pop could not be put together.')
        return undefined
      }
    },
    async taken(id, agent, tx) {
      const change = { agent_id: agent.agentId, agent_name: agent.displayName, team_id: agent.teamId }
      await rows.saveInteraction(tx.db, id, change)
    },
    async handOn(from, to, tx) {
      const before = found(await rows.interactionById(tx.db, from))
      const next = newRow(to, found(before.call_id ?? undefined), before.direction, deps)
      const { passenger_id, caller_match, draft } = before
      await rows.insertInteraction(tx.db, { ...next, passenger_id, caller_match, draft })
      // What the wrap-up of a caller who was handed on begins with.
      const typed = { ...(JSON.parse(draft) as Draft), disposition: 'transferred' as const }
      await rows.saveInteraction(tx.db, from, { draft: JSON.stringify(typed) })
      tx.announce('interaction.opened', {
        interactionId: to,
        direction: before.direction,
        callId: found(before.call_id ?? undefined),
      })
    },
    async handedBack(id, tx) {
      await rows.saveInteraction(tx.db, id, { agent_id: null, agent_name: null, team_id: null })
    },
    async closeByHouse(id, disposition, tx) {
      const change = { ended_at: clock.now(), disposition, ...writeMatch(id, tx) }
      const row = await apply(id, { event: 'unserved' }, change, tx)
      if (!row) return
      const whose = row.passenger_id === null ? {} : { passengerId: row.passenger_id }
      tx.announce('interaction.closed', { interactionId: id, disposition, ...whose })
    },
    async current(user) {
      const id = await deps.desk.inHand(user.id)
      const row = id && (await rows.interactionById(store.db, id))
      return row ? whole(row) : undefined
    },
    get: async (id, user) => whole(await visible(id, user)),
    async saveDraft(id, draft, user) {
      return store.write(async (tx) => {
        await ownRunning(id, user, tx)
        await rows.saveInteraction(tx.db, id, { draft: JSON.stringify(draft) })
        return { savedAt: clock.now() }
      })
    },
    async link(id, passengerId, user) {
      found(await deps.passengers.profile(passengerId))
      const { call_id: callId } = found(await rows.interactionById(store.db, id))
      const ani = callId === null ? '' : (await deps.calls.view(callId)).ani
      await store.write(async (tx) => {
        await ownRunning(id, user, tx)
        const match: CallerMatch = { kind: 'known', passengerId }
        await rows.saveInteraction(tx.db, id, { passenger_id: passengerId, caller_match: JSON.stringify(match) })
        // The next call from this number can say that this passenger has called from it.
        await deps.passengers.noteContact(passengerId, ani, clock.now(), tx)
        tx.announce('interaction.passenger-linked', { interactionId: id, passengerId })
      })
      return whole(found(await rows.interactionById(store.db, id)))
    },
    async summary(id) {
      const row = await rows.interactionById(store.db, id)
      return row && summaryOf(row)
    },
    summaries: async (ids) => (await rows.interactionsByIds(store.db, ids)).map(summaryOf),
    ofPassenger: async (id, limit, before) => (await rows.interactionsOf(store.db, id, limit, before)).map(summaryOf),
    async recover(tx) {
      const left = await rows.openLeftBy(tx.db, deps.bootId)
      for (const row of left) {
        await apply(row.id, { event: 'interrupted' }, { ended_at: clock.now(), disposition: 'interrupted' }, tx)
        tx.announce('interaction.interrupted', {
          interactionId: row.id,
          ...(row.agent_id !== null && { agentId: row.agent_id }),
          ...(row.passenger_id !== null && { passengerId: row.passenger_id }),
        })
      }
      return left.map((row) => ({ ...summaryOf(row), ...(row.team_id !== null && { teamId: row.team_id }) }))
    },
  }
}

function newRow(
  id: InteractionId,
  callId: CallId,
  direction: 'inbound' | 'outbound',
  deps: InteractionsDeps,
): rows.InteractionRow {
  return {
    id,
    boot_id: deps.bootId,
    call_id: callId,
    direction,
    state: 'open',
    queue_id: null,
    team_id: null,
    agent_id: null,
    agent_name: null,
    passenger_id: null,
    caller_match: '{"kind":"unknown"}',
    opened_at: deps.clock.now(),
    ended_at: null,
    disposition: null,
    case_id: null,
    note: null,
    draft: untouchedDraft,
    wrap_up_due_at: null,
    extensions: 0,
    saved_key: null,
  }
}
