/** The directory: whom to ask inside the house, and who is on duty (CT-02, IQ-08). */
import { z } from 'zod'
import { freeText, Label, Version } from './common.ts'
import { TeamId, UserId } from './ids.ts'
import { UnitKind } from './organisation.ts'

/** Wall time in minutes after midnight, and the zone it is told in. */
const Minute = z.int().min(0).max(1440)
const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** Somebody who is on duty now, for what, until which wall time. */
export const OnDuty = z.object({
  userId: UserId,
  name: z.string(),
  task: Label,
  number: z.string(),
  toMinute: Minute,
  zone: z.string(),
})
export type OnDuty = z.infer<typeof OnDuty>

export const DirectoryEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('unit'),
    id: TeamId,
    unitKind: UnitKind,
    name: Label,
    /** The units above, the nearest first. */
    path: z.array(Label),
    number: z.string(),
    address: Label,
    /** What it answers for. */
    handles: z.array(Label),
    onDuty: z.array(OnDuty),
  }),
  z.object({
    kind: z.literal('person'),
    id: UserId,
    name: z.string(),
    title: Label,
    unitId: TeamId,
    unitName: Label,
    number: z.string(),
    /** Undefined: not on duty now. */
    onDuty: OnDuty.optional(),
  }),
])
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

export const DirectoryQuery = z.object({
  search: freeText(60).default(''),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})

export const ShiftId = z.uuid().brand<'ShiftId'>()
export type ShiftId = z.infer<typeof ShiftId>

/** A shift comes back every week; one that ends at or before its beginning passes midnight. */
export const DutyShift = z.object({
  id: ShiftId,
  unitId: TeamId,
  userId: UserId,
  userName: z.string(),
  task: Label,
  /** ISO weekdays 1-7 on which it begins. */
  weekdays: z.array(z.int().min(1).max(7)),
  fromMinute: Minute,
  toMinute: Minute,
  zone: z.string(),
  validFrom: LocalDate.optional(),
  validUntil: LocalDate.optional(),
  version: Version,
})
export type DutyShift = z.infer<typeof DutyShift>

const Named = z.object({ zh: freeText(60).min(1), en: freeText(80).min(1) })

export const NewShift = z.object({
  unitId: TeamId,
  userId: UserId,
  task: Named,
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  fromMinute: z.int().min(0).max(1439),
  toMinute: Minute,
  zone: z.string().min(1).max(60),
  validFrom: LocalDate.optional(),
  validUntil: LocalDate.optional(),
})
export type NewShift = z.infer<typeof NewShift>

export const ShiftEdit = NewShift.omit({ unitId: true }).extend({ version: Version })
export type ShiftEdit = z.infer<typeof ShiftEdit>

/** What a unit answers for: the whole list is written at once. */
export const Responsibilities = z.array(Named).max(30)
