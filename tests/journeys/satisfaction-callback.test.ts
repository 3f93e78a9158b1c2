import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDueWork, type DueWork } from '../../server/campaigns/due-work.ts'
import type { Attempt } from '../../server/contracts/campaigns.ts'
import type { AttemptId, CaseId, PassengerId, TeamId, UserId } from '../../server/contracts/ids.ts'
import {
  type CallEnd,
  type House,
  type SurveyCall,
  type SurveyStep,
  satisfactionCallback,
} from '../../server/journeys/satisfaction-callback.ts'
import { surveysRoutes } from '../../server/surveys/surveys.routes.ts'
import { openTestHouse, type TestHouse } from '../kit/house.ts'
import { openTestHttp, testUser } from '../kit/http.ts'
import { hireAgent, type People, plugPeople } from '../kit/people.ts'
import { somebody } from '../server/passengers/somebody.ts'

const start = Date.UTC(2026, 0, 5, 8)
const hour = 3_600_000
const delayMs = 20_000

/** How the passenger's phone behaves: refuses, or answers and follows a script of keys and words. */
type Script = CallEnd | { press?: number; say?: number; hangsUp?: boolean; crash?: 'flow' } | 'switch-broken'

let house: TestHouse
let people: People
let agentId: UserId
let teamId: TeamId
let wang: PassengerId
let script: Script[]
let dialled: Array<{ to: string; sipCallId: string; state: string | undefined }>
let open: number
let mostOpen: number
let draining: boolean
let work: DueWork
let folder: string
let release: () => void
let pause: Promise<void>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comments-'))
  house = await openTestHouse(start)
  people = plugPeople(house, 'boot-1', folder)
  await people.campaigns.start()
  ;({ agentId, teamId } = await hireAgent(people))
  wang = await people.passengers.register(
    somebody({ numbers: [{ e164: '+8613800138000', kind: 'mobile', shared: false }] }),
    [],
  )
  const { version, settings } = await people.campaigns.get('complaint-satisfaction')
  await people.campaigns.edit('complaint-satisfaction', { version, settings: { ...settings, delayMs } })
  script = []
  dialled = []
  open = mostOpen = 0
  draining = false
  release = () => {}
  pause = Promise.resolve()
  work = createDueWork({
    ...house,
    attempts: people.campaigns.attempts,
    maxConcurrent: people.campaigns.maxConcurrent,
    run: satisfactionCallback(scriptedHouse()),
    draining: () => draining,
  })
  work.start()
})
afterEach(async () => {
  work.close()
  people.auth.close()
  await house.close()
  await rm(folder, { recursive: true })
})

interface ScriptedCall extends SurveyCall {
  script: Exclude<Script, 'switch-broken'>
  end(end: CallEnd): void
}

function scriptedHouse(): House<ScriptedCall> {
  return {
    attempts: people.campaigns.attempts,
    surveys: people.surveys,
    from: '95530',
    draining: () => draining,
    log: house.log,
    calls: {
      async dialOut({ to, sipCallId }) {
        const row = (await people.campaigns.attempts.list({ limit: 9, state: 'dialling' })).items[0]
        dialled.push({ to, sipCallId, state: row?.state })
        const next = script.shift() ?? { press: 5 }
        if (next === 'switch-broken') throw new Error('the engine is gone')
        open++
        mostOpen = Math.max(mostOpen, open)
        const { promise: ended, resolve } = Promise.withResolvers<CallEnd>()
        const call: ScriptedCall = { script: next, ended, end: resolve }
        if (!('cause' in next)) return { call, answered: Promise.resolve() }
        call.end(next)
        return { call, answered: Promise.reject(Object.assign(new Error('refused'), { name: 'LegEndedError' })) }
      },
      async close(call) {
        open--
        call.end({ cause: 'hung-up-by-us' })
      },
    },
    ivr: {
      async run(call, flow, { recordingPath, onStep }) {
        const said = call.script
        expect(flow).toBe('complaint-satisfaction')
        await pause
        if ('cause' in said) throw new Error('a refused call is asked nothing')
        if (said.crash) throw new Error('the flow is broken')
        if (said.press !== undefined) await onStep({ answer: { name: 'score', value: said.press } })
        if (said.hangsUp) return call.end({ cause: 'hung-up-by-peer' })
        if (said.say !== undefined) await onStep(speak(recordingPath('comment'), said.say))
      },
    },
  }
}

function speak(path: string, durationMs: number): SurveyStep {
  // Synchronous: the clock stands still, and a disk does not tell it when it is done.
  writeFileSync(path, 'RIFF')
  return { recording: { name: 'comment', path, durationMs } }
}

async function closeComplaint(passengerId = wang): Promise<CaseId> {
  const { id } = await people.cases.open({
    kind: 'complaint',
    category: 'cp-04',
    subject: '行李',
    details: '',
    flight: '',
    passengerId,
    openedBy: agentId,
    teamId,
  })
  await people.cases.close(id, { version: 1, resolution: '已赔偿', byId: agentId })
  return id
}

