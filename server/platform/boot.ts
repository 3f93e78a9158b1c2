/** Boot ids: every live row carries the boot that made it; what carries another one is left over from a crash (reliability D.4). */
import type { Kysely } from 'kysely'
import { newId } from './id.ts'

interface BootTables {
  boot: { id: string; started_at: number; stopped_at: number | null }
}

export interface Boot {
  id: string
  /** The previous boot ended without saying so. */
  afterCrash: boolean
  /** There was no boot before this one. */
  first: boolean
}

/** Commits a new boot and says how the last one ended. */
export async function beginBoot(db: Kysely<unknown>, now: number): Promise<Boot> {
  const tables = db as Kysely<BootTables>
  const previous = await tables.selectFrom('boot').selectAll().orderBy('started_at', 'desc').limit(1).executeTakeFirst()
  const id = newId<string>()
  await tables.insertInto('boot').values({ id, started_at: now, stopped_at: null }).execute()
  return { id, first: previous === undefined, afterCrash: previous !== undefined && previous.stopped_at === null }
}

/** Marks an orderly end. */
export async function endBoot(db: Kysely<unknown>, id: string, now: number): Promise<void> {
  await (db as Kysely<BootTables>).updateTable('boot').set({ stopped_at: now }).where('id', '=', id).execute()
}

/** Writes what is there already: throws when the disk is full, read-only or gone. */
export async function proveWritable(db: Kysely<unknown>, id: string): Promise<void> {
  await (db as Kysely<BootTables>).updateTable('boot').set({ stopped_at: null }).where('id', '=', id).execute()
}
