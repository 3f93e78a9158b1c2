/**
 * The trip of a satisfaction callback. The attempt's row is its memory: committed as `dialling` before anything is sent,
 * each answer kept as it is given, settled at the end by rule. A crash at any line loses no answer and dials nobody twice.
 */
import type { DisconnectCause } from '../contracts/calls.ts'
import type { Language } from '../contracts/common.ts'
import type { AttemptId, CampaignId, CaseId, PassengerId, TeamId } from '../contracts/ids.ts'
import type { Log } from '../platform/log.ts'

/** How a call ended: a LegEnd of the telephony fits. */
export interface CallEnd {
  cause: DisconnectCause
  sipStatus?: number
}

/** A call on its way; what the survey needs of it is between the voice menu and the call. */
export interface SurveyCall {
  readonly ended: Promise<CallEnd>
}

/** What the attempt's row says to dial. */
export interface Order {
  attemptId: AttemptId
  campaignId: CampaignId
  caseId: CaseId
  passengerId: PassengerId
  teamId: TeamId
  to: string
  language: Language
  sipCallId: string
  ringMs: number
  reopenAtOrBelow: number
}

/** One step of the flow that matters here: an answer by key, or something said. */
export interface SurveyStep {
  answer?: { name: string; value: number }
  recording?: { name: string; path: string; durationMs: number }
}

export interface House<C extends SurveyCall> {
  attempts: {
    /** Commits the attempt as `dialling`; undefined when it must not be dialled now. */
    beginDial(id: AttemptId): Promise<Order | undefined>
    markAnswered(id: AttemptId): Promise<void>
    settle(id: AttemptId, end: CallEnd): Promise<void>
  }
  surveys: {
    score(asked: Order, score: number): Promise<void>
    commentPath(id: AttemptId): string
    comment(asked: Order, recording: { path: string; durationMs: number }): Promise<void>
  }
  calls: {
    /** `answered` rejects when the passenger does not answer; `call.ended` then says why. */
    dialOut(wish: {
      to: string
      from: string
      language: Language
      ringTimeoutMs: number
      sipCallId: string
    }): Promise<{ call: C; answered: Promise<void> }>
    /** Hangs up if nobody has; idempotent, resolves when the call is over and its row says so. */
    close(call: C): Promise<void>
  }
  ivr: {
    /** Runs a flow to its end or the passenger's hang-up; awaits `onStep` before it acts on a step. */
    run(
      call: C,
      flow: string,
      context: { recordingPath: (name: string) => string; onStep: (step: SurveyStep) => Promise<void> },
    ): Promise<unknown>
  }
  /** Our number as the passenger sees it. */
  from: string
  /** A draining house calls nobody. */
  draining: () => boolean
  log: Log
}

const flow = 'complaint-satisfaction'
// Shorter than this nobody said anything: the key that skips the comment was pressed at once.
const shortestCommentMs = 500

/** Makes the trip: one attempt from its row to its end. Rejects only when the database does. */
export function satisfactionCallback<C extends SurveyCall>({
  attempts,
  surveys,
  calls,
  ivr,
  from,
  draining,
  log,
}: House<C>) {
  return async (attemptId: AttemptId): Promise<void> => {
    if (draining()) return
    const order = await attempts.beginDial(attemptId)
    if (!order) return
    const end = await dialAndAsk(order).catch((error: unknown): CallEnd => {
      log.error({ error, attemptId }, 'A callback broke.')
      return { cause: 'internal-error' }
    })
    await attempts.settle(attemptId, end)
  }

  async function dialAndAsk(order: Order): Promise<CallEnd> {
    const { call, answered } = await calls.dialOut({
      to: order.to,
      from,
      language: order.language,
      ringTimeoutMs: order.ringMs,
      sipCallId: order.sipCallId,
    })
    try {
      if (await comesToPass(answered)) {
        await attempts.markAnswered(order.attemptId)
        await ask(call, order)
      }
    } finally {
      await calls.close(call)
    }
    return call.ended
  }

  /** The flow greets, asks, takes a comment and thanks; every answer is kept before the next question. */
  async function ask(call: C, order: Order): Promise<void> {
    await ivr.run(call, flow, {
      recordingPath: () => surveys.commentPath(order.attemptId),
      onStep: async ({ answer, recording }) => {
        if (answer?.name === 'score') await surveys.score(order, answer.value)
        if (recording && recording.durationMs >= shortestCommentMs) await surveys.comment(order, recording)
      },
    })
  }
}

/** A refusal is an ordinary end of a dialling, told by `call.ended`. */
function comesToPass(answered: Promise<void>): Promise<boolean> {
  return answered.then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name === 'LegEndedError') return false
      throw error
    },
  )
}
