/** Which field a column means, told by its header in either language. */
import type { Mapping } from '../contracts/imports.ts'

interface Known {
  key: string
  label: { zh: string; en: string }
  headers: readonly string[]
}

/** One spelling: width, case, blanks, brackets and signs do not count. */
export const headerKey = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|【.*?】/g, '')
    .replace(/[\s_\-.:*/]+/g, '')

/** A field for each column whose header is known; a field is given once, to the first column that fits. */
export function proposeMapping(headers: string[], fields: readonly Known[]): Mapping {
  const byHeader = new Map<string, string>()
  for (const { key, label, headers: words } of fields)
    for (const word of [key, label.zh, label.en, ...words]) byHeader.set(headerKey(word), key)
  const taken = new Set<string>()
  return headers.map((header) => {
    const key = byHeader.get(headerKey(header))
    if (key === undefined || taken.has(key)) return null
    taken.add(key)
    return key
  })
}

/** The fault of a mapping for a file with so many columns, or undefined. */
export function mappingFault(
  mapping: Mapping,
  columns: number,
  fields: ReadonlyArray<{ key: string; required: boolean }>,
): { field: string; why: 'length' | 'unknown' | 'twice' | 'missing' } | undefined {
  if (mapping.length !== columns) return { field: 'mapping', why: 'length' }
  const used = mapping.filter((key) => key !== null)
  const unknown = used.find((key) => !fields.some((field) => field.key === key))
  if (unknown !== undefined) return { field: unknown, why: 'unknown' }
  const twice = used.find((key, i) => used.indexOf(key) !== i)
  if (twice !== undefined) return { field: twice, why: 'twice' }
  const missing = fields.find((field) => field.required && !used.includes(field.key))
  return missing && { field: missing.key, why: 'missing' }
}
