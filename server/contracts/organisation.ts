/** The units of the house and the people who work in them, as lists show them. */
import { z } from 'zod'
import { Role } from './auth.ts'
import { Label, Language, Version } from './common.ts'
import { TeamId, UserId } from './ids.ts'

export const Team = z.object({ id: TeamId, name: Label })
export type Team = z.infer<typeof Team>

/** What a unit is. A partner is an outside company whose people work for the house. */
export const UnitKind = z.enum(['headquarters', 'branch', 'sales-office', 'department', 'team', 'partner'])
export type UnitKind = z.infer<typeof UnitKind>

/** How the departments of an airline are grouped (BY-63). */
export const DepartmentGroup = z.enum(['functional', 'management', 'business-unit', 'operating-company'])
export type DepartmentGroup = z.infer<typeof DepartmentGroup>

/** Whether a unit has people for customer service, and whether that is all they do (BY-15). */
export const ServiceFunction = z.enum(['none', 'part-time', 'full-time'])
export type ServiceFunction = z.infer<typeof ServiceFunction>

/** The stable name of a unit in files and catalogues: `cabin-service`. */
export const UnitCode = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)

/** Names of cities, districts, provinces. */
export const Places = z.array(z.string())

export const Unit = Team.extend({
  code: UnitCode,
  kind: UnitKind,
  parentId: TeamId.optional(),
  group: DepartmentGroup.optional(),
  /** The working calendar by which its clocks run. */
  calendarId: z.string(),
  address: Label,
  city: Label,
  phone: z.string(),
  /** Places (cities, districts, provinces) whose passengers it looks after. */
  serves: Places,
  service: ServiceFunction,
  disabled: z.boolean(),
  version: Version,
})
export type Unit = z.infer<typeof Unit>

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
