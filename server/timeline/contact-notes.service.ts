/** Notes on contacts that no machine took: whoever had the contact writes it down, with its way and direction. */
import type { ContactNote, NewContactNote } from '../contracts/contact-notes.ts'
import type { ContactNoteId, PassengerId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { type ContactNoteRow, insertNote, notesOf } from './contact-note.repository.ts'

export interface ContactNotesDeps {
  store: Store
  clock: Clock
  people: { living(id: PassengerId, within?: Write): Promise<PassengerId | undefined> }
}

export type ContactNotes = ReturnType<typeof createContactNotes>

/** Clocks of two machines differ a little. */
const aheadMs = 300_000

/** The notes of the timeline. */
export function createContactNotes({ store, clock, people }: ContactNotesDeps) {
  return {
    /** Writes a note; refused when the contact is said to be still to come. */
    write(
      id: PassengerId,
      note: NewContactNote,
      by: { id: UserId; displayName: string },
      within?: Write,
    ): Promise<ContactNote> {
      return store.write(async (tx) => {
        const passengerId = found(await people.living(id, tx))
        const now = clock.now()
        const at = note.at ?? now
        if (at > now + aheadMs) throw new Refusal('invalid-input', {}, { at: 'in the future' })
        const row: ContactNoteRow = {
          id: newId<ContactNoteId>(),
          passenger_id: passengerId,
          at,
          written_at: now,
          channel: note.channel,
          direction: note.direction,
          text: note.text,
          by_id: by.id,
          by_name: by.displayName,
        }
        await insertNote(tx.db, row)
        tx.announce('passenger.changed', { passengerId })
        return toNote(row)
      }, within)
    },

    /** Latest first, before a moment (ms UTC). */
    async ofPassenger(id: PassengerId, before: number, limit: number): Promise<ContactNote[]> {
      return (await notesOf(store.db, id, before, limit)).map(toNote)
    },
  }
}

function toNote(row: ContactNoteRow): ContactNote {
  return {
    id: row.id,
    at: row.at,
    channel: row.channel,
    direction: row.direction,
    text: row.text,
    byName: row.by_name ?? undefined,
  }
}
