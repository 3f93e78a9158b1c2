/** The catalogue as it is in force, its changes, and which leaf a request probably is (GA-03). */
import type { Role } from '../contracts/auth.ts'
import {
  type Catalogue,
  type CatalogueChange,
  type CatalogueEdit,
  type CatalogueLeaf,
  type CataloguePreview,
  defaultCarrier,
  type LeafProposal,
  leafOf,
  leaves,
  type ProposalQuery,
} from '../contracts/catalogue.ts'
import type { Label } from '../contracts/common.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import type { FlightOnDay, JudgedCase, MenuChoice, OpenCases, StaffNames, Stations, Trail } from './catalogue.ports.ts'
import { findCarrier, insertVersion, listVersions, saveCarrier } from './catalogue.repository.ts'
import { dayOf, entryOf, inForce, lackingOf } from './catalogue.rules.ts'
import { proposeLeaves } from './leaf-proposal.rules.ts'

export interface CatalogueDeps {
  store: Store
  clock: Clock
  timeZone: string
  staff: StaffNames
  audit: Trail
  cases: OpenCases
  stations: Stations
  flightOnDay: FlightOnDay
}

type Actor = { id: UserId; role: Role; ip: string }

export type CatalogueRoom = ReturnType<typeof createCatalogue>

const mostJudged = 500

/** The room of the catalogue. */
export function createCatalogue(deps: CatalogueDeps) {
  const { store, clock, cases } = deps
  /** Who knows what a caller pressed; the calls are built after this room. */
  let menuOf: MenuChoice = async () => undefined

  async function entry(id: string, within?: Write): Promise<CatalogueLeaf | undefined> {
    const leaf = leafOf(id)
    if (!leaf) return undefined
    const db = within?.db ?? store.db
    const carrier = (await findCarrier(db)) ?? defaultCarrier
    return entryOf(leaf, inForce(await listVersions(db, id), clock.now()), carrier)
  }

  return {
    /** Tells the room who knows what a caller pressed. */
    hearMenu(choice: MenuChoice): void {
      menuOf = choice
    },

    /** One entry as in force; undefined for a branch or an id that left the catalogue. */
    entry,

    /** Everything as in force now. */
    async view(): Promise<Catalogue> {
      const carrier = (await findCarrier(store.db)) ?? defaultCarrier
      const versions = Map.groupBy(await listVersions(store.db), (one) => one.leaf)
      const now = clock.now()
      return {
        carrier,
        leaves: leaves.map((leaf) => entryOf(leaf, inForce(versions.get(leaf.id) ?? [], now), carrier)),
      }
    },

    /** Every change of an entry, newest first, also those whose day has not come. */
    async history(id: string): Promise<CatalogueChange[]> {
      found(leafOf(id))
      return (await listVersions(store.db, id)).toReversed().map(({ leaf: _leaf, changedBy: _by, ...change }) => change)
    },

    /** What a change would mean for the cases that are open; closed ones never change. */
    async preview(id: string, edit: CatalogueEdit): Promise<CataloguePreview> {
      const leaf = found(leafOf(id))
      const open = await cases.unfinishedOf(id, mostJudged)
      const required = [...leaf.required, ...edit.extraRequired]
      const lacking = open.filter((one) => lackingOf(required, one).length > 0)
      return { unfinished: open.length, lacking: lacking.map((one) => one.number) }
    },

    /** Changes an entry from a moment on. Refuses changed-meanwhile and a moment in the past. */
    edit(id: string, edit: CatalogueEdit, actor: Actor, within?: Write): Promise<CatalogueLeaf> {
      return store.write(async (tx) => {
        found(leafOf(id))
        const last = (await listVersions(tx.db, id)).at(-1)?.version ?? 0
        if (edit.version !== last) throw new Refusal('changed-meanwhile', { version: last })
        const now = clock.now()
        const effectiveAt = Math.max(edit.effectiveAt ?? now, now)
        const { label, department, extraRequired, enabled } = edit
        const changedByName = await deps.staff.nameOf(actor.id, tx)
        const by = { changedAt: now, changedBy: actor.id, changedByName }
        await insertVersion(tx.db, {
          leaf: id,
          version: last + 1,
          effectiveAt,
          label,
          department,
          extraRequired,
          enabled,
          ...by,
        })
        await trail('catalogue.changed', id, actor, tx)
        return found(await entry(id, tx))
      }, within)
    },

    /** Names the carrier that CP-11 is about. */
    nameCarrier(carrier: Label, actor: Actor): Promise<void> {
      return store.write(async (tx) => {
        await saveCarrier(tx.db, carrier)
        await trail('catalogue.carrier-named', 'carrier', actor, tx)
      })
    },

    /** Refuses a leaf that is not offered any more. */
    async mayOpen(id: string, tx: Write): Promise<void> {
      const one = await entry(id, tx)
      if (one && !one.enabled) throw new Refusal('leaf-not-offered')
    },

    /** GA-03: refuses to close without a leaf, or without a field that the leaf requires; names what lacks. */
    async mayClose(c: JudgedCase, tx: Write): Promise<void> {
      const one = await entry(c.leaf, tx)
      if (!one) throw new Refusal('leaf-required')
      const lacking = lackingOf(one.required, c)
      if (lacking.length > 0)
        throw new Refusal(
          'fields-missing',
          { fields: lacking },
          Object.fromEntries(lacking.map((name) => [name, 'required'])),
        )
    },

    /** Probable leaves of a request, best first, each with its reasons. */
    async propose(query: ProposalQuery): Promise<LeafProposal[]> {
      const { flight, flightDate } = query
      const [station, onDay, menu] = await Promise.all([
        query.station ? deps.stations.get(query.station) : undefined,
        flight && flightDate ? deps.flightOnDay(flight, flightDate) : undefined,
        query.interactionId ? menuOf(query.interactionId) : undefined,
      ])
      const place = query.station || (onDay && (await placeOf(onDay.origin)))
      const site = station ?? (place ? await deps.stations.get(place) : undefined)
      return proposeLeaves({
        ...query,
        menu,
        onDay,
        station: place || undefined,
        stationClass: site?.stationClass,
        today: dayOf(clock.now(), site?.zone ?? deps.timeZone),
      })
    },
  }

  async function placeOf(origin: string): Promise<string | undefined> {
    return (await deps.stations.get(origin)) && origin
  }

  function trail(action: string, objectId: string, actor: Actor, tx: Write): Promise<void> {
    const { id: actorId, role, ip } = actor
    return deps.audit.record({ actorId, role, ip, action, objectType: 'catalogue', objectId }, tx)
  }
}
