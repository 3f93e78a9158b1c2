/** SQL of notes on contacts. */
import type { Kysely } from 'kysely'
import type { ContactNote } from '../contracts/contact-notes.ts'
import type { ContactNoteId, PassengerId, UserId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'

export interface ContactNoteRow {
  id: ContactNoteId
  passenger_id: PassengerId
  /** When the contact was, ms UTC. */
  at: number
  written_at: number
  channel: ContactNote['channel']
  direction: ContactNote['direction']
  text: string
  by_id: UserId
  by_name: string | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ contact_note: ContactNoteRow }>

export async function insertNote(db: Kysely<unknown>, row: ContactNoteRow): Promise<void> {
  await own(db).insertInto('contact_note').values(row).execute()
}

/** Latest contact first, before a moment. */
export function notesOf(
  db: Kysely<unknown>,
  id: PassengerId,
  before: number,
  limit: number,
): Promise<ContactNoteRow[]> {
  return own(db)
    .selectFrom('contact_note')
    .selectAll()
    .where('passenger_id', '=', id)
    .where('at', '<', before)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}

/** Notes of one record go to another; their ids. */
export const handOverNotes = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'contact_note', { from, to, only })

export const countNotes = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'contact_note', id)

/** Removes the notes of a person; how many. */
export async function forgetNotes(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const result = await own(db).deleteFrom('contact_note').where('passenger_id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows)
}
