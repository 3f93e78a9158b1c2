/** SQL of what administrators made of the catalogue: every change a row of its own. */
import type { Kysely } from 'kysely'
import { Label } from '../contracts/common.ts'
import type { UserId } from '../contracts/ids.ts'
import type { LeafVersion } from './catalogue.rules.ts'

interface LeafRow {
  leaf: string
  version: number
  effective_at: number
  department: string
  extra_required: string
  enabled: number
  label_zh: string
  label_en: string
  changed_at: number
  changed_by: UserId
  changed_by_name: string | null
}

/** A version with who made it. */
export interface StoredVersion extends LeafVersion {
  leaf: string
  changedAt: number
  changedBy: UserId
  changedByName: string | undefined
}

const own = (db: Kysely<unknown>) => db as Kysely<{ case_leaf: LeafRow; case_setting: { name: string; value: string } }>

/** All versions, or those of one leaf, oldest first. */
export async function listVersions(db: Kysely<unknown>, leaf?: string): Promise<StoredVersion[]> {
  let query = own(db).selectFrom('case_leaf').selectAll()
  if (leaf !== undefined) query = query.where('leaf', '=', leaf)
  const rows = await query.orderBy('leaf').orderBy('version').execute()
  return rows.map((row) => ({
    leaf: row.leaf,
    version: row.version,
    effectiveAt: row.effective_at,
    department: row.department,
    extraRequired: JSON.parse(row.extra_required) as string[],
    enabled: row.enabled === 1,
    label: { zh: row.label_zh, en: row.label_en },
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    changedByName: row.changed_by_name ?? undefined,
  }))
}

/** Adds a version. */
export async function insertVersion(db: Kysely<unknown>, one: StoredVersion): Promise<void> {
  await own(db)
    .insertInto('case_leaf')
    .values({
      leaf: one.leaf,
      version: one.version,
      effective_at: one.effectiveAt,
      department: one.department,
      extra_required: JSON.stringify(one.extraRequired),
      enabled: one.enabled ? 1 : 0,
      label_zh: one.label.zh,
      label_en: one.label.en,
      changed_at: one.changedAt,
      changed_by: one.changedBy,
      changed_by_name: one.changedByName ?? null,
    })
    .execute()
}

/** The carrier that CP-11 is about; undefined as long as nobody named it. */
export async function findCarrier(db: Kysely<unknown>): Promise<Label | undefined> {
  const row = await own(db).selectFrom('case_setting').select('value').where('name', '=', 'carrier').executeTakeFirst()
  return row && Label.parse(JSON.parse(row.value))
}

/** Names the carrier. */
export async function saveCarrier(db: Kysely<unknown>, carrier: Label): Promise<void> {
  const value = JSON.stringify(carrier)
  await own(db)
    .insertInto('case_setting')
    .values({ name: 'carrier', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
