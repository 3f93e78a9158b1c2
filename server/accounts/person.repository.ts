/** SQL of what the room of accounts keeps of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { AccountId, PassengerId } from '../contracts/ids.ts'
import { handOverRows } from '../platform/owner-rows.ts'
import type { ContactRow } from './accounts.repository.ts'
import type { CommitmentRow } from './dossier.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ account_contact: ContactRow; commitment: CommitmentRow }>

/** What was promised to one record is owed to the other; their ids. */
export const handOverCommitments = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'commitment', { from, to, only })

/** Places among the people of accounts go to another record, where it has none of its own; the ids of the accounts. */
export async function handOverMemberships(
  db: Kysely<unknown>,
  from: PassengerId,
  to: PassengerId,
  only?: string[],
): Promise<string[]> {
  const accountsOf = async (id: PassengerId) =>
    (await own(db).selectFrom('account_contact').select('account_id').where('passenger_id', '=', id).execute()).map(
      (row) => row.account_id,
    )
  const taken = new Set<string>(await accountsOf(to))
  const moving = (await accountsOf(from)).filter((id) => !taken.has(id) && (only === undefined || only.includes(id)))
  for (const id of moving)
    await own(db)
      .updateTable('account_contact')
      .set({ passenger_id: to })
      .where('account_id', '=', id)
      .where('passenger_id', '=', from)
      .execute()
  return moving
}

/** How many promises a record has. */
export async function countCommitments(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const { total } = await own(db)
    .selectFrom('commitment')
    .select((select) => select.fn.countAll<number>().as('total'))
    .where('passenger_id', '=', id)
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** Promises and companies of a person, for that person. */
export async function tellAccounts(db: Kysely<unknown>, id: PassengerId) {
  const promises = await own(db)
    .selectFrom('commitment')
    .select(['kind', 'words', 'due_on', 'created_at', 'done_at'])
    .where('passenger_id', '=', id)
    .execute()
  const accounts = await own(db)
    .selectFrom('account_contact')
    .select(['account_id', 'role'])
    .where('passenger_id', '=', id)
    .execute()
  return {
    commitments: promises.map((one) => ({ ...one })),
    accounts: accounts.map((one) => ({ accountId: one.account_id as AccountId, role: one.role })),
  }
}

/** Takes a person out of every account and deletes what was promised; how many rows went. */
export async function forgetAccounts(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const promises = await own(db).deleteFrom('commitment').where('passenger_id', '=', id).executeTakeFirst()
  const places = await own(db).deleteFrom('account_contact').where('passenger_id', '=', id).executeTakeFirst()
  return Number(promises.numDeletedRows + places.numDeletedRows)
}
