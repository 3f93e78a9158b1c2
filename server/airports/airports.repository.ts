/** SQL of airports. */
import type { Kysely } from 'kysely'
import type { Airport, StationClass } from '../contracts/airports.ts'

interface AirportRow {
  iata: string
  name_zh: string
  name_en: string
  city_zh: string
  city_en: string
  country: string
  zone: string
  /** Ten thousandths of a degree. */
  latitude: number
  longitude: number
  station_class: StationClass
  version: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ airport: AirportRow }>

/** All airports by code. */
export async function listAirports(db: Kysely<unknown>): Promise<Airport[]> {
  const rows = await own(db).selectFrom('airport').selectAll().orderBy('iata').execute()
  return rows.map(toAirport)
}

/** One airport. */
export async function findAirport(db: Kysely<unknown>, iata: string): Promise<Airport | undefined> {
  const row = await own(db).selectFrom('airport').selectAll().where('iata', '=', iata).executeTakeFirst()
  return row && toAirport(row)
}

/** False when the version is not the newest. */
export async function updateClass(
  db: Kysely<unknown>,
  iata: string,
  edit: { version: number; stationClass: StationClass },
): Promise<boolean> {
  const result = await own(db)
    .updateTable('airport')
    .set({ station_class: edit.stationClass, version: edit.version + 1 })
    .where('iata', '=', iata)
    .where('version', '=', edit.version)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function toAirport(row: AirportRow): Airport {
  return {
    iata: row.iata,
    name: { zh: row.name_zh, en: row.name_en },
    city: { zh: row.city_zh, en: row.city_en },
    country: row.country,
    zone: row.zone,
    latitude: row.latitude / 10_000,
    longitude: row.longitude / 10_000,
    stationClass: row.station_class,
    version: row.version,
  }
}
