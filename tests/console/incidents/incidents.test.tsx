import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { IncidentBanners } from '../../../agent-console/incidents/incident-banner.tsx'
import { IncidentsPage } from '../../../agent-console/incidents/incidents-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { show } from '../../kit/console-page.tsx'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const incident = (endsAt: number) => ({
  id: '0198f000-0000-7000-8000-000000000009',
  level: 'emergency',
  text: { zh: '机场关闭', en: 'The airport is closed' },
  script: { zh: '请勿前往', en: 'Do not go there' },
  postedAt: 0,
  endsAt,
  version: 1,
})

beforeEach(() => changeLanguage('en'))

test('[GA-40] the banner tells what has happened, and what to say when asked for it', async () => {
  createConsoleServer({ 'GET /incidents': () => answer([incident(Date.now() + 3_600_000)]) })
  show(<IncidentBanners />)
  expect((await screen.findByRole('alert')).textContent).toContain('The airport is closed')
  await userEvent.setup().click(screen.getByText('What to say'))
  expect(screen.getByText('Do not go there')).toBeTruthy()
})

test('[BY-28] a supervisor posts one only in both languages', async () => {
  const server = createConsoleServer({
    'GET /incidents': () => answer([]),
    'POST /incidents': () => answer(incident(Date.now() + 3_600_000)),
  })
  show(<IncidentsPage />)
  const user = userEvent.setup()
  const send = screen.getByRole('button', { name: 'Post now' })
  await user.type(screen.getByLabelText('Text (Chinese)'), '机场关闭')
  expect(send.hasAttribute('disabled')).toBe(true)
  await user.type(screen.getByLabelText('Text (English)'), 'Closed')
  await user.click(send)
  expect(server.asks('POST /incidents')[0]?.body).toMatchObject({ text: { zh: '机场关闭', en: 'Closed' } })
})
