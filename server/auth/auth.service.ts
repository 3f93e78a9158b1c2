/** Login, sessions, passwords. A session is 256 random bits in a cookie; the database knows only their SHA-256. */
import { createHash, randomBytes } from 'node:crypto'
import type { LoginRequest, OwnPassword, SessionUser } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import type { StaffMember } from '../contracts/organisation.ts'
import type { Clock } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import type { AuditTrail, Staff } from './auth.ports.ts'
import {
  anyDemoPassword,
  deleteSessions,
  findPasswordHash,
  findSession,
  hasInitialPassword,
  hasSessionFrom,
  insertSession,
  savePassword,
  touchSession,
} from './auth.repository.ts'
import { absoluteLifeMs, sessionEndsAt } from './auth.rules.ts'
import { createLoginThrottle } from './login-throttle.ts'
import { hashPassword, passwordFits } from './password.ts'
import { createSessionEnd, type EndedSession } from './session-end.ts'

/** Name of the session's cookie. */
export const sessionCookie = 'cc_session'

export interface AuthDeps {
  store: Store
  clock: Clock
  log: Log
  staff: Staff
  audit: AuditTrail
}

/** `token` goes into the cookie and nowhere else. */
export interface Login {
  token: string
  user: SessionUser
}

/** `demo` marks a password that is published, and refused in production. */
export interface NewPassword {
  userId: UserId
  password: string
  demo: boolean
}

export interface HashedPassword {
  userId: UserId
  hash: string
  demo: boolean
  /** Given by somebody else, to be changed before anything else. */
  initial?: boolean
}

const throttleSettings = { tries: 10, forgetAfterMs: 15 * 60_000, atOnce: 64 }
// A sign of life is written at most this often.
const touchEveryMs = 60_000

/** Id of the session behind a cookie's value, safe to keep and compare. */
export const sessionIdOf = (token: string) => createHash('sha256').update(token).digest('hex')

export type Auth = ReturnType<typeof createAuth>

