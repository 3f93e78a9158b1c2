/** SQL of what identity keeps of a person besides documents: merges with the fields of both, and proposed pairs. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { PairRow } from './duplicates.repository.ts'
import type { MergeRow } from './merges.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger_merge: MergeRow; duplicate_pair: PairRow }>

/** Removes them; how many. After this a merge can no longer be undone: there is nothing left to tell apart. */
export async function forgetMerges(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const merges = await own(db)
    .deleteFrom('passenger_merge')
    .where((where) => where.or([where('survivor_id', '=', id), where('loser_id', '=', id)]))
    .executeTakeFirst()
  const pairs = await own(db)
    .deleteFrom('duplicate_pair')
    .where((where) => where.or([where('a_id', '=', id), where('b_id', '=', id)]))
    .executeTakeFirst()
  return Number(merges.numDeletedRows) + Number(pairs.numDeletedRows)
}
