/** Which record a fact is about: deliveries about one record keep their order. */

/** The id that names the kind of the fact (`case.closed` -> `caseId`), else its first id, else the name itself. */
export function recordKeyOf(name: string, data: object): string {
  const values = data as Record<string, unknown>
  const noun = name.slice(0, name.indexOf('.')).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const own = values[`${noun}Id`]
  if (typeof own === 'string') return own
  const first = Object.entries(values).find(([key, value]) => key.endsWith('Id') && typeof value === 'string')
  return first ? String(first[1]) : name
}
