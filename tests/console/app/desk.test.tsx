import { act, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { useAgents } from '../../../agent-console/agents/agents.store.ts'
import { DeskPage } from '../../../agent-console/app/desk-page.tsx'
import { liveHandlers } from '../../../agent-console/app/live.ts'
import { useInteractions } from '../../../agent-console/interactions/interactions.store.ts'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { usePhone } from '../../../agent-console/lib/phone.ts'
import { createQueryClient } from '../../../agent-console/lib/queries.ts'
import { useSession } from '../../../agent-console/session/session.store.ts'
import { Call } from '../../../server/contracts/calls.ts'
import type { ScreenPop } from '../../../server/contracts/interactions.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import {
  agentState,
  call,
  caseSummary,
  interaction,
  passenger,
  screenPop,
  sessionUser,
  unknownPop,
  uuid,
} from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const tasks = { 'GET /tasks': () => answer({ items: [] }) }
const wrapUpPath = `POST /interactions/${uuid(600)}/wrap-up`
const draftPath = `PUT /interactions/${uuid(600)}/draft`
const handlers = liveHandlers(createQueryClient())
const silent = () => undefined

const offer = (pop: ScreenPop, painted: (answer: { paintedAt: number }) => void = silent) =>
  act(() => handlers['interaction:offered']({ seq: 1, pop }, painted))
const agentIs = (activity: string) =>
  act(() => {
    const agent = agentState({ activity, activitySince: Date.now(), interactionId: uuid(600), wrapUpDueAt: Date.now() })
    handlers['agent:state']({ seq: 2, agent }, silent)
  })

