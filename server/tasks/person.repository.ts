/** SQL of what the room of tasks keeps of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'
import type { TaskRow } from './tasks.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ task: TaskRow }>

/** Tasks of one record go to another; their ids. */
export const handOverTasks = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'task', { from, to, only })

export const countTasks = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'task', id)

/** Tasks about a person, latest first, made before a moment (ms UTC). */
export function tasksOf(db: Kysely<unknown>, id: PassengerId, before: number, limit: number): Promise<TaskRow[]> {
  return own(db)
    .selectFrom('task')
    .selectAll()
    .where('passenger_id', '=', id)
    .where('created_at', '<', before)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
}

/** Takes name and number out of the tasks of a person; how many. */
export async function forgetTasks(db: Kysely<unknown>, id: PassengerId, pseudonym: string): Promise<number> {
  const result = await own(db)
    .updateTable('task')
    .set({ passenger_name: pseudonym, number: null })
    .where('passenger_id', '=', id)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
