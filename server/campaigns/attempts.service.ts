/** Attempts: scheduled with the closing of a case, dialled at most once each, retried by rule, safe over a crash (reliability D.2, D.4). */
import { createHmac } from 'node:crypto'
import type { Attempt, AttemptState, CampaignSettings, GivenUpReason } from '../contracts/campaigns.ts'
import type { AttemptId, CampaignId, CaseId, PassengerId, TeamId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { type AttemptMove, moveAttempt } from './attempt.machine.ts'
import {
  type AttemptRow,
  findAttempt,
  insertAttempt,
  lastDialAt,
  listAttempts,
  listDue,
  listOrphans,
  nextDue,
  updateAttempt,
} from './attempt.repository.ts'
import { nextCallingMoment } from './calling-window.rules.ts'
import type { Answers, Callees, CaseFiles, DoNotCallCheck } from './campaigns.ports.ts'
import { maskNumber } from './destination.rules.ts'
import { judgeDial } from './dial.rules.ts'
import { afterDial, type DialEnd } from './retry.rules.ts'

export interface AttemptsDeps {
  store: Store
  clock: Clock
  cases: CaseFiles
  passengers: Callees
  doNotCall: DoNotCallCheck
  answers: Answers
  settings(campaignId: CampaignId, within?: Write): Promise<CampaignSettings>
  /** ISO country codes that may be called. */
  countries: readonly string[]
  /** Id of this boot: a row left in the middle by another one is an orphan. */
  bootId: string
  /** Key of the deterministic SIP Call-IDs. */
  secret: string
}

/** All that the trip needs to dial; the row is committed as `dialling`. */
export interface DialOrder {
  attemptId: AttemptId
  campaignId: CampaignId
  caseId: CaseId
  passengerId: PassengerId
  teamId: TeamId
  to: string
  language: 'zh' | 'en'
  sipCallId: string
  ringMs: number
  /** A score at or below reopens the case. */
  reopenAtOrBelow: number
}

export type Attempts = ReturnType<typeof createAttempts>

/** The attempts of all campaigns. */
export function createAttempts(deps: AttemptsDeps) {
  const { store, clock, cases, answers } = deps

  /** The seam that moves an attempt: law, row, fact. False when the law or somebody faster says no. */
  async function apply(tx: Write, row: AttemptRow, move: AttemptMove, change: Partial<AttemptRow>): Promise<boolean> {
    const to = moveAttempt(row.state, move)
    if (!to || !(await updateAttempt(tx.db, row.id, row.state, { ...change, state: to }))) return false
    announce(tx, row, to, row.state)
    return true
  }

  async function schedule(tx: Write, row: AttemptRow): Promise<void> {
    if (await insertAttempt(tx.db, row)) announce(tx, row, row.state)
  }

  const giveUp = (tx: Write, row: AttemptRow, reason: GivenUpReason, change: Partial<AttemptRow> = {}) =>
    apply(tx, row, 'gave-up', { ended_at: clock.now(), ...change, given_up_reason: reason })

  /** Judges an attempt by what is true now, inside the transaction that will act on it. */
  async function judge(tx: Write, row: AttemptRow, settings: CampaignSettings) {
    const view = await cases.callbackView(row.case_id, tx)
    return judgeDial({
      now: clock.now(),
      settings,
      e164: row.e164 ?? undefined,
      timeZone: row.time_zone,
      countries: deps.countries,
      caseStillClosed: view?.state === 'closed' && view.closing === row.closing,
      doNotCall: row.e164 !== null && (await deps.doNotCall.hasAny([row.e164], tx)),
      lastDialAt: row.e164 === null ? undefined : await lastDialAt(tx.db, row.e164),
    })
  }

  /** Ends a dialling without a score; a retry is the next row, inside the window. */
  async function endWithoutScore(tx: Write, row: AttemptRow, end: DialEnd, move: 'will-retry' | 'lost'): Promise<void> {
    const settings = await deps.settings(row.campaign_id, tx)
    const after = afterDial(end, row.n, settings)
    const now = clock.now()
    const ended = { ended_at: now, cause: end.cause }
    if (after.kind === 'give-up' && move === 'will-retry') {
      await giveUp(tx, row, after.reason, ended)
      return
    }
    if (!(await apply(tx, row, move, ended)) || after.kind === 'give-up') return
    const dueAt = nextCallingMoment(now + after.afterMs, row.time_zone, settings)
    await schedule(tx, { ...row, ...untouched, id: newId<AttemptId>(), n: row.n + 1, due_at: dueAt })
  }

  return {
    /** The first attempt for a closing of a case; asked twice it schedules once. With a reason not to call, the row says so at once. */
    scheduleFor(caseId: CaseId, closedAt: number, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const view = found(await cases.callbackView(caseId, tx))
        const callee = view.passengerId && (await deps.passengers.callee(view.passengerId, tx))
        if (!view.passengerId || !callee) return
        const settings = await deps.settings('complaint-satisfaction', tx)
        const row: AttemptRow = {
          ...untouched,
          id: newId<AttemptId>(),
          campaign_id: 'complaint-satisfaction',
          case_id: caseId,
          case_number: view.number,
          closing: view.closing,
          n: 1,
          passenger_id: view.passengerId,
          passenger_name: callee.name,
          team_id: view.teamId,
          e164: callee.e164 ?? null,
          language: callee.language,
          time_zone: callee.timeZone,
          due_at: nextCallingMoment(closedAt + settings.delayMs, callee.timeZone, settings),
        }
        const verdict = await judge(tx, row, settings)
        if (verdict.kind !== 'give-up') await schedule(tx, row)
        else await schedule(tx, { ...row, state: 'given-up', given_up_reason: verdict.reason, ended_at: clock.now() })
      }, within)
    },

    /** Commits a due attempt as `dialling` and says what to dial; undefined when it must not be dialled now or ever. */
    beginDial(id: AttemptId): Promise<DialOrder | undefined> {
      return store.write(async (tx) => {
        const row = await findAttempt(tx.db, id)
        if (row?.state !== 'scheduled' || row.due_at > clock.now()) return undefined
        const settings = await deps.settings(row.campaign_id, tx)
        const verdict = await judge(tx, row, settings)
        if (verdict.kind === 'give-up') await giveUp(tx, row, verdict.reason)
        if (verdict.kind === 'wait') {
          await updateAttempt(tx.db, id, 'scheduled', { due_at: verdict.until })
          announce(tx, row, 'scheduled', 'scheduled')
        }
        if (verdict.kind !== 'dial') return undefined
        const sipCallId = createHmac('sha256', deps.secret).update(id).digest('hex')
        const dialled = { started_at: clock.now(), sip_call_id: sipCallId, boot_id: deps.bootId }
        if (!(await apply(tx, row, 'dialled', dialled))) return undefined
        return orderOf(row, verdict.e164, sipCallId, settings)
      })
    },

    /** The passenger picked up. */
    markAnswered(id: AttemptId): Promise<void> {
      return store.write(async (tx) => {
        const row = found(await findAttempt(tx.db, id))
        await apply(tx, row, 'answered', { answered_at: clock.now() })
      })
    },

    /** The call is over: surveyed when a score was kept, else the rule says retry or end. Asked twice it does nothing. */
    settle(id: AttemptId, end: Omit<DialEnd, 'answered'>): Promise<void> {
      return store.write(async (tx) => {
        const row = found(await findAttempt(tx.db, id))
        const scored = (await answers.ofAttempts([id], tx)).get(id)?.score !== undefined
        if (scored) await apply(tx, row, 'scored', { ended_at: clock.now(), cause: end.cause })
        else await endWithoutScore(tx, row, { ...end, answered: row.answered_at !== null }, 'will-retry')
      })
    },

    /** Settles what another boot left in the middle: a kept score counts, everything else is unknown and retried by rule only. Returns how many. */
    recover(): Promise<number> {
      return store.write(async (tx) => {
        const orphans = await listOrphans(tx.db, deps.bootId)
        const scores = await answers.ofAttempts(
          orphans.map((row) => row.id),
          tx,
        )
        for (const row of orphans) {
          const ended = { ended_at: clock.now(), cause: 'server-restart' } as const
          if (scores.get(row.id)?.score !== undefined) await apply(tx, row, 'scored', ended)
          else await endWithoutScore(tx, row, { answered: row.answered_at !== null, cause: 'server-restart' }, 'lost')
        }
        return orphans.length
      })
    },

    nextDueAt: (): Promise<number | undefined> => nextDue(store.db),
    due: (limit: number): Promise<AttemptId[]> => listDue(store.db, clock.now(), limit),

    /** One attempt, for the message to a console. */
    async get(id: AttemptId): Promise<Attempt | undefined> {
      const row = await findAttempt(store.db, id)
      return row && (await toAttempts([row], answers))[0]
    },

    /** A page, latest due first. */
    async list(wanted: {
      campaignId?: CampaignId | undefined
      passengerId?: PassengerId | undefined
      units?: readonly TeamId[] | undefined
      state?: AttemptState | undefined
      before?: string | undefined
      limit: number
    }): Promise<{ items: Attempt[]; nextBefore?: string }> {
      const rows = await listAttempts(store.db, { ...wanted, before: readCursor(wanted.before) })
      const items = await toAttempts(rows, answers)
      const last = items.at(-1)
      return last && items.length === wanted.limit ? { items, nextBefore: `${last.dueAt}_${last.id}` } : { items }
    },
  }
}

