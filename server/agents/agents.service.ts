/** Agents: shift, presence, what they are doing, and whether a caller may be offered to them. */
import type { AgentState, NotReadyReason, PhoneCredential, PresenceRequest } from '../contracts/agents.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { AgentId, InteractionId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, InvalidState, Refusal } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import { step } from '../platform/machine.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  type ActivityEvent,
  activityLaw,
  type PresenceEvent,
  type PresenceStage,
  presenceLaw,
} from './agent.machine.ts'
import { agentView, isRoutable } from './agent.rules.ts'
import type { PhoneSwitch } from './agents.ports.ts'
import * as rows from './agents.repository.ts'
import { createPool, type Pool } from './pool.ts'
import { createSeats, type Seats } from './seats.ts'
import { createSkills, type Skills } from './skills.ts'

export interface AgentsDeps {
  store: Store
  clock: Clock
  log: Log
  bootId: string
  phones: PhoneSwitch
}

export interface Agents extends Pool, Skills {
  /** Presence becomes not-ready/shift-start; idempotent. */
  startShift(user: SessionUser): Promise<AgentState>
  /** Refused while busy with a contact. */
  endShift(agentId: AgentId): Promise<AgentState>
  /** Takes effect for routing at once when idle, after the contact otherwise; the last write wins. */
  setPresence(agentId: AgentId, wish: PresenceRequest): Promise<AgentState>
  /** By the house: nobody picked up. */
  setNotReady(agentId: AgentId, reason: NotReadyReason, within?: Write): Promise<void>
  /** Refusal shift-not-started when the agent never had a shift. */
  state(agentId: AgentId): Promise<AgentState>
  /** Own state as the console shows it; offline for somebody who never had a shift. */
  ownState(user: SessionUser): Promise<AgentState>
  /** Everybody on shift, by name. */
  onShift(): Promise<AgentState[]>
  /** A short-lived credential for the softphone; on shift only. */
  phoneCredential(agentId: AgentId): Promise<PhoneCredential>
  pageSeen(agentId: AgentId): void
  pageLost(agentId: AgentId): void
  /** The registrar has news of this phone: what it says now is taken over. */
  phoneChanged(phone: string): Promise<void>
  /** Tells once whether page and phone are there: true as soon as they are, false after `ms`. Returns the cancel. */
  awaitReachable: Seats['awaitReachable']
  /** The contact that the agent has in hand: offered, talking or wrapping up. */
  inHand(agentId: AgentId): Promise<InteractionId | undefined>
  /** Hears each time an agent may be offered a caller. Returns the unsubscribe. */
  onRoutable(listener: () => void): () => void
  /** Tells the listeners when the agent has become routable; to be called after a commit that may have freed one. */
  settled(agentId: AgentId): Promise<void>
  /** After a restart: reservations are void, nobody is ready; wrap-up stays where it was. Idempotent. */
  recover(within?: Write): Promise<void>
  close(): void
}

/** What the halves of this room share. */
export type DeskDeps = AgentsDeps & {
  seats: Seats
  moveActivity: (agentId: AgentId, event: ActivityEvent, change: Partial<rows.AgentRow>, tx: Write) => Promise<boolean>
  movePresence: (agentId: AgentId, event: PresenceEvent, within?: Write) => Promise<void>
}

const credentialMs = 12 * 3_600_000

