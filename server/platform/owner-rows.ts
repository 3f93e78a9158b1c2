/** Rows that belong to a person: the same three acts in every room that has some. Tables are named by their rooms only. */
import { type Kysely, sql } from 'kysely'

/** Gives rows of one owner to another: all of them, or those of the ids that are still there. Returns the ids. */
export async function handOverRows(
  db: Kysely<unknown>,
  table: string,
  { from, to, only }: { from: string; to: string; only?: string[] | undefined },
): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`select id from ${sql.table(table)} where passenger_id = ${from} order by id`.execute(db)
  const wanted = only === undefined ? undefined : new Set(only)
  const ids = found.rows.map((row) => row.id).filter((id) => wanted?.has(id) ?? true)
  for (const some of chunks(ids))
    await sql`update ${sql.table(table)} set passenger_id = ${to} where id in (${sql.join(some)})`.execute(db)
  return ids
}

/** How many rows a person has. */
export async function countRows(db: Kysely<unknown>, table: string, owner: string): Promise<number> {
  const { rows } = await sql<{
    n: number | string
  }>`select count(*) as n from ${sql.table(table)} where passenger_id = ${owner}`.execute(db)
  // PostgreSQL counts in int8, which may arrive as text.
  return Number(rows[0]?.n ?? 0)
}

// Far below the parameters that either engine takes.
const chunkSize = 500

function chunks<T>(all: T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, i) =>
    all.slice(i * chunkSize, (i + 1) * chunkSize),
  )
}
