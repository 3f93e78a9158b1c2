/** Problems: what passengers complain about again and again gets a cause, actions and an owner (BY-23, BY-24). */
import type { CaseKind } from '../contracts/cases.ts'
import type { CaseId, ProblemId, TeamId, UserId } from '../contracts/ids.ts'
import type {
  LeafTrend,
  Problem,
  ProblemEdit,
  ProblemEvent,
  ProblemFilter,
  ProblemSummary,
  ProblemThresholds,
  ProblemTrends,
  Spike,
} from '../contracts/problems.ts'
import { ProblemThresholds as ThresholdsShape } from '../contracts/problems.ts'
import type { Clock } from '../platform/clock.ts'
import { dayStart } from '../platform/day.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  countsBySpan,
  findThresholds,
  findTrait,
  insertThresholds,
  listSpikes,
  traitsByIds,
  updateSpikeSeen,
} from './case-traits.repository.ts'
import { createCommonCases } from './common-cases.ts'
import { moveProblem, type ProblemStep } from './problem.machine.ts'
import { defaultThresholds, eventOf, numberOf, toAction, toLinked, toProblemSummary } from './problem-record.ts'
import type { CaseSubjects, LeafWords, SeenCase, StaffNames } from './problems.ports.ts'
import {
  actionsOf,
  appendProblemEvent,
  caseCounts,
  casesOfProblem,
  findProblem,
  insertAction,
  linkCases,
  listProblems,
  type ProblemRow,
  problemEvents,
  updateActionDone,
  updateProblem,
} from './problems.repository.ts'

export interface ProblemsDeps {
  store: Store
  clock: Clock
  timeZone: string
  cases: CaseSubjects
  staff: StaffNames
  leaves: LeafWords
}

export type Problems = ReturnType<typeof createProblems>

const weekMs = 604_800_000
const weeksShown = 8
const leavesShown = 20
const linkedShown = 100
const spikesShown = 10

