/** Airports: where they are, what time it is there, and who of the airline answers for them. */
import type { Airport, StationClass } from '../contracts/airports.ts'
import type { Role } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import type { Trail } from './airports.ports.ts'
import { findAirport, listAirports, updateClass } from './airports.repository.ts'

export type Airports = ReturnType<typeof createAirports>

/** The room of airports. */
export function createAirports({ store, audit }: { store: Store; audit: Trail }) {
  return {
    /** All of them by code. */
    list: (): Promise<Airport[]> => listAirports(store.db),

    /** One by its three letters, in any case. */
    get: (iata: string, within?: Write): Promise<Airport | undefined> =>
      findAirport(within?.db ?? store.db, iata.toUpperCase()),

    /** Says what the airport is to the airline. Refuses changed-meanwhile. */
    edit(
      iata: string,
      edit: { version: number; stationClass: StationClass },
      actor: { id: UserId; role: Role; ip: string },
      within?: Write,
    ): Promise<Airport> {
      return store.write(async (tx) => {
        const before = found(await findAirport(tx.db, iata))
        if (!(await updateClass(tx.db, iata, edit))) throw new Refusal('changed-meanwhile', { version: before.version })
        const entry = { actorId: actor.id, role: actor.role, ip: actor.ip }
        await audit.record({ ...entry, action: 'airport.classified', objectType: 'airport', objectId: iata }, tx)
        tx.announce('airport.changed', { iata })
        return found(await findAirport(tx.db, iata))
      }, within)
    },

    /** Takes over the classes of many airports at once: from a list, or the demo airline. */
    classify(classes: Array<{ iata: string; stationClass: StationClass }>, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        for (const { iata, stationClass } of classes) {
          const { version } = found(await findAirport(tx.db, iata))
          await updateClass(tx.db, iata, { version, stationClass })
        }
      }, within)
    },
  }
}
