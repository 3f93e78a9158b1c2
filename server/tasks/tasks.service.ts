/** Tasks: what somebody must do, so that nothing that went wrong stays undone. */
import type { Task, TaskKind } from '../contracts/cases.ts'
import type { CaseId, InteractionId, PassengerId, TaskId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { tasksOf } from './person.repository.ts'
import {
  findDone,
  findTask,
  insertTask,
  listTasks,
  openOfCase,
  openOfPassenger,
  type TaskRow,
  updateDone,
} from './tasks.repository.ts'

export interface TasksDeps {
  store: Store
  clock: Clock
  passengers: { nameOf(id: PassengerId, within?: Write): Promise<string | undefined> }
  staff: { nameOf(id: UserId, within?: Write): Promise<string | undefined> }
}

export interface NewTask {
  kind: TaskKind
  teamId: TeamId
  /** Ms UTC. */
  dueAt: number
  passengerId?: PassengerId | undefined
  /** To call; E.164 or as the caller's trunk sent it. */
  number?: string | undefined
  interactionId?: InteractionId | undefined
  caseId?: CaseId | undefined
}

const openShown = 10

export type Tasks = ReturnType<typeof createTasks>

/** More values than this some databases do not take in one question. */
const mostAtOnce = 500

/** The room of tasks. */
export function createTasks({ store, clock, passengers, staff }: TasksDeps) {
  return {
    /** Adds a task for a team. */
    create(fresh: NewTask, within?: Write): Promise<Task> {
      return store.write(async (tx) => {
        const name = fresh.passengerId ? await passengers.nameOf(fresh.passengerId, tx) : undefined
        const row: TaskRow = {
          id: newId<TaskId>(),
          kind: fresh.kind,
          state: 'open',
          team_id: fresh.teamId,
          created_at: clock.now(),
          due_at: fresh.dueAt,
          done_at: null,
          done_by: null,
          done_by_name: null,
          passenger_id: fresh.passengerId ?? null,
          passenger_name: name ?? null,
          number: fresh.number ?? null,
          interaction_id: fresh.interactionId ?? null,
          case_id: fresh.caseId ?? null,
        }
        await insertTask(tx.db, row)
        tx.announce('task.created', {
          taskId: row.id,
          kind: row.kind,
          teamId: row.team_id,
          ...(row.passenger_id && { passengerId: row.passenger_id }),
          ...(row.case_id && { caseId: row.case_id }),
        })
        return toTask(row)
      }, within)
    },

    /** Marks a task done. Refuses one that somebody else has done already. */
    done(id: TaskId, byId: UserId, within?: Write): Promise<Task> {
      return store.write(async (tx) => {
        const byName = (await staff.nameOf(byId, tx)) ?? null
        if (!(await updateDone(tx.db, id, { at: clock.now(), byId, byName }))) {
          found(await findTask(tx.db, id))
          throw new Refusal('already-closed')
        }
        const row = found(await findTask(tx.db, id))
        tx.announce('task.done', { taskId: id, byId, ...(row.passenger_id && { passengerId: row.passenger_id }) })
        return toTask(row)
      }, within)
    },

    /** Marks the open tasks of a case and kind done: what they asked for has happened. */
    settleFor(caseId: CaseId, kind: TaskKind, byId: UserId, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const byName = (await staff.nameOf(byId, tx)) ?? null
        for (const row of await openOfCase(tx.db, caseId, kind)) {
          await updateDone(tx.db, row.id, { at: clock.now(), byId, byName })
          tx.announce('task.done', { taskId: row.id, byId, ...(row.passenger_id && { passengerId: row.passenger_id }) })
        }
      }, within)
    },

    /** Open tasks about a passenger, of all teams, the earliest due first. */
    openOf: async (id: PassengerId): Promise<Task[]> => (await openOfPassenger(store.db, id, openShown)).map(toTask),

    /** One task; with `units` only when it belongs to one of them. */
    async get(id: TaskId, units?: readonly TeamId[]): Promise<Task | undefined> {
      const row = await findTask(store.db, id, units)
      return row && toTask(row)
    },

    /** When each of these was done; those still open are left out. */
    async doneAt(ids: TaskId[], within?: Write): Promise<Map<TaskId, number>> {
      const done = new Map<TaskId, number>()
      for (let i = 0; i < ids.length; i += mostAtOnce)
        for (const row of await findDone(within?.db ?? store.db, ids.slice(i, i + mostAtOnce)))
          done.set(row.id, row.done_at ?? 0)
      return done
    },

    /** A page: open ones with the oldest due first. */
    /** Tasks about a passenger, latest first, made before a moment (ms UTC). */
    async ofPassenger(id: PassengerId, before: number, limit: number): Promise<Task[]> {
      return (await tasksOf(store.db, id, before, limit)).map(toTask)
    },

    async list(wanted: {
      state: 'open' | 'done'
      units?: readonly TeamId[] | undefined
      before?: string | undefined
      limit: number
    }): Promise<{ items: Task[]; nextBefore?: string }> {
      const rows = await listTasks(store.db, { ...wanted, before: readCursor(wanted.before) })
      const items = rows.map(toTask)
      const last = items.at(-1)
      return last && items.length === wanted.limit ? { items, nextBefore: `${last.dueAt}_${last.id}` } : { items }
    },
  }
}

function toTask(row: TaskRow): Task {
  return {
    id: row.id,
    teamId: row.team_id,
    kind: row.kind,
    createdAt: row.created_at,
    dueAt: row.due_at,
    doneAt: row.done_at ?? undefined,
    doneByName: row.done_by_name ?? undefined,
    passengerId: row.passenger_id ?? undefined,
    passengerName: row.passenger_name ?? undefined,
    number: row.number ?? undefined,
    interactionId: row.interaction_id ?? undefined,
    caseId: row.case_id ?? undefined,
  }
}

function readCursor(before: string | undefined): { dueAt: number; id: TaskId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { dueAt: Number(match[1]), id: match[2] as TaskId }
}
