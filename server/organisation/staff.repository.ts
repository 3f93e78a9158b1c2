/** SQL of staff. */
import type { Kysely } from 'kysely'
import type { Role } from '../contracts/auth.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { StaffMember } from '../contracts/organisation.ts'

interface StaffRow {
  id: UserId
  username: string
  username_key: string
  display_name: string
  role: Role
  team_id: TeamId
  language: 'zh' | 'en'
  disabled: number
  title_zh: string
  title_en: string
  extension: string
  version: number
}

interface OwnTables {
  team: { id: TeamId; name_zh: string; name_en: string }
  staff: StaffRow
}

/** A row to be written: what is not said is empty. */
type Written = Pick<StaffMember, 'id' | 'username' | 'displayName' | 'role' | 'teamId' | 'language'> &
  Partial<Pick<StaffMember, 'disabled' | 'title' | 'extension' | 'version'>>

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>
const rowsAtOnce = 100

/** One spelling for comparing user names: width, case and blanks around do not count. */
export const usernameKey = (username: string) => username.normalize('NFKC').trim().toLowerCase()

/** Adds people; their user names must be free. */
export async function insertStaff(db: Kysely<unknown>, members: readonly Written[]): Promise<void> {
  for (let from = 0; from < members.length; from += rowsAtOnce)
    await own(db)
      .insertInto('staff')
      .values(members.slice(from, from + rowsAtOnce).map(rowOf))
      .execute()
}

/** Saves a person if the row still has the version before its own; false when somebody was faster. */
export async function updateStaff(db: Kysely<unknown>, member: Written & { version: number }): Promise<boolean> {
  const { id, ...row } = rowOf(member)
  const result = await own(db)
    .updateTable('staff')
    .set(row)
    .where('id', '=', id)
    .where('version', '=', member.version - 1)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** People that fit every given condition, by display name. */
export async function findStaff(
  db: Kysely<unknown>,
  by: { id?: UserId; username?: string; units?: readonly TeamId[]; ids?: UserId[]; role?: Role },
): Promise<StaffMember[]> {
  let query = own(db).selectFrom('staff').innerJoin('team', 'team.id', 'staff.team_id')
  if (by.id !== undefined) query = query.where('staff.id', '=', by.id)
  if (by.username !== undefined) query = query.where('username_key', '=', usernameKey(by.username))
  if (by.units !== undefined) query = query.where('team_id', 'in', by.units)
  if (by.ids !== undefined) query = query.where('staff.id', 'in', by.ids)
  if (by.role !== undefined) query = query.where('role', '=', by.role)
  const rows = await query.selectAll('staff').select(['name_zh', 'name_en']).orderBy('display_name').execute()
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    teamId: row.team_id,
    teamName: { zh: row.name_zh, en: row.name_en },
    language: row.language,
    disabled: row.disabled === 1,
    title: { zh: row.title_zh, en: row.title_en },
    extension: row.extension,
    version: row.version,
  }))
}

/** Changes the language of somebody's console. */
export async function updateLanguage(db: Kysely<unknown>, id: UserId, language: 'zh' | 'en'): Promise<void> {
  await own(db).updateTable('staff').set({ language }).where('id', '=', id).execute()
}

function rowOf(member: Written): StaffRow {
  return {
    id: member.id,
    username: member.username,
    username_key: usernameKey(member.username),
    display_name: member.displayName,
    role: member.role,
    team_id: member.teamId,
    language: member.language,
    disabled: member.disabled ? 1 : 0,
    title_zh: member.title?.zh ?? '',
    title_en: member.title?.en ?? '',
    extension: member.extension ?? '',
    version: member.version ?? 1,
  }
}
