/** SQL of recordings that a person asked to have erased. */
import type { Kysely } from 'kysely'
import type { InteractionId } from '../contracts/ids.ts'
import type { RecordingRow } from './recordings.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ recordings: RecordingRow }>

/** Marks the recordings of these contacts as gone; their paths, to be deleted once it is committed. */
export async function forgetRecordings(db: Kysely<unknown>, contacts: InteractionId[]): Promise<string[]> {
  const paths: string[] = []
  for (const id of contacts) {
    const rows = await own(db)
      .selectFrom('recordings')
      .select(['id', 'path', 'state'])
      .where('interaction_id', '=', id)
      .execute()
    const there = rows.filter((row) => row.state === 'closed' || row.state === 'repaired')
    if (there.length === 0) continue
    await own(db)
      .updateTable('recordings')
      .set({ state: 'lost', sha256: null, bytes: 0 })
      .where('interaction_id', '=', id)
      .where('state', 'in', ['closed', 'repaired'])
      .execute()
    paths.push(...there.map((row) => row.path))
  }
  return paths
}