describe('the desk', () => {
  beforeEach(async () => {
    await changeLanguage('zh')
    useSession.setState({ user: sessionUser() })
    useAgents.setState({ me: agentState() })
    act(() => useInteractions.getState().clear())
  })

  it('says what comes next while it is free', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    expect(screen.getByText('您已置闲，下一通来电会自动弹出。')).toBeTruthy()
  })

  it('paints the pop of an offer whole and only then answers that it is painted', async () => {
    const server = createConsoleServer(tasks)
    show(<DeskPage />)
    const seen: string[] = []
    const painted = new Promise<number>((done) => {
      offer(screenPop(), ({ paintedAt }) => {
        seen.push(document.body.textContent ?? '')
        done(paintedAt)
      })
    })
    expect(seen).toEqual([])
    expect(await painted).toBeGreaterThan(0)
    for (const text of ['王小明', '金卡', '+86 138 0013 8000', '靠过道', 'zh > 2']) expect(seen[0]).toContain(text)
    // What the airline says of the trips, who is on duty, and what the house knows of the matter come late and have their own places; nobody waits for them.
    const late = ({ route }: { route: string }) =>
      ['GET /tasks', 'GET /directory', 'GET /knowledge/proposed'].includes(route) || route.endsWith('/live-trips')
    expect(server.asked.filter((one) => !late(one))).toEqual([])
  })

  it('shows markup in a name as the letters it is made of', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop({ passenger: { ...passenger, name: '<img src=x onerror=alert(1)>' } }))
    expect(document.querySelector('img')).toBeNull()
    expect(screen.getAllByText('<img src=x onerror=alert(1)>').length).toBeGreaterThan(0)
  })

  it('keeps the answer button off until the phone rings', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop())
    for (const button of screen.getAllByRole('button', { name: '接听' }))
      expect(button.hasAttribute('disabled')).toBe(true)
  })

  it('is free again when the caller hangs up while it rings, and says so', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop())
    act(() =>
      handlers['interaction:offer-ended'](
        { seq: 2, interactionId: uuid(600), offerId: uuid(700), why: 'caller-gone' },
        silent,
      ),
    )
    expect(screen.getByText('上一通来电未接通：来电者已挂机。')).toBeTruthy()
  })

  it('takes hold from the server and not from the click', async () => {
    const server = createConsoleServer({
      ...tasks,
      [`POST /calls/${uuid(500)}/hold`]: () => answer({ ...call, state: 'held', talkingSince: 1 }),
    })
    show(<DeskPage />)
    offer(screenPop())
    act(() =>
      handlers['call:changed']({ seq: 2, call: Call.parse({ ...call, state: 'talking', talkingSince: 1 }) }, silent),
    )
    await userEvent.click(screen.getByRole('button', { name: '保持' }))
    expect(await screen.findByRole('button', { name: '恢复' })).toBeTruthy()
    expect(server.asks(`POST /calls/${uuid(500)}/hold`)).toHaveLength(1)
  })

  it('says after a refresh in mid-call what became of the caller, and takes them back with the draft', async () => {
    createConsoleServer({ ...tasks, 'GET /interactions/current': () => answer(null) })
    show(<DeskPage />)
    offer(screenPop())
    agentIs('talking')
    expect(sessionStorage.getItem('talking-to')).toBe(uuid(600))
    act(() => useInteractions.setState({ contact: undefined }))
    await act(() => useInteractions.getState().load())
    expect(screen.getByRole('status').textContent).toContain('旅客没有被挂断')
    offer(screenPop({ draft: { note: '', case: { kind: 'complaint', subject: '行李丢失', details: '', flight: '' } } }))
    expect(screen.getByText(/因坐席断线而中断/)).toBeTruthy()
    agentIs('talking')
    expect(screen.getByLabelText<HTMLInputElement>('主题').value).toBe('行李丢失')
  })

  it('puts the focus on the answer button at an offer and on the subject after answering', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop())
    act(() => usePhone.setState({ line: 'ringing' }))
    expect(document.activeElement?.textContent).toContain('接听')
    agentIs('talking')
    expect(document.activeElement).toBe(screen.getByLabelText('主题'))
    act(() => usePhone.setState({ line: 'free' }))
  })

  it('shows the case of another team as text, because its page would not open', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(
      screenPop({ openCases: [caseSummary(), caseSummary({ id: uuid(301), number: 'C-000009', teamId: uuid(2) })] }),
    )
    expect(screen.getByRole('link', { name: 'C-000120' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'C-000009' })).toBeNull()
    expect(screen.getByText('C-000009')).toBeTruthy()
  })

  it('shows the number in full when the trunk sent it without its country', () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop({ call: { ...call, ani: '13800138000' } }))
    expect(screen.getAllByText('+86 138 0013 8000').length).toBeGreaterThan(0)
    expect(document.body.textContent).not.toContain('13800138000')
  })

  it('opens the form with the kind of the queue, and files only in wrap-up', async () => {
    createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop())
    agentIs('talking')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: '投诉' }).checked).toBe(true)
    expect(screen.getByRole('button', { name: '归档并完成' }).hasAttribute('disabled')).toBe(true)
    agentIs('wrap-up')
    expect(screen.getByRole('button', { name: '归档并完成' }).hasAttribute('disabled')).toBe(false)
  })

  it('says beside each field what is missing and sends nothing', async () => {
    const server = createConsoleServer(tasks)
    show(<DeskPage />)
    offer(screenPop())
    agentIs('wrap-up')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(screen.getByLabelText('主题').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getAllByText('必填')).toHaveLength(3)
    expect(server.asks(wrapUpPath)).toEqual([])
  })

  it('files with the same key again after an answer got lost, and shows the case', async () => {
    let lost = true
    const server = createConsoleServer({
      ...tasks,
      [draftPath]: () => answer({ savedAt: 1 }),
      [wrapUpPath]() {
        if (!lost) return answer({ interaction: interaction({ state: 'closed' }) })
        lost = false
        throw new TypeError('network')
      },
    })
    show(<DeskPage />)
    offer(screenPop())
    agentIs('wrap-up')
    act(() => useInteractions.getState().edit({ disposition: 'wrong-number' }))
    await userEvent.click(screen.getByRole('button', { name: '归档并完成' }))
    expect(await screen.findByText('no-answer')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '归档并完成' }))
    expect(await screen.findByText('已归档。')).toBeTruthy()
    const keys = server.asks(wrapUpPath).map((one) => (one.body as { key: string }).key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  it('puts a refusal of the server beside its field', async () => {
    createConsoleServer({
      ...tasks,
      [draftPath]: () => answer({ savedAt: 1 }),
      [wrapUpPath]: () => refuse(400, 'invalid-input', { note: 'control characters' }),
    })
    show(<DeskPage />)
    offer(screenPop())
    agentIs('wrap-up')
    act(() => useInteractions.getState().edit({ disposition: 'wrong-number', note: 'x' }))
    await userEvent.click(screen.getByRole('button', { name: '归档并完成' }))
    await waitFor(() => expect(screen.getByLabelText('备注').getAttribute('aria-invalid')).toBe('true'))
  })

  it('registers an unknown caller and links the new passenger', async () => {
    const server = createConsoleServer({
      ...tasks,
      'POST /passengers': () => answer(passenger),
      [`PUT /interactions/${uuid(600)}/passenger`]: () => answer(interaction()),
    })
    show(<DeskPage />)
    offer(unknownPop())
    await userEvent.click(screen.getByRole('button', { name: '登记并关联' }))
    expect(screen.getByText('请输入姓名')).toBeTruthy()
    expect(server.asks('POST /passengers')).toEqual([])
    await userEvent.type(screen.getByLabelText('姓名'), '王小明')
    await userEvent.click(screen.getByRole('button', { name: '登记并关联' }))
    await waitFor(() => expect(useInteractions.getState().contact?.pop.passenger?.name).toBe('王小明'))
    expect(server.asks('POST /passengers')[0]?.body).toMatchObject({ name: '王小明', number: '+8613800138000' })
  })

  it('offers every candidate with its reason and links the one that is clicked', async () => {
    const summary = { id: uuid(100), name: '王小明', latinName: 'WANG', tier: 'gold', vip: false, difficult: false }
    const candidates = [{ passenger: summary, reasons: ['shared-number', 'called-before'] }]
    const server = createConsoleServer({
      ...tasks,
      [`PUT /interactions/${uuid(600)}/passenger`]: () => answer(interaction()),
    })
    show(<DeskPage />)
    offer(screenPop({ match: { kind: 'ambiguous', candidates }, passenger: undefined }))
    expect(screen.getByText('共用号码 · 曾用此号码来电')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: '就是这位 王小明' }))
    await waitFor(() => expect(useInteractions.getState().contact?.pop.passenger?.name).toBe('王小明'))
    expect(server.asks(`PUT /interactions/${uuid(600)}/passenger`)[0]?.body).toEqual({ passengerId: uuid(100) })
  })

  it('can be used by everybody, free, offered and in wrap-up', async () => {
    createConsoleServer(tasks)
    const { container } = show(<DeskPage />)
    expect(await brokenRules(container)).toEqual([])
    offer(screenPop())
    expect(await brokenRules(container)).toEqual([])
    agentIs('wrap-up')
    expect(await brokenRules(container)).toEqual([])
  })
})
