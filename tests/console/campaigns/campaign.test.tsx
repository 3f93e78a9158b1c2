import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { CampaignPage } from '../../../agent-console/campaigns/campaign-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { Attempt, Campaign } from '../../../server/contracts/campaigns.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const campaign = Campaign.parse({
  id: 'complaint-satisfaction',
  name: { zh: '投诉满意度回访', en: 'Complaint callback' },
  settings: {
    enabled: true,
    delayMs: 20_000,
    windowFrom: 540,
    windowTo: 1440,
    weekdays: [1, 2, 3, 4, 5],
    maxAttempts: 3,
    retryBusyMs: 600_000,
    retryNoAnswerMs: 3_600_000,
    ringMs: 30_000,
    reopenAtOrBelow: 2,
    maxConcurrent: 2,
  },
  version: 1,
  counts: { scheduled: 0, dialling: 0, answered: 0, surveyed: 1, 'retry-at': 0, 'given-up': 0, unknown: 0 },
  scores: { count: 1, mean: 2, low: 1 },
})
const attempt = Attempt.parse({
  id: uuid(410),
  campaignId: 'complaint-satisfaction',
  caseId: uuid(300),
  caseNumber: 'C-000120',
  teamId: uuid(1),
  passengerId: uuid(100),
  passengerName: '王小明',
  number: '+86 138****8000',
  n: 1,
  state: 'surveyed',
  dueAt: 1,
  score: 2,
  hasComment: true,
})
const attempts = `GET /campaigns/complaint-satisfaction/attempts`
const routes = {
  'GET /campaigns': () => answer([campaign]),
  [attempts]: () => answer({ items: [attempt] }),
  'GET /do-not-call': () => answer([]),
}

describe('the satisfaction callback', () => {
  beforeEach(() => changeLanguage('zh'))

  it('shows each call with its score and lets a supervisor hear the comment', async () => {
    createConsoleServer(routes)
    const { container } = show(<CampaignPage />)
    expect(await screen.findByRole('link', { name: 'C-000120' })).toBeTruthy()
    expect(screen.getByText('+86 138****8000')).toBeTruthy()
    expect(container.querySelector('audio')?.getAttribute('src')).toBe(`/api/surveys/${uuid(410)}/comment`)
    expect(await brokenRules(container)).toEqual([])
  })

  it('shows a window that lasts to the end of the day, and a delay without endless digits', async () => {
    createConsoleServer(routes)
    show(<CampaignPage />)
    expect(await screen.findByText('24:00')).toBeTruthy()
    expect(screen.getByDisplayValue('0.33')).toBeTruthy()
  })

  it('opens the calls behind a figure', async () => {
    const server = createConsoleServer(routes)
    show(<CampaignPage />)
    await screen.findByRole('link', { name: 'C-000120' })
    await userEvent.click(screen.getByRole('button', { name: /^平均分/ }))
    await waitFor(() => expect(server.asks(attempts)).toHaveLength(2))
  })

  it('refuses a number that nobody can have before it is sent', async () => {
    const server = createConsoleServer({ ...routes, 'POST /do-not-call': () => answer({}) })
    show(<CampaignPage />)
    await userEvent.type(await screen.findByLabelText('号码'), '12')
    await userEvent.click(screen.getByRole('button', { name: '加入名单' }))
    expect(server.asks('POST /do-not-call')).toEqual([])
    await userEvent.clear(screen.getByLabelText('号码'))
    await userEvent.type(screen.getByLabelText('号码'), '138 0013 8000')
    await userEvent.click(screen.getByRole('button', { name: '加入名单' }))
    await waitFor(() => expect(server.asks('POST /do-not-call')[0]?.body).toMatchObject({ e164: '+8613800138000' }))
  })
})
