/** Watches every case: what it has in common with others becomes one problem, and more than usual becomes a spike. */
import type { CaseId, ProblemId } from '../contracts/ids.ts'
import type { ProblemThresholds } from '../contracts/problems.ts'
import { newId } from '../platform/id.ts'
import type { Write } from '../platform/store.ts'
import {
  findTrait,
  insertSpike,
  openedOfLeaf,
  putTrait,
  type TraitRow,
  traitsOfLeaf,
} from './case-traits.repository.ts'
import { moveProblem } from './problem.machine.ts'
import { toTraits } from './problem-record.ts'
import type { CaseSubjects, LeafWords, SeenCase } from './problems.ports.ts'
import {
  appendProblemEvent,
  insertProblem,
  linkCases,
  nextOrdinal,
  type ProblemRow,
  problemsOfCases,
  problemsOfLeaf,
  updateProblem,
} from './problems.repository.ts'
import { commonGroup, type Group, groupsOf, marksOf, spikeOf } from './similarity.rules.ts'

export interface CommonCasesDeps {
  now: () => number
  cases: CaseSubjects
  leaves: LeafWords
  thresholds(within: Write): Promise<ProblemThresholds>
  /** The date on the wall of the house. */
  dayOf(at: number): string
}

const dayMs = 86_400_000
/** So many cases of a leaf are compared at most: the newest. */
const mostCompared = 400

/** Runs inside the commit that opens or changes a case. */
export function createCommonCases(deps: CommonCasesDeps) {
  const { cases, leaves, now } = deps

  async function traitOf(seen: SeenCase, tx: Write): Promise<TraitRow> {
    const department = leaves.departmentOf(seen.kind, seen.leaf) ?? null
    return {
      case_id: seen.id,
      number: seen.number,
      kind: seen.kind,
      leaf: seen.leaf,
      station: seen.station ?? null,
      flight: seen.flight ?? null,
      department,
      team_id: seen.teamId,
      opened_at: seen.openedAt,
      marks: JSON.stringify(marksOf((await cases.subjectOf(seen.id, tx)) ?? '')),
    }
  }

  /** A problem that these cases belong to already: same trait, or for words the one that holds a similar case. */
  async function problemOf(group: Group, known: ProblemRow[], tx: Write): Promise<ProblemRow | undefined> {
    const ofTrait = known.filter((row) => row.trait === group.trait)
    if (group.trait !== 'text') return ofTrait.find((row) => row.trait_value === group.value)
    const holders = new Set(await problemsOfCases(tx.db, group.cases as CaseId[]))
    return ofTrait.find((row) => holders.has(row.id))
  }

  async function join(problem: ProblemRow, seen: SeenCase, tx: Write): Promise<void> {
    const isNew = (await linkCases(tx.db, problem.id, [seen.id], now())) > 0
    const state = isNew ? moveProblem(problem.state, 'recur') : undefined
    if (!state) return
    // BY-24: what was solved and comes again is open again.
    const change = { state, solved_at: null, recurrences: problem.recurrences + 1 }
    await updateProblem(tx.db, problem, change)
    const event = { event: 'recurred', text: seen.number, by_id: null, by_name: null } as const
    await appendProblemEvent(tx.db, { problem_id: problem.id, at: now(), ...event })
    tx.announce('problem.changed', { problemId: problem.id, from: problem.state, to: state })
  }

  async function propose(group: Group, seen: SeenCase, tx: Write): Promise<void> {
    const id = newId<ProblemId>()
    const subject = (await cases.subjectOf(seen.id, tx)) ?? ''
    const value = group.trait === 'text' ? subject.slice(0, 40) : group.value
    await insertProblem(tx.db, {
      id,
      ordinal: await nextOrdinal(tx.db),
      state: 'proposed',
      title: titleOf(group, value, leaves.leafName(seen.kind, seen.leaf).zh, leaves),
      leaf: seen.leaf,
      trait: group.trait,
      trait_value: value,
      cause: '',
      owner_id: null,
      owner_name: null,
      recurrences: 0,
      proposed_at: now(),
      decided_at: null,
      solved_at: null,
      version: 1,
    })
    await linkCases(tx.db, id, group.cases as CaseId[], now())
    await appendProblemEvent(tx.db, {
      problem_id: id,
      at: now(),
      event: 'proposed',
      by_id: null,
      by_name: null,
      text: String(group.cases.length),
    })
    tx.announce('problem.changed', { problemId: id, to: 'proposed' })
  }

  async function compare(seen: SeenCase, fresh: TraitRow, limits: ProblemThresholds, tx: Write): Promise<void> {
    const since = now() - limits.windowDays * dayMs
    const others = await traitsOfLeaf(tx.db, seen.leaf, since, mostCompared)
    const groups = groupsOf(toTraits(fresh), others.map(toTraits), limits)
    const known = (await problemsOfLeaf(tx.db, seen.leaf)).filter(
      // What was declined is not proposed again while its cases are still the same ones.
      (row) => row.state !== 'declined' || (row.decided_at ?? 0) > since,
    )
    for (const group of groups) {
      const problem = await problemOf(group, known, tx)
      if (!problem) continue
      if (problem.state !== 'declined') await join(problem, seen, tx)
      return
    }
    const common = commonGroup(groups, limits)
    if (common) await propose(common, seen, tx)
  }

  async function lookForSpike(seen: SeenCase, limits: ProblemThresholds, tx: Write): Promise<void> {
    const opened = await openedOfLeaf(tx.db, seen.leaf, now() - 29 * dayMs)
    const spike = spikeOf(opened, now(), limits)
    if (!spike) return
    const isNew = await insertSpike(tx.db, {
      leaf: seen.leaf,
      day: deps.dayOf(now()),
      seen_at: now(),
      cases: spike.count,
      usual_hundredths: spike.usualHundredths,
      seen_by_name: null,
    })
    if (isNew) tx.announce('problem.spike-seen', { leaf: seen.leaf, count: spike.count })
  }

  return {
    /** A case was opened, or what it is compared by may have changed. */
    async seen(seen: SeenCase, tx: Write): Promise<void> {
      const before = await findTrait(tx.db, seen.id)
      const fresh = await traitOf(seen, tx)
      if (before && isSame(before, fresh)) return
      await putTrait(tx.db, fresh)
      const limits = await deps.thresholds(tx)
      if (!limits.kinds.includes(seen.kind)) return
      await compare(seen, fresh, limits, tx)
      await lookForSpike(seen, limits, tx)
    },
  }
}

function isSame(a: TraitRow, b: TraitRow): boolean {
  return a.leaf === b.leaf && a.station === b.station && a.flight === b.flight && a.marks === b.marks
}

function titleOf(group: Group, value: string, leaf: string, leaves: LeafWords): string {
  if (group.trait === 'text') return `${leaf}：${value}`
  return `${leaf} · ${group.trait === 'department' ? (leaves.departmentName(value)?.zh ?? value) : value}`
}
