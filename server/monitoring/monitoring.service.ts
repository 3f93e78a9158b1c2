/** Monitoring: the trail is written before the first sound; changing the mode changes who hears whom and nothing else. */
import type { PhoneCredential } from '../contracts/agents.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { CallId, MonitorId } from '../contracts/ids.ts'
import type { MonitorMode, MonitorSession } from '../contracts/monitoring.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import { step } from '../platform/machine.ts'
import type { Store, Write } from '../platform/store.ts'
import { type MonitorEvent, monitorLaw } from './monitor.machine.ts'
import type { MonitoredCalls, MonitorLeg, MonitorPhones, Trail, WatchedAgent } from './monitoring.ports.ts'
import * as rows from './monitoring.repository.ts'

export interface MonitoringDeps {
  store: Store
  clock: Clock
  log: Log
  bootId: string
  calls: MonitoredCalls
  phones: MonitorPhones
  watched: WatchedAgent
  trail: Trail
}

/** Who asks, and from where. */
export interface Asker {
  user: SessionUser
  ip: string
}

export type Monitoring = ReturnType<typeof createMonitoring>

const credentialMs = 12 * 3_600_000

/** The room of monitoring. */
export function createMonitoring(deps: MonitoringDeps) {
  const { store, clock, log, calls, phones, trail } = deps
  const legs = new Map<MonitorId, MonitorLeg>()

  function note({ user, ip }: Asker, action: string, row: rows.MonitorRow, tx: Write) {
    return trail.record(
      {
        actorId: user.id,
        role: user.role,
        ip,
        action,
        objectType: 'call',
        objectId: row.call_id,
        detail: { mode: row.mode, agentId: row.agent_id },
      },
      tx,
    )
  }

  function announce(row: rows.MonitorRow, tx: Write): void {
    const { id: monitorId, call_id: callId, agent_id: agentId, by_id: byId, mode, state } = row
    tx.announce('monitor.changed', { monitorId, callId, agentId, byId, mode, state })
  }

  /** The one seam that moves a session: load, step, save, announce. False when the law does not know the event now. */
  function apply(id: MonitorId, event: MonitorEvent, within?: Write): Promise<boolean> {
    return store.write(async (tx) => {
      const row = found(await rows.sessionById(tx.db, id))
      const next = step(monitorLaw, { state: row.state }, event)
      if (!next.changed) return false
      const change = { state: next.state.state, ...(event.event === 'ended' && { ended_at: clock.now() }) }
      if (!(await rows.moveSession(tx.db, id, row.state, change))) return false
      announce({ ...row, ...change }, tx)
      return true
    }, within)
  }

  async function follow(id: MonitorId, leg: MonitorLeg): Promise<void> {
    try {
      await leg.heard
      await apply(id, { event: 'heard' })
      await leg.over
    } catch (error) {
      log.info({ monitorId: id, error: String(error) }, 'A supervisor did not get to hear a call.')
    } finally {
      legs.delete(id)
      await leg.hangUp()
      await apply(id, { event: 'ended' })
    }
  }

  /** A session of this user that has not ended. */
  async function ownSession(id: MonitorId, user: SessionUser): Promise<rows.MonitorRow> {
    const row = found(await rows.sessionById(store.db, id))
    if (row.by_id !== user.id) throw new Refusal('not-found')
    if (row.state === 'ended') throw new Refusal('already-closed')
    return row
  }

  return {
    /** A short-lived credential for the supervisor's phone. */
    credential(user: SessionUser): PhoneCredential {
      const phone = user.username
      const { password, expiresAt } = phones.issueCredential(phone, credentialMs)
      const { realm } = phones
      return { phone, password, realm, uri: `sip:${phone}@${realm}`, webSocketPath: '/sip', expiresAt }
    },

    /** Rings the supervisor's phone into a running call. Refusals: not-found, call-not-talking, phone-not-registered, already-monitoring. */
    async start(callId: CallId, mode: MonitorMode, asker: Asker): Promise<MonitorSession> {
      const { user } = asker
      const agentId = calls.agentOf(callId)
      if (agentId === undefined) throw new Refusal('call-not-talking')
      const agentName = await deps.watched(user, agentId)
      if (agentName === undefined) throw new Refusal('not-found')
      if (!phones.isRegistered(user.username)) throw new Refusal('phone-not-registered')
      const row: rows.MonitorRow = {
        id: newId<MonitorId>(),
        boot_id: deps.bootId,
        call_id: callId,
        agent_id: agentId,
        agent_name: agentName,
        by_id: user.id,
        by_name: user.displayName,
        mode,
        state: 'ringing',
        started_at: clock.now(),
        ended_at: null,
      }
      const legId = await store.write(async (tx) => {
        if (await rows.runningSessionOf(tx.db, user.id)) throw new Refusal('already-monitoring')
        await rows.insertSession(tx.db, row)
        await note(asker, 'monitor.started', row, tx)
        announce(row, tx)
        return calls.prepareMonitorLeg(callId, user.id, tx)
      })
      const leg = calls.ringMonitor(callId, { legId, phone: user.username, mode })
      legs.set(row.id, leg)
      void follow(row.id, leg).catch((error: unknown) =>
        log.error({ monitorId: row.id, error }, 'The end of a monitor session could not be written.'),
      )
      return viewOf(row)
    },

    /** Changes the mode of the own session; the trail says so first. */
    async change(id: MonitorId, mode: MonitorMode, asker: Asker): Promise<MonitorSession> {
      const row = await ownSession(id, asker.user)
      const changed = { ...row, mode }
      await store.write(async (tx) => {
        if (!(await rows.moveSession(tx.db, id, row.state, { mode }))) throw new Refusal('changed-meanwhile')
        await note(asker, 'monitor.mode-changed', changed, tx)
        announce(changed, tx)
      })
      await legs.get(id)?.change(mode)
      return viewOf(changed)
    },

    /** Leaves the call; it goes on unchanged. */
    async end(id: MonitorId, user: SessionUser): Promise<MonitorSession> {
      await ownSession(id, user)
      await apply(id, { event: 'ended' })
      await legs.get(id)?.hangUp()
      return viewOf(found(await rows.sessionById(store.db, id)))
    },

    /** The session that this user has running. */
    async current(user: SessionUser): Promise<MonitorSession | undefined> {
      const row = await rows.runningSessionOf(store.db, user.id)
      return row && viewOf(row)
    },

    async get(id: MonitorId): Promise<MonitorSession | undefined> {
      const row = await rows.sessionById(store.db, id)
      return row && viewOf(row)
    },

    /** Ends what earlier boots left running. Idempotent. */
    async recover(within: Write): Promise<void> {
      for (const row of await rows.sessionsLeftBy(within.db, deps.bootId))
        await apply(row.id, { event: 'ended' }, within)
    },
  }
}

function viewOf(row: rows.MonitorRow): MonitorSession {
  return {
    id: row.id,
    callId: row.call_id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    byId: row.by_id,
    byName: row.by_name,
    mode: row.mode,
    state: row.state,
    startedAt: row.started_at,
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
  }
}
