/** Which requirement has a test that shows it: read off the titles, which begin with the ids they show. */

export interface Requirement {
  /** As in the requirements: two letters of the source, a number. */
  id: string
  /** P0 first usable release, P1 next, P2 later; "–" for context that nothing has to show. */
  priority: string
  zh: string
  en: string
}

/** One test of the last run, with its status as vitest says it. */
export interface RanTest {
  title: string
  status: string
}

export interface Coverage {
  requirement: Requirement
  passing: number
  failing: number
}

/** The ids in the brackets of a title: `[CP-07] suggests ...`, `[BY-01, GA-24] ...`. */
export function idsIn(title: string): string[] {
  const brackets = [...title.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '')
  return brackets.flatMap((text) => text.match(/\b[A-Z]{2}-\d\d\b/g) ?? [])
}

/** How many tests show each requirement. A test that ran on two databases counts twice. */
export function coverageOf(requirements: Requirement[], tests: RanTest[]): Coverage[] {
  const shown = new Map(requirements.map((requirement) => [requirement.id, { requirement, passing: 0, failing: 0 }]))
  for (const { title, status } of tests)
    for (const id of new Set(idsIn(title))) {
      const one = shown.get(id)
      if (!one) continue
      if (status === 'passed') one.passing += 1
      else one.failing += 1
    }
  return [...shown.values()]
}

/** Ids that titles name and no requirement has: a slip of the pen, or an id of another paper (B4-21 is none of ours). */
export function strangersIn(requirements: Requirement[], tests: RanTest[]): string[] {
  const known = new Set(requirements.map(({ id }) => id))
  const families = new Set(requirements.map(({ id }) => id.slice(0, 2)))
  const named = new Set(tests.flatMap(({ title }) => idsIn(title)))
  return [...named].filter((id) => families.has(id.slice(0, 2)) && !known.has(id)).sort()
}
