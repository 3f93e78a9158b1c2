/** Records as the server sends them, for tests of the console; every one fits its contract. */
import { AgentState } from '../../server/contracts/agents.ts'
import { SessionUser } from '../../server/contracts/auth.ts'
import { Case, CaseSummary } from '../../server/contracts/cases.ts'
import { Interaction, ScreenPop } from '../../server/contracts/interactions.ts'
import { Wallboard } from '../../server/contracts/supervision.ts'

/** A readable UUID. */
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const at = 1_760_000_000_000

export const sessionUser = (change: Partial<Record<keyof SessionUser, unknown>> = {}) =>
  SessionUser.parse({
    id: uuid(10),
    username: 'lina',
    displayName: '李娜',
    role: 'agent',
    teamId: uuid(1),
    teamName: { zh: '投诉一组', en: 'Complaints A' },
    units: [uuid(1)],
    masked: false,
    mustChangePassword: false,
    language: 'zh',
    expiresAt: at,
    ...change,
  })

export const agentState = (change: Partial<Record<keyof AgentState, unknown>> = {}) =>
  AgentState.parse({
    agentId: uuid(10),
    displayName: '李娜',
    teamId: uuid(1),
    presence: 'ready',
    presenceSince: at,
    activity: 'idle',
    activitySince: at,
    routable: true,
    phoneRegistered: true,
    skills: ['complaint'],
    ...change,
  })

export const passenger = {
  id: uuid(100),
  name: '王小明',
  latinName: 'WANG XIAOMING',
  tier: 'gold',
  memberNumber: 'CA1',
  vip: true,
  difficult: false,
  prospect: false,
  language: 'zh',
  timeZone: 'Asia/Shanghai',
  miles: 1000,
  segments: 4,
  numbers: [{ e164: '+8613800138000', kind: 'mobile', shared: false }],
  seat: 'aisle',
  specialNeeds: ['WCHR'],
  doNotCall: false,
  version: 3,
}

export const caseSummary = (change: Partial<Record<keyof CaseSummary, unknown>> = {}) =>
  CaseSummary.parse({
    id: uuid(300),
    number: 'C-000120',
    kind: 'complaint',
    category: 'cp-04',
    subject: '行李破损',
    state: 'open',
    passengerId: uuid(100),
    passengerName: '王小明',
    teamId: uuid(1),
    ownerName: '李娜',
    openedAt: at,
    ...change,
  })

/** A case with its history: opened, then reopened. */
export const wholeCase = (change: Partial<Record<keyof Case, unknown>> = {}) =>
  Case.parse({
    ...caseSummary(),
    details: '托运后箱体开裂',
    flight: 'YT301',
    version: 3,
    events: [
      { seq: 1, at, event: 'opened', byName: '李娜' },
      { seq: 2, at: at + 1, event: 'reopened', score: 2 },
    ],
    ...change,
  })

export const call = {
  id: uuid(500),
  interactionId: uuid(600),
  direction: 'inbound',
  state: 'queued',
  ani: '+8613800138000',
  dnis: '95530',
  language: 'zh',
  queueId: 'complaint',
  path: [
    { flow: 'main-menu', node: 'choose-language', pressed: '1', at },
    { flow: 'main-menu', node: 'main', pressed: '2', at },
  ],
  startedAt: at,
  holdMs: 0,
  recordingIds: [],
}

export const screenPop = (change: Partial<Record<keyof ScreenPop, unknown>> = {}) =>
  ScreenPop.parse({
    interactionId: uuid(600),
    callId: uuid(500),
    offerId: uuid(700),
    queueId: 'complaint',
    offeredAt: at,
    ringMs: 20_000,
    call,
    match: { kind: 'known', passengerId: uuid(100) },
    passenger,
    nextTrips: [],
    lastTrips: [],
    interactions: [],
    openCases: [],
    idleMs: 60_000,
    ...change,
  })

/** The pop of a number that nobody on record has. */
export const unknownPop = () => screenPop({ match: { kind: 'unknown' }, passenger: undefined })

export const interaction = (change: Partial<Record<keyof Interaction, unknown>> = {}) =>
  Interaction.parse({
    id: uuid(600),
    callId: uuid(500),
    direction: 'inbound',
    state: 'open',
    queueId: 'complaint',
    openedAt: at,
    pop: screenPop(),
    draft: { note: '' },
    ...change,
  })

const figures = {
  waiting: 1,
  longestWaitSince: at,
  offered: 41,
  answered: 36,
  abandoned: 4,
  answeredInTime: 25,
  abandonedInTime: 1,
  abandonedShort: 0,
  serviceLevel: 0.641,
  serviceLevelMs: 20_000,
  averageAnswerMs: 24_000,
}

export const wallboard = (change: Partial<Record<keyof Wallboard, unknown>> = {}) =>
  Wallboard.parse({
    seq: 5,
    at,
    dayStart: at,
    timeZone: 'Asia/Shanghai',
    formula: 'SL-4',
    waiting: [
      {
        entryId: uuid(960),
        callId: uuid(961),
        interactionId: uuid(962),
        queueId: 'complaint',
        state: 'waiting',
        name: '王小明',
        passengerId: uuid(100),
        ani: '+8613800138000',
        tier: 'gold',
        enqueuedAt: at,
      },
    ],
    queues: [{ queueId: 'complaint', ...figures }],
    total: { ...figures, offered: 227 },
    agents: [agentState(), agentState({ agentId: uuid(11), displayName: '周强', activity: 'talking' })],
    ...change,
  })