/** The room of logins. `close` clears its timer. */
export function createAuth({ store, clock, log, staff, audit }: AuthDeps) {
  const throttle = createLoginThrottle(clock, throttleSettings)
  const ends = createSessionEnd({ store, clock, log })

  /** A source that holds a session of this account is judged by its own tries only, so nobody can lock a person out from elsewhere. */
  async function throttleKeys(member: StaffMember | undefined, username: string, ip: string): Promise<string[]> {
    if (member && (await hasSessionFrom(store.db, member.id, ip))) return [`known:${member.id}:${ip}`]
    return [`account:${member?.id ?? username.normalize('NFKC').toLowerCase()}`, `source:${ip}`]
  }

  async function checkPassword(request: LoginRequest, ip: string): Promise<StaffMember> {
    const member = await staff.memberByUsername(request.username)
    const keys = await throttleKeys(member, request.username, ip)
    if (!throttle.enter(keys)) throw new Refusal('too-many-attempts')
    let right = false
    try {
      const stored = member && !member.disabled ? await findPasswordHash(store.db, member.id) : undefined
      right = await passwordFits(stored, request.password)
    } finally {
      throttle.leave(keys, right)
    }
    if (member && right) return member
    await audit.record({
      actorId: member?.id,
      ip,
      action: 'login-refused',
      objectType: 'account',
      objectId: member?.id ?? '',
    })
    throw new Refusal('wrong-credentials')
  }

  async function openSession(member: StaffMember, ip: string): Promise<Login> {
    const token = randomBytes(32).toString('base64url')
    const now = clock.now()
    const endsAt = sessionEndsAt(now, now)
    await store.write(async (tx) => {
      await insertSession(tx.db, {
        token_hash: sessionIdOf(token),
        user_id: member.id,
        ip,
        created_at: now,
        seen_at: now,
        ends_at: endsAt,
      })
      await audit.record(
        { actorId: member.id, role: member.role, ip, action: 'login', objectType: 'account', objectId: member.id },
        tx,
      )
    })
    ends.arm()
    return {
      token,
      user: await userOfMember(member, now + absoluteLifeMs, await hasInitialPassword(store.db, member.id)),
    }
  }

  async function userOfMember(
    member: StaffMember,
    expiresAt: number,
    mustChangePassword: boolean,
  ): Promise<SessionUser> {
    return {
      id: member.id,
      username: member.username,
      displayName: member.displayName,
      role: member.role,
      teamId: member.teamId,
      teamName: member.teamName,
      ...(await staff.reachOf(member)),
      mustChangePassword,
      language: member.language,
      expiresAt,
    }
  }

  /** Hashes passwords side by side; never inside a transaction. */
  function hashAll(passwords: NewPassword[]): Promise<HashedPassword[]> {
    return Promise.all(
      passwords.map(async ({ userId, password, demo }) => ({ userId, demo, hash: await hashPassword(password) })),
    )
  }

  /** Sets or replaces hashed passwords, in the caller's transaction when given. */
  function savePasswords(hashed: HashedPassword[], within?: Write): Promise<void> {
    const at = clock.now()
    return store.write(async (tx) => {
      for (const entry of hashed) await savePassword(tx.db, { ...entry, initial: entry.initial ?? false, at })
    }, within)
  }

  return {
    /** Checks the password and opens a new session. Refuses wrong-credentials and, after ten wrong tries, too-many-attempts. */
    login: async (request: LoginRequest, ip: string): Promise<Login> =>
      openSession(await checkPassword(request, ip), ip),

    /** The user behind a cookie's value; undefined when the session is unknown, over, or its user disabled. */
    async authenticate(token: string | undefined): Promise<SessionUser | undefined> {
      if (!token) return undefined
      const session = await findSession(store.db, sessionIdOf(token))
      const now = clock.now()
      if (!session || session.ends_at <= now) return undefined
      const member = await staff.member(session.user_id)
      if (!member || member.disabled) return undefined
      if (now - session.seen_at >= touchEveryMs) {
        const seen = { seenAt: now, endsAt: sessionEndsAt(session.created_at, now) }
        await store.write((tx) => touchSession(tx.db, session.token_hash, seen))
      }
      return userOfMember(member, session.created_at + absoluteLifeMs, session.initial === 1)
    },

    /** Ends the session of a cookie; unknown ones are no error. */
    async logout(token: string, ip: string): Promise<void> {
      const gone = await store.write(async (tx) => {
        const sessions = await deleteSessions(tx.db, { tokenHash: sessionIdOf(token) })
        for (const { user_id: id } of sessions)
          await audit.record({ actorId: id, ip, action: 'logout', objectType: 'account', objectId: id }, tx)
        return sessions
      })
      ends.tell(gone, 'logged-out')
    },

    /** Ends every session of a user: disabled, or the password changed. */
    async endSessionsOf(userId: UserId, why: EndedSession['why']): Promise<void> {
      ends.tell(await store.write((tx) => deleteSessions(tx.db, { userId })), why)
    },

    /** Sets a password of one's own; every other session of this person ends. Refuses wrong-credentials and a password that is no new one. */
    async changeOwnPassword(
      user: SessionUser,
      { current, next }: OwnPassword,
      here: { token: string; ip: string },
    ): Promise<void> {
      if (next === current || next.toLowerCase().includes(user.username.toLowerCase()))
        throw new Refusal('invalid-input', {}, { next: next === current ? 'same' : 'holds-name' })
      await checkPassword({ username: user.username, password: current }, here.ip)
      const hashed = await hashAll([{ userId: user.id, password: next, demo: false }])
      const gone = await store.write(async (tx) => {
        await savePasswords(hashed, tx)
        await audit.record(
          {
            actorId: user.id,
            role: user.role,
            ip: here.ip,
            action: 'password-changed',
            objectType: 'account',
            objectId: user.id,
          },
          tx,
        )
        return deleteSessions(tx.db, { userId: user.id, except: sessionIdOf(here.token) })
      })
      ends.tell(gone, 'logged-out')
    },

    /** Hears of every session that ended, so that its sockets can be closed. */
    onSessionEnded: ends.onEnded,

    hashAll,
    savePasswords,

    /** Sets passwords: hashing first, then one short transaction. */
    setPasswords: async (passwords: NewPassword[]): Promise<void> => savePasswords(await hashAll(passwords)),

    /** True when a demo password is still set; a start in production refuses it. */
    hasDemoLogins: (): Promise<boolean> => anyDemoPassword(store.db),

    /** Begins to end sessions when their time comes. */
    start: ends.arm,
    close: ends.close,
  }
}
