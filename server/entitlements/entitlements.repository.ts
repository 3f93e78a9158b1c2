/** SQL of what passengers were told. */
import type { Kysely } from 'kysely'
import type { CaseId, PassengerId, UserId } from '../contracts/ids.ts'

export interface ToldRow {
  id: string
  passenger_id: PassengerId
  flight: string
  date: string
  rule: string
  /** Entitlement as JSON. */
  item: string
  case_id: CaseId | null
  told_by: UserId
  told_at: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ entitlement_told: ToldRow }>

/** Everything told to a passenger about a flight. */
export const listTold = (db: Kysely<unknown>, passengerId: PassengerId, flight: string, date: string) =>
  own(db)
    .selectFrom('entitlement_told')
    .selectAll()
    .where('passenger_id', '=', passengerId)
    .where('flight', '=', flight)
    .where('date', '=', date)
    .execute()

/** False when it was told before: the first telling counts. */
export async function insertTold(db: Kysely<unknown>, row: ToldRow): Promise<boolean> {
  const before = await listTold(db, row.passenger_id, row.flight, row.date)
  if (before.some((one) => one.rule === row.rule)) return false
  await own(db).insertInto('entitlement_told').values(row).execute()
  return true
}
