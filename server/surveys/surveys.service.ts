/** Surveys: what passengers answered. An answer is kept the moment it is given; a low one reopens the case in the same commit. */
import { basename, join } from 'node:path'
import type { AttemptId, CampaignId, CaseId, PassengerId, SurveyId, TeamId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { ScoredCases } from './surveys.ports.ts'
import {
  findByAttempts,
  insertSurvey,
  lastScores,
  listOfPassenger,
  type SurveyRow,
  sumScores,
  updateComment,
  updateScore,
} from './surveys.repository.ts'

export interface SurveysDeps {
  store: Store
  clock: Clock
  cases: ScoredCases
  /** Absolute path of the folder of spoken comments. */
  folder: string
}

/** Whom a survey asks. */
export interface Asked {
  attemptId: AttemptId
  campaignId: CampaignId
  caseId: CaseId
  passengerId: PassengerId
  teamId: TeamId
  language: 'zh' | 'en'
  /** A score at or below reopens the case. */
  reopenAtOrBelow: number
}

export interface SurveyAnswer {
  id: SurveyId
  attemptId: AttemptId
  caseId: CaseId
  teamId: TeamId
  at: number
  /** 1-5; undefined in a survey that was not completed. */
  score: number | undefined
  commentMs: number | undefined
}

export type Surveys = ReturnType<typeof createSurveys>

/** The room of surveys. */
export function createSurveys({ store, clock, cases, folder }: SurveysDeps) {
  return {
    /** The latest score of each of several passengers. */
    lastScoresOf: (ids: PassengerId[], within?: Write) => lastScores(within?.db ?? store.db, ids),

    /** Keeps a score of 1 to 5. The first one of an attempt counts; anything else is left unsaid. */
    score(asked: Asked, score: number, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        if (!Number.isInteger(score) || score < 1 || score > 5) return
        const answer = { score, low: score <= asked.reopenAtOrBelow, at: clock.now() }
        const { attemptId, caseId, passengerId } = asked
        await insertSurvey(tx.db, newRow(asked, { ...answer, score: null, low: false }))
        const survey = await updateScore(tx.db, attemptId, answer)
        if (!survey) return
        tx.announce('survey.answered', { surveyId: survey.id, attemptId, caseId, passengerId, score })
        if (answer.low) await cases.reopen(caseId, { score, attemptId }, tx)
        else await cases.keepScore(caseId, score, tx)
      }, within)
    },

    /** Where the spoken comment of an attempt is recorded, absolute. */
    commentPath: (attemptId: AttemptId): string => join(folder, `${attemptId}-comment.wav`),

    /** Keeps a spoken comment, with or without a score before it. */
    comment(asked: Asked, recording: { path: string; durationMs: number }, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        await insertSurvey(tx.db, newRow(asked, { score: null, low: false, at: clock.now() }))
        const comment = { file: basename(recording.path), durationMs: Math.round(recording.durationMs) }
        await updateComment(tx.db, asked.attemptId, comment)
      }, within)
    },

    async ofAttempts(ids: AttemptId[], within?: Write) {
      const rows = await findByAttempts(within?.db ?? store.db, ids)
      return new Map(
        rows.map((row) => [row.attempt_id, { score: row.score ?? undefined, hasComment: row.comment_path !== null }]),
      )
    },

    /** Latest first, for the timeline; answered before a moment (ms UTC) when given. */
    async ofPassenger(
      passengerId: PassengerId,
      limit: number,
      before = Number.MAX_SAFE_INTEGER,
    ): Promise<SurveyAnswer[]> {
      return (await listOfPassenger(store.db, passengerId, limit, before)).map(toAnswer)
    },

    /** The recording of a comment; with `units` only when the case was of one of them. */
    async commentFile(attemptId: AttemptId, units?: readonly TeamId[]): Promise<string | undefined> {
      const [row] = await findByAttempts(store.db, [attemptId])
      if (!row?.comment_path || (units && !units.includes(row.team_id))) return undefined
      return join(folder, basename(row.comment_path))
    },

    /** Number and mean of the scores of a campaign (of these units' cases), and how many were low. */
    async scores(
      campaignId: CampaignId,
      units?: readonly TeamId[],
    ): Promise<{ count: number; mean: number | undefined; low: number }> {
      const { count, sum, low } = await sumScores(store.db, campaignId, units)
      return { count, low, mean: count === 0 ? undefined : sum / count }
    },
  }
}

function newRow(asked: Asked, answer: { score: number | null; low: boolean; at: number }): SurveyRow {
  return {
    id: newId<SurveyId>(),
    attempt_id: asked.attemptId,
    campaign_id: asked.campaignId,
    case_id: asked.caseId,
    passenger_id: asked.passengerId,
    team_id: asked.teamId,
    language: asked.language,
    score: answer.score,
    low: answer.low ? 1 : 0,
    answered_at: answer.at,
    comment_path: null,
    comment_ms: null,
  }
}

function toAnswer(row: SurveyRow): SurveyAnswer {
  return {
    id: row.id,
    attemptId: row.attempt_id,
    caseId: row.case_id,
    teamId: row.team_id,
    at: row.answered_at,
    score: row.score ?? undefined,
    commentMs: row.comment_ms ?? undefined,
  }
}
