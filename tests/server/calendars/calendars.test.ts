import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAudit } from '../../../server/audit/audit.service.ts'
import { calendarsRoutes } from '../../../server/calendars/calendars.routes.ts'
import { type Calendars, createCalendars } from '../../../server/calendars/calendars.service.ts'
import type { CalendarSummary, CalendarWithDays } from '../../../server/contracts/calendars.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

const hourMs = 3_600_000
const at = (iso: string) => Date.parse(iso)
const admin = testUser('admin')
const agent = testUser('agent')
let house: TestHouse
let calendars: Calendars
let http: TestHttp
let changed: string[]

beforeAll(async () => {
  // Mid-November: from September on the next year must be known.
  house = await openTestHouse(at('2026-11-20T08:00:00Z'))
  changed = []
  const audit = createAudit({ ...house, staff: { namesOf: async () => new Map() } })
  calendars = createCalendars({ ...house, audit, onChanged: async (id) => void changed.push(id) })
  await calendars.start()
  http = await openTestHttp((app) => calendarsRoutes(app, { calendars, now: () => house.clock.now() }))
})
afterAll(async () => {
  await http.close()
  await house.close()
})

const as = (user = admin) => http.as(user)
/** A calendar of its own for a test. */
async function add(id: string, more: object = {}): Promise<void> {
  const week = [...Array.from({ length: 5 }, () => [{ from: 540, to: 1020 }]), [], []]
  const fresh = { id, name: { zh: '分公司', en: 'Branch' }, zone: 'Asia/Shanghai', week, source: 'china', ...more }
  expect((await as()('POST', '/api/calendars', fresh)).status).toBe(204)
}
const look = async (id: string, year: number) =>
  (await as(agent)('GET', `/api/calendars/${id}?year=${year}`)).body as CalendarWithDays
const holiday = { kind: 'holiday', name: { zh: '国庆节', en: 'National Day' } }

describe('a new house', () => {
  test('begins with calendars that know the years their sources know', async () => {
    const list = (await as(agent)('GET', '/api/calendars')).body as CalendarSummary[]
    const known = Object.fromEntries(list.map((one) => [one.id, one.years.map(({ year }) => year)]))
    expect(known.hq).toEqual([2024, 2025, 2026])
    expect(known.us).toEqual([2024, 2025, 2026, 2027, 2028, 2029])
    expect(list.find(({ id }) => id === 'station')).toMatchObject({ years: [], unknownYears: [] })
  })

  test('starting again adds nothing and undoes nothing', async () => {
    await add('kept')
    await as()('PUT', '/api/calendars/kept/days/2026-07-01', holiday)
    const before = [await calendars.list(), await look('kept', 2026)]
    await calendars.start()
    await calendars.start()
    const [list, kept] = [await calendars.list(), await look('kept', 2026)]
    expect(list.filter(({ id }) => id !== 'kept')).toEqual(
      (before[0] as CalendarSummary[]).filter(({ id }) => id !== 'kept'),
    )
    expect(kept.days.map(({ date }) => date)).toContain('2026-07-01')
  })

  test('[BY-02] counts the half day that the requirements give as example', async () => {
    const due = await calendars.dueAfterWorkingMs('hq', at('2026-03-13T16:00:00+08:00'), 4 * hourMs)
    expect(due).toEqual({ dueAt: at('2026-03-16T12:00:00+08:00'), uncertain: false })
  })

  test('a unit with a calendar that is gone counts by that of the house', async () => {
    const from = at('2026-03-13T16:00:00+08:00')
    expect(await calendars.dueAfterWorkingMs('no-such', from, hourMs)).toEqual(
      await calendars.dueAfterWorkingMs('hq', from, hourMs),
    )
  })
})

