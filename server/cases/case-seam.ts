/** The seam through which every case moves: row by version, event in its history, and the rooms that follow it. */
import type { CaseEvent } from '../contracts/cases.ts'
import type { CaseId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import { type CaseMove, moveCase } from './case.machine.ts'
import { appendEvent, type NewCaseEvent } from './case-event.repository.ts'
import { toFacts } from './case-record.ts'
import type { CaseFollower } from './cases.ports.ts'
import { type CaseRow, findCase, updateCase } from './cases.repository.ts'

/** The event that each move leaves in the history. */
export const eventOf: Record<CaseMove, CaseEvent['event']> = {
  dispatch: 'dispatched',
  accept: 'accepted',
  return: 'returned',
  answer: 'answered',
  redo: 'redone',
  close: 'closed',
  reopen: 'reopened',
}

/** What stands beside the new state in a move. */
export interface Moving {
  /** As it was read; refused when somebody was faster. Left out: whatever it is now. */
  version?: number | undefined
  change?: Partial<CaseRow> | undefined
  event: Omit<NewCaseEvent, 'event'>
}

export type CaseSeam = ReturnType<typeof createCaseSeam>

/** Builds the seam. `followers` is asked at each move, so that rooms may be plugged in after this one. */
export function createCaseSeam(followers: () => readonly CaseFollower[]) {
  /** Row and event, without a new state. */
  async function save(tx: Write, row: CaseRow, change: Partial<CaseRow>, event: NewCaseEvent): Promise<CaseRow> {
    if (!(await updateCase(tx.db, row.id, row.version, change)))
      throw new Refusal('changed-meanwhile', { version: row.version })
    await appendEvent(tx.db, row.id, event)
    return { ...row, ...change, version: row.version + 1 }
  }

  return {
    save,

    /** The case is new: whoever follows hears of it. */
    async begun(tx: Write, row: CaseRow): Promise<void> {
      for (const follower of followers()) await follower.opened?.(toFacts(row), tx)
    },

    /** Moves a case by its law. Refuses a move that the law does not know, and a closing that a follower does not allow. */
    async move(tx: Write, id: CaseId, move: CaseMove, moving: Moving): Promise<CaseRow> {
      const row = found(await findCase(tx.db, id))
      if (move === 'close' && row.state === 'closed') throw new Refusal('already-closed')
      if (moving.version !== undefined && row.version !== moving.version)
        throw new Refusal('changed-meanwhile', { version: row.version })
      const state = moveCase(row.state, move)
      if (!state) throw new Refusal('changed-meanwhile', { state: row.state })
      if (move === 'close') for (const follower of followers()) await follower.mayClose?.(toFacts(row), tx)
      const moved = await save(tx, row, { ...moving.change, state }, { ...moving.event, event: eventOf[move] })
      for (const follower of followers()) await follower.moved?.(toFacts(moved), move, tx)
      // A follower may have written to the row too (its next clock).
      return found(await findCase(tx.db, id))
    },

    /** Facts or form are others now. */
    async edited(tx: Write, row: CaseRow): Promise<CaseRow> {
      for (const follower of followers()) await follower.edited?.(toFacts(row), tx)
      return found(await findCase(tx.db, row.id))
    },
  }
}
