/** SQL of membership: standings, their history, the years flown, the rules, the nights. */
import type { Kysely } from 'kysely'
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { MemberYear } from './tier.rules.ts'

export interface ChangeRow {
  id: string
  passenger_id: PassengerId
  at: number
  axis: string
  old_value: string | null
  new_value: string
  /** JSON array of reasons. */
  reasons: string
}

export interface NightRow {
  day: string
  started_at: number
  finished_at: number | null
  after_id: string
  seen: number
  changed: number
}

interface RulesRow {
  id: number
  rules: string
  version: number
  changed_at: number
  changed_by: UserId | null
}

interface OwnTables {
  member_standing: { passenger_id: PassengerId; standing: string; decided_at: number }
  member_change: ChangeRow
  member_year: MemberYear & { passenger_id: PassengerId }
  member_rules: RulesRow
  member_night: NightRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Standings of several passengers as JSON, without the moment of the decision. */
export async function standingsOf(db: Kysely<unknown>, ids: PassengerId[]): Promise<Map<PassengerId, string>> {
  const rows = await own(db)
    .selectFrom('member_standing')
    .select(['passenger_id', 'standing'])
    .where('passenger_id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.passenger_id, row.standing]))
}

/** One standing with the moment of its decision. */
export function standingOf(
  db: Kysely<unknown>,
  id: PassengerId,
): Promise<{ standing: string; decided_at: number } | undefined> {
  return own(db)
    .selectFrom('member_standing')
    .select(['standing', 'decided_at'])
    .where('passenger_id', '=', id)
    .executeTakeFirst()
}

/** Keeps a standing in the place of the one before. */
export async function saveStanding(db: Kysely<unknown>, id: PassengerId, standing: string, at: number): Promise<void> {
  await own(db)
    .insertInto('member_standing')
    .values({ passenger_id: id, standing, decided_at: at })
    .onConflict((conflict) => conflict.column('passenger_id').doUpdateSet({ standing, decided_at: at }))
    .execute()
}

/** Adds lines to the history of marks. */
export async function insertChanges(db: Kysely<unknown>, rows: ChangeRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('member_change').values(rows).execute()
}

/** Newest first. */
export function changesOf(db: Kysely<unknown>, id: PassengerId, limit: number): Promise<ChangeRow[]> {
  return own(db)
    .selectFrom('member_change')
    .selectAll()
    .where('passenger_id', '=', id)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** What each passenger flew by the year, from a year on. */
export async function yearsOf(
  db: Kysely<unknown>,
  ids: PassengerId[],
  from: number,
): Promise<Map<PassengerId, MemberYear[]>> {
  const rows = await own(db)
    .selectFrom('member_year')
    .selectAll()
    .where('passenger_id', 'in', ids)
    .where('year', '>=', from)
    .orderBy('year', 'desc')
    .execute()
  const years = new Map<PassengerId, MemberYear[]>()
  for (const { passenger_id: id, year, miles, segments } of rows)
    years.set(id, [...(years.get(id) ?? []), { year, miles, segments }])
  return years
}

/** Keeps what was flown in years, in the place of what stood there. */
export async function saveYears(
  db: Kysely<unknown>,
  rows: Array<MemberYear & { passenger_id: PassengerId }>,
): Promise<void> {
  for (const row of rows)
    await own(db)
      .insertInto('member_year')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['passenger_id', 'year']).doUpdateSet({ miles: row.miles, segments: row.segments }),
      )
      .execute()
}

/** The rules in force; undefined in a house that never changed them. */
export function findRules(db: Kysely<unknown>): Promise<RulesRow | undefined> {
  return own(db).selectFrom('member_rules').selectAll().where('id', '=', 1).executeTakeFirst()
}

/** Keeps rules if they still have this version (0: never changed); false when somebody was faster. */
export async function saveRules(db: Kysely<unknown>, before: number, row: Omit<RulesRow, 'id'>): Promise<boolean> {
  if (before === 0) {
    const added = await own(db)
      .insertInto('member_rules')
      .values({ id: 1, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return added.numInsertedOrUpdatedRows === 1n
  }
  const result = await own(db)
    .updateTable('member_rules')
    .set(row)
    .where('id', '=', 1)
    .where('version', '=', before)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The night of a day. */
export function findNight(db: Kysely<unknown>, day: string): Promise<NightRow | undefined> {
  return own(db).selectFrom('member_night').selectAll().where('day', '=', day).executeTakeFirst()
}

/** The latest night that came to its end. */
export function lastNight(db: Kysely<unknown>): Promise<NightRow | undefined> {
  return own(db)
    .selectFrom('member_night')
    .selectAll()
    .where('finished_at', 'is not', null)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Opens the night of a day; one that was begun stays as it is. */
export async function beginNight(db: Kysely<unknown>, day: string, at: number): Promise<void> {
  await own(db)
    .insertInto('member_night')
    .values({ day, started_at: at, finished_at: null, after_id: '', seen: 0, changed: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** How far a night has come. */
export async function moveNight(db: Kysely<unknown>, day: string, change: Partial<NightRow>): Promise<void> {
  await own(db).updateTable('member_night').set(change).where('day', '=', day).execute()
}