describe('a year that nobody told the holidays of', () => {
  test('is a warning for supervisors and administrators, and marks what is counted with it', async () => {
    const warnings = await as(testUser('supervisor'))('GET', '/api/calendars/warnings')
    expect(warnings.body).toEqual(expect.arrayContaining([{ calendarId: 'hq', name: expect.any(Object), year: 2027 }]))
    expect((await as(agent)('GET', '/api/calendars/warnings')).status).toBe(403)
    expect(await calendars.dueAfterWorkingDays('hq', at('2026-12-21T10:00:00+08:00'), 10)).toMatchObject({
      uncertain: true,
    })
  })

  test('cannot be taken from a source that does not know it either', async () => {
    const answer = await as()('POST', '/api/calendars/hq/years/2027', { origin: 'source' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'calendar-year-unknown' } })
  })

  test('is known once a person entered its days and confirmed, and counts from then on', async () => {
    await add('branch')
    const from = at('2026-12-28T10:00:00+08:00')
    const empty = await as()('POST', '/api/calendars/branch/years/2027', { origin: 'person' })
    expect(empty).toMatchObject({ status: 409, body: { code: 'calendar-year-empty' } })
    // 2026 comes from the source, 2027 by hand.
    expect((await as()('POST', '/api/calendars/branch/years/2026', { origin: 'source' })).status).toBe(204)
    expect(await calendars.dueAfterWorkingDays('branch', from, 4)).toEqual({
      dueAt: at('2027-01-01T17:00:00+08:00'),
      uncertain: true,
    })
    await as()('PUT', '/api/calendars/branch/days/2027-01-01', holiday)
    expect((await as()('POST', '/api/calendars/branch/years/2027', { origin: 'person' })).status).toBe(204)
    expect(await calendars.dueAfterWorkingDays('branch', from, 4)).toEqual({
      dueAt: at('2027-01-04T17:00:00+08:00'),
      uncertain: false,
    })
    expect((await look('branch', 2027)).years.at(-1)).toMatchObject({
      year: 2027,
      origin: 'person',
      byName: admin.displayName,
    })
    expect(changed.filter((id) => id === 'branch')).toHaveLength(3)
  })
})

describe('changing a calendar', () => {
  test('an exception has hours of its own, and a date can be given back to its weekday', async () => {
    await add('station-2', { source: 'none' })
    const sunday = { kind: 'exception', name: { zh: '春运加班', en: 'Travel rush' }, periods: [{ from: 480, to: 600 }] }
    await as()('PUT', '/api/calendars/station-2/days/2026-03-15', sunday)
    const from = at('2026-03-15T00:00:00+08:00')
    expect((await calendars.dueAfterWorkingMs('station-2', from, hourMs)).dueAt).toBe(at('2026-03-15T09:00:00+08:00'))
    expect((await as()('DELETE', '/api/calendars/station-2/days/2026-03-15')).status).toBe(204)
    expect((await calendars.dueAfterWorkingMs('station-2', from, hourMs)).dueAt).toBe(at('2026-03-16T10:00:00+08:00'))
    expect((await as()('DELETE', '/api/calendars/station-2/days/2026-03-15')).status).toBe(404)
  })

  test('is told as a fact and kept in the audit trail', async () => {
    await add('told')
    expect(house.factsOf('calendar.changed').at(-1)).toEqual({ calendarId: 'told', byId: admin.id })
  })

  test('the later of two editors is told that somebody was faster', async () => {
    await add('shared')
    const { name, zone, week, source, version } = await look('shared', 2026)
    const edit = { name: { zh: '新名', en: 'New name' }, zone, week, source, version }
    expect((await as()('PUT', '/api/calendars/shared', edit)).status).toBe(204)
    const late = await as()('PUT', '/api/calendars/shared', { ...edit, name })
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
    expect((await look('shared', 2026)).name).toEqual({ zh: '新名', en: 'New name' })
  })

  test.each<[string, object]>([
    [
      'periods over each other',
      {
        week: Array.from({ length: 7 }, () => [
          { from: 0, to: 60 },
          { from: 30, to: 90 },
        ]),
      },
    ],
    ['a period that ends before it begins', { week: Array.from({ length: 7 }, () => [{ from: 60, to: 30 }]) }],
    ['a zone that does not exist', { zone: 'Mars/Olympus' }],
    ['an id that is taken', { id: 'hq' }],
    ['an id with spaces', { id: 'h q' }],
  ])('refuses %s', async (_what, wrong) => {
    const week = Array.from({ length: 7 }, () => [])
    const fresh = {
      id: 'wrong',
      name: { zh: '错', en: 'Wrong' },
      zone: 'Asia/Shanghai',
      week,
      source: 'none',
      ...wrong,
    }
    expect(await as()('POST', '/api/calendars', fresh)).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })

  test('is for administrators', async () => {
    expect((await as(testUser('supervisor'))('PUT', '/api/calendars/hq/days/2026-07-01', holiday)).status).toBe(403)
  })
})

test('a trial counts without changing anything', async () => {
  const span = { unit: 'working-minutes', amount: 240 }
  const answer = await as(agent)('POST', '/api/calendars/hq/trial', { from: at('2026-03-13T16:00:00+08:00'), span })
  expect(answer.body).toEqual({
    dueAt: at('2026-03-16T12:00:00+08:00'),
    // 80 % of four hours: 3 h 12 min.
    warnAt: at('2026-03-16T11:12:00+08:00'),
    uncertain: false,
    zone: 'Asia/Shanghai',
    working: true,
  })
})