/** Moves time on and lets everything that woke come to rest. */
async function wait(ms: number): Promise<void> {
  await house.clock.advance(ms)
  for (let i = 0; i < 30; i++) await house.clock.advance(0)
}
async function attempts(): Promise<Attempt[]> {
  return (await people.campaigns.attempts.list({ limit: 50 })).items.toSorted((a, b) => a.n - b.n)
}
const states = async () => (await attempts()).map((attempt) => attempt.state)

describe('a satisfaction callback', () => {
  test('[GA-04][CS-09] dials when it is due, with the row committed first, and keeps the score', async () => {
    const caseId = await closeComplaint()
    await wait(delayMs - 1)
    expect(dialled).toEqual([])
    await wait(1)
    expect(dialled).toMatchObject([{ to: '+8613800138000', state: 'dialling' }])
    expect(await attempts()).toMatchObject([{ state: 'surveyed', score: 5, hasComment: false, cause: 'hung-up-by-us' }])
    expect(await people.cases.summary(caseId)).toMatchObject({ state: 'closed', lastScore: 5 })
    expect(house.factsOf('attempt.changed').map((fact) => fact.to)).toEqual([
      'scheduled',
      'dialling',
      'answered',
      'surveyed',
    ])
    expect(open).toBe(0)
  })

  test.each([1, 2])('[CT-10] a score of %i reopens the case in the same commit, with a task', async (press) => {
    script = [{ press }]
    const caseId = await closeComplaint()
    await wait(delayMs)
    expect(await people.cases.summary(caseId)).toMatchObject({ state: 'reopened', lastScore: press })
    expect(await states()).toEqual(['surveyed'])
    expect((await people.tasks.list({ state: 'open', units: [teamId], limit: 5 })).items).toMatchObject([
      { kind: 'reopened-case', caseId },
    ])
    const seqs = house.facts
      .filter((fact) => fact.name === 'survey.answered' || fact.name === 'case.reopened')
      .map((fact) => fact.seq)
    expect(seqs[1]! - seqs[0]!).toBe(1)
    expect((await people.campaigns.get('complaint-satisfaction')).scores).toEqual({ count: 1, mean: press, low: 1 })
  })

  test('keeps a score when the passenger hangs up right after it', async () => {
    script = [{ press: 3, hangsUp: true }]
    await closeComplaint()
    await wait(delayMs)
    expect(await attempts()).toMatchObject([{ state: 'surveyed', score: 3, cause: 'hung-up-by-peer' }])
  })

  test('is not complete without a score: who hangs up on us is not called again', async () => {
    script = [{ hangsUp: true }]
    await closeComplaint()
    await wait(delayMs)
    expect(await attempts()).toMatchObject([{ state: 'given-up', givenUpReason: 'refused' }])
    expect((await people.campaigns.get('complaint-satisfaction')).scores).toEqual({ count: 0, low: 0 })
  })

  test('tries again after busy and gives up after no answer too often', async () => {
    script = [{ cause: 'busy', sipStatus: 486 }, { cause: 'no-answer' }, { cause: 'no-answer' }]
    await closeComplaint()
    await wait(delayMs)
    expect(await states()).toEqual(['retry-at', 'scheduled'])
    await wait(30 * hour)
    await wait(30 * hour)
    expect(await states()).toEqual(['retry-at', 'retry-at', 'given-up'])
    expect(new Set(dialled.map((call) => call.sipCallId)).size).toBe(3)
    expect(house.clock.pending()).toBe(0)
  })

  test('a number that declines with 603 is left alone', async () => {
    script = [{ cause: 'rejected', sipStatus: 603 }]
    await closeComplaint()
    await wait(delayMs + 100 * hour)
    expect(await attempts()).toMatchObject([{ state: 'given-up', givenUpReason: 'refused' }])
    expect(dialled).toHaveLength(1)
  })

  test.each([['switch-broken' as const], [{ crash: 'flow' as const }]])(
    'when %j, the attempt is settled and retried by rule',
    async (broken) => {
      script = [broken]
      await closeComplaint()
      await wait(delayMs)
      expect(await attempts()).toMatchObject([{ state: 'retry-at', cause: 'internal-error' }, { state: 'scheduled' }])
      expect(open).toBe(0)
    },
  )

  test('a draining house dials nobody', async () => {
    await closeComplaint()
    draining = true
    await wait(delayMs + hour)
    expect(dialled).toEqual([])
    expect(await states()).toEqual(['scheduled'])
  })

  test('no more calls at once than the campaign allows, and all of them in the end', async () => {
    for (let i = 0; i < 7; i++) {
      const numbers = [{ e164: `+861390000000${i}`, kind: 'mobile' as const, shared: false }]
      await closeComplaint(await people.passengers.register(somebody({ numbers }), []))
    }
    pause = new Promise((resolve) => (release = resolve))
    await wait(delayMs)
    expect([open, work.running()]).toEqual([2, 2])
    release()
    await wait(0)
    await wait(0)
    expect(mostOpen).toBe(2)
    expect(await states()).toEqual(Array(7).fill('surveyed'))
  })

  test('finds what fell due while the house was off', async () => {
    work.close()
    await closeComplaint()
    await wait(hour)
    expect(dialled).toEqual([])
    work.start()
    await wait(0)
    expect(await states()).toEqual(['surveyed'])
  })

  test('sleeps while there is nothing to do', async () => {
    await wait(hour)
    expect(house.clock.pending()).toBe(0)
    await closeComplaint()
    await wait(0)
    expect(house.clock.pending()).toBe(1)
    work.close()
    expect(house.clock.pending()).toBe(0)
  })
})

