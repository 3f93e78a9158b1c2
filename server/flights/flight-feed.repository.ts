/** SQL of the place up to which the feed of the passenger-service system was read. */
import type { Kysely } from 'kysely'

const own = (db: Kysely<unknown>) => db as Kysely<{ flight_feed: { id: number; cursor: string } }>

/** Undefined before the first reading. */
export async function readCursor(db: Kysely<unknown>): Promise<string | undefined> {
  return (await own(db).selectFrom('flight_feed').select('cursor').where('id', '=', 1).executeTakeFirst())?.cursor
}

export async function saveCursor(db: Kysely<unknown>, cursor: string): Promise<void> {
  await own(db)
    .insertInto('flight_feed')
    .values({ id: 1, cursor })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ cursor }))
    .execute()
}
