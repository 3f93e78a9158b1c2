/** Exports: records of the house as a file, made in the background, for the person who asked and for nobody else. */
import { z } from 'zod'
import type { Role } from './auth.ts'
import { freeText, Instant, Label } from './common.ts'
import { ExportId } from './ids.ts'
import { Tier } from './passengers.ts'

export const ExportKind = z.enum(['passengers', 'cases', 'tasks', 'surveys', 'branches', 'audit'])
export type ExportKind = z.infer<typeof ExportKind>

export const ExportFormat = z.enum(['csv', 'xlsx', 'json'])
export type ExportFormat = z.infer<typeof ExportFormat>

export const ExportState = z.enum(['running', 'ready', 'failed', 'expired'])
export type ExportState = z.infer<typeof ExportState>

/** Who may export what; a supervisor gets the records of the own units. */
export const exportRoles: Record<ExportKind, readonly z.infer<typeof Role>[]> = {
  passengers: ['supervisor', 'admin'],
  cases: ['supervisor', 'admin'],
  tasks: ['supervisor', 'admin'],
  surveys: ['supervisor', 'admin'],
  branches: ['supervisor', 'admin'],
  audit: ['admin'],
}

export const ExportFilter = z.object({
  tier: Tier.optional(),
  city: freeText(60).optional(),
  caseState: z.enum(['unfinished', 'closed', 'reopened', 'all']).optional(),
})
export type ExportFilter = z.infer<typeof ExportFilter>

export const NewExport = z.object({ kind: ExportKind, format: ExportFormat, filter: ExportFilter.default({}) })
export type NewExport = z.infer<typeof NewExport>

export const ExportFile = z.object({
  id: ExportId,
  kind: ExportKind,
  format: ExportFormat,
  filter: ExportFilter,
  state: ExportState,
  rows: z.int(),
  bytes: z.int(),
  /** Personal data is masked in it. */
  masked: z.boolean(),
  createdAt: Instant,
  finishedAt: Instant.optional(),
  expiresAt: Instant,
})
export type ExportFile = z.infer<typeof ExportFile>

/** What a column holds of a person; shown masked to people of a partner. */
export const Personal = z.enum(['name', 'number', 'email', 'date', 'place'])
export type Personal = z.infer<typeof Personal>

export const ExportColumn = z.object({ key: z.string(), label: Label, personal: Personal.optional() })
export type ExportColumn = z.infer<typeof ExportColumn>

/** A page of facts: `next` is the `after` of the page that follows. */
export const FeedPage = z.object({
  items: z.array(z.object({ seq: z.int(), at: Instant, name: z.string(), data: z.record(z.string(), z.unknown()) })),
  next: z.int(),
  /** True: ask again at once; false: this is the newest for now. */
  more: z.boolean(),
})
