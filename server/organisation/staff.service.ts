/** Staff: the people of the house and the unit each works in. Passwords live in the room `auth`. */
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { MemberEdit, NewMember, StaffMember } from '../contracts/organisation.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { findStaff, insertStaff, updateLanguage, updateStaff } from './staff.repository.ts'
import type { Witness } from './witness.ts'

/** A person to be added; `id` is given when something else needs it before. */
export type NewStaff = Pick<NewMember, 'username' | 'displayName' | 'role' | 'teamId' | 'language'> &
  Partial<NewMember> & { id?: UserId }

export type Staff = ReturnType<typeof createStaff>

/** The half of the organisation that knows people. */
export function createStaff({ store, touch }: { store: Store; touch: (tx: Write) => void }) {
  const dbOf = (within?: Write) => within?.db ?? store.db

  async function mustBeFree(username: string, tx: Write, except?: UserId): Promise<void> {
    const taken = await findStaff(tx.db, { username })
    if (taken.some((member) => member.id !== except)) throw new Refusal('invalid-input', {}, { username: 'taken' })
  }

  /** The house keeps one person who may administer it. */
  async function mustLeaveAnAdmin(before: StaffMember, after: Pick<StaffMember, 'role' | 'disabled'>, tx: Write) {
    if (before.role !== 'admin' || before.disabled || (after.role === 'admin' && !after.disabled)) return
    const admins = (await findStaff(tx.db, { role: 'admin' })).filter((member) => !member.disabled)
    if (admins.length === 1) throw new Refusal('last-admin')
  }

  return {
    /** Everybody, or the people of these units. */
    staff: (of?: readonly TeamId[]): Promise<StaffMember[]> => findStaff(store.db, of ? { units: of } : {}),

    /** One person; disabled ones too. */
    async member(id: UserId, within?: Write): Promise<StaffMember | undefined> {
      return (await findStaff(dbOf(within), { id }))[0]
    },

    /** These people; ids that are nobody's are left out. */
    members: (ids: UserId[], within?: Write): Promise<StaffMember[]> =>
      ids.length === 0 ? Promise.resolve([]) : findStaff(dbOf(within), { ids }),

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

    /** Adds a person without a password. Refuses a user name that is taken in any spelling. */
    addStaff(fresh: NewStaff, within?: Write): Promise<UserId> {
      const id = fresh.id ?? newId<UserId>()
      return store.write(async (tx) => {
        await mustBeFree(fresh.username, tx)
        await insertStaff(tx.db, [{ ...fresh, id }])
        touch(tx)
        return id
      }, within)
    },

    /** Adds many people whose user names are known to be free, as the demo does. */
    addManyStaff: (fresh: Array<NewStaff & { id: UserId }>, within?: Write): Promise<void> =>
      store.write(async (tx) => {
        await insertStaff(tx.db, fresh)
        touch(tx)
      }, within),

    changeMember(id: UserId, edit: MemberEdit, witness: Witness): Promise<void> {
      return store.write(async (tx) => {
        const before = found((await findStaff(tx.db, { id }))[0])
        await mustBeFree(edit.username, tx, id)
        await mustLeaveAnAdmin(before, { role: edit.role, disabled: before.disabled }, tx)
        const after = { ...before, ...edit, version: edit.version + 1 }
        if (!(await updateStaff(tx.db, after))) throw new Refusal('changed-meanwhile')
        touch(tx)
        tx.announce('organisation.changed', { unitId: edit.teamId, userId: id })
        await witness('user-changed', id, tx)
      })
    },

    setLanguage: (id: UserId, language: 'zh' | 'en'): Promise<void> =>
      store.write((tx) => updateLanguage(tx.db, id, language)),

    /** Takes away or gives back the right to log in. */
    setDisabled(
      id: UserId,
      wish: { version: number; disabled: boolean; byId: UserId },
      witness: Witness,
    ): Promise<void> {
      return store.write(async (tx) => {
        const before = found((await findStaff(tx.db, { id }))[0])
        if (id === wish.byId) throw new Refusal('not-yourself')
        const after = { ...before, disabled: wish.disabled, version: wish.version + 1 }
        await mustLeaveAnAdmin(before, after, tx)
        if (!(await updateStaff(tx.db, after))) throw new Refusal('changed-meanwhile')
        touch(tx)
        tx.announce('organisation.changed', { unitId: before.teamId, userId: id })
        await witness(wish.disabled ? 'user-disabled' : 'user-enabled', id, tx)
      })
    },
  }
}
