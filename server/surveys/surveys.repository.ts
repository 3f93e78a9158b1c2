/** SQL of surveys. */
import type { Kysely } from 'kysely'
import type { AttemptId, CampaignId, CaseId, PassengerId, SurveyId, TeamId } from '../contracts/ids.ts'

export interface SurveyRow {
  id: SurveyId
  attempt_id: AttemptId
  campaign_id: CampaignId
  case_id: CaseId
  passenger_id: PassengerId
  team_id: TeamId
  language: 'zh' | 'en'
  /** Null: a comment without a score, which is no complete survey. */
  score: number | null
  /** 1 when the score was at or below the campaign's threshold at that time. */
  low: number
  answered_at: number
  /** File name inside the folder of comments. */
  comment_path: string | null
  comment_ms: number | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ survey: SurveyRow }>

/** Adds a survey; false when the attempt has one already. */
export async function insertSurvey(db: Kysely<unknown>, row: SurveyRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('survey')
    .values(row)
    .onConflict((conflict) => conflict.column('attempt_id').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Gives a survey its score if it has none yet; undefined otherwise. */
export async function updateScore(
  db: Kysely<unknown>,
  attemptId: AttemptId,
  answer: { score: number; low: boolean; at: number },
): Promise<SurveyRow | undefined> {
  return own(db)
    .updateTable('survey')
    .set({ score: answer.score, low: answer.low ? 1 : 0, answered_at: answer.at })
    .where('attempt_id', '=', attemptId)
    .where('score', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

/** Adds the spoken comment to the survey of an attempt. */
export async function updateComment(
  db: Kysely<unknown>,
  attemptId: AttemptId,
  comment: { file: string; durationMs: number },
): Promise<void> {
  await own(db)
    .updateTable('survey')
    .set({ comment_path: comment.file, comment_ms: comment.durationMs })
    .where('attempt_id', '=', attemptId)
    .execute()
}

/** Surveys of these attempts. */
export function findByAttempts(db: Kysely<unknown>, ids: AttemptId[]): Promise<SurveyRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db).selectFrom('survey').selectAll().where('attempt_id', 'in', ids).execute()
}

/** The latest surveys of a passenger, answered before a moment (ms UTC). */
export function listOfPassenger(
  db: Kysely<unknown>,
  passengerId: PassengerId,
  limit: number,
  before: number,
): Promise<SurveyRow[]> {
  return own(db)
    .selectFrom('survey')
    .selectAll()
    .where('passenger_id', '=', passengerId)
    .where('answered_at', '<', before)
    .orderBy('answered_at', 'desc')
    .limit(limit)
    .execute()
}

/** The latest score of each of several passengers. */
export async function lastScores(db: Kysely<unknown>, ids: PassengerId[]): Promise<Map<PassengerId, number>> {
  const rows = await own(db)
    .selectFrom('survey')
    .select(['passenger_id', 'score'])
    .where('passenger_id', 'in', ids)
    .where('score', 'is not', null)
    .orderBy('answered_at')
    .execute()
  return new Map(rows.flatMap((row) => (row.score === null ? [] : [[row.passenger_id, row.score] as const])))
}

/** Number, sum and low ones of the scores of a campaign; with `units` those of these units' cases. */
export async function sumScores(db: Kysely<unknown>, campaignId: CampaignId, units?: readonly TeamId[]) {
  const row = await own(db)
    .selectFrom('survey')
    .select((select) => [
      select.fn.count<number>('score').as('count'),
      select.fn.sum<number | null>('score').as('sum'),
      select.fn.sum<number | null>('low').as('low'),
    ])
    .where('campaign_id', '=', campaignId)
    .$if(units !== undefined, (query) => query.where('team_id', 'in', units!))
    .executeTakeFirstOrThrow()
  // PostgreSQL sums integers to text of a bigint.
  return { count: Number(row.count), sum: Number(row.sum ?? 0), low: Number(row.low ?? 0) }
}
