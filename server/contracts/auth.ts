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

export const SessionUser = z.object({
  id: UserId,
  username: z.string(),
  displayName: z.string(),
  role: Role,
  teamId: TeamId,
  teamName: z.object({ zh: z.string(), en: z.string() }),
  language: Language,
  expiresAt: Instant,
})
export type SessionUser = z.infer<typeof SessionUser>

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
