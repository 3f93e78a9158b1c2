/** The calendars with which a new house begins; every one may be changed, and more may be added. */
import type { WorkPeriod, WorkWeek } from '../contracts/calendars.ts'
import type { CalendarHead } from './calendars.repository.ts'

const hours = (from: number, to: number): WorkPeriod => ({ from: from * 60, to: to * 60 })
const fiveDays = (periods: WorkPeriod[]): WorkWeek => [periods, periods, periods, periods, periods, [], []]
const sevenDays = (periods: WorkPeriod[]): WorkWeek => Array.from({ length: 7 }, () => periods)

/** The calendar of a unit that names none. */
export const houseCalendar = 'hq'

const office = fiveDays([hours(9, 12), hours(13, 17)])
const oneStretch = fiveDays([hours(9, 17)])

export const firstCalendars: CalendarHead[] = [
  {
    id: houseCalendar,
    name: { zh: '总部工作日历', en: 'Headquarters' },
    zone: 'Asia/Shanghai',
    week: office,
    source: 'china',
    version: 1,
  },
  {
    id: 'prc',
    name: { zh: '中国法定工作日', en: 'Working days of China' },
    zone: 'Asia/Shanghai',
    week: office,
    source: 'china',
    version: 1,
  },
  {
    id: 'station',
    name: { zh: '机场现场（每日早晚班）', en: 'Airport station, two shifts every day' },
    zone: 'Asia/Shanghai',
    week: sevenDays([hours(6, 14), hours(14, 22)]),
    source: 'none',
    version: 1,
  },
  {
    id: 'us',
    name: { zh: '美国工作日', en: 'US business days' },
    zone: 'America/New_York',
    week: oneStretch,
    source: 'us-federal',
    version: 1,
  },
  {
    id: 'uk',
    name: { zh: '英国工作日', en: 'UK working days' },
    zone: 'Europe/London',
    week: oneStretch,
    source: 'uk-england',
    version: 1,
  },
  {
    id: 'eu',
    name: { zh: '欧盟日历日', en: 'EU calendar days' },
    zone: 'Europe/Brussels',
    week: oneStretch,
    source: 'none',
    version: 1,
  },
]
