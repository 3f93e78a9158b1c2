/** The organisation: units, and the people who work in them. Passwords live in the room `auth`. */
import type { Role } from '../contracts/auth.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { StaffMember, Team } from '../contracts/organisation.ts'
import { Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { findStaff, insertStaff, updateDisabled, updateLanguage } from './organisation.repository.ts'
import { createUnits } from './units.service.ts'

export interface NewStaff {
  /** Given when something else needs the id before the person is added. */
  id?: UserId
  username: string
  displayName: string
  role: Role
  teamId: TeamId
  language: 'zh' | 'en'
}

export type Organisation = ReturnType<typeof createOrganisation>

/** The room of units and staff. */
export function createOrganisation({ store }: { store: Store }) {
  const units = createUnits({ store })
  const dbOf = (within?: Write) => within?.db ?? store.db

  return {
    ...units,

    /** All units in short, the headquarters first. */
    teams: async (): Promise<Team[]> => (await units.units()).map(({ id, name }) => ({ id, name })),

    /** Everybody, or the people of these units. */
    staff: (of?: readonly TeamId[]): Promise<StaffMember[]> => findStaff(store.db, of ? { units: of } : {}),

    /** One person; disabled ones too. */
    async member(id: UserId, within?: Write): Promise<StaffMember | undefined> {
      return (await findStaff(dbOf(within), { id }))[0]
    },

    async memberByUsername(username: string): Promise<StaffMember | undefined> {
      return (await findStaff(store.db, { username }))[0]
    },

    /** Display name, or undefined for an id that is nobody's. */
    async nameOf(id: UserId, within?: Write): Promise<string | undefined> {
      return (await findStaff(dbOf(within), { id }))[0]?.displayName
    },

    /** Display names of several people; ids that are nobody's are left out. */
    async namesOf(ids: UserId[], within?: Write): Promise<Map<UserId, string>> {
      if (ids.length === 0) return new Map()
      const members = await findStaff(dbOf(within), { ids: [...new Set(ids)] })
      return new Map(members.map((member) => [member.id, member.displayName]))
    },

    /** Adds a team that stands for itself, below nothing. */
    async addTeam(name: Team['name'], within?: Write): Promise<Team> {
      const id = newId<TeamId>()
      await units.addUnits([{ id, name }], within)
      return { id, name }
    },

    /** Adds a person without a password. Refuses a user name that is taken in any spelling. */
    addStaff(fresh: NewStaff, within?: Write): Promise<UserId> {
      const id = fresh.id ?? newId<UserId>()
      return store.write(async (tx) => {
        const taken = await findStaff(tx.db, { username: fresh.username })
        if (taken.length > 0) throw new Refusal('invalid-input', {}, { username: 'taken' })
        await insertStaff(tx.db, { ...fresh, id, disabled: false })
        return id
      }, within)
    },

    setLanguage: (id: UserId, language: 'zh' | 'en'): Promise<void> =>
      store.write((tx) => updateLanguage(tx.db, id, language)),

    setDisabled: (id: UserId, disabled: boolean, within?: Write): Promise<void> =>
      store.write((tx) => updateDisabled(tx.db, id, disabled), within),
  }
}
