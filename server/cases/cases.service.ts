/** Cases: every request is written down, settled, and reopened when the passenger is not content (BY-22, CT-10). */
import { readFields } from '../contracts/case-values.ts'
import type { Case, CaseState, CaseSummary } from '../contracts/cases.ts'
import type { AttemptId, CaseId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { type CaseMove, moveCase } from './case.machine.ts'
import { appendEvent, listEvents } from './case-event.repository.ts'
import { factOf, newRow, type Opening, toCase, toFacts, toSummary } from './case-record.ts'
import { createCaseSeam } from './case-seam.ts'
import type {
  CaseFacts,
  CaseFollower,
  FollowUps,
  OnComplaintClosed,
  PassengerNames,
  StaffNames,
} from './cases.ports.ts'
import {
  type CaseQuery,
  type CaseRow,
  findCase,
  insertCase,
  listCases,
  setDue,
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
  /** Rooms that follow a case, asked for at each move. */
  followers?: () => readonly CaseFollower[]
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

/** A move between the house and a department. */
export interface DepartmentMove {
  move: Exclude<CaseMove, 'close' | 'reopen'>
  byId: UserId
  /** The reason of a return, the answer, what is to be done again. */
  text?: string | undefined
  /** Who gets it, with dispatch. */
  departmentId?: TeamId | undefined
}

export type Cases = ReturnType<typeof createCases>

// BY-02: half a working day to settle what a passenger is not content with.
const reopenedDueMs = 4 * 3_600_000
const openShown = 20

/** The room of cases. */
export function createCases(deps: CasesDeps) {
  const { store, clock, passengers, staff, tasks, onComplaintClosed } = deps
  const seam = createCaseSeam(deps.followers ?? (() => []))
  const dbOf = (within?: Write) => within?.db ?? store.db
  const actor = async (id: UserId, tx: Write) => ({ id, name: await staff.nameOf(id, tx) })

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
        const row = newRow(
          { ...fresh, fields: readFields(fresh.fields ?? {}).values },
          { number: await takeNumber(tx.db), at, passengerName: name, ownerName: opener.name },
        )
        await insertCase(tx.db, row)
        await appendEvent(tx.db, row.id, { at, event: 'opened', by: opener })
        tx.announce('case.opened', {
          caseId: row.id,
          kind: row.kind,
          teamId: row.team_id,
          ...(fresh.passengerId && { passengerId: fresh.passengerId }),
          ...(fresh.interactionId && { interactionId: fresh.interactionId }),
        })
        await seam.begun(tx, row)
        return toSummary(found(await findCase(tx.db, row.id)))
      }, within)
    },

    /** Moves a case between the house and a department; the only way to. Refuses what the law does not know in its state. */
    move(id: CaseId, wanted: DepartmentMove, within?: Write): Promise<CaseFacts> {
      return store.write(async (tx) => {
        const { move, text, departmentId } = wanted
        const by = await actor(wanted.byId, tx)
        const hands = move === 'dispatch' ? { department_id: departmentId ?? null } : {}
        const change = move === 'return' ? { department_id: null } : hands
        const before = found(await findCase(tx.db, id))
        const moved = await seam.move(tx, id, move, {
          change,
          event: { at: clock.now(), by, text, departmentId: departmentId ?? before.department_id ?? undefined },
        })
        tx.announce('case.moved', { ...factOf(moved), move, byId: wanted.byId })
        return toFacts(moved)
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
        const at = closing.at ?? clock.now()
        const by = await actor(closing.byId, tx)
        const closed = await seam.move(tx, id, 'close', {
          version: closing.version,
          change: { closed_at: at, resolution: closing.resolution, closings: row.closings + 1, next_due_at: null },
          event: { at, by, text: closing.resolution },
        })
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
        const noted = await seam.save(tx, row, {}, { at: clock.now(), event: 'noted', by, text: note.text })
        const { caseId, passengerId } = factOf(noted)
        tx.announce('case.noted', { caseId, byId: note.byId, ...(passengerId && { passengerId }) })
        return whole(noted, tx)
      }, within)
    },

    /** A passenger was not content: the case is open again and its team has a task. A case not closed only keeps the score. */
    reopen(id: CaseId, why: { score: number; attemptId: AttemptId }, within?: Write): Promise<CaseSummary> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const at = clock.now()
        if (!moveCase(row.state, 'reopen')) {
          await updateCase(tx.db, id, row.version, { last_score: why.score })
          return toSummary({ ...row, last_score: why.score })
        }
        const reopened = await seam.move(tx, id, 'reopen', {
          change: { reopened_at: at, last_score: why.score, department_id: null },
          event: { at, score: why.score },
        })
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

    /** Keeps when the next of its clocks ends (ms UTC), by which work lists sort; undefined: none runs. */
    keepDue(id: CaseId, dueAt: number | undefined, within?: Write): Promise<void> {
      return store.write((tx) => setDue(tx.db, id, dueAt ?? null), within)
    },

    /** A whole case; with `units` only when it is theirs or in their hands. */
    async get(id: CaseId, units?: readonly TeamId[]): Promise<Case | undefined> {
      const row = await findCase(store.db, id, units)
      return row && whole(row)
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

function readCursor(before: string | undefined): { openedAt: number; id: CaseId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { openedAt: Number(match[1]), id: match[2] as CaseId }
}
