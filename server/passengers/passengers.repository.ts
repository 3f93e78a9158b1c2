/** SQL of passengers and the keys they are found by. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { PassengerProfile, Tier } from '../contracts/passengers.ts'
import type { CustomerClass, SegmentMarks } from '../contracts/segments.ts'
import type { FindKey } from './find-code.rules.ts'

export interface PassengerRow {
  id: PassengerId
  name: string
  latin_name: string
  tier: Tier
  member_number: string | null
  prospect: number
  difficult: number
  owner_id: UserId | null
  birth_date: string | null
  employer: string | null
  address: string | null
  city: string | null
  email: string | null
  language: 'zh' | 'en'
  time_zone: string
  miles: number
  segments: number
  member_since: string | null
  seat: NonNullable<PassengerProfile['seat']> | null
  meal: NonNullable<PassengerProfile['meal']> | null
  drink: string | null
  /** JSON array of SSR codes. */
  special_needs: string
  note: string
  search: string
  last_contact_at: number | null
  created_at: number
  version: number
  companion: string | null
  document_country: string | null
  contact_channel: PassengerProfile['contactChannel'] | null
  /** Minutes after midnight. */
  contact_from: number | null
  contact_to: number | null
  /** JSON of the contract's EmergencyContact. */
  emergency_contact: string | null
  data_confirmed_at: number | null
  customer_class: CustomerClass | null
  unit_id: TeamId | null
  tier_until: string | null
  points: number
  points_expiring: number
  points_expire_on: string | null
  /** 06-18 */
  birth_day: string | null
  year_miles: number
  year_segments: number
  relation: SegmentMarks['relation'] | null
  purpose: SegmentMarks['purpose'] | null
  frequency: SegmentMarks['frequency'] | null
  value_level: SegmentMarks['value'] | null
  satisfaction: SegmentMarks['satisfaction'] | null
  caller_type: SegmentMarks['callerType'] | null
  lifecycle: SegmentMarks['lifecycle'] | null
  churn: SegmentMarks['churn'] | null
  activity: SegmentMarks['activity'] | null
  score: number
  /** A merged record leads here. */
  merged_into: PassengerId | null
}

interface OwnTables {
  passenger: PassengerRow
  passenger_find: FindKey & { passenger_id: PassengerId }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds a passenger. */
export async function insertPassenger(db: Kysely<unknown>, row: PassengerRow): Promise<void> {
  await own(db).insertInto('passenger').values(row).execute()
}

/** Adds keys to find a passenger by. */
export async function addKeys(db: Kysely<unknown>, id: PassengerId, keys: FindKey[]): Promise<void> {
  if (keys.length === 0) return
  await own(db)
    .insertInto('passenger_find')
    .values(keys.map(({ code, rest }) => ({ code, rest, passenger_id: id })))
    .execute()
}

/** Replaces all keys of a passenger. */
export async function replaceKeys(db: Kysely<unknown>, id: PassengerId, keys: FindKey[]): Promise<void> {
  await own(db).deleteFrom('passenger_find').where('passenger_id', '=', id).execute()
  await addKeys(db, id, keys)
}

/** One passenger. */
export function findPassenger(db: Kysely<unknown>, id: PassengerId): Promise<PassengerRow | undefined> {
  return own(db).selectFrom('passenger').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Follows a merged record to the one that lives on. */
export async function livingPassenger(db: Kysely<unknown>, id: PassengerId): Promise<PassengerRow | undefined> {
  let row = await findPassenger(db, id)
  // Merges may follow one another; a ring cannot come about, because only living records are merged.
  while (row?.merged_into) row = await findPassenger(db, row.merged_into)
  return row
}

/** Changes a record if it still has this version; false when somebody was faster. */
export async function updatePassenger(
  db: Kysely<unknown>,
  id: PassengerId,
  version: number,
  change: Partial<PassengerRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('passenger')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Remembers the newest contact; an older one changes nothing. */
export async function touchContact(db: Kysely<unknown>, id: PassengerId, at: number): Promise<void> {
  await own(db)
    .updateTable('passenger')
    .set({ last_contact_at: at })
    .where('id', '=', id)
    .where(sql<boolean>`coalesce(last_contact_at, 0) < ${at}`)
    .execute()
}
