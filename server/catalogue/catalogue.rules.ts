/** Which version of an entry is in force, and what a case lacks before it may be closed. */
import { pinyin } from 'pinyin-pro'
import { type FieldName, isFieldName } from '../contracts/case-fields.ts'
import { missingOf } from '../contracts/case-values.ts'
import { type CatalogueLeaf, type Leaf, withCarrier } from '../contracts/catalogue.ts'
import type { Label } from '../contracts/common.ts'

/** What an administrator made of an entry, from a moment on (ms UTC). */
export interface LeafVersion {
  version: number
  effectiveAt: number
  department: string
  extraRequired: string[]
  enabled: boolean
  label: Label
}

/** The version in force at a moment: the newest of those whose day has come. */
export function inForce<V extends LeafVersion>(versions: readonly V[], at: number): V | undefined {
  return versions
    .filter((one) => one.effectiveAt <= at)
    .reduce<V | undefined>((best, one) => (best && best.version > one.version ? best : one), undefined)
}

const spellings = new Map<string, string>()

/** Pinyin and initials of a Chinese label: `xing li yi shi xingliyishi xlys`. */
function spelled(text: string): string {
  const known = spellings.get(text)
  if (known !== undefined) return known
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed' })
  const spelling = [syllables.join(' '), syllables.join(''), syllables.map((one) => one[0] ?? '').join('')].join(' ')
  spellings.set(text, spelling)
  return spelling
}

/** The shipped leaf with what is in force of its changes. */
export function entryOf(leaf: Leaf, version: LeafVersion | undefined, carrier: Label): CatalogueLeaf {
  const extraRequired = version?.extraRequired ?? []
  return {
    id: leaf.id,
    kind: leaf.kind,
    ...(leaf.branch && { branch: leaf.branch }),
    label: withCarrier(version?.label ?? leaf.label, carrier),
    required: [...new Set([...leaf.required, ...extraRequired])],
    optional: (leaf.optional ?? []).filter((name) => !extraRequired.includes(name)),
    department: version?.department ?? leaf.department,
    ...(leaf.regulator && { regulator: { ...leaf.regulator } }),
    ...(leaf.settledBy && { settledBy: leaf.settledBy }),
    search: spelled((version?.label ?? leaf.label).zh),
    enabled: version?.enabled ?? true,
    extraRequired,
    version: version?.version ?? 0,
  }
}

/** What of a case stands where a field may be asked for. */
export interface Filled {
  flight?: string | undefined
  flightDate?: string | undefined
  station?: string | undefined
  fields: Record<string, unknown>
}

/** The required fields that a case does not have yet. */
export function lackingOf(required: readonly string[], filled: Filled): FieldName[] {
  const { fields, flight, flightDate, station } = filled
  return missingOf(required.filter(isFieldName), { ...fields, flight, flightDate, station })
}

/** The calendar day (`2026-01-05`) of a moment in a time zone. */
export function dayOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}
