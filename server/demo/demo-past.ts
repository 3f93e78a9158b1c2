/** What happened before the first start, so that no timeline is empty: contacts, cases open and settled. */
import type { NewCase } from '../contracts/cases.ts'
import type { PastContact } from './demo.ports.ts'

/** `passenger`: place in the list of demo passengers; `agent`: place in the list of logins; `daysAgo` may be a fraction. */
export interface PastCase {
  passenger: number
  agent: number
  daysAgo: number
  case: NewCase
  resolution?: string
  /** Score of the callback that followed; the closing is then minutes ago. */
  score?: number
}

export interface PastTalk {
  passenger: number
  agent: number
  daysAgo: number
  minutes: number
  queueId: PastContact['queueId']
  disposition: PastContact['disposition']
  note: string
}

/** Cases of the last weeks. */
export const pastCases: PastCase[] = [
  {
    // Of agent1's own team: a newcomer can close it and hear the callback.
    passenger: 0,
    agent: 0,
    daysAgo: 2,
    case: {
      ...request('complaint', 'cp-03', '行李延误十小时未送达', 'YT3101', '旅客行李未随机到达，已登记行李牌号。'),
      fields: { bagReference: 'CANYT48213' },
    },
  },
  {
    passenger: 0,
    agent: 0,
    daysAgo: 33,
    case: { ...request('booking', 'bk-05', '升舱至公务舱', 'YT3525'), fields: { pnr: 'NXK4T2', cabin: 'business' } },
    resolution: '已用里程升舱并确认座位。',
  },
  {
    passenger: 0,
    agent: 1,
    daysAgo: 60,
    case: request('query', 'iq-11', '白云机场大巴时刻', ''),
    resolution: '已告知线路与末班时间。',
  },
  { passenger: 3, agent: 3, daysAgo: 1, case: request('complaint', 'cp-01', '机上餐食与预订不符', 'YT661') },
  { passenger: 1, agent: 1, daysAgo: 4, case: request('booking', 'bk-10', '预订素食餐', 'YT353') },
  {
    passenger: 15,
    agent: 2,
    daysAgo: 3,
    case: request('query', 'iq-05', 'Delay of YT661, connection in London', 'YT661'),
  },
  {
    passenger: 5,
    agent: 4,
    daysAgo: 6,
    case: { ...request('complaint', 'cp-12', '退票款未按时到账', 'YT1407'), fields: { ticketNumber: '7812401234567' } },
    resolution: '已与财务核实并补付，致歉。',
    score: 5,
  },
  {
    passenger: 4,
    agent: 3,
    daysAgo: 7,
    case: { ...request('complaint', 'cp-17', '里程漏计', 'YT3101'), fields: { memberNumber: 'YT60012345' } },
    resolution: '已补登里程。',
    score: 2,
  },
]

/** Contacts of the last weeks. */
export const pastTalks: PastTalk[] = [
  talk(0, 0, 2, 6, 'complaint', 'case-opened', '行李延误，情绪平稳，希望今天送达。'),
  talk(0, 0, 33, 4, 'booking', 'resolved', '里程升舱。'),
  talk(0, 1, 60, 2, 'query', 'resolved', '机场大巴。'),
  talk(3, 3, 1, 12, 'complaint', 'case-opened', '对餐食不满，要求书面答复。'),
  talk(1, 1, 4, 3, 'booking', 'case-opened', '素食餐。'),
  talk(15, 2, 3, 5, 'query', 'case-opened', 'Worried about the connection.'),
  talk(5, 4, 6, 7, 'complaint', 'case-opened', '退票款。'),
  talk(4, 3, 7, 5, 'complaint', 'case-opened', '里程漏计。'),
  talk(7, 0, 10, 3, 'booking', 'call-back-promised', '代旅行社询问团体票。'),
]

function request(kind: NewCase['kind'], category: string, subject: string, flight: string, details = ''): NewCase {
  return { kind, category, subject, flight, details }
}

function talk(
  passenger: number,
  agent: number,
  daysAgo: number,
  minutes: number,
  queueId: PastTalk['queueId'],
  disposition: PastTalk['disposition'],
  note: string,
): PastTalk {
  return { passenger, agent, daysAgo, minutes, queueId, disposition, note }
}
