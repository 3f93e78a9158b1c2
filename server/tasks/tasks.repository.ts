/** SQL of tasks. */
import type { Kysely } from 'kysely'
import type { TaskKind } from '../contracts/cases.ts'
import type { CaseId, InteractionId, PassengerId, TaskId, TeamId, UserId } from '../contracts/ids.ts'

export interface TaskRow {
  id: TaskId
  kind: TaskKind
  state: 'open' | 'done'
  team_id: TeamId
  created_at: number
  due_at: number
  done_at: number | null
  done_by: UserId | null
  done_by_name: string | null
  passenger_id: PassengerId | null
  passenger_name: string | null
  number: string | null
  interaction_id: InteractionId | null
  case_id: CaseId | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ task: TaskRow }>

/** Adds a task. */
export async function insertTask(db: Kysely<unknown>, row: TaskRow): Promise<void> {
  await own(db).insertInto('task').values(row).execute()
}

/** One task, of one of these units when given. */
export function findTask(db: Kysely<unknown>, id: TaskId, units?: readonly TeamId[]): Promise<TaskRow | undefined> {
  let query = own(db).selectFrom('task').selectAll().where('id', '=', id)
  if (units !== undefined) query = query.where('team_id', 'in', units)
  return query.executeTakeFirst()
}

/** The open tasks of a kind that belong to a case. */
export function openOfCase(db: Kysely<unknown>, caseId: CaseId, kind: TaskKind): Promise<TaskRow[]> {
  return own(db)
    .selectFrom('task')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('state', '=', 'open')
    .execute()
}

/** Open tasks about a passenger, of all teams, the earliest due first. */
export function openOfPassenger(db: Kysely<unknown>, id: PassengerId, limit: number): Promise<TaskRow[]> {
  return own(db)
    .selectFrom('task')
    .selectAll()
    .where('passenger_id', '=', id)
    .where('state', '=', 'open')
    .orderBy('due_at')
    .limit(limit)
    .execute()
}

/** Marks an open task done; false when it was done already. */
export async function updateDone(
  db: Kysely<unknown>,
  id: TaskId,
  done: { at: number; byId: UserId; byName: string | null },
): Promise<boolean> {
  const result = await own(db)
    .updateTable('task')
    .set({ state: 'done', done_at: done.at, done_by: done.byId, done_by_name: done.byName })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Open tasks with the oldest due first, done ones with the latest due first. */
export function listTasks(
  db: Kysely<unknown>,
  wanted: {
    state: 'open' | 'done'
    units?: readonly TeamId[] | undefined
    before?: { dueAt: number; id: TaskId } | undefined
    limit: number
  },
): Promise<TaskRow[]> {
  const oldestFirst = wanted.state === 'open'
  const direction = oldestFirst ? 'asc' : 'desc'
  let query = own(db).selectFrom('task').selectAll().where('state', '=', wanted.state)
  if (wanted.units !== undefined) query = query.where('team_id', 'in', wanted.units)
  const { before } = wanted
  if (before !== undefined) {
    const beyond = oldestFirst ? '>' : '<'
    query = query.where((where) =>
      where.or([
        where('due_at', beyond, before.dueAt),
        where.and([where('due_at', '=', before.dueAt), where('id', beyond, before.id)]),
      ]),
    )
  }
  return query.orderBy('due_at', direction).orderBy('id', direction).limit(wanted.limit).execute()
}

/** When each of these tasks was done; open ones are left out. */
export const findDone = (db: Kysely<unknown>, ids: TaskId[]) =>
  own(db).selectFrom('task').select(['id', 'done_at']).where('id', 'in', ids).where('state', '=', 'done').execute()
