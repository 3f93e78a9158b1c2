import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { EntitlementCard } from '../../../agent-console/entitlements/entitlement-card.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const passengerId = '0198f000-0000-7000-8000-000000000001'
const item = {
  rule: 'eu261-compensation',
  regime: 'eu261',
  kind: 'compensation',
  verdict: 'owed',
  title: { zh: '赔偿金', en: 'Compensation' },
  why: { zh: '晚到', en: 'Arrival delay 4 h over 9480 km.' },
  amount: { minor: 60_000, currency: 'EUR' },
  source: 'Reg. (EC) 261/2004',
  confidence: 'document',
  effectiveFrom: '2005-02-17',
}
const idle = { ...item, rule: 'eu261-hotel', kind: 'hotel', verdict: 'not-owed', title: { zh: '住宿', en: 'Hotel' } }
const card = {
  passengerId,
  flight: 'YT332',
  date: '2026-11-25',
  freshness: 'fresh',
  asOf: 0,
  distanceKm: 9480,
  items: [item, idle],
}

beforeEach(() => changeLanguage('en'))

test('[GA-22] shows what is owed with amount, reason, source and days, and keeps that it was told', async () => {
  const told = { at: 0, byName: 'Lin Xiao' }
  const server = createConsoleServer({
    [`GET /passengers/${passengerId}/entitlements`]: () => answer(card),
    [`POST /passengers/${passengerId}/entitlements/told`]: () => answer({ ...card, items: [{ ...item, told }, idle] }),
  })
  const { container } = show(<EntitlementCard passengerId={passengerId} flight="YT332" date="2026-11-25" />)
  expect(await screen.findByText('EUR 600')).toBeTruthy()
  expect(screen.getByText('Arrival delay 4 h over 9480 km.')).toBeTruthy()
  expect(screen.getByText(/Reg. \(EC\) 261\/2004 · public text · from 2005-02-17/)).toBeTruthy()
  expect(screen.queryByText('Hotel')).toBeNull()
  const user = userEvent.setup()
  await user.click(screen.getByRole('checkbox', { name: /Compensation/ }))
  expect(await screen.findByText(/Told by Lin Xiao/)).toBeTruthy()
  expect(server.asks(`POST /passengers/${passengerId}/entitlements/told`)[0]?.body).toMatchObject({
    rule: 'eu261-compensation',
    flight: 'YT332',
  })
  await user.click(screen.getByText('Rules that do not apply (1)'))
  expect(screen.getByText('Hotel')).toBeTruthy()
  expect(await brokenRules(container)).toEqual([])
})
