/** Digests: what departments and branches get, or hand in, at fixed times (EC-12, BY-21). */
import { z } from 'zod'
import { freeText, Instant, Label, Version } from './common.ts'
import { CaseId, DigestId, TeamId } from './ids.ts'

/** A department's digest of what passengers said; a branch's monthly pack for headquarters. */
export const DigestKind = z.enum(['department', 'branch-month'])
export type DigestKind = z.infer<typeof DigestKind>
export const Cadence = z.enum(['daily', 'weekly', 'monthly'])
export type Cadence = z.infer<typeof Cadence>

const LeafCount = z.object({ leaf: z.string(), count: z.int() })
const OpenOrder = z.object({
  caseId: CaseId,
  number: z.string(),
  leaf: z.string(),
  dispatchedAt: Instant,
  dueAt: Instant,
})

/** The figures as they were when it was made. */
export const DigestBody = z.object({
  received: z.int(),
  answered: z.int(),
  returned: z.int(),
  open: z.int(),
  late: z.int(),
  byKind: z.record(z.string(), z.int()),
  leaves: z.array(LeafCount),
  openOrders: z.array(OpenOrder),
  /** Leaves of complaints with more cases than in the period before. */
  rising: z.array(z.object({ leaf: z.string(), count: z.int(), before: z.int() })),
  problems: z.array(z.object({ id: z.string(), number: z.string(), title: z.string() })),
})
export type DigestBody = z.infer<typeof DigestBody>

export const DigestSummary = z.object({
  id: DigestId,
  kind: DigestKind,
  unitId: TeamId,
  unitName: Label,
  fromAt: Instant,
  toAt: Instant,
  madeAt: Instant,
  /** Of a monthly pack: the end of the 5th. */
  dueAt: Instant.optional(),
  sentAt: Instant.optional(),
  sentByName: z.string().optional(),
  readAt: Instant.optional(),
  readByName: z.string().optional(),
  late: z.boolean(),
  version: Version,
})
export type DigestSummary = z.infer<typeof DigestSummary>

export const Digest = DigestSummary.extend({
  body: DigestBody,
  analysis: z.string(),
  solutions: z.string(),
  may: z.array(z.enum(['write', 'send', 'read'])),
})
export type Digest = z.infer<typeof Digest>

export const PackEdit = z.object({ version: Version, analysis: freeText(8000), solutions: freeText(8000) })
export const DigestStep = z.object({ version: Version })

export const DigestSchedule = z.object({
  unitId: TeamId,
  unitName: Label,
  kind: DigestKind,
  cadence: Cadence,
  /** 1 Monday to 7 Sunday; of a weekly one. */
  weekday: z.int().min(1).max(7),
  hour: z.int().min(0).max(23),
  nextAt: Instant,
  version: Version,
})
export type DigestSchedule = z.infer<typeof DigestSchedule>
export const DigestScheduleEdit = DigestSchedule.pick({ cadence: true, weekday: true, hour: true, version: true })
export type DigestScheduleEdit = z.infer<typeof DigestScheduleEdit>
