import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { CasePage } from '../../../agent-console/cases/case-page.tsx'
import { useReopened } from '../../../agent-console/cases/cases.store.ts'
import { CasesPage } from '../../../agent-console/cases/cases-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { caseSummary, uuid, wholeCase } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const one = `/cases/${uuid(300)}`
const showCase = () =>
  show(
    <Routes>
      <Route path="/cases/:id" element={<CasePage />} />
    </Routes>,
    one,
  )

describe('the list of cases', () => {
  beforeEach(() => changeLanguage('zh'))

  it('puts the passenger who waits longest first', async () => {
    const younger = caseSummary({ id: uuid(301), number: 'C-000121', openedAt: 1_760_000_900_000 })
    createConsoleServer({ 'GET /cases': () => answer({ items: [younger, caseSummary()] }) })
    const { container } = show(<CasesPage />, '/cases')
    await screen.findByText('C-000120')
    expect(screen.getAllByText(/^C-0001/).map((cell) => cell.textContent)).toEqual(['C-000120', 'C-000121'])
    expect(await brokenRules(container)).toEqual([])
  })

  it('says why where there is no list', async () => {
    createConsoleServer({ 'GET /cases': () => refuse(500, 'internal-error') })
    show(<CasesPage />, '/cases')
    expect(await screen.findByText('internal-error')).toBeTruthy()
  })
})

describe('the page of a case', () => {
  beforeEach(() => changeLanguage('zh'))

  it('closes a complaint with its resolution and the version that was read', async () => {
    const closed = wholeCase({ state: 'closed', version: 4, resolution: '已赔付。' })
    const server = createConsoleServer({
      [`GET ${one}`]: () => answer(wholeCase()),
      [`POST ${one}/closing`]: () => answer(closed),
    })
    showCase()
    await userEvent.click(await screen.findByRole('button', { name: '关闭工单' }))
    expect(server.asks(`POST ${one}/closing`)).toEqual([])
    await userEvent.type(screen.getByLabelText('处理结果'), '已赔付。')
    await userEvent.click(screen.getByRole('button', { name: '关闭工单' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: '关闭工单' })).toBeNull())
    expect(server.asks(`POST ${one}/closing`)[0]?.body).toEqual({ resolution: '已赔付。', version: 3 })
    expect(screen.getByText('已赔付。')).toBeTruthy()
  })

  it('promises a callback only to those whose complaint is closed', async () => {
    createConsoleServer({ [`GET ${one}`]: () => answer(wholeCase({ kind: 'query', category: 'iq-01' })) })
    showCase()
    await screen.findByRole('button', { name: '关闭工单' })
    expect(document.body.textContent).not.toContain('回访')
  })

  it('keeps what was typed when somebody else was faster, and shows the new state', async () => {
    let version = 3
    createConsoleServer({
      [`GET ${one}`]: () => answer(wholeCase({ version })),
      [`POST ${one}/closing`]() {
        version = 5
        return refuse(409, 'changed-meanwhile')
      },
    })
    showCase()
    await userEvent.type(await screen.findByLabelText('处理结果'), '已致歉')
    await userEvent.click(screen.getByRole('button', { name: '关闭工单' }))
    expect(await screen.findByText('changed-meanwhile')).toBeTruthy()
    expect(screen.getByLabelText<HTMLTextAreaElement>('处理结果').value).toBe('已致歉')
  })

  it('tells the history newest first and takes a reopened case off the badge', async () => {
    useReopened.getState().add(caseSummary({ state: 'reopened' }))
    createConsoleServer({ [`GET ${one}`]: () => answer(wholeCase({ state: 'reopened', lastScore: 2 })) })
    const { container } = showCase()
    const events = await screen.findAllByRole('listitem')
    expect(events.map((line) => within(line).getByText(/建单|重开/).textContent)).toEqual(['重开', '建单'])
    expect(useReopened.getState().items).toEqual([])
    expect(await brokenRules(container)).toEqual([])
  })

  it('says what to do next in one line', async () => {
    createConsoleServer({ [`GET ${one}`]: () => answer(wholeCase({ state: 'returned' })) })
    showCase()
    expect(await screen.findByText('下一步：部门已退单，请改派或自行处理。')).toBeTruthy()
  })

  it('[CT-10] sends a passenger who is not content back to work, with the reason', async () => {
    const server = createConsoleServer({
      [`GET ${one}`]: () => answer(wholeCase({ state: 'answered' })),
      [`POST ${one}/reaction`]: () => answer(wholeCase({ state: 'dispatched' })),
    })
    showCase()
    const back = await screen.findByRole('button', { name: '不满意，退回部门重办' })
    await userEvent.click(back)
    expect(server.asks(`POST ${one}/reaction`)).toEqual([])
    await userEvent.type(screen.getByLabelText('旅客怎么说'), '太慢')
    await userEvent.click(back)
    await waitFor(() => expect(server.asks(`POST ${one}/reaction`)[0]?.body).toEqual({ content: false, text: '太慢' }))
  })
})