describe('the spoken comment', () => {
  test('is kept beside the score, but not when nobody spoke', async () => {
    script = [
      { press: 4, say: 6200 },
      { press: 4, say: 120 },
    ]
    await closeComplaint()
    await wait(delayMs)
    const other = await people.passengers.register(
      somebody({ numbers: [{ e164: '+8613900000001', kind: 'mobile', shared: false }] }),
      [],
    )
    await closeComplaint(other)
    await wait(delayMs)
    expect((await people.surveys.ofPassenger(wang, 5)).map((one) => [one.score, one.commentMs])).toEqual([[4, 6200]])
    expect((await people.surveys.ofPassenger(other, 5)).map((one) => [one.score, one.commentMs])).toEqual([
      [4, undefined],
    ])
  })

  test('[B4-21] is heard by a supervisor of the team and by admins, each time with a trail', async () => {
    script = [{ press: 4, say: 6200 }]
    await closeComplaint()
    await wait(delayMs)
    const [attempt] = await attempts()
    const heard: string[] = []
    const audit = { record: async (entry: { objectId: string }) => void heard.push(entry.objectId) }
    const http = await openTestHttp((app) => surveysRoutes(app, { surveys: people.surveys, audit }))
    const path = `/api/surveys/${attempt!.id}/comment`
    const ask = async (user: Parameters<typeof http.as>[0], url = path) => (await http.as(user)('GET', url)).status
    expect(await ask(undefined)).toBe(401)
    expect(await ask(testUser('agent', { teamId }))).toBe(403)
    expect(await ask(testUser('supervisor'))).toBe(404)
    expect(await ask(testUser('admin'), `/api/surveys/${wang}/comment`)).toBe(404)
    expect(await ask(testUser('admin'), '/api/surveys/..%2f..%2fetc/comment')).toBe(400)
    expect(heard).toEqual([])
    const answer = await http.as(testUser('supervisor', { teamId }))('GET', path)
    expect([answer.status, answer.headers['content-type'], answer.raw.toString()]).toEqual([200, 'audio/wav', 'RIFF'])
    expect(heard).toEqual([attempt!.id])
    await rm(people.surveys.commentPath(attempt!.id as AttemptId))
    expect(await ask(testUser('admin'))).toBe(404)
    await http.close()
  })
})

describe('the answers', () => {
  const asked = async () => {
    const caseId = await closeComplaint()
    const attemptId = (await attempts())[0]!.id
    return {
      attemptId,
      caseId,
      campaignId: 'complaint-satisfaction',
      passengerId: wang,
      teamId,
      language: 'zh',
      reopenAtOrBelow: 2,
    } as const
  }

  test('the first score of an attempt counts, a comment before it does not stand in its way', async () => {
    const ask = await asked()
    await people.surveys.comment(ask, { path: people.surveys.commentPath(ask.attemptId), durationMs: 900.4 })
    await people.surveys.score(ask, 4)
    await people.surveys.score(ask, 1)
    expect(await people.surveys.ofPassenger(wang, 5)).toMatchObject([{ score: 4, commentMs: 900 }])
    expect(await people.cases.summary(ask.caseId)).toMatchObject({ state: 'closed', lastScore: 4 })
    expect(house.factsOf('survey.answered')).toHaveLength(1)
  })

  test.each([0, 6, 2.5, Number.NaN])('%d is no score', async (score) => {
    await people.surveys.score(await asked(), score)
    expect(await people.surveys.ofPassenger(wang, 5)).toEqual([])
  })

  test('the mean is of all scores', async () => {
    const ask = await asked()
    await people.surveys.score(ask, 5)
    await people.surveys.score({ ...ask, attemptId: crypto.randomUUID() as AttemptId }, 2)
    expect(await people.surveys.scores('complaint-satisfaction')).toEqual({ count: 2, mean: 3.5, low: 1 })
  })
})
