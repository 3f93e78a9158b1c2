/** The satisfaction callback: a closed complaint rings the passenger; a low score reopens the case and tells the console. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Attempt, Campaign, type CampaignSettings } from '../../server/contracts/campaigns.ts'
import { Case, CaseSummary } from '../../server/contracts/cases.ts'
import { page } from '../../server/contracts/common.ts'
import { PassengerSummary } from '../../server/contracts/passengers.ts'
import type { IncomingPhoneCall, Phone } from '../../sip/phone/phone.ts'
import { type AgentDesk, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { passengerPhone } from '../kit/passenger.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

const campaignPath = '/campaigns/complaint-satisfaction'

let house: WholeHouse
let agent: ApiClient
let supervisor: ApiClient
let phone: Phone
let desk: AgentDesk
let passengerId: string

beforeAll(async () => {
  house = await startHouse()
  agent = await logIn(house.url, cast.agent)
  supervisor = await logIn(house.url, cast.supervisor)
  desk = await openDesk(house.url, cast.agent)
  const { items } = await agent.get(`/passengers?search=${encodeURIComponent(cast.known.name)}`, page(PassengerSummary))
  passengerId = items[0]?.id ?? ''
  await changeCampaign({
    enabled: true,
    delayMs: 0,
    windowFrom: 0,
    windowTo: 1440,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    maxAttempts: 2,
    retryBusyMs: 10_000,
    retryNoAnswerMs: 10_000,
    ringMs: 5000,
    reopenAtOrBelow: 2,
  })
})

beforeEach(async () => {
  phone = await passengerPhone(house, true)
})

afterEach(() => phone.close())

afterAll(async () => {
  await desk?.close()
  await house?.close()
})

async function changeCampaign(change: Partial<CampaignSettings>): Promise<void> {
  const [campaign] = await supervisor.get('/campaigns', z.array(Campaign))
  if (campaign === undefined) throw new Error('There is no campaign.')
  const settings = { ...campaign.settings, ...change }
  await supervisor.put(campaignPath, { version: campaign.version, settings }, Campaign)
}

async function closeComplaint(subject: string): Promise<string> {
  const opened = await agent.post(
    '/cases',
    { kind: 'complaint', category: 'cp-01', subject, flight: 'YT661', flightDate: '2026-11-20', passengerId },
    z.object({ id: z.string() }),
  )
  const { version } = await agent.get(`/cases/${opened.id}`, Case)
  await agent.post(`/cases/${opened.id}/closing`, { version, resolution: '已致歉并补偿 500 里程。' }, z.unknown())
  return opened.id
}

const nextCall = (): Promise<IncomingPhoneCall> => new Promise((resolve) => phone.onIncoming(resolve))

const attemptsOf = async (caseId: string): Promise<Attempt[]> => {
  const { items } = await supervisor.get(`${campaignPath}/attempts?limit=200`, page(Attempt))
  return items.filter((attempt) => attempt.caseId === caseId).sort((a, b) => a.n - b.n)
}

describe('after a complaint is closed', () => {
  test('the passenger is rung, presses 2, and the case is open again on the screen of its agent', async () => {
    const ringing = nextCall()
    const caseId = await closeComplaint('行李破损')
    const call = await ringing
    call.ring()
    call.answer()
    await call.answered
    await call.until(({ soundMs }) => soundMs > 1000, 'the greeting')
    await call.press('2')
    await call.until(({ soundMs }) => soundMs > 3000, 'the question for a comment')
    await call.press('#')

    expect(await call.ended).toMatchObject({ by: 'them' })
    const reopened = await agent.until(`/cases/${caseId}`, Case, ({ state }) => state === 'reopened')
    expect(reopened).toMatchObject({ lastScore: 2 })
    expect(await attemptsOf(caseId)).toMatchObject([{ n: 1, state: 'surveyed', score: 2 }])
    await desk.page.getByText(reopened.number).first().waitFor()
  })

  test('a passenger who is satisfied leaves the case closed', async () => {
    const ringing = nextCall()
    const caseId = await closeComplaint('座位更换')
    const call = await ringing
    call.answer()
    await call.answered
    await call.press('5#')

    expect(await call.ended).toMatchObject({ by: 'them' })
    expect(await agent.get(`/cases/${caseId}`, CaseSummary)).toMatchObject({ state: 'closed' })
    expect(await attemptsOf(caseId)).toMatchObject([{ state: 'surveyed', score: 5 }])
  })

  test('a busy line is tried again, and a second busy line is the last', async () => {
    const first = nextCall()
    const caseId = await closeComplaint('航班延误')
    const busy = await first
    const second = nextCall()
    busy.reject(486)
    const again = await second
    again.reject(486)
    await again.ended

    await expect
      .poll(async () => (await attemptsOf(caseId)).map(({ state, cause }) => ({ state, cause })), { timeout: 5000 })
      .toEqual([
        { state: 'retry-at', cause: 'busy' },
        { state: 'given-up', cause: 'busy' },
      ])
  })

  test('a phone that nobody takes rings no longer than the campaign says, and is tried again', async () => {
    const first = nextCall()
    const caseId = await closeComplaint('退票')
    const call = await first
    call.ring()

    expect(await call.ended).toMatchObject({ by: 'cancelled' })
    await expect
      .poll(async () => (await attemptsOf(caseId)).at(0), { timeout: 5000 })
      .toMatchObject({ state: 'retry-at', cause: 'no-answer' })
    const again = await nextCall()
    again.reject(603)
    await again.ended
  })
})
