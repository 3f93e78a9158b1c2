/** Reading cases: one, a page of a work list, how many there are, and what other rooms ask. */
import type { Case, CaseCounts, CaseFilter, CaseState, CaseSummary } from '../contracts/cases.ts'
import type { CaseId, InteractionId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import { Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { listEvents } from './case-event.repository.ts'
import { type CaseQuery, countCases, listCases, sortedAt } from './case-list.repository.ts'
import { toCase, toFacts, toSummary } from './case-record.ts'
import type { CaseFacts } from './cases.ports.ts'
import { countOpenComplaints, findByNumber, findCase, findOfInteraction } from './cases.repository.ts'

/** What a callback must know of a case. */
export interface CallbackView {
  number: string
  state: CaseState
  teamId: TeamId
  passengerId: PassengerId | undefined
  /** 1 for the first closing. */
  closing: number
}

const openShown = 20
/** A clock that ends within this is shown as about to breach. */
const soonMs = 3_600_000

type ListWish = Omit<CaseQuery, 'before'> & { before?: string | undefined }

/** The reading half of the room. */
export function createCaseLists(store: Store, now: () => number) {
  const dbOf = (within?: Write) => within?.db ?? store.db

  return {
    /** A whole case; with `units` only when it is theirs or in their hands. */
    async get(id: CaseId, units?: readonly TeamId[]): Promise<Case | undefined> {
      const row = await findCase(store.db, id, units)
      return row && toCase(row, await listEvents(store.db, id))
    },

    /** What a room that follows cases may know of one. */
    async facts(id: CaseId, within?: Write): Promise<CaseFacts | undefined> {
      const row = await findCase(dbOf(within), id)
      return row && toFacts(row)
    },

    /** What was asked, in the words of who asked. */
    async wording(id: CaseId, within?: Write) {
      const row = await findCase(dbOf(within), id)
      return row && { subject: row.subject, details: row.details, flight: row.flight }
    },

    async byNumber(number: string, within?: Write): Promise<CaseFacts | undefined> {
      const row = await findByNumber(dbOf(within), number)
      return row && toFacts(row)
    },

    async summary(id: CaseId, within?: Write): Promise<CaseSummary | undefined> {
      const row = await findCase(dbOf(within), id)
      return row && toSummary(row)
    },

    /** The cases that were filed in a contact. */
    async ofInteraction(id: InteractionId, within?: Write): Promise<CaseSummary[]> {
      return (await findOfInteraction(dbOf(within), id)).map(toSummary)
    },

    async callbackView(id: CaseId, within?: Write): Promise<CallbackView | undefined> {
      const row = await findCase(dbOf(within), id)
      if (!row) return undefined
      const { number, state, team_id: teamId, closings: closing } = row
      return { number, state, teamId, closing, passengerId: row.passenger_id ?? undefined }
    },

    /** A page of a work list; `before` is the cursor of the page seen last. */
    async list(wanted: ListWish): Promise<{ items: CaseSummary[]; nextBefore?: string }> {
      const rows = await listCases(store.db, { ...wanted, before: readCursor(wanted.before) })
      const last = rows.at(-1)
      const items = rows.map(toSummary)
      if (!last || rows.length < wanted.limit) return { items }
      return { items, nextBefore: `${sortedAt(last, wanted.order)}_${last.id}` }
    },

    /** Unfinished cases of a passenger, oldest first, of all teams. */
    async openOf(passengerId: PassengerId): Promise<CaseSummary[]> {
      const rows = await listCases(store.db, { state: 'unfinished', passengerId, limit: openShown })
      return rows.map(toSummary)
    },

    /** How many complaints of each passenger are not settled. */
    openComplaintsOf: (ids: PassengerId[], within?: Write) => countOpenComplaints(dbOf(within), ids),

    /** Unfinished cases of one leaf, oldest first. */
    async unfinishedOf(category: string, limit: number): Promise<CaseFacts[]> {
      return (await listCases(store.db, { state: 'unfinished', category, limit })).map(toFacts)
    },

    /** What the work lists hold, for the numbers beside their names. */
    async counts(user: {
      id: UserId
      own: readonly TeamId[]
      units: readonly TeamId[] | undefined
    }): Promise<CaseCounts> {
      const [all, mine, department, breached, soon] = await Promise.all([
        countCases(store.db, { units: user.units }),
        countCases(store.db, { ownerId: user.id }),
        countCases(store.db, { units: user.own }),
        countCases(store.db, { units: user.units, dueBefore: now() }),
        countCases(store.db, { units: user.units, dueBefore: now() + soonMs }),
      ])
      const sum = (rows: Array<{ count: number }>) => rows.reduce((total, row) => total + row.count, 0)
      const by = (key: 'state' | 'kind') =>
        Object.fromEntries([...Map.groupBy(all, (row) => row[key])].map(([name, rows]) => [name, sum(rows)]))
      const late = sum(breached)
      return {
        mine: sum(mine),
        department: sum(department),
        all: sum(all),
        breached: late,
        dueSoon: sum(soon) - late,
        ...(all.length > 0 && { oldestOpenedAt: Math.min(...all.map((row) => row.oldest)) }),
        byState: by('state'),
        byKind: by('kind'),
      }
    },
  }
}

/** Whose cases a list holds: the user's own, those of the own unit, or all that the user may see. */
export function scopeOf(
  scope: CaseFilter['scope'],
  user: { id: UserId; own: readonly TeamId[]; units: readonly TeamId[] | undefined },
): Pick<CaseQuery, 'units' | 'ownerId'> {
  if (scope === 'mine') return { ownerId: user.id, units: user.units }
  return { units: scope === 'department' ? user.own : user.units }
}

function readCursor(before: string | undefined): { at: number; id: CaseId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,16})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { at: Number(match[1]), id: match[2] as CaseId }
}
