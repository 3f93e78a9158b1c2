/** SQL of what surveys keep of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'

interface OwnTables {
  survey: {
    id: string
    passenger_id: PassengerId
    score: number | null
    answered_at: number
    comment_path: string | null
    comment_ms: number | null
  }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Surveys of one record go to another; their ids. */
export const handOverSurveys = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'survey', { from, to, only })

export const countSurveys = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'survey', id)

/** What a person answered, for that person. */
export async function tellSurveys(db: Kysely<unknown>, id: PassengerId) {
  const rows = await own(db)
    .selectFrom('survey')
    .selectAll()
    .where('passenger_id', '=', id)
    .orderBy('answered_at')
    .execute()
  return rows.map((row) => ({ at: row.answered_at, score: row.score, spokenCommentMs: row.comment_ms }))
}

/** Takes spoken comments off the surveys of a person; their file names, to be deleted once it is committed. */
export async function forgetComments(db: Kysely<unknown>, id: PassengerId): Promise<string[]> {
  const rows = await own(db)
    .selectFrom('survey')
    .select('comment_path')
    .where('passenger_id', '=', id)
    .where('comment_path', 'is not', null)
    .execute()
  await own(db)
    .updateTable('survey')
    .set({ comment_path: null, comment_ms: null })
    .where('passenger_id', '=', id)
    .execute()
  return rows.flatMap((row) => (row.comment_path ? [row.comment_path] : []))
}
