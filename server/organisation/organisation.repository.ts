/** SQL of staff. */
import type { Kysely } from 'kysely'
import type { Role } from '../contracts/auth.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { StaffMember } from '../contracts/organisation.ts'

interface OwnTables {
  team: { id: TeamId; name_zh: string; name_en: string }
  staff: {
    id: UserId
    username: string
    username_key: string
    display_name: string
    role: Role
    team_id: TeamId
    language: 'zh' | 'en'
    disabled: number
  }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** One spelling for comparing user names: width, case and blanks around do not count. */
export const usernameKey = (username: string) => username.normalize('NFKC').trim().toLowerCase()

/** Adds a person; the user name must be free. */
export async function insertStaff(db: Kysely<unknown>, member: Omit<StaffMember, 'teamName'>): Promise<void> {
  await own(db)
    .insertInto('staff')
    .values({
      id: member.id,
      username: member.username,
      username_key: usernameKey(member.username),
      display_name: member.displayName,
      role: member.role,
      team_id: member.teamId,
      language: member.language,
      disabled: member.disabled ? 1 : 0,
    })
    .execute()
}

/** People that fit every given condition, by display name. */
export async function findStaff(
  db: Kysely<unknown>,
  by: { id?: UserId; username?: string; units?: readonly TeamId[]; ids?: UserId[] },
): Promise<StaffMember[]> {
  let query = own(db).selectFrom('staff').innerJoin('team', 'team.id', 'staff.team_id')
  if (by.id !== undefined) query = query.where('staff.id', '=', by.id)
  if (by.username !== undefined) query = query.where('username_key', '=', usernameKey(by.username))
  if (by.units !== undefined) query = query.where('team_id', 'in', by.units)
  if (by.ids !== undefined) query = query.where('staff.id', 'in', by.ids)
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
  }))
}

/** Changes the language of somebody's console. */
export async function updateLanguage(db: Kysely<unknown>, id: UserId, language: 'zh' | 'en'): Promise<void> {
  await own(db).updateTable('staff').set({ language }).where('id', '=', id).execute()
}

/** Takes away or gives back the right to log in. */
export async function updateDisabled(db: Kysely<unknown>, id: UserId, disabled: boolean): Promise<void> {
  await own(db)
    .updateTable('staff')
    .set({ disabled: disabled ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}
