/** SQL of what the room of disruptions keeps of a person: given to another record, forgotten. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'
import type { NoticeRow } from './disruptions.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ flight_notice: NoticeRow }>

/** Notices of one record go to another; the ids. */
export const handOverNotices = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'flight_notice', { from, to, only })

export const countNotices = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'flight_notice', id)

/** Forgets of which flights a person was to be told; how many. */
export async function forgetNotices(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const result = await own(db).deleteFrom('flight_notice').where('passenger_id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows)
}
