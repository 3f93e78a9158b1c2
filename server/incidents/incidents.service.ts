/** Incidents: a supervisor tells everybody at once what has happened and what to say, until a time. */
import type { Role } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Incident, NewIncident } from '../contracts/incidents.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { Staff, Trail } from './incidents.ports.ts'
import { findIncident, type IncidentRow, insertIncident, listCurrent, updateEnd } from './incidents.repository.ts'

export interface IncidentsDeps {
  store: Store
  clock: Clock
  staff: Staff
  audit: Trail
}

interface Actor {
  id: UserId
  role: Role
  ip: string
}

export type Incidents = ReturnType<typeof createIncidents>

/** More than these nobody reads. */
const mostShown = 5
const longestMs = 7 * 86_400_000

/** The room of incidents. */
export function createIncidents({ store, clock, staff, audit }: IncidentsDeps) {
  return {
    /** Those that are on now, the newest first. */
    async current(): Promise<Incident[]> {
      const rows = await listCurrent(store.db, clock.now(), mostShown)
      const names = await staff.namesOf(rows.map((row) => row.posted_by))
      return rows.map((row) => toIncident(row, names.get(row.posted_by)))
    },

    /** Tells everybody. Refuses an end that is past or more than a week ahead. */
    post(fresh: NewIncident, actor: Actor, within?: Write): Promise<Incident> {
      return store.write(async (tx) => {
        const now = clock.now()
        if (fresh.endsAt <= now || fresh.endsAt > now + longestMs)
          throw new Refusal('invalid-input', {}, { endsAt: 'within a week from now' })
        const row: IncidentRow = {
          id: newId(),
          level: fresh.level,
          text_zh: fresh.text.zh,
          text_en: fresh.text.en,
          script_zh: fresh.script.zh,
          script_en: fresh.script.en,
          posted_by: actor.id,
          posted_at: now,
          ends_at: fresh.endsAt,
          ended_by: null,
          version: 1,
        }
        await insertIncident(tx.db, row)
        await tell('incident.posted', row.id, actor, tx)
        return toIncident(row, undefined)
      }, within)
    },

    /** Takes it down before its time. Refuses changed-meanwhile, and already-closed for one that is over. */
    end(id: string, version: number, actor: Actor, within?: Write): Promise<Incident> {
      return store.write(async (tx) => {
        const before = found(await findIncident(tx.db, id))
        const now = clock.now()
        if (before.ends_at <= now) throw new Refusal('already-closed')
        if (!(await updateEnd(tx.db, { id, version, endsAt: now, endedBy: actor.id })))
          throw new Refusal('changed-meanwhile', { version: before.version })
        await tell('incident.ended', id, actor, tx)
        return toIncident({ ...before, ends_at: now, version: version + 1 }, undefined)
      }, within)
    },
  }

  async function tell(
    action: 'incident.posted' | 'incident.ended',
    id: string,
    actor: Actor,
    tx: Write,
  ): Promise<void> {
    const entry = { actorId: actor.id, role: actor.role, ip: actor.ip }
    await audit.record({ ...entry, action, objectType: 'incident', objectId: id }, tx)
    tx.announce('incident.changed', { incidentId: id })
  }
}

function toIncident(row: IncidentRow, postedByName: string | undefined): Incident {
  return {
    id: row.id,
    level: row.level,
    text: { zh: row.text_zh, en: row.text_en },
    script: { zh: row.script_zh, en: row.script_en },
    postedByName,
    postedAt: row.posted_at,
    endsAt: row.ends_at,
    version: row.version,
  }
}
