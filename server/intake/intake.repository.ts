/** SQL of what other systems handed in: one case an idempotency key. */
import type { Kysely } from 'kysely'
import type { CaseId, UserId } from '../contracts/ids.ts'

export interface IntakeRow {
  key_id: UserId
  idempotency_key: string
  body_hash: string
  case_id: CaseId
  at: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ intake: IntakeRow }>

/** What an idempotency key of an API key made before. */
export function findIntake(db: Kysely<unknown>, keyId: UserId, key: string): Promise<IntakeRow | undefined> {
  return own(db)
    .selectFrom('intake')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
}

/** Remembers it, in the transaction that opens the case. */
export async function insertIntake(db: Kysely<unknown>, row: IntakeRow): Promise<void> {
  await own(db).insertInto('intake').values(row).execute()
}
