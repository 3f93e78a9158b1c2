/** Who may do what: roles, session, login. */
import { z } from 'zod'
import { hasControlCharacter, Instant, Language } from './common.ts'
import { TeamId, UserId } from './ids.ts'

/** A user has exactly one role; an admin may do what a supervisor may, a supervisor does not take calls. */
export const Role = z.enum(['agent', 'supervisor', 'admin'])
export type Role = z.infer<typeof Role>

export const LoginRequest = z.object({
  username: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .refine((name) => !hasControlCharacter(name), { message: 'control characters' }),
  password: z.string().min(1).max(256),
})
export type LoginRequest = z.infer<typeof LoginRequest>

/** A password that a person chooses: long rather than wild. */
export const OwnPassword = z.object({ current: z.string().min(1).max(256), next: z.string().min(12).max(256) })
export type OwnPassword = z.infer<typeof OwnPassword>

export const SessionUser = z.object({
  id: UserId,
  username: z.string(),
  displayName: z.string(),
  role: Role,
  teamId: TeamId,
  teamName: z.object({ zh: z.string(), en: z.string() }),
  /** Whose records this user sees: the own unit, for supervisors also all below it, for admins all there are. */
  units: z.array(TeamId),
  /** Works for an outsourced partner: personal data is shown masked (AC-19). */
  masked: z.boolean(),
  /** Somebody else gave the password: until it is changed nothing else is open. */
  mustChangePassword: z.boolean(),
  language: Language,
  expiresAt: Instant,
})
export type SessionUser = z.infer<typeof SessionUser>

/** The units whose records a user may see; undefined: everybody's, as for an admin. */
export const unitsSeenBy = (user: Pick<SessionUser, 'role' | 'units'>): readonly TeamId[] | undefined =>
  user.role === 'admin' ? undefined : user.units

/** Whether records of this unit exist for a user. */
export const seesUnit = (user: Pick<SessionUser, 'role' | 'units'>, unit: TeamId): boolean =>
  user.role === 'admin' || user.units.includes(unit)

export const UserPreferences = z.object({ language: Language })

export const AuditEntry = z.object({
  seq: z.int(),
  at: Instant,
  actorId: UserId.optional(),
  actorName: z.string().optional(),
  role: Role.optional(),
  ip: z.string(),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
