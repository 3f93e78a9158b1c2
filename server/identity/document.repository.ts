/** SQL of documents: hash and mask, never the number. */
import type { Kysely } from 'kysely'
import type { DocumentKind } from '../contracts/identity.ts'
import type { DocumentId, PassengerId, UserId } from '../contracts/ids.ts'

export interface DocumentRow {
  id: DocumentId
  passenger_id: PassengerId
  kind: DocumentKind
  hash: string
  masked: string
  added_at: number
  added_by: UserId | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger_document: DocumentRow }>

export async function insertDocument(db: Kysely<unknown>, row: DocumentRow): Promise<void> {
  await own(db).insertInto('passenger_document').values(row).execute()
}

/** Documents with this hash. */
export function findByHash(db: Kysely<unknown>, hash: string): Promise<DocumentRow[]> {
  return own(db).selectFrom('passenger_document').selectAll().where('hash', '=', hash).limit(32).execute()
}

/** Documents of these passengers, oldest first. */
export function documentsOf(db: Kysely<unknown>, ids: PassengerId[]): Promise<DocumentRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db).selectFrom('passenger_document').selectAll().where('passenger_id', 'in', ids).orderBy('id').execute()
}

/** False when the passenger has no such document. */
export async function deleteDocument(db: Kysely<unknown>, id: DocumentId, passengerId: PassengerId): Promise<boolean> {
  const result = await own(db)
    .deleteFrom('passenger_document')
    .where('id', '=', id)
    .where('passenger_id', '=', passengerId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Removes every document of a passenger; how many. */
export async function deleteDocumentsOf(db: Kysely<unknown>, passengerId: PassengerId): Promise<number> {
  const result = await own(db)
    .deleteFrom('passenger_document')
    .where('passenger_id', '=', passengerId)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Hands documents from one passenger to another: all, or those named. Returns their ids. */
export async function moveDocuments(
  db: Kysely<unknown>,
  from: PassengerId,
  to: PassengerId,
  only?: string[],
): Promise<string[]> {
  const rows = (await documentsOf(db, [from])).filter((row) => only === undefined || only.includes(row.id))
  const ids = rows.map((row) => row.id)
  if (ids.length > 0)
    await own(db).updateTable('passenger_document').set({ passenger_id: to }).where('id', 'in', ids).execute()
  return ids
}
