/** SQL of the dispatch rules: every version is kept. */
import type { Kysely } from 'kysely'
import type { UserId } from '../contracts/ids.ts'

export interface RulesRow {
  version: number
  saved_at: number
  saved_by: UserId | null
  saved_by_name: string | null
  /** JSON. */
  rules: string
}

const own = (db: Kysely<unknown>) => db as Kysely<{ dispatch_rules: RulesRow }>

/** The rules in force, or of one version. */
export function findRules(db: Kysely<unknown>, version?: number): Promise<RulesRow | undefined> {
  const query = own(db).selectFrom('dispatch_rules').selectAll()
  return version === undefined
    ? query.orderBy('version', 'desc').limit(1).executeTakeFirst()
    : query.where('version', '=', version).executeTakeFirst()
}

/** Adds a version; false when somebody else added it first. */
export async function insertRules(db: Kysely<unknown>, row: RulesRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('dispatch_rules')
    .values(row)
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** All versions, newest first, without their rules. */
export function listRulesVersions(db: Kysely<unknown>): Promise<Array<Omit<RulesRow, 'rules'>>> {
  return own(db)
    .selectFrom('dispatch_rules')
    .select(['version', 'saved_at', 'saved_by', 'saved_by_name'])
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
}
