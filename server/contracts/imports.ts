/** Imports: a file of rows becomes records; every row is told of, and none stops the others. */
import { z } from 'zod'
import { Instant, Label } from './common.ts'
import { ImportId } from './ids.ts'

export const ImportKind = z.enum(['passengers'])
export type ImportKind = z.infer<typeof ImportKind>

/** uploaded -> running -> done; done -> undoing -> undone; failed: the file could not be read to its end. */
export const ImportState = z.enum(['uploaded', 'running', 'done', 'failed', 'undoing', 'undone'])
export type ImportState = z.infer<typeof ImportState>

/** What to do with a row whose record is there already. */
export const DuplicateRule = z.enum(['update', 'skip'])
export type DuplicateRule = z.infer<typeof DuplicateRule>

/** A field that a column may fill. */
export const ImportField = z.object({ key: z.string(), label: Label, required: z.boolean(), hint: Label.optional() })
export type ImportField = z.infer<typeof ImportField>

/** How the file is written, and how it begins. */
export const FileShape = z.object({
  format: z.enum(['csv', 'xlsx']),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  headers: z.array(z.string()),
  preview: z.array(z.array(z.string())),
})
export type FileShape = z.infer<typeof FileShape>

/** Field key of each column, in the order of the columns; null leaves the column out. */
export const Mapping = z.array(z.string().max(40).nullable()).max(500)
export type Mapping = z.infer<typeof Mapping>

/** What became of one row. */
export const RowOutcome = z.enum(['created', 'updated', 'skipped', 'wrong', 'undone', 'kept'])
export type RowOutcome = z.infer<typeof RowOutcome>

/** Why a row was not taken; the sentences are in `rowFaults`. */
export const RowFaultCode = z.enum([
  'missing',
  'too-long',
  'not-a-number',
  'not-a-date',
  'not-a-phone',
  'not-an-email',
  'not-in-list',
  'number-of-another',
  'several-fit',
  'unreadable',
  'not-storable',
])
export type RowFaultCode = z.infer<typeof RowFaultCode>

/** `{{field}}` stands for the name of the field. */
export const rowFaults: Record<RowFaultCode, z.infer<typeof Label>> = {
  missing: { zh: '“{{field}}”不能为空。', en: '"{{field}}" must not be empty.' },
  'too-long': { zh: '“{{field}}”过长。', en: '"{{field}}" is too long.' },
  'not-a-number': { zh: '“{{field}}”不是有效的数字。', en: '"{{field}}" is no valid number.' },
  'not-a-date': {
    zh: '“{{field}}”不是有效的日期，例如 1984-06-18。',
    en: '"{{field}}" is no valid date; e.g. 1984-06-18.',
  },
  'not-a-phone': { zh: '“{{field}}”不是有效的电话号码。', en: '"{{field}}" is no valid telephone number.' },
  'not-an-email': { zh: '“{{field}}”不是有效的邮箱地址。', en: '"{{field}}" is no valid e-mail address.' },
  'not-in-list': { zh: '“{{field}}”的值不在可选范围内。', en: '"{{field}}" has a value that is not known.' },
  'number-of-another': {
    zh: '“{{field}}”已登记在另一位旅客名下，请核对姓名。',
    en: '"{{field}}" belongs to somebody else on record; check the name.',
  },
  'several-fit': {
    zh: '有多位旅客符合“{{field}}”，无法确定是哪一位。',
    en: 'Several records fit "{{field}}"; which one is meant cannot be told.',
  },
  unreadable: { zh: '此行无法读取，请检查引号和分隔符。', en: 'This row cannot be read; check quotes and delimiters.' },
  'not-storable': { zh: '此行无法保存，请检查内容。', en: 'This row could not be stored; check what is in it.' },
}

export const Import = z.object({
  id: ImportId,
  kind: ImportKind,
  fileName: z.string(),
  bytes: z.int(),
  state: ImportState,
  shape: FileShape,
  mapping: Mapping,
  duplicates: DuplicateRule,
  doneRows: z.int(),
  /** 0 while it is not known. */
  totalRows: z.int(),
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  wrong: z.int(),
  undone: z.int(),
  /** Code of why the file could not be read to its end. */
  problem: z.string().optional(),
  byName: z.string(),
  createdAt: Instant,
  startedAt: Instant.optional(),
  finishedAt: Instant.optional(),
})
export type Import = z.infer<typeof Import>

/** An import with the fields that its columns may fill. */
export const ImportWithFields = Import.extend({ fields: z.array(ImportField) })
export type ImportWithFields = z.infer<typeof ImportWithFields>

export const ImportStart = z.object({ mapping: Mapping, duplicates: DuplicateRule })
export type ImportStart = z.infer<typeof ImportStart>
