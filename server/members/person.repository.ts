/** SQL of what the room of membership keeps of a person: told, forgotten. A merged record is simply decided anew. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'

interface Row {
  passenger_id: PassengerId
}

interface OwnTables {
  member_standing: Row & { standing: string }
  member_change: Row & { id: string; at: number; axis: string; old_value: string | null; new_value: string }
  member_year: Row & { year: number; miles: number; segments: number }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Years flown and how the marks changed, for the person. */
export async function tellMembership(db: Kysely<unknown>, id: PassengerId) {
  const years = await own(db)
    .selectFrom('member_year')
    .select(['year', 'miles', 'segments'])
    .where('passenger_id', '=', id)
    .execute()
  const changes = await own(db)
    .selectFrom('member_change')
    .select(['at', 'axis', 'old_value', 'new_value'])
    .where('passenger_id', '=', id)
    .orderBy('id')
    .execute()
  return { years, changes }
}

/** Deletes standing, history and years; how many rows went. */
export async function forgetMembership(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  let count = 0n
  for (const table of ['member_standing', 'member_change', 'member_year'] as const)
    count += (await own(db).deleteFrom(table).where('passenger_id', '=', id).executeTakeFirst()).numDeletedRows
  return Number(count)
}
