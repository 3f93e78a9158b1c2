/** Cases: every request is written down, settled, and reopened when the passenger is not content (BY-22, CT-10). */
import type { Case, CaseState, CaseSummary, NewCase } from '../contracts/cases.ts'
import type { AttemptId, CaseId, InteractionId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { moveCase } from './case.machine.ts'
import { appendEvent, listEvents, type NewCaseEvent } from './case-event.repository.ts'
import { searchText, toCase, toSummary } from './case-record.ts'
import type { FollowUps, OnComplaintClosed, PassengerNames, StaffNames } from './cases.ports.ts'
import {
  type CaseQuery,
  type CaseRow,
  findCase,
  insertCase,
  listCases,
  takeNumber,
  updateCase,
} from './cases.repository.ts'

export interface CasesDeps {
  store: Store
  clock: Clock
  passengers: PassengerNames
  staff: StaffNames
  tasks: FollowUps
  onComplaintClosed: OnComplaintClosed
}

/** A case with who opens it; `at` (ms UTC) only when an older record is taken over. */
export interface Opening extends NewCase {
  passengerId?: PassengerId | undefined
  interactionId?: InteractionId | undefined
  openedBy: UserId
  teamId: TeamId
  at?: number
}

/** What a callback must know of a case. */
export interface CallbackView {
  number: string
  state: CaseState
  teamId: TeamId
  passengerId: PassengerId | undefined
  /** 1 for the first closing. */
  closing: number
}

export type Cases = ReturnType<typeof createCases>

// BY-02: half a working day to settle what a passenger is not content with.
const reopenedDueMs = 4 * 3_600_000
const openShown = 20

/** The room of cases. */
export function createCases({ store, clock, passengers, staff, tasks, onComplaintClosed }: CasesDeps) {
  const dbOf = (within?: Write) => within?.db ?? store.db
  const actor = async (id: UserId, tx: Write) => ({ id, name: await staff.nameOf(id, tx) })

  /** The seam that moves a case: row by version, event, then whatever follows from it. */
  async function save(tx: Write, row: CaseRow, change: Partial<CaseRow>, event: NewCaseEvent): Promise<CaseRow> {
    if (!(await updateCase(tx.db, row.id, row.version, change)))
      throw new Refusal('changed-meanwhile', { version: row.version })
    await appendEvent(tx.db, row.id, event)
    return { ...row, ...change, version: row.version + 1 }
  }

  async function whole(row: CaseRow, within?: Write): Promise<Case> {
    return toCase(row, await listEvents(dbOf(within), row.id))
  }

  return {
    /** Opens a case with the next running number. The opener owns it (first-asked responsibility). */
    open(fresh: Opening, within?: Write): Promise<CaseSummary> {
      return store.write(async (tx) => {
        const opener = await actor(fresh.openedBy, tx)
        const at = fresh.at ?? clock.now()
        const name = fresh.passengerId ? await passengers.nameOf(fresh.passengerId, tx) : undefined
        if (fresh.passengerId && name === undefined) throw new Refusal('not-found')
        const row = newRow(fresh, { number: await takeNumber(tx.db), at, passengerName: name, ownerName: opener.name })
        await insertCase(tx.db, row)
        await appendEvent(tx.db, row.id, { at, event: 'opened', by: opener })
        tx.announce('case.opened', {
          caseId: row.id,
          kind: row.kind,
          teamId: row.team_id,
          ...(fresh.passengerId && { passengerId: fresh.passengerId }),
          ...(fresh.interactionId && { interactionId: fresh.interactionId }),
        })
        return toSummary(row)
      }, within)
    },

    /** Closes a case with its resolution. Refuses changed-meanwhile, already-closed, and a case in a department's hands. */
    close(
      id: CaseId,
      closing: { version: number; resolution: string; byId: UserId; at?: number },
      within?: Write,
    ): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        if (row.state === 'closed') throw new Refusal('already-closed')
        if (row.version !== closing.version) throw new Refusal('changed-meanwhile', { version: row.version })
        const state = moveCase(row.state, 'close')
        if (!state) throw new Refusal('changed-meanwhile', { state: row.state })
        const at = closing.at ?? clock.now()
        const by = await actor(closing.byId, tx)
        const closed = await save(
          tx,
          row,
          { state, closed_at: at, resolution: closing.resolution, closings: row.closings + 1 },
          { at, event: 'closed', by, text: closing.resolution },
        )
        tx.announce('case.closed', { ...factOf(closed), byId: closing.byId })
        if (row.kind === 'complaint' && row.passenger_id) await onComplaintClosed(id, row.passenger_id, at, tx)
        return whole(closed, tx)
      }, within)
    },

    /** Adds a note; a case may be noted in any state and by several people at once. */
    note(id: CaseId, note: { text: string; byId: UserId }, within?: Write): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const by = await actor(note.byId, tx)
        const noted = await save(tx, row, {}, { at: clock.now(), event: 'noted', by, text: note.text })
        const { caseId, passengerId } = factOf(noted)
        tx.announce('case.noted', { caseId, byId: note.byId, ...(passengerId && { passengerId }) })
        return whole(noted, tx)
      }, within)
    },

    /** A passenger was not content: the case is open again and its team has a task. A case not closed only keeps the score. */
    reopen(id: CaseId, why: { score: number; attemptId: AttemptId }, within?: Write): Promise<CaseSummary> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const state = moveCase(row.state, 'reopen')
        const at = clock.now()
        if (!state) {
          await updateCase(tx.db, id, row.version, { last_score: why.score })
          return toSummary({ ...row, last_score: why.score })
        }
        const event = { at, event: 'reopened', score: why.score } as const
        const reopened = await save(tx, row, { state, reopened_at: at, last_score: why.score }, event)
        tx.announce('case.reopened', {
          ...factOf(reopened),
          score: why.score,
          ...(row.owner_id && { ownerId: row.owner_id }),
        })
        const passengerId = row.passenger_id ?? undefined
        await tasks.create(
          { kind: 'reopened-case', passengerId, caseId: id, teamId: row.team_id, dueAt: at + reopenedDueMs },
          tx,
        )
        return toSummary(reopened)
      }, within)
    },

    /** Keeps the passenger's score (1-5) on a case that stays closed. */
    keepScore(id: CaseId, score: number, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        await updateCase(tx.db, id, row.version, { last_score: score })
      }, within)
    },

    /** A whole case; with `teamId` only when it belongs to that team. */
    async get(id: CaseId, teamId?: TeamId): Promise<Case | undefined> {
      const row = await findCase(store.db, id, teamId)
      return row && whole(row)
    },

    async summary(id: CaseId, within?: Write): Promise<CaseSummary | undefined> {
      const row = await findCase(dbOf(within), id)
      return row && toSummary(row)
    },

    async callbackView(id: CaseId, within?: Write): Promise<CallbackView | undefined> {
      const row = await findCase(dbOf(within), id)
      if (!row) return undefined
      const { number, state, team_id: teamId, closings: closing } = row
      return { number, state, teamId, closing, passengerId: row.passenger_id ?? undefined }
    },

    /** A page of a work list; `before` is the cursor of the page seen last. */
    async list(wanted: Omit<CaseQuery, 'before'> & { before?: string | undefined }) {
      const rows = await listCases(store.db, { ...wanted, before: readCursor(wanted.before) })
      const items = rows.map(toSummary)
      const last = items.at(-1)
      return last && items.length === wanted.limit ? { items, nextBefore: `${last.openedAt}_${last.id}` } : { items }
    },

    /** Unfinished cases of a passenger, oldest first, of all teams. */
    async openOf(passengerId: PassengerId): Promise<CaseSummary[]> {
      const rows = await listCases(store.db, { state: 'unfinished', passengerId, limit: openShown })
      return rows.map(toSummary)
    },
  }
}

function newRow(
  fresh: Opening,
  more: { number: string; at: number; passengerName: string | undefined; ownerName: string | undefined },
): CaseRow {
  const row = {
    id: newId<CaseId>(),
    number: more.number,
    kind: fresh.kind,
    category: fresh.category,
    subject: fresh.subject,
    details: fresh.details,
    flight: fresh.flight,
    state: 'open' as const,
    passenger_id: fresh.passengerId ?? null,
    passenger_name: more.passengerName ?? null,
    interaction_id: fresh.interactionId ?? null,
    team_id: fresh.teamId,
    owner_id: fresh.openedBy,
    owner_name: more.ownerName ?? null,
    opened_by: fresh.openedBy,
    opened_at: more.at,
    closed_at: null,
    reopened_at: null,
    resolution: null,
    last_score: null,
    closings: 0,
    version: 1,
  }
  return { ...row, search: searchText(row) }
}

function factOf(row: CaseRow) {
  return {
    caseId: row.id,
    kind: row.kind,
    teamId: row.team_id,
    ...(row.passenger_id && { passengerId: row.passenger_id }),
  }
}

function readCursor(before: string | undefined): { openedAt: number; id: CaseId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { openedAt: Number(match[1]), id: match[2] as CaseId }
}
