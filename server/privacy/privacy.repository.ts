/** SQL of privacy requests, legal holds and retention rules. */
import type { Kysely } from 'kysely'
import type { LegalHoldId, PassengerId, PrivacyRequestId, UserId } from '../contracts/ids.ts'
import type { PrivacyKind, PrivacyState, RetentionRule } from '../contracts/privacy.ts'

export interface RequestRow {
  id: PrivacyRequestId
  kind: PrivacyKind
  passenger_id: PassengerId
  state: PrivacyState
  reason: string
  requested_at: number
  requested_by: UserId
  findings: string
  decided_at: number | null
  decided_by: UserId | null
  done_steps: number
  all_steps: number
  done_at: number | null
  link_hash: string | null
  link_until: number | null
  proof: string | null
  version: number
}

export interface HoldRow {
  id: LegalHoldId
  passenger_id: PassengerId
  reason: string
  set_at: number
  set_by: UserId
  lifted_at: number | null
  lifted_by: UserId | null
}

interface RuleRow {
  id: string
  subject: RetentionRule['subject']
  days: number
  basis_zh: string
  basis_en: string
  valid_from: string
  valid_to: string | null
}

interface OwnTables {
  privacy_request: RequestRow
  legal_hold: HoldRow
  retention_rule: RuleRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

export async function insertRequest(db: Kysely<unknown>, row: RequestRow): Promise<void> {
  await own(db).insertInto('privacy_request').values(row).execute()
}

export function findRequest(db: Kysely<unknown>, id: PrivacyRequestId): Promise<RequestRow | undefined> {
  return own(db).selectFrom('privacy_request').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Newest first. */
export function listRequests(db: Kysely<unknown>, before: string | undefined, limit: number): Promise<RequestRow[]> {
  let query = own(db).selectFrom('privacy_request').selectAll().orderBy('id', 'desc').limit(limit)
  if (before !== undefined) query = query.where('id', '<', before as PrivacyRequestId)
  return query.execute()
}

export function requestsIn(db: Kysely<unknown>, states: PrivacyState[]): Promise<RequestRow[]> {
  return own(db).selectFrom('privacy_request').selectAll().where('state', 'in', states).orderBy('id').execute()
}

/** Changes a request if it still has this version; false when somebody was faster. */
export async function updateRequest(
  db: Kysely<unknown>,
  id: PrivacyRequestId,
  version: number,
  change: Partial<RequestRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('privacy_request')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** How far it is; not a change that anybody could miss. */
export async function noteProgress(db: Kysely<unknown>, id: PrivacyRequestId, doneSteps: number): Promise<void> {
  await own(db).updateTable('privacy_request').set({ done_steps: doneSteps }).where('id', '=', id).execute()
}

/** A new link takes the place of the last one. */
export async function setLink(
  db: Kysely<unknown>,
  id: PrivacyRequestId,
  link: { hash: string; until: number },
): Promise<void> {
  await own(db)
    .updateTable('privacy_request')
    .set({ link_hash: link.hash, link_until: link.until })
    .where('id', '=', id)
    .execute()
}

export async function insertHold(db: Kysely<unknown>, row: HoldRow): Promise<void> {
  await own(db).insertInto('legal_hold').values(row).execute()
}

/** Holds that stand. */
export function holdsOf(db: Kysely<unknown>, id: PassengerId): Promise<HoldRow[]> {
  return own(db)
    .selectFrom('legal_hold')
    .selectAll()
    .where('passenger_id', '=', id)
    .where('lifted_at', 'is', null)
    .execute()
}

/** All holds, those that stand first. */
export function listHolds(db: Kysely<unknown>): Promise<HoldRow[]> {
  return own(db).selectFrom('legal_hold').selectAll().orderBy('id', 'desc').limit(200).execute()
}

/** False when it was lifted already. */
export async function liftHold(db: Kysely<unknown>, id: LegalHoldId, at: number, by: UserId): Promise<boolean> {
  const result = await own(db)
    .updateTable('legal_hold')
    .set({ lifted_at: at, lifted_by: by })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Every rule, old ones too: what holds depends on the day. */
export async function listRules(db: Kysely<unknown>): Promise<RetentionRule[]> {
  const rows = await own(db).selectFrom('retention_rule').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    days: row.days,
    basis: { zh: row.basis_zh, en: row.basis_en },
    validFrom: row.valid_from,
    validTo: row.valid_to ?? undefined,
  }))
}
