/** The closed loop (CT-10): closing, telling the passenger, and back to work when the passenger is not content. */
import type { Case, CaseReaction, CaseSummary } from '../contracts/cases.ts'
import type { AttemptId, CaseId, UserId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import { moveCase } from './case.machine.ts'
import { actorOf } from './case-edits.ts'
import { listEvents } from './case-event.repository.ts'
import { factOf, toCase, toSummary } from './case-record.ts'
import type { CaseSeam } from './case-seam.ts'
import { type CaseRow, findCase, updateCase } from './cases.repository.ts'
import type { CasesDeps } from './cases.service.ts'

// BY-02: half a working day to settle what a passenger is not content with.
const halfDayMs = 4 * 3_600_000
/** When a service that was promised is asked about. */
const followUpMs = 24 * 3_600_000
/** Services that happen after the case is closed: whether they did is asked (BY-29). */
const servedLater = ['bk-08', 'bk-09', 'bk-10', 'bk-11', 'by-26', 'ac-27', 'ac-35']

/** The half of the room that ends and reopens cases. */
export function createCaseLoop(deps: CasesDeps, seam: CaseSeam) {
  const { store, clock, tasks } = deps
  const actor = actorOf(deps.staff)
  const whole = async (row: CaseRow, tx: Write): Promise<Case> => toCase(row, await listEvents(tx.db, row.id))

  function task(kind: 'reopened-case' | 'follow-up', row: CaseRow, dueAt: number, tx: Write) {
    const passengerId = row.passenger_id ?? undefined
    return tasks.create({ kind, passengerId, caseId: row.id, teamId: row.team_id, dueAt }, tx)
  }

  /** GA-04, BY-29: a complaint is called back by campaign, by a person where there is no passenger to dial; promised services are asked about. */
  async function follow(row: CaseRow, at: number, tx: Write): Promise<void> {
    if (row.kind === 'complaint' && row.passenger_id) await deps.onComplaintClosed(row.id, row.passenger_id, at, tx)
    else if (row.kind === 'complaint' || servedLater.includes(row.category))
      await task('follow-up', row, at + followUpMs, tx)
  }

  async function reopenRow(
    row: CaseRow,
    why: { score?: number; byId?: UserId; text?: string },
    tx: Write,
  ): Promise<CaseRow> {
    const at = clock.now()
    const by = why.byId && (await actor(why.byId, tx))
    const reopened = await seam.move(tx, row.id, 'reopen', {
      change: {
        reopened_at: at,
        department_id: null,
        closed_as: null,
        ...(why.score !== undefined && { last_score: why.score }),
      },
      event: { at, by, score: why.score, text: why.text },
    })
    tx.announce('case.reopened', {
      ...factOf(reopened),
      ...(why.score !== undefined && { score: why.score }),
      ...(row.owner_id && { ownerId: row.owner_id }),
    })
    await task('reopened-case', row, at + halfDayMs, tx)
    return reopened
  }

  return {
    /** Closes a case with its resolution. Refuses changed-meanwhile, already-closed, a case in a department's hands, and what followers refuse. */
    close(
      id: CaseId,
      closing: { version: number; resolution: string; byId: UserId; at?: number },
      within?: Write,
    ): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const at = closing.at ?? clock.now()
        const by = await actor(closing.byId, tx)
        const entry = await deps.leaves?.entry(row.category, tx)
        const closed = await seam.move(tx, id, 'close', {
          version: closing.version,
          change: {
            closed_at: at,
            resolution: closing.resolution,
            closings: row.closings + 1,
            next_due_at: null,
            closed_as: entry ? JSON.stringify({ label: entry.label, department: entry.department }) : null,
          },
          event: { at, by, text: closing.resolution },
        })
        tx.announce('case.closed', { ...factOf(closed), byId: closing.byId })
        await tasks.settleFor(id, 'answered-order', closing.byId, tx)
        await tasks.settleFor(id, 'reopened-case', closing.byId, tx)
        await follow(row, at, tx)
        return whole(closed, tx)
      }, within)
    },

    /** A low score: the case is open again and its team has a task. A case not closed only keeps the score. */
    reopen(id: CaseId, why: { score: number; attemptId: AttemptId }, within?: Write): Promise<CaseSummary> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        if (moveCase(row.state, 'reopen')) return toSummary(await reopenRow(row, { score: why.score }, tx))
        await updateCase(tx.db, id, row.version, { last_score: why.score })
        return toSummary({ ...row, last_score: why.score })
      }, within)
    },

    /** What the passenger said to the answer. Not content: an answer goes back to its department, a closed case is open again. */
    react(id: CaseId, said: CaseReaction & { byId: UserId }, within?: Write): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        if (row.state !== 'answered' && row.state !== 'closed')
          throw new Refusal('changed-meanwhile', { state: row.state })
        await tasks.settleFor(id, 'answered-order', said.byId, tx)
        const by = await actor(said.byId, tx)
        const at = clock.now()
        if (said.content) {
          const noted = await seam.save(tx, row, {}, { at, event: 'reaction', by, text: said.text || undefined })
          tx.announce('case.edited', {
            caseId: id,
            byId: said.byId,
            ...(row.passenger_id && { passengerId: row.passenger_id }),
          })
          return whole(noted, tx)
        }
        if (row.state === 'closed') return whole(await reopenRow(row, { byId: said.byId, text: said.text }, tx), tx)
        const event = { at, by, text: said.text, departmentId: row.department_id ?? undefined }
        const redone = await seam.move(tx, id, 'redo', { event })
        tx.announce('case.moved', { ...factOf(redone), move: 'redo', byId: said.byId })
        return whole(redone, tx)
      }, within)
    },

    /** Keeps the passenger's score (1-5) on a case that stays closed. */
    keepScore(id: CaseId, score: number, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        await updateCase(tx.db, id, row.version, { last_score: score })
      }, within)
    },
  }
}
