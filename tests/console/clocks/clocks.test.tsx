import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { CaseClocksPanel } from '../../../agent-console/clocks/case-clocks.tsx'
import { ClockStrip } from '../../../agent-console/clocks/clock-strip.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import type { CaseClock, CaseClocks, PreviewedClock } from '../../../server/contracts/clocks.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const caseId = uuid(700)
const now = Date.now()
const clock = (more: Partial<CaseClock> = {}): CaseClock =>
  ({
    id: uuid(701),
    caseId,
    caseNumber: 'C-000120',
    caseKind: 'complaint',
    teamId: uuid(702),
    ruleId: 'us259-reply',
    ruleVersion: 1,
    regime: 'us-259',
    party: 'house',
    name: { zh: '60日内实质性书面答复', en: 'Substantive written reply within 60 days' },
    start: 'written-complaint',
    stop: 'substantive-reply-sent',
    closing: 'needs-stop',
    pausable: false,
    calendarId: 'us',
    zone: 'America/New_York',
    startedAt: now,
    warnAt: now + 48 * 86_400_000,
    dueAt: now + 60 * 86_400_000 + 60_000,
    uncertain: true,
    state: 'running',
    origin: 'computed',
    why: { zh: '投诉，行程涉及美国', en: 'a complaint, the journey touches the United States' },
    source: '14 CFR 259.7(c)',
    confidence: 'doc',
    events: [{ at: now, event: 'started' }],
    ...more,
  }) as CaseClock
const clocks = (list: CaseClock[]): CaseClocks => ({ clocks: list, circumstances: {}, startable: [] })
const path = `/cases/${caseId}/clocks`

describe('the clocks of a case', () => {
  beforeEach(() => changeLanguage('zh'))

  it('[CS-10] tells time left, regime, what is uncertain, and why on demand', async () => {
    createConsoleServer({ [`GET ${path}`]: () => answer(clocks([clock()])) })
    const { container } = show(<CaseClocksPanel caseId={caseId} closed={false} />)
    const line = await screen.findByRole('article', { name: '60日内实质性书面答复' })
    expect(line.textContent).toContain('剩余 60天0小时')
    expect(line.textContent).toContain('美国 14 CFR 259.7')
    expect(line.textContent).toContain('所用年度节假日未知')
    expect(line.textContent).not.toContain('行程涉及美国')
    await userEvent.click(within(line).getByRole('button', { name: '适用理由' }))
    expect(line.textContent).toContain('投诉，行程涉及美国')
    expect(await brokenRules(container)).toEqual([])
  })

  it('[CS-10] records a stop with its evidence only, and shows what the server made of it', async () => {
    const stopped = clock({ state: 'met', evidence: '3月20日邮件答复' })
    const server = createConsoleServer({
      [`GET ${path}`]: () => answer(clocks([clock()])),
      [`POST ${path}/${uuid(701)}/stop`]: () => answer(clocks([stopped])),
    })
    show(<CaseClocksPanel caseId={caseId} closed={false} />)
    await userEvent.click(await screen.findByRole('button', { name: '记录：已作实质性书面答复' }))
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    expect(screen.getByText('请填写证据')).toBeTruthy()
    expect(server.asks(`POST ${path}/${uuid(701)}/stop`)).toEqual([])
    await userEvent.type(screen.getByLabelText('证据'), '3月20日邮件答复')
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    await waitFor(() => expect(screen.getByText('按时完成')).toBeTruthy())
    expect(server.asks(`POST ${path}/${uuid(701)}/stop`)[0]?.body).toEqual({ evidence: '3月20日邮件答复' })
  })

  it('says in the sentence of the server why an act is refused', async () => {
    createConsoleServer({
      [`GET ${path}`]: () => answer(clocks([clock({ state: 'paused' })])),
      [`POST ${path}/${uuid(701)}/stop`]: () => refuse(409, 'clock-ended'),
    })
    show(<CaseClocksPanel caseId={caseId} closed={false} />)
    await userEvent.click(await screen.findByRole('button', { name: '记录：已作实质性书面答复' }))
    await userEvent.type(screen.getByLabelText('证据'), 'x')
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    expect(await screen.findByText('clock-ended')).toBeTruthy()
    expect(screen.getByLabelText<HTMLTextAreaElement>('证据').value).toBe('x')
  })

  it('offers nothing to do on a closed case', async () => {
    createConsoleServer({ [`GET ${path}`]: () => answer(clocks([clock({ state: 'met' })])) })
    show(<CaseClocksPanel caseId={caseId} closed />)
    await screen.findByText('按时完成')
    expect(screen.queryByRole('button', { name: /记录/ })).toBeNull()
    expect(screen.queryByRole('button', { name: '启动其他时限' })).toBeNull()
  })
})

describe('the clocks that will start', () => {
  beforeEach(() => changeLanguage('en'))

  it('[BY-01] are shown while the form is filled, the first to end first', async () => {
    const coming = (ruleId: string, en: string, dueAt: number) =>
      ({ ...clock({ ruleId, name: { zh: en, en }, dueAt }), version: 1 }) as unknown as PreviewedClock
    const server = createConsoleServer({
      'POST /clocks/preview': () =>
        answer([coming('b', 'Later', now + 9_000_000), coming('a', 'Sooner', now + 600_000)]),
    })
    const asked = { kind: 'query', category: 'iq-01', flight: '' } as const
    const { container } = show(<ClockStrip asked={asked} />)
    await screen.findByText('Sooner')
    expect([...container.querySelectorAll('li')].map((line) => line.firstChild?.textContent)).toEqual([
      'Sooner',
      'Later',
    ])
    expect(server.asks('POST /clocks/preview')[0]?.body).toEqual(asked)
  })

  it('say what to do while there is no category', () => {
    createConsoleServer({})
    show(<ClockStrip asked={undefined} />)
    expect(screen.getByText('Choose a category to see which clocks will start.')).toBeTruthy()
  })
})
