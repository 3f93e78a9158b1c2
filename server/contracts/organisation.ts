/** The units of the house and the people who work in them, as lists show them. */
import { z } from 'zod'
import { LoginRequest, Role } from './auth.ts'
import { freeText, Label, Language, Version } from './common.ts'
import { QueueId, TeamId, UserId } from './ids.ts'

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
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** Names of cities, districts, provinces; `北京/朝阳` means both. */
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
  /** Places whose passengers it looks after. */
  serves: Places,
  service: ServiceFunction,
  disabled: z.boolean(),
  version: Version,
})
export type Unit = z.infer<typeof Unit>

/** A unit with the small letters by which a list finds it: names, code, city, pinyin, initials. */
export const UnitOnFile = Unit.extend({ sought: z.string() })
export type UnitOnFile = z.infer<typeof UnitOnFile>

const line = (longest: number) => freeText(longest)
const labelOf = (longest: number) => z.object({ zh: line(longest), en: line(longest) })
const Named = z.object({ zh: line(120).min(1), en: line(120).min(1) })

/** What a person says of a unit. */
export const NewUnit = z.object({
  name: Named,
  code: UnitCode,
  kind: UnitKind,
  parentId: TeamId.optional(),
  group: DepartmentGroup.optional(),
  calendarId: line(40).min(1).default('hq'),
  address: labelOf(200),
  city: labelOf(120),
  phone: line(40),
  serves: z.array(line(60).min(1)).max(100),
  service: ServiceFunction,
})
export type NewUnit = z.infer<typeof NewUnit>

export const UnitEdit = NewUnit.extend({ version: Version })
export type UnitEdit = z.infer<typeof UnitEdit>

export const DisabledEdit = z.object({ version: Version, disabled: z.boolean() })

/** One row of a file by its column names; `row` as a spreadsheet counts. */
export interface FileRow {
  row: number
  cells: Record<string, string>
}

/** What a row of a file of units does, or why it is left out: column -> what is wrong. */
export const ImportLine = z.object({
  row: z.int(),
  code: z.string(),
  what: z.enum(['added', 'changed', 'same', 'refused']),
  problems: z.record(z.string(), z.string()),
})
export type ImportLine = z.infer<typeof ImportLine>

export const UnitImport = z.object({ text: z.string().max(2_000_000), confirm: z.boolean() })

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
  /** What the person does, as the directory shows it. */
  title: Label,
  /** Internal number. */
  extension: z.string(),
  version: Version,
})
export type StaffMember = z.infer<typeof StaffMember>

/** What an agent may take, 1 = best. */
export const Skill = z.object({ queueId: QueueId, level: z.int().min(1).max(5) })
export type Skill = z.infer<typeof Skill>

export const NewMember = z.object({
  username: LoginRequest.shape.username,
  displayName: line(60).min(1),
  role: Role,
  teamId: TeamId,
  language: Language,
  title: labelOf(60),
  extension: z.string().regex(/^\d{0,8}$/),
})
export type NewMember = z.infer<typeof NewMember>

export const MemberEdit = NewMember.extend({ version: Version })
export type MemberEdit = z.infer<typeof MemberEdit>

/** A person as administration shows them: with skills, and whether the password is still the one given. */
export const Person = StaffMember.extend({ skills: z.array(Skill) })
export type Person = z.infer<typeof Person>

/** Shown once, kept nowhere: the person must change it at the first login. */
export const InitialPassword = z.object({ user: StaffMember, password: z.string() })
