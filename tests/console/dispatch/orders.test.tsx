import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { BoardPage } from '../../../agent-console/dispatch/board-page.tsx'
import { CaseDispatchPanel } from '../../../agent-console/dispatch/case-dispatch.tsx'
import { OrdersPage } from '../../../agent-console/dispatch/orders-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { useViewer } from '../../../agent-console/lib/viewer.ts'
import { CaseDispatch, WorkOrder } from '../../../server/contracts/dispatch.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid, wholeCase } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const at = 1_760_000_000_000
const order = (change: object = {}) =>
  WorkOrder.parse({
    id: uuid(1),
    number: 'C-000120/1',
    caseId: uuid(300),
    kind: 'complaint',
    leaf: 'cp-03',
    subject: '行李遗失',
    state: 'dispatched',
    level: 'department',
    departmentId: uuid(50),
    departmentName: { zh: '行李查询中心', en: 'Baggage' },
    firstAsked: { unitId: uuid(1), unitName: { zh: '投诉组', en: 'Desk' }, personName: '李娜' },
    dispatchedAt: at,
    acceptDueAt: at,
    dueAt: at + 9e11,
    redos: 0,
    version: 1,
    details: '',
    flight: '',
    may: ['accept', 'return'],
    events: [{ seq: 1, at, event: 'dispatched', byName: '李娜' }],
    ...change,
  })
const second = order({ id: uuid(2), number: 'C-000121/1', subject: '行李破损' })

function serve(first = order()) {
  return createConsoleServer({
    'GET /work-orders': () => answer({ items: [first, second] }),
    [`GET /work-orders/${uuid(1)}`]: () => answer(first),
    [`GET /work-orders/${uuid(2)}`]: () => answer(second),
    [`POST /work-orders/${uuid(1)}/acceptance`]: () => answer(order({ state: 'accepted', may: ['answer'] })),
    [`POST /work-orders/${uuid(1)}/return`]: () => answer(order({ state: 'returned', may: [] })),
    [`POST /work-orders/${uuid(1)}/answer`]: () => answer(order({ state: 'answered', may: [] })),
  })
}

describe('the inbox of a department', () => {
  beforeEach(async () => {
    useViewer.setState({ role: 'agent' }, true)
    await changeLanguage('zh')
  })

  it('[CT-08] is worked by keyboard: arrows choose, A accepts', async () => {
    const server = serve()
    const { container } = show(<OrdersPage />)
    expect(await screen.findByRole('button', { name: '受理' })).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.keyboard('a')
    await waitFor(() => expect(server.asks(`POST /work-orders/${uuid(1)}/acceptance`)).toHaveLength(1))
    await userEvent.keyboard('{ArrowDown}')
    expect(await screen.findByRole('heading', { name: 'C-000121/1' })).toBeTruthy()
  })

  it('[CT-10] gives an order back only with its reason', async () => {
    const server = serve()
    show(<OrdersPage />)
    await screen.findByRole('button', { name: '受理' })
    await userEvent.keyboard('r')
    const form = (await screen.findByRole('combobox', { name: /退单原因/ })).closest('form')!
    await userEvent.click(within(form).getByRole('button', { name: '退单' }))
    expect(await within(form).findByText('必填')).toBeTruthy()
    expect(server.asks(`POST /work-orders/${uuid(1)}/return`)).toHaveLength(0)
    await userEvent.click(within(form).getByRole('combobox'))
    await userEvent.click(await screen.findByTitle('信息不全'))
    await userEvent.click(within(form).getByRole('button', { name: '退单' }))
    await waitFor(() =>
      expect(server.asks(`POST /work-orders/${uuid(1)}/return`)[0]?.body).toMatchObject({
        reason: 'information-missing',
        version: 1,
      }),
    )
  })

  it('answers with text; what is typed there is no command', async () => {
    const server = serve(order({ state: 'accepted', may: ['answer', 'return'] }))
    show(<OrdersPage />)
    await screen.findByRole('button', { name: '提交答复' })
    await userEvent.keyboard('{Enter}')
    await userEvent.type(await screen.findByRole('textbox', { name: /答复内容/ }), 'aar 已找到')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() =>
      expect(server.asks(`POST /work-orders/${uuid(1)}/answer`)[0]?.body).toMatchObject({ text: 'aar 已找到' }),
    )
    expect(server.asks(`POST /work-orders/${uuid(1)}/return`)).toHaveLength(0)
  })
})

describe('the dispatch of a case', () => {
  beforeEach(() => changeLanguage('zh'))
  const told = (change: object = {}) =>
    CaseDispatch.parse({
      firstAsked: { unitId: uuid(1), unitName: { zh: '投诉组', en: 'Desk' }, personName: '李娜' },
      inHandsOf: { zh: '投诉组', en: 'Desk' },
      mayDispatch: true,
      proposal: {
        version: 0,
        ruleId: 'complaint',
        ruleName: { zh: '按类目', en: 'By leaf' },
        level: 'department',
        automatic: false,
        places: [{ unitId: uuid(50), unitName: { zh: '行李查询中心', en: 'Baggage' } }],
        tried: [
          { ruleId: 'web', name: { zh: '书面', en: 'Written' }, outcome: 'other-channel' },
          { ruleId: 'complaint', name: { zh: '按类目', en: 'By leaf' }, outcome: 'fired' },
        ],
      },
      orders: [],
      escalations: [],
      ...change,
    })

  it('[BY-50] names who was asked first, what the rule proposes and why, and dispatches with one click', async () => {
    const server = createConsoleServer({
      'GET /teams': () => answer([]),
      [`GET /cases/${uuid(300)}/dispatch`]: () => answer(told()),
      [`POST /cases/${uuid(300)}/dispatch`]: () => answer(told({ orders: [order()] })),
    })
    const { container } = show(<CaseDispatchPanel item={wholeCase()} />)
    expect(await screen.findByText(/投诉组 李娜/)).toBeTruthy()
    await userEvent.click(screen.getByText('为什么'))
    expect(await screen.findByText('书面: 渠道不符')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '派发' }))
    expect(await screen.findByText(/行李查询中心/)).toBeTruthy()
    expect(server.asks(`POST /cases/${uuid(300)}/dispatch`)[0]?.body).toEqual({ text: '' })
  })
})

it('[BY-51] every number of the board opens its orders', async () => {
  await changeLanguage('zh')
  createConsoleServer({
    'GET /dispatch/board': () =>
      answer([
        {
          departmentId: uuid(50),
          departmentName: { zh: '行李查询中心', en: 'Baggage' },
          counts: { new: 1, accepted: 2, late: 3, answered: 4, returned: 5, escalated: 6 },
          oldestAt: at,
        },
      ]),
    'GET /work-orders': () => answer({ items: [] }),
  })
  show(
    <Routes>
      <Route path="/" element={<BoardPage />} />
      <Route path="/orders" element={<OrdersPage />} />
    </Routes>,
  )
  const row = (await screen.findByText('行李查询中心')).closest('tr')!
  await userEvent.click(within(row).getByRole('button', { name: '已超时 3' }))
  expect(await screen.findByText('没有符合条件的派单。')).toBeTruthy()
})
