/** Hiring: a person, a password that works once, and what the person may take; in one commit. */
import type { UserId } from '../contracts/ids.ts'
import type { MemberEdit, NewMember, Person, Skill, StaffMember } from '../contracts/organisation.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store } from '../platform/store.ts'
import { newPassword } from './initial-password.ts'
import type { Logins, Skills } from './organisation.ports.ts'
import type { Staff } from './staff.service.ts'
import type { Witness } from './witness.ts'

export interface HiringDeps {
  store: Store
  staff: Staff
  logins: Logins
  skills: Skills
}

export type Hiring = ReturnType<typeof createHiring>

/** What administration does with people, over the rooms that keep their parts. */
export function createHiring({ store, staff, logins, skills }: HiringDeps) {
  const hashed = async (userId: UserId, password: string) =>
    (await logins.hashAll([{ userId, password, demo: false }])).map((one) => ({ ...one, initial: true }))

  return {
    /** People with what they may take. */
    async withSkills(members: StaffMember[]): Promise<Person[]> {
      const of = await skills.skillsOf(members.map((member) => member.id))
      return members.map((member) => ({ ...member, skills: of.get(member.id) ?? [] }))
    },

    /** Adds a person; the password is told once and must be changed at the first login. */
    async hire(fresh: NewMember, witness: Witness): Promise<{ user: StaffMember; password: string }> {
      const id = newId<UserId>()
      const password = newPassword()
      const hashes = await hashed(id, password)
      await store.write(async (tx) => {
        await staff.addStaff({ ...fresh, id }, tx)
        tx.announce('organisation.changed', { unitId: fresh.teamId, userId: id })
        await logins.savePasswords(hashes, tx)
        await witness('user-added', id, tx)
      })
      return { user: found(await staff.member(id)), password }
    },

    /** Gives a new password for one login and ends the sessions that the old one opened. */
    async resetPassword(id: UserId, witness: Witness): Promise<{ user: StaffMember; password: string }> {
      const user = found(await staff.member(id))
      const password = newPassword()
      const hashes = await hashed(id, password)
      await store.write(async (tx) => {
        await logins.savePasswords(hashes, tx)
        await witness('password-reset', id, tx)
      })
      await logins.endSessionsOf(id, 'logged-out')
      return { user, password }
    },

    /** Who changes role or unit logs in anew: what a session may see was decided by the old one. */
    async changeMember(id: UserId, edit: MemberEdit, witness: Witness): Promise<StaffMember> {
      const before = found(await staff.member(id))
      await staff.changeMember(id, edit, witness)
      if (before.role !== edit.role || before.teamId !== edit.teamId) await logins.endSessionsOf(id, 'logged-out')
      return found(await staff.member(id))
    },

    async setDisabled(
      id: UserId,
      wish: { version: number; disabled: boolean; byId: UserId },
      witness: Witness,
    ): Promise<StaffMember> {
      await staff.setDisabled(id, wish, witness)
      if (wish.disabled) await logins.endSessionsOf(id, 'disabled')
      return found(await staff.member(id))
    },

    async endSessions(id: UserId, witness: Witness): Promise<void> {
      found(await staff.member(id))
      await store.write((tx) => witness('sessions-ended', id, tx))
      await logins.endSessionsOf(id, 'logged-out')
    },

    async setSkills(id: UserId, wish: Skill[], witness: Witness): Promise<Person> {
      const member = found(await staff.member(id))
      if (new Set(wish.map((skill) => skill.queueId)).size < wish.length)
        throw new Refusal('invalid-input', {}, { skills: 'twice' })
      await store.write(async (tx) => {
        await skills.setSkills(id, wish, tx)
        tx.announce('organisation.changed', { unitId: member.teamId, userId: id })
        await witness('skills-changed', id, tx)
      })
      return { ...member, skills: wish }
    },
  }
}