const untouched = {
  state: 'scheduled',
  started_at: null,
  answered_at: null,
  ended_at: null,
  cause: null,
  given_up_reason: null,
  sip_call_id: null,
  boot_id: null,
} as const

function announce(tx: Write, row: AttemptRow, to: AttemptState, from?: AttemptState): void {
  tx.announce('attempt.changed', {
    attemptId: row.id,
    campaignId: row.campaign_id,
    caseId: row.case_id,
    passengerId: row.passenger_id,
    ...(from && { from }),
    to,
  })
}

function orderOf(row: AttemptRow, to: string, sipCallId: string, settings: CampaignSettings): DialOrder {
  return {
    attemptId: row.id,
    campaignId: row.campaign_id,
    caseId: row.case_id,
    passengerId: row.passenger_id,
    teamId: row.team_id,
    to,
    language: row.language,
    sipCallId,
    ringMs: settings.ringMs,
    reopenAtOrBelow: settings.reopenAtOrBelow,
  }
}

async function toAttempts(rows: AttemptRow[], answers: Answers): Promise<Attempt[]> {
  const answered = await answers.ofAttempts(rows.map((row) => row.id))
  return rows.map((row) => ({
    id: row.id,
    campaignId: row.campaign_id,
    caseId: row.case_id,
    caseNumber: row.case_number,
    teamId: row.team_id,
    passengerId: row.passenger_id,
    passengerName: row.passenger_name,
    number: row.e164 === null ? '' : maskNumber(row.e164),
    n: row.n,
    state: row.state,
    dueAt: row.due_at,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    cause: row.cause ?? undefined,
    givenUpReason: row.given_up_reason ?? undefined,
    score: answered.get(row.id)?.score,
    hasComment: answered.get(row.id)?.hasComment ?? false,
  }))
}

function readCursor(before: string | undefined): { dueAt: number; id: AttemptId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { dueAt: Number(match[1]), id: match[2] as AttemptId }
}
