/** SQL of what contacts keep of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { InteractionId, PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'
import type { InteractionRow } from './interactions.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ interactions: InteractionRow }>

/** Contacts of one record go to another; their ids. */
export const handOverContacts = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'interactions', { from, to, only })

export const countContacts = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'interactions', id)

/** Contacts with a person, for that person. */
export async function tellContacts(db: Kysely<unknown>, id: PassengerId) {
  const rows = await own(db)
    .selectFrom('interactions')
    .selectAll()
    .where('passenger_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    direction: row.direction,
    queue: row.queue_id,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    disposition: row.disposition,
    note: row.note,
  }))
}

/** True while somebody speaks with the person or writes it up. */
export async function hasRunningContact(db: Kysely<unknown>, id: PassengerId): Promise<boolean> {
  const row = await own(db)
    .selectFrom('interactions')
    .select('id')
    .where('passenger_id', '=', id)
    .where('state', 'in', ['open', 'wrapping-up'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes notes, drafts and the match out of the contacts of a person; the ids with their calls. */
export async function forgetContacts(
  db: Kysely<unknown>,
  id: PassengerId,
): Promise<Array<{ id: InteractionId; callId: InteractionRow['call_id'] }>> {
  const rows = await own(db)
    .selectFrom('interactions')
    .select(['id', 'call_id'])
    .where('passenger_id', '=', id)
    .execute()
  await own(db)
    .updateTable('interactions')
    .set({ note: null, draft: '{"note":""}', caller_match: '{"kind":"unknown"}' })
    .where('passenger_id', '=', id)
    .execute()
  return rows.map((row) => ({ id: row.id, callId: row.call_id }))
}
