/** SQL of what passengers were told. */
import type { Kysely } from 'kysely'
import type { CaseId, PassengerId, UserId } from '../contracts/ids.ts'

export interface ToldRow {
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
  const result = await own(db)
    .insertInto('entitlement_told')
    .values(row)
    .onConflict((conflict) => conflict.columns(['passenger_id', 'flight', 'date', 'rule']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}
