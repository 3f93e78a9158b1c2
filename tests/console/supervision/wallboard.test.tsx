import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { useLink } from '../../../agent-console/lib/socket.ts'
import { countAgents } from '../../../agent-console/supervision/agent-counts.ts'
import { useWallboard } from '../../../agent-console/supervision/supervision.store.ts'
import { WallboardPage } from '../../../agent-console/supervision/wallboard-page.tsx'
import { show } from '../../kit/console-page.tsx'
import { agentState, uuid, wallboard } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const contact = {
  entryId: uuid(970),
  interactionId: uuid(980),
  callId: uuid(990),
  queueId: 'complaint',
  ani: '+8613900000000',
  passengerId: uuid(100),
  passengerName: '张伟',
  enqueuedAt: 1,
  waitMs: 9000,
  state: 'abandoned',
  recordingIds: [],
}
const routes = {
  'GET /wallboard': () => answer(wallboard()),
  'GET /contacts': () => answer({ items: [contact] }),
}

describe('the wallboard', () => {
  beforeEach(async () => {
    await changeLanguage('zh')
    useWallboard.getState().clear()
    useLink.setState({ state: 'up', since: 0 })
  })

  it('prints the formula and its threshold beside the service level', async () => {
    createConsoleServer(routes)
    show(<WallboardPage />)
    expect(await screen.findByText('SL-4 · T = 20 秒')).toBeTruthy()
    expect(screen.getByRole('button', { name: /^服务水平/ }).textContent).toContain('64%')
  })

  it('follows what the server pushes and never goes back to an older picture', async () => {
    createConsoleServer(routes)
    show(<WallboardPage />)
    await screen.findByText('227')
    const { total } = wallboard()
    act(() =>
      useWallboard.getState().take(wallboard({ seq: 9, at: 1_760_000_009_000, total: { ...total, offered: 228 } })),
    )
    expect(screen.getByText('228')).toBeTruthy()
    act(() => useWallboard.getState().take(wallboard({ seq: 8, at: 1_760_000_008_000 })))
    expect(screen.getByText('228')).toBeTruthy()
  })

  it('opens the rows behind a number', async () => {
    const server = createConsoleServer(routes)
    show(<WallboardPage />)
    await userEvent.click(await screen.findByRole('button', { name: '投诉 放弃 4' }))
    const drawer = await screen.findByRole('dialog')
    expect(await within(drawer).findByText('张伟')).toBeTruthy()
    expect(server.asks('GET /contacts')).toHaveLength(1)
  })

  it('lets a supervisor listen to the recordings of a contact', async () => {
    const recorded = { ...contact, state: 'connected', recordingIds: [uuid(995)] }
    createConsoleServer({ ...routes, 'GET /contacts': () => answer({ items: [recorded] }) })
    show(<WallboardPage />)
    await userEvent.click(await screen.findByRole('button', { name: '投诉 接听 36' }))
    const sound = await screen.findByLabelText<HTMLAudioElement>('录音')
    expect(sound.getAttribute('src')).toBe(`/api/recordings/${uuid(995)}`)
  })

  it('opens who waits behind a queue and behind the longest wait, without asking anybody', async () => {
    const server = createConsoleServer(routes)
    show(<WallboardPage />)
    await userEvent.click(await screen.findByRole('button', { name: '投诉 排队人数 1' }))
    const drawer = await screen.findByRole('dialog', { name: /排队旅客 · 投诉/ })
    expect(within(drawer).getByText('王小明')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await userEvent.click(screen.getByRole('button', { name: /^最长等待/ }))
    expect(within(await screen.findByRole('dialog', { name: /全部队列/ })).getByText('王小明')).toBeTruthy()
    expect(server.asks('GET /contacts')).toEqual([])
  })

  it('opens exactly the agents that a count speaks of, and keeps them up to date', async () => {
    createConsoleServer(routes)
    show(<WallboardPage />)
    await userEvent.click(await screen.findByRole('button', { name: '通话中 1' }))
    const drawer = await screen.findByRole('dialog', { name: '坐席 · 通话中' })
    expect(within(drawer).getByText('周强')).toBeTruthy()
    expect(within(drawer).queryByText('李娜')).toBeNull()
    act(() => useWallboard.getState().take(wallboard({ seq: 9, at: 1_760_000_009_000, agents: [agentState()] })))
    expect(within(drawer).queryByText('周强')).toBeNull()
  })

  it('tells the beginning of the day by the clock of the house', async () => {
    const dayStart = Date.UTC(2026, 10, 21, 16)
    createConsoleServer({ ...routes, 'GET /wallboard': () => answer(wallboard({ dayStart })) })
    show(<WallboardPage />)
    expect(await screen.findByText(/当日起点 00:00 \(Asia\/Shanghai\)/)).toBeTruthy()
  })

  it('says that the figures are old while the wire is down', async () => {
    createConsoleServer(routes)
    show(<WallboardPage />)
    await screen.findByText('227')
    act(() => useLink.setState({ state: 'lost', since: 0 }))
    expect(screen.getByText(/连接已断开，数据停留在/)).toBeTruthy()
  })

  it('counts every agent on shift in exactly one group', () => {
    const agents = [
      agentState(),
      agentState({ activity: 'ringing' }),
      agentState({ activity: 'talking', presence: 'not-ready' }),
      agentState({ activity: 'wrap-up' }),
      agentState({ presence: 'not-ready', reason: 'meal' }),
      agentState({ activity: 'unreachable' }),
      agentState({ presence: 'offline' }),
    ]
    expect(countAgents(agents)).toEqual({
      agentsReady: 1,
      agentsTalking: 2,
      agentsWrapUp: 1,
      agentsNotReady: 1,
      agentsAway: 1,
    })
  })
})
