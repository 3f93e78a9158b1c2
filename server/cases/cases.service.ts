/** Cases: every request is written down, settled, and reopened when the passenger is not content (BY-22, CT-10). */
import { readFields } from '../contracts/case-values.ts'
import type { Case, CaseSummary } from '../contracts/cases.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import type { CaseMove } from './case.machine.ts'
import { actorOf, createCaseEdits } from './case-edits.ts'
import { appendEvent, listEvents } from './case-event.repository.ts'
import { createCaseLists } from './case-lists.ts'
import { createCaseLoop } from './case-loop.ts'
import { factOf, newRow, type Opening, toCase, toFacts, toSummary } from './case-record.ts'
import { createCaseSeam } from './case-seam.ts'
import type {
  CaseFacts,
  CaseFollower,
  FollowUps,
  Leaves,
  OnComplaintClosed,
  PassengerNames,
  StaffNames,
} from './cases.ports.ts'
import { findByKey, findCase, insertCase, setDue, takeNumber } from './cases.repository.ts'

export interface CasesDeps {
  store: Store
  clock: Clock
  passengers: PassengerNames
  staff: StaffNames
  tasks: FollowUps
  onComplaintClosed: OnComplaintClosed
  leaves?: Leaves
  /** Rooms that follow a case, asked for at each move. */
  followers?: () => readonly CaseFollower[]
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

/** The room of cases. */
export function createCases(deps: CasesDeps) {
  const { store, clock, passengers } = deps
  const followers = deps.followers ?? (() => [])
  const seam = createCaseSeam(followers)
  const actor = actorOf(deps.staff)

  return {
    ...createCaseLists(store, () => clock.now()),
    ...createCaseEdits(deps, seam, followers),
    ...createCaseLoop(deps, seam),

    /** Opens a case with the next running number. The opener owns it (first-asked responsibility). */
    open(fresh: Opening, within?: Write): Promise<CaseSummary> {
      return store.write(async (tx) => {
        const before = fresh.key === undefined ? undefined : await findByKey(tx.db, fresh.key)
        if (before) return toSummary(before)
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

    /** Adds a note; a case may be noted in any state and by several people at once. */
    note(id: CaseId, note: { text: string; byId: UserId }, within?: Write): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const by = await actor(note.byId, tx)
        const noted = await seam.save(tx, row, {}, { at: clock.now(), event: 'noted', by, text: note.text })
        const { caseId, passengerId } = { passengerId: undefined, ...factOf(noted) }
        tx.announce('case.noted', { caseId, byId: note.byId, ...(passengerId && { passengerId }) })
        return toCase(noted, await listEvents(tx.db, id))
      }, within)
    },

    /** Keeps when the next of its clocks ends (ms UTC), by which work lists sort; undefined: none runs. */
    keepDue(id: CaseId, dueAt: number | undefined, within?: Write): Promise<void> {
      return store.write((tx) => setDue(tx.db, id, dueAt ?? null), within)
    },
  }
}