/** The room of problems. */
export function createProblems(deps: ProblemsDeps) {
  const { store, clock, timeZone, cases, staff, leaves } = deps

  async function thresholds(within?: Write): Promise<ProblemThresholds> {
    const row = await findThresholds(within?.db ?? store.db)
    return row
      ? ThresholdsShape.parse({ ...(JSON.parse(row.body) as object), version: row.version })
      : defaultThresholds
  }

  const dayOf = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
  const common = createCommonCases({ now: () => clock.now(), cases, leaves, thresholds, dayOf })

  /** The seam that changes a problem: row by version, event, fact. */
  async function save(
    tx: Write,
    id: ProblemId,
    version: number,
    act: (row: ProblemRow) => {
      change: Partial<ProblemRow>
      event: ProblemEvent['event']
      text?: string
      byId: UserId
    },
  ): Promise<ProblemRow> {
    const row = found(await findProblem(tx.db, id))
    if (row.version !== version) throw new Refusal('changed-meanwhile', { version: row.version })
    const { change, event, text, byId } = act(row)
    await updateProblem(tx.db, row, change)
    const by = { by_id: byId, by_name: (await staff.nameOf(byId, tx)) ?? null }
    await appendProblemEvent(tx.db, { problem_id: id, at: clock.now(), event, text: text || null, ...by })
    const to = change.state ?? row.state
    tx.announce('problem.changed', { problemId: id, from: row.state, to, byId })
    return { ...row, ...change, version: row.version + 1 }
  }

  const departmentName = (leaf: string) => {
    const code = leaves.departmentOf('complaint', leaf)
    return code === undefined ? undefined : leaves.departmentName(code)
  }

  async function summaries(rows: ProblemRow[]): Promise<ProblemSummary[]> {
    const ids = rows.map((row) => row.id)
    const [counts, actions] = [await caseCounts(store.db, ids), await actionsOf(store.db, ids)]
    return rows.map((row) =>
      toProblemSummary(row, { cases: counts.get(row.id) ?? 0, actions, departmentName: departmentName(row.leaf) }),
    )
  }

  return {
    thresholds,
    seen: (seen: SeenCase, tx: Write): Promise<void> => common.seen(seen, tx),

    /** Saves the next version of the thresholds; problems that exist stay. */
    saveThresholds(edit: ProblemThresholds, byId: UserId): Promise<ProblemThresholds> {
      return store.write(async (tx) => {
        const { version } = await thresholds(tx)
        if (version !== edit.version) throw new Refusal('changed-meanwhile', { version })
        const row = { version: version + 1, saved_at: clock.now(), saved_by: byId, body: JSON.stringify(edit) }
        if (!(await insertThresholds(tx.db, row))) throw new Refusal('changed-meanwhile')
        return { ...edit, version: row.version }
      })
    },

    async list(wanted: ProblemFilter & { before?: string | undefined; limit: number }) {
      const before = wanted.before === undefined ? undefined : Number(wanted.before)
      if (before !== undefined && !Number.isSafeInteger(before))
        throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
      const rows = await listProblems(store.db, { ...wanted, before })
      const items = await summaries(rows)
      const last = rows.at(-1)
      return last && rows.length === wanted.limit ? { items, nextBefore: String(last.ordinal) } : { items }
    },

    /** One problem; the words of a case only for who may open it. */
    async get(id: ProblemId, maySee: (unit: TeamId) => boolean): Promise<Problem> {
      const row = found(await findProblem(store.db, id))
      const [summary] = await summaries([row])
      const traits = await traitsByIds(store.db, await casesOfProblem(store.db, id, linkedShown))
      const events = await problemEvents(store.db, id)
      return {
        ...summary!,
        cause: row.cause,
        ownerId: row.owner_id ?? undefined,
        actions: (await actionsOf(store.db, [id])).map(toAction),
        linked: await Promise.all(
          traits.map(async (trait) =>
            toLinked(trait, maySee(trait.team_id) ? ((await cases.subjectOf(trait.case_id)) ?? '') : undefined),
          ),
        ),
        events: events.map(({ seq, at, event, by_name, text }) => ({
          seq,
          at,
          event,
          byName: by_name ?? undefined,
          text: text ?? undefined,
        })),
      }
    },

    /** Confirm or decline, take in hand, solve, watch. Solving needs a cause and every action done (BY-24). */
    move(
      id: ProblemId,
      wanted: { version: number; move: Exclude<ProblemStep, 'recur'>; text: string; byId: UserId },
      within?: Write,
    ) {
      return store.write(async (tx) => {
        const actions = await actionsOf(tx.db, [id])
        const ownerName = (await staff.nameOf(wanted.byId, tx)) ?? null
        return save(tx, id, wanted.version, (row) => {
          const state = moveProblem(row.state, wanted.move)
          if (!state) throw new Refusal('problem-not-open', { state: row.state })
          const isReady = row.cause !== '' && actions.every((action) => action.done_at !== null)
          if (wanted.move === 'solve' && !isReady) throw new Refusal('problem-not-solvable')
          const isDecision = wanted.move === 'confirm' || wanted.move === 'decline'
          const takes = wanted.move === 'take' && row.owner_id === null
          return {
            change: {
              state,
              ...(isDecision && { decided_at: clock.now() }),
              ...(takes && { owner_id: wanted.byId, owner_name: ownerName }),
              ...(wanted.move === 'solve' && { solved_at: clock.now() }),
            },
            event: eventOf[wanted.move],
            text: wanted.text,
            byId: wanted.byId,
          }
        })
      }, within)
    },

    /** Title, cause, owner. */
    edit(id: ProblemId, { version, ...edit }: ProblemEdit, byId: UserId, within?: Write) {
      return store.write(async (tx) => {
        const ownerName = edit.ownerId ? found(await staff.nameOf(edit.ownerId, tx)) : undefined
        return save(tx, id, version, () => ({
          change: {
            ...(edit.title !== undefined && { title: edit.title }),
            ...(edit.cause !== undefined && { cause: edit.cause }),
            ...(edit.ownerId && { owner_id: edit.ownerId, owner_name: ownerName ?? null }),
          },
          event: 'edited',
          byId,
        }))
      }, within)
    },

    /** An action with its owner and due date. */
    addAction(
      id: ProblemId,
      action: { version: number; text: string; ownerId: UserId; dueAt: number },
      byId: UserId,
      within?: Write,
    ) {
      return store.write(async (tx) => {
        const ownerName = found(await staff.nameOf(action.ownerId, tx))
        const { version, text, ownerId, dueAt } = action
        await save(tx, id, version, () => ({ change: {}, event: 'action', text, byId }))
        const row = { id: crypto.randomUUID(), problem_id: id, text, owner_id: ownerId, owner_name: ownerName }
        await insertAction(tx.db, { ...row, due_at: dueAt, done_at: null, done_by_name: null })
      }, within)
    },

    /** Refuses anybody but the action's owner and leads. */
    actionDone(id: ProblemId, actionId: string, by: { version: number; byId: UserId; isLead: boolean }) {
      return store.write(async (tx) => {
        const action = found((await actionsOf(tx.db, [id])).find((one) => one.id === actionId))
        if (!by.isLead && action.owner_id !== by.byId) throw new Refusal('not-allowed')
        const byName = (await staff.nameOf(by.byId, tx)) ?? null
        if (!(await updateActionDone(tx.db, actionId, id, { at: clock.now(), byName })))
          throw new Refusal('already-closed')
        await save(tx, id, by.version, () => ({ change: {}, event: 'action', text: action.text, byId: by.byId }))
      })
    },

    /** A person sees what the rule did not: this case belongs to it too. */
    link(id: ProblemId, wanted: { version: number; caseId: CaseId; byId: UserId }) {
      return store.write(async (tx) => {
        const trait = found(await findTrait(tx.db, wanted.caseId))
        await linkCases(tx.db, id, [wanted.caseId], clock.now())
        await save(tx, id, wanted.version, () => ({
          change: {},
          event: 'edited',
          text: trait.number,
          byId: wanted.byId,
        }))
      })
    },

    /** Cases per leaf and week, and the newest spikes. */
    async trends(kind: CaseKind): Promise<ProblemTrends> {
      const to = dayStart(clock.now(), timeZone) + 86_400_000
      const from = to - weeksShown * weekMs
      const counts = await countsBySpan(store.db, { from, to, ms: weekMs, kinds: [kind] })
      const living = await listProblems(store.db, { state: 'living', limit: 200 })
      const lines = [...Map.groupBy(counts, (count) => count.leaf)].map(([leaf, spans]): LeafTrend => {
        const weeks = Array.from({ length: weeksShown }, (_, i) => spans.find((one) => one.span === i)?.count ?? 0)
        const problems = living.filter((row) => row.leaf === leaf).length
        return { leaf, weeks, problems, total: weeks.reduce((sum, count) => sum + count, 0) }
      })
      return {
        weekStarts: Array.from({ length: weeksShown }, (_, i) => from + i * weekMs),
        leaves: lines.toSorted((a, b) => b.total - a.total).slice(0, leavesShown),
        spikes: (await listSpikes(store.db, spikesShown)).map(
          (row): Spike => ({
            leaf: row.leaf,
            day: row.day,
            seenAt: row.seen_at,
            count: row.cases,
            usualHundredths: row.usual_hundredths,
            seenByName: row.seen_by_name ?? undefined,
          }),
        ),
      }
    },

    spikeSeen: (leaf: string, day: string, byId: UserId): Promise<void> =>
      store.write(async (tx) => updateSpikeSeen(tx.db, leaf, day, (await staff.nameOf(byId, tx)) ?? '')),

    /** What a digest says of problems: those in work whose leaves are named. */
    async livingOf(leafIds: readonly string[], within?: Write) {
      const rows = await listProblems(within?.db ?? store.db, { state: 'living', limit: 200 })
      return rows
        .filter((row) => leafIds.includes(row.leaf))
        .map((row) => ({ id: row.id, number: numberOf(row.ordinal), title: row.title }))
    },

    /** Cases opened within a time and in the same time before, by kind and leaf: what a digest counts. */
    async caseCounts(
      wanted: { from: number; to: number; teamIds?: readonly TeamId[] },
      within?: Write,
    ): Promise<Array<{ leaf: string; kind: CaseKind; count: number; before: number }>> {
      const ms = wanted.to - wanted.from
      const rows = await countsBySpan(within?.db ?? store.db, {
        from: wanted.from - ms,
        to: wanted.to,
        ms,
        ...(wanted.teamIds && { teamIds: wanted.teamIds }),
      })
      return [...Map.groupBy(rows, (row) => row.leaf).values()].map((spans) => ({
        leaf: spans[0]!.leaf,
        kind: spans[0]!.kind,
        count: spans.find((one) => one.span === 1)?.count ?? 0,
        before: spans.find((one) => one.span === 0)?.count ?? 0,
      }))
    },
  }
}
