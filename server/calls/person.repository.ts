/** SQL of the numbers that a person called from. */
import type { Kysely } from 'kysely'
import type { CallId } from '../contracts/ids.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ calls: { id: CallId; ani: string } }>

/** Takes the caller's number out of these calls. */
export async function forgetCallers(db: Kysely<unknown>, ids: CallId[]): Promise<void> {
  for (const id of ids) await own(db).updateTable('calls').set({ ani: '' }).where('id', '=', id).execute()
}
