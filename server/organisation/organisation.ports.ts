/** What the organisation needs of other rooms, in its own words. */
import type { Role } from '../contracts/auth.ts'
import type { QueueId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

/** The work that hangs on a unit. */
export interface OpenWork {
  /** How many cases of a unit are not closed; 1 may stand for many. */
  openCasesOf(unit: TeamId): Promise<number>
}

/** Passwords and sessions. */
export interface Logins {
  hashAll(
    passwords: Array<{ userId: UserId; password: string; demo: boolean }>,
  ): Promise<Array<{ userId: UserId; hash: string; demo: boolean }>>
  savePasswords(
    hashed: Array<{ userId: UserId; hash: string; demo: boolean; initial: boolean }>,
    within: Write,
  ): Promise<void>
  endSessionsOf(userId: UserId, why: 'disabled' | 'logged-out'): Promise<void>
}

/** What agents may take, with a level per queue. */
export interface Skills {
  skillsOf(ids: UserId[]): Promise<Map<UserId, Array<{ queueId: QueueId; level: number }>>>
  setSkills(id: UserId, skills: Array<{ queueId: QueueId; level: number }>, within: Write): Promise<void>
}

export interface Trail {
  record(
    entry: { actorId: UserId; role: Role; ip: string; action: string; objectType: string; objectId: string },
    within?: Write,
  ): Promise<void>
}
