/** The figures of a digest out of what other rooms counted. */
import type { DigestBody } from '../contracts/digests.ts'
import type { CaseCount, LivingProblem, WorkTally } from './digests.ports.ts'

const leavesShown = 8

/** A department's: what was handed to it, and what passengers say about the same leaves. */
export function departmentBody(tally: WorkTally, counts: readonly CaseCount[], problems: LivingProblem[]): DigestBody {
  const own = new Set(tally.leaves.map(({ leaf }) => leaf))
  return { ...tally, rising: risingOf(counts.filter(({ leaf }) => own.has(leaf))), problems }
}

/** A branch's month: every case that its offices opened, and the work that its departments still have. */
export function branchBody(tally: WorkTally, counts: readonly CaseCount[], problems: LivingProblem[]): DigestBody {
  const byKind: Record<string, number> = {}
  for (const { kind, count } of counts) if (count > 0) byKind[kind] = (byKind[kind] ?? 0) + count
  const leaves = counts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  return {
    ...tally,
    received: leaves.reduce((sum, { count }) => sum + count, 0),
    byKind,
    leaves: leaves.slice(0, leavesShown).map(({ leaf, count }) => ({ leaf, count })),
    rising: risingOf(counts),
    problems,
  }
}

/** Whether there is anything to say at all. */
export function isEmpty(body: DigestBody): boolean {
  return body.received === 0 && body.open === 0 && body.problems.length === 0
}

function risingOf(counts: readonly CaseCount[]): DigestBody['rising'] {
  return counts
    .filter(({ kind, count, before }) => (kind === 'complaint' || kind === 'suggestion') && count > before)
    .toSorted((a, b) => b.count - b.before - (a.count - a.before))
    .slice(0, leavesShown)
    .map(({ leaf, count, before }) => ({ leaf, count, before }))
}
