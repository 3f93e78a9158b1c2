/** SQL of an account's dossier: its history, the requests to end it, what was promised or planned. */
import type { Kysely } from 'kysely'
import type { TerminationCause } from '../contracts/accounts.ts'
import type { AccountId, PassengerId, UserId } from '../contracts/ids.ts'

export interface ChangeRow {
  id: string
  account_id: AccountId
  at: number
  by_id: UserId | null
  by_name: string | null
  field: string
  old_value: string | null
  new_value: string | null
}

export interface TerminationRow {
  id: string
  account_id: AccountId
  cause: TerminationCause
  analysis: string
  solution: string
  asked_by: UserId
  asked_by_name: string | null
  asked_at: number
  decision: 'approved' | 'refused' | null
  decided_by: UserId | null
  decided_by_name: string | null
  decided_at: number | null
  remark: string
}

export interface CommitmentRow {
  id: string
  kind: 'commitment' | 'plan'
  passenger_id: PassengerId | null
  account_id: AccountId | null
  words: string
  due_on: string | null
  created_at: number
  by_id: UserId
  by_name: string | null
  done_at: number | null
  done_by_name: string | null
}

interface OwnTables {
  account_change: ChangeRow
  account_termination: TerminationRow
  commitment: CommitmentRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds lines of history. */
export async function insertChanges(db: Kysely<unknown>, rows: ChangeRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('account_change').values(rows).execute()
}

/** Newest first, older than `before` when given. */
export function listChanges(
  db: Kysely<unknown>,
  id: AccountId,
  page: { before?: string | undefined; limit: number },
): Promise<ChangeRow[]> {
  let query = own(db).selectFrom('account_change').selectAll().where('account_id', '=', id)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}

/** Adds a request. */
export async function insertTermination(db: Kysely<unknown>, row: TerminationRow): Promise<void> {
  await own(db).insertInto('account_termination').values(row).execute()
}

/** Requests of an account, newest first. */
export function terminationsOf(db: Kysely<unknown>, id: AccountId): Promise<TerminationRow[]> {
  return own(db)
    .selectFrom('account_termination')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('id', 'desc')
    .execute()
}

/** Decides a request that waits; false when it was decided already. */
export async function decideTermination(
  db: Kysely<unknown>,
  id: string,
  decision: Pick<TerminationRow, 'decision' | 'decided_by' | 'decided_by_name' | 'decided_at' | 'remark'>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('account_termination')
    .set(decision)
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Adds a commitment. */
export async function insertCommitment(db: Kysely<unknown>, row: CommitmentRow): Promise<void> {
  await own(db).insertInto('commitment').values(row).execute()
}

/** One commitment. */
export function findCommitment(db: Kysely<unknown>, id: string): Promise<CommitmentRow | undefined> {
  return own(db).selectFrom('commitment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Marks an open commitment done; false when it was done already. */
export async function updateDone(db: Kysely<unknown>, id: string, at: number, byName: string | null): Promise<boolean> {
  const result = await own(db)
    .updateTable('commitment')
    .set({ done_at: at, done_by_name: byName })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What was promised to a passenger or planned with an account; open ones with the earliest day first, then the done ones. */
export async function commitmentsOf(
  db: Kysely<unknown>,
  whose: { passengerId?: PassengerId | undefined; accountId?: AccountId | undefined; openOnly: boolean },
): Promise<CommitmentRow[]> {
  const { passengerId, accountId } = whose
  let query = own(db)
    .selectFrom('commitment')
    .selectAll()
    .where((where) =>
      where.or([
        ...(passengerId === undefined ? [] : [where('passenger_id', '=', passengerId)]),
        ...(accountId === undefined ? [] : [where('account_id', '=', accountId)]),
      ]),
    )
  if (whose.openOnly) query = query.where('done_at', 'is', null)
  const rows = await query.orderBy('created_at', 'desc').limit(100).execute()
  const late = '9999'
  return rows.toSorted(
    (a, b) => (a.done_at ?? 0) - (b.done_at ?? 0) || (a.due_on ?? late).localeCompare(b.due_on ?? late),
  )
}