/** Makes the room of agents. */
export function createAgents(deps: AgentsDeps): Agents {
  const { store, clock, phones } = deps
  const listeners = new Set<() => void>()
  const seats = createSeats({
    clock,
    onChange: (agentId) => {
      reachChanged(agentId).catch((error: unknown) =>
        deps.log.error({ agentId, error }, 'The reach of an agent could not be written.'),
      )
    },
  })

  async function rowOf(agentId: AgentId, tx?: Write): Promise<rows.AgentRow> {
    const row = await rows.agentById(tx?.db ?? store.db, agentId)
    if (!row) throw new Refusal('shift-not-started')
    return row
  }

  async function view(row: rows.AgentRow): Promise<AgentState> {
    const skills = await rows.skillsOf(store.db, [row.agent_id])
    return agentView(row, skills, seats)
  }

  async function movePresence(agentId: AgentId, event: PresenceEvent, within?: Write): Promise<void> {
    await store.write(async (tx) => {
      const row = await rowOf(agentId, tx)
      const { state, changed } = step(presenceLaw, presenceOf(row), event)
      if (!changed) return
      const reason = state.state === 'not-ready' ? state.reason : null
      const change = { presence: state.state, reason, presence_since: clock.now(), boot_id: deps.bootId }
      await rows.saveAgent(tx.db, agentId, change)
      const { team_id: teamId, presence: from } = row
      tx.announce('agent.presence-changed', { agentId, teamId, from, to: state.state, ...(reason && { reason }) })
    }, within)
  }

  /** Steps the activity; an agent who would be idle without being reachable is unreachable. */
  async function moveActivity(
    agentId: AgentId,
    event: ActivityEvent,
    change: Partial<rows.AgentRow>,
    tx: Write,
  ): Promise<boolean> {
    const row = await rows.agentById(tx.db, agentId)
    if (!row) return false
    const moved = step(activityLaw, { state: row.activity }, event)
    if (!moved.changed) return false
    const gone = moved.state.state === 'idle' && event.event !== 'found' && !seats.reachable(agentId)
    const to = gone ? 'unreachable' : moved.state.state
    const all = { ...change, activity: to, activity_since: clock.now(), boot_id: deps.bootId }
    if (!(await rows.moveActivity(tx.db, agentId, row.activity, all)))
      throw new InvalidState('An agent was moved by two hands at once.')
    const interactionId = change.interaction_id ?? row.interaction_id
    tx.announce('agent.activity-changed', {
      agentId,
      teamId: row.team_id,
      from: row.activity,
      to,
      ...(interactionId && { interactionId }),
    })
    return true
  }

  async function reachChanged(agentId: AgentId): Promise<void> {
    await store.write(async (tx) => {
      const row = await rows.agentById(tx.db, agentId)
      if (!row || row.presence === 'offline') return
      // Asked after the row was read: writes of two changes may overtake each other, and the later one must not undo what holds now.
      const reachable = seats.reachable(agentId)
      // During a contact nothing is dropped: a lost page counts only when it is over.
      if (row.activity === 'idle' && !reachable) await moveActivity(agentId, { event: 'lost' }, {}, tx)
      if (row.activity === 'unreachable' && reachable) await moveActivity(agentId, { event: 'found' }, {}, tx)
    })
    await settled(agentId)
  }

  async function settled(agentId: AgentId): Promise<void> {
    const row = await rows.agentById(store.db, agentId)
    if (row && isRoutable(row, seats)) for (const listener of listeners) listener()
  }

  const desk: DeskDeps = { ...deps, seats, moveActivity, movePresence }

  return {
    ...createPool(desk),
    ...createSkills({ store, log: deps.log, settled }),
    settled,
    async startShift(user) {
      await store.write(async (tx) => {
        if (!(await rows.agentById(tx.db, user.id))) await rows.insertAgent(tx.db, newAgent(user, deps))
        else await rows.saveAgent(tx.db, user.id, { display_name: user.displayName, team_id: user.teamId })
        await movePresence(user.id, { event: 'shift-started' }, tx)
      })
      const row = await rowOf(user.id)
      seats.phoneChanged(user.id, phones.isRegistered(row.phone))
      return view(row)
    },
    async endShift(agentId) {
      await store.write(async (tx) => {
        const row = await rowOf(agentId, tx)
        if (row.activity !== 'idle' && row.activity !== 'unreachable') throw new Refusal('busy-with-contact')
        await movePresence(agentId, { event: 'shift-ended' }, tx)
        await moveActivity(agentId, { event: 'found' }, {}, tx)
      })
      const row = await rowOf(agentId)
      phones.revokeCredential(row.phone)
      seats.leave(agentId)
      return view(row)
    },
    async setPresence(agentId, wish) {
      const row = await rowOf(agentId)
      if (row.presence === 'offline') throw new Refusal('shift-not-started')
      if (wish.presence === 'ready') {
        if (!seats.phoneRegistered(agentId)) throw new Refusal('phone-not-registered')
        await movePresence(agentId, { event: 'chose-ready' })
        await settled(agentId)
      } else await movePresence(agentId, { event: 'chose-not-ready', reason: wish.reason })
      return view(await rowOf(agentId))
    },
    setNotReady: (agentId, reason, within) => movePresence(agentId, { event: 'set-not-ready', reason }, within),
    async state(agentId) {
      return view(await rowOf(agentId))
    },
    async ownState(user) {
      return view((await rows.agentById(store.db, user.id)) ?? newAgent(user, deps))
    },
    async onShift() {
      const agents = await rows.agentsOnShift(store.db)
      const skills = await rows.skillsOf(
        store.db,
        agents.map((row) => row.agent_id),
      )
      return agents.map((row) => agentView(row, skills, seats))
    },
    async phoneCredential(agentId) {
      const { phone, presence } = await rowOf(agentId)
      if (presence === 'offline') throw new Refusal('shift-not-started')
      const { password, expiresAt } = phones.issueCredential(phone, credentialMs)
      const { realm } = phones
      return { phone, password, realm, uri: `sip:${phone}@${realm}`, webSocketPath: '/sip', expiresAt }
    },
    pageSeen: (agentId) => seats.pageSeen(agentId),
    pageLost: (agentId) => seats.pageLost(agentId),
    async phoneChanged(phone) {
      const row = await rows.agentByPhone(store.db, phone)
      if (!row || row.presence === 'offline') return
      const { agent_id: agentId, team_id: teamId } = row
      // "Replaced" is gone and there again in one breath (a refreshed page): only what holds now counts, or the second news is lost behind the first.
      const registered = phones.isRegistered(phone)
      if (seats.phoneRegistered(agentId) === registered) return
      seats.phoneChanged(agentId, registered)
      await store.write(async (tx) => tx.announce('agent.phone-changed', { agentId, teamId, registered }))
    },
    awaitReachable: (agentId, ms, heard) => seats.awaitReachable(agentId, ms, heard),
    async inHand(agentId) {
      return (await rows.agentById(store.db, agentId))?.interaction_id ?? undefined
    },
    onRoutable(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async recover(within) {
      await store.write(async (tx) => {
        for (const row of await rows.agentsLeftBy(tx.db, deps.bootId)) {
          const change = afterRestart(row, deps)
          await rows.saveAgent(tx.db, row.agent_id, change)
          announceRecovery(tx, row, change)
        }
      }, within)
    },
    close: () => seats.close(),
  }
}

function presenceOf(row: rows.AgentRow): PresenceStage {
  if (row.presence !== 'not-ready') return { state: row.presence }
  return { state: 'not-ready', reason: found(row.reason ?? undefined) }
}

function newAgent(user: SessionUser, deps: AgentsDeps): rows.AgentRow {
  const now = deps.clock.now()
  return {
    agent_id: user.id,
    boot_id: deps.bootId,
    team_id: user.teamId,
    display_name: user.displayName,
    phone: user.username,
    presence: 'offline',
    reason: null,
    presence_since: now,
    activity: 'idle',
    activity_since: now,
    call_id: null,
    interaction_id: null,
    offer_id: null,
    wrap_up_due_at: null,
  }
}

/** Ready becomes not ready (nobody is offered a call before the person says so), a chosen reason and wrap-up are kept. */
function afterRestart(row: rows.AgentRow, deps: AgentsDeps): Partial<rows.AgentRow> {
  const now = deps.clock.now()
  const change: Partial<rows.AgentRow> = { boot_id: deps.bootId }
  if (row.presence === 'ready')
    Object.assign(change, { presence: 'not-ready', reason: 'phone-lost', presence_since: now })
  // Whoever talked has a contact to finish: the interaction's own recovery says whether there is anything to wrap up.
  if (row.activity !== 'wrap-up' && row.activity !== 'idle')
    Object.assign(change, {
      activity: 'idle',
      activity_since: now,
      call_id: null,
      interaction_id: null,
      offer_id: null,
    })
  return change
}

function announceRecovery(tx: Write, row: rows.AgentRow, change: Partial<rows.AgentRow>): void {
  const { agent_id: agentId, team_id: teamId } = row
  if (change.presence)
    tx.announce('agent.presence-changed', {
      agentId,
      teamId,
      from: row.presence,
      to: change.presence,
      ...(change.reason && { reason: change.reason }),
    })
  if (change.activity)
    tx.announce('agent.activity-changed', { agentId, teamId, from: row.activity, to: change.activity })
}
