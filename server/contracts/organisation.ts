/** Teams and the people who work here, as lists show them. */
import { z } from 'zod'
import { Role } from './auth.ts'
import { Label, Language } from './common.ts'
import { TeamId, UserId } from './ids.ts'

export const Team = z.object({ id: TeamId, name: Label })
export type Team = z.infer<typeof Team>

/** A person who may log in; without anything secret. */
export const StaffMember = z.object({
  id: UserId,
  username: z.string(),
  displayName: z.string(),
  role: Role,
  teamId: TeamId,
  teamName: Label,
  language: Language,
  disabled: z.boolean(),
})
export type StaffMember = z.infer<typeof StaffMember>
