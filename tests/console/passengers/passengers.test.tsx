import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { PassengerView } from '../../../agent-console/app/passenger-view.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { PassengersPage } from '../../../agent-console/passengers/passengers-page.tsx'
import { useSession } from '../../../agent-console/session/session.store.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { caseSummary, passenger, sessionUser, uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const path = `/passengers/${uuid(100)}`
const line = (id: string, caseTeamId: string | undefined) => ({
  id,
  kind: 'case',
  at: 1_760_000_000_000,
  what: 'opened',
  text: id,
  caseId: uuid(300),
  ...(caseTeamId && { caseTeamId }),
})
const routes = {
  [`GET ${path}`]: () => answer(passenger),
  [`GET ${path}/trips`]: () => answer({ next: [], last: [] }),
  [`GET ${path}/cases`]: () => answer([caseSummary(), caseSummary({ id: uuid(301), number: 'C-9', teamId: uuid(2) })]),
  [`GET ${path}/timeline`]: () => answer({ items: [line('own', uuid(1)), line('others', uuid(2))] }),
}
const showPassenger = (tab: string) =>
  show(
    <Routes>
      <Route path="/passengers/:id" element={<PassengerView />} />
    </Routes>,
    `${path}?tab=${tab}`,
  )

describe('the page of a passenger', () => {
  beforeEach(async () => {
    await changeLanguage('zh')
    useSession.setState({ user: sessionUser() })
  })

  it('shows profile, cases and timeline, and links only the cases that would open', async () => {
    createConsoleServer(routes)
    const { container } = showPassenger('cases')
    expect(await screen.findByRole('link', { name: 'C-000120' })).toBeTruthy()
    expect(screen.getByText('C-9').closest('a')).toBeNull()
    const [own, others] = [await screen.findByText('own'), screen.getByText('others')]
    expect(own.closest('li')?.querySelector('a')?.getAttribute('href')).toBe(`/cases/${uuid(300)}`)
    expect(others.closest('li')?.querySelector('a')).toBeNull()
    await userEvent.click(screen.getByRole('tab', { name: '资料' }))
    expect(await screen.findByText('+86 138 0013 8000')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
  })

  it('links every case for an administrator', async () => {
    useSession.setState({ user: sessionUser({ role: 'admin' }) })
    createConsoleServer(routes)
    showPassenger('cases')
    expect(await screen.findByRole('link', { name: 'C-9' })).toBeTruthy()
  })
})

describe('the search for passengers', () => {
  beforeEach(() => changeLanguage('zh'))
  const found = {
    id: uuid(100),
    name: '王小明',
    latinName: 'WANG',
    tier: 'gold',
    vip: false,
    difficult: false,
    prospect: false,
  }

  it('finds by a Chinese surname alone, but does not ask for a single letter', async () => {
    const server = createConsoleServer({ 'GET /passengers': () => answer({ items: [found] }) })
    const { container } = show(<PassengersPage />, '/passengers')
    expect(await screen.findByRole('link', { name: '王小明' })).toBeTruthy()
    await userEvent.type(screen.getByRole('searchbox'), 'w{Enter}')
    expect(server.asks('GET /passengers')).toHaveLength(1)
    await userEvent.type(screen.getByRole('searchbox'), '{Backspace}王{Enter}')
    expect(await screen.findByRole('link', { name: '王小明' })).toBeTruthy()
    expect(server.asks('GET /passengers')).toHaveLength(2)
    expect(await brokenRules(container)).toEqual([])
  })
})
