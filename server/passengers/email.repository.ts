/** SQL of e-mail addresses: several a passenger, found by one spelling. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'

interface EmailRow {
  email_key: string
  passenger_id: PassengerId
  email: string
  position: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger_email: EmailRow }>

/** One spelling for comparing addresses. */
export const emailKey = (email: string): string => email.normalize('NFKC').trim().toLowerCase()

/** Addresses of a passenger in their order. */
export async function listEmails(db: Kysely<unknown>, id: PassengerId): Promise<string[]> {
  const rows = await own(db)
    .selectFrom('passenger_email')
    .select('email')
    .where('passenger_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map((row) => row.email)
}

/** Puts these addresses in the place of those on record; the same address twice counts once. */
export async function replaceEmails(db: Kysely<unknown>, id: PassengerId, emails: string[]): Promise<void> {
  await own(db).deleteFrom('passenger_email').where('passenger_id', '=', id).execute()
  const byKey = new Map(emails.map((email) => [emailKey(email), email]))
  if (byKey.size === 0) return
  const rows = [...byKey].map(([email_key, email], position) => ({ email_key, passenger_id: id, email, position }))
  await own(db).insertInto('passenger_email').values(rows).execute()
}
