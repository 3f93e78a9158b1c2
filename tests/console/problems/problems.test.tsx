import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { useViewer } from '../../../agent-console/lib/viewer.ts'
import { ProblemPage } from '../../../agent-console/problems/problem-page.tsx'
import { ProblemsPage } from '../../../agent-console/problems/problems-page.tsx'
import { Problem } from '../../../server/contracts/problems.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const at = 1_760_000_000_000
const problem = (change: object = {}) =>
  Problem.parse({
    id: uuid(1),
    number: 'P-0001',
    state: 'proposed',
    title: '行李遗失 · YT3101',
    leaf: 'cp-03',
    trait: 'flight',
    traitValue: 'YT3101',
    cases: 4,
    recurrences: 0,
    proposedAt: at,
    openActions: 0,
    version: 1,
    cause: '',
    actions: [],
    linked: [
      { caseId: uuid(300), number: 'C-000120', subject: '行李未到', openedAt: at, mayOpen: true },
      { caseId: uuid(301), number: 'C-000121', subject: '', openedAt: at, mayOpen: false },
    ],
    events: [{ seq: 1, at, event: 'proposed', text: '4' }],
    ...change,
  })
const trends = {
  weekStarts: [at],
  leaves: [{ leaf: 'cp-03', total: 4, weeks: [1, 3], problems: 1 }],
  spikes: [{ leaf: 'cp-03', day: '2026-01-05', seenAt: at, count: 9, usualHundredths: 150 }],
}

describe('common problems', () => {
  beforeEach(async () => {
    useViewer.setState({ role: 'supervisor' }, true)
    await changeLanguage('zh')
  })

  it('[BY-23] stand in a list beside the trend and the spikes', async () => {
    const server = createConsoleServer({
      'GET /problems': () => answer({ items: [problem()] }),
      'GET /problem-trends': () => answer(trends),
      'POST /problem-spikes/seen': () => answer(undefined),
    })
    const { container } = show(<ProblemsPage />)
    expect(await screen.findByText('航班 YT3101')).toBeTruthy()
    expect(await screen.findByText(/24 小时内 9 件，日常每日 1.5 件/)).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '已阅' }))
    expect(server.asks('POST /problem-spikes/seen')[0]?.body).toEqual({ leaf: 'cp-03', day: '2026-01-05' })
  })

  it('[BY-24] a lead decides; what the server refuses is said', async () => {
    let now = problem()
    createConsoleServer({
      'GET /users': () => answer([]),
      [`GET /problems/${uuid(1)}`]: () => answer(now),
      [`POST /problems/${uuid(1)}/moves`](body) {
        if ((body as { move: string }).move === 'solve') return refuse(409, 'problem-not-solvable')
        now = problem({ state: 'in-hand', version: 2, ownerName: '郑敏' })
        return answer(now)
      },
    })
    const { container } = show(
      <Routes>
        <Route path="/problems/:id" element={<ProblemPage />} />
      </Routes>,
      `/problems/${uuid(1)}`,
    )
    expect(await screen.findByRole('link', { name: 'C-000120' })).toBeTruthy()
    expect(screen.queryByRole('link', { name: 'C-000121' })).toBeNull()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '确认为共性问题' }))
    await userEvent.click(await screen.findByRole('button', { name: '已解决' }))
    expect(await screen.findByText('请先写明原因并完成全部改进措施。')).toBeTruthy()
  })
})
