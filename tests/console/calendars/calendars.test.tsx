import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, test } from 'vitest'
import { CalendarYearPanel } from '../../../agent-console/calendars/calendar-year.tsx'
import { periodsText, readPeriods } from '../../../agent-console/calendars/period-text.ts'
import { YearWarningLine } from '../../../agent-console/calendars/year-warning.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import type { CalendarSummary } from '../../../server/contracts/calendars.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const office = [{ from: 540, to: 1020 }]
const hq: CalendarSummary = {
  id: 'hq',
  name: { zh: '总部工作日历', en: 'Headquarters' },
  zone: 'Asia/Shanghai',
  week: [office, office, office, office, office, [], []],
  source: 'china',
  years: [],
  unknownYears: [2027],
  version: 1,
}

describe('a year of a calendar', () => {
  beforeEach(() => changeLanguage('zh'))

  it('that nobody told the holidays of opens first, and says when the source does not know it either', async () => {
    createConsoleServer({
      'GET /calendars/hq': () => answer({ ...hq, days: [] }),
      'POST /calendars/hq/years/2027': () => refuse(409, 'calendar-year-unknown'),
    })
    const { container } = show(<CalendarYearPanel calendar={hq} editable />)
    await screen.findByRole('button', { name: '2027-10-04 工作日' })
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '从来源导入 2027 年' }))
    expect(await screen.findByText('calendar-year-unknown')).toBeTruthy()
  })

  it('takes a holiday by its date', async () => {
    const server = createConsoleServer({
      'GET /calendars/hq': () => answer({ ...hq, days: [] }),
      'PUT /calendars/hq/days/2027-10-04': () => answer(undefined),
    })
    show(<CalendarYearPanel calendar={hq} editable />)
    await userEvent.click(await screen.findByRole('button', { name: '2027-10-04 工作日' }))
    await userEvent.type(screen.getByLabelText('名称（中文）'), '国庆节')
    await userEvent.type(screen.getByLabelText('名称（英文）'), 'National Day')
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    await waitFor(() =>
      expect(server.asks('PUT /calendars/hq/days/2027-10-04')[0]?.body).toEqual({
        kind: 'holiday',
        name: { zh: '国庆节', en: 'National Day' },
      }),
    )
  })
})

describe('the warning over every page', () => {
  it('names the calendars and the year, and is not there when all is known', async () => {
    await changeLanguage('en')
    createConsoleServer({
      'GET /calendars/warnings': () => answer([{ calendarId: 'hq', name: hq.name, year: 2027 }]),
    })
    show(<YearWarningLine admin />)
    expect((await screen.findByRole('status')).textContent).toContain(
      'Headquarters: the holidays of 2027 are not known',
    )
  })
})

test.each([
  [
    '09:00-12:00, 13:00-17:00',
    [
      { from: 540, to: 720 },
      { from: 780, to: 1020 },
    ],
  ],
  [
    '9:00–12:00、22:00-24:00',
    [
      { from: 540, to: 720 },
      { from: 1320, to: 1440 },
    ],
  ],
  ['', []],
  ['12:00-09:00', undefined],
  ['09:00-12:00, 11:00-13:00', undefined],
  ['nine to five', undefined],
])('periods typed as "%s" are understood or refused', (text, periods) => {
  expect(readPeriods(text)).toEqual(periods)
  if (periods) expect(readPeriods(periodsText(periods))).toEqual(periods)
})
