/** What became of requests before the first start: orders in every state, problems, compensation, digests. */
import type { NewCase } from '../contracts/cases.ts'
import type { NewCompensation } from '../contracts/compensation.ts'
import type { ReturnReason } from '../contracts/dispatch.ts'

/** Departments that the catalogue names and the demo needs, when the organisation has none of the code yet. */
export const demoDepartments = [
  { code: 'baggage', name: { zh: '行李查询中心', en: 'Baggage tracing' } },
  { code: 'ticketing', name: { zh: '票务部', en: 'Ticketing' } },
  { code: 'ground-service', name: { zh: '地面服务部', en: 'Ground service' } },
  { code: 'cabin-service', name: { zh: '客舱服务部', en: 'Cabin service' } },
  { code: 'refunds', name: { zh: '退票结算', en: 'Refunds' } },
  { code: 'member-service', name: { zh: '常旅客会员部', en: 'Frequent-flyer service' } },
] as const

/** People of departments who log in. The passwords are published: a production start refuses them. */
export const departmentLogins = [
  login('baggage1', '邓行 Deng Xing', 'agent', 'baggage'),
  login('ticketing1', '方敏 Fang Min', 'supervisor', 'ticketing'),
] as const

type Code = (typeof demoDepartments)[number]['code']

/** What a department did, so many minutes after the hand-over. */
export type OrderAct =
  | { after: number; act: 'accept' }
  | { after: number; act: 'answer'; text: string }
  | { after: number; act: 'return'; reason: ReturnReason; text: string }
  | { after: number; act: 'redo'; text: string }

export interface PastRequest {
  hoursAgo: number
  /** Which of the demo's teams was asked; else they take turns. */
  team?: 0 | 1
  case: Pick<NewCase, 'kind' | 'category' | 'subject'> & Partial<NewCase>
  /** Orders at the same time, one a department, and what each did. */
  orders?: Partial<Record<Code, OrderAct[]>>
  note?: string
  compensation?: NewCompensation & { steps?: Array<'offer' | 'accept'>; paid?: string }
}

const lostBag = {
  category: 'cp-03',
  flight: 'YT3101',
  station: 'SHA',
  details: '旅客在行李转盘等候一小时未见行李，已登记行李牌号。',
} as const

/** Oldest first, as they happened. */
export const pastRequests: PastRequest[] = [
  {
    hoursAgo: 150,
    case: complaint({ category: 'cp-01', subject: '机上餐食已发完，未提供预订的素食餐', flight: 'YT661' }),
  },
  { hoursAgo: 122, case: complaint({ category: 'cp-01', subject: '预订的素食餐未提供，餐食已发完', flight: 'YT661' }) },
  { hoursAgo: 98, case: complaint({ category: 'cp-01', subject: '素食餐未配上飞机', flight: 'YT661' }) },
  { hoursAgo: 75, case: complaint({ category: 'cp-01', subject: '机上素食餐未提供，乘务员未致歉', flight: 'YT661' }) },
  {
    hoursAgo: 96,
    case: complaint({ category: 'cp-05', subject: '乘机联遗失，补办等候过久', flight: 'YT1407', station: 'CAN' }),
  },
  {
    hoursAgo: 90,
    case: complaint({ category: 'cp-05', subject: '乘机联遗失无人告知如何处理', flight: 'YT353', station: 'CAN' }),
  },
  {
    hoursAgo: 80,
    case: complaint({ category: 'cp-05', subject: '柜台要求旅客自行查找乘机联', flight: 'YT1409', station: 'CAN' }),
  },
  {
    hoursAgo: 70,
    case: complaint({ category: 'cp-05', subject: '乘机联遗失补办需两次排队', flight: 'YT1411', station: 'CAN' }),
  },
  {
    hoursAgo: 52,
    team: 0,
    case: complaint({ ...lostBag, subject: '行李遗失两日，箱内有药品' }),
    orders: { baggage: [{ after: 25, act: 'accept' }] },
    note: '箱内有处方药，请优先查找。',
    compensation: { payment: 'cash', currency: 'CNY', amountMinor: 80_000, reason: '行李遗失两日，购买必需品及药品。' },
  },
  {
    hoursAgo: 30,
    case: complaint({ category: 'cp-04', subject: '行李箱轮子断裂', flight: 'YT353', station: 'SHA' }),
    orders: {
      baggage: [
        { after: 12, act: 'accept' },
        { after: 95, act: 'answer', text: '已确认为运输破损，同意按发票赔付。' },
      ],
    },
    compensation: {
      payment: 'transfer',
      currency: 'CNY',
      amountMinor: 15_000,
      reason: '行李箱破损，按发票赔付。',
      steps: ['offer', 'accept'],
      paid: 'TRF-20261124-031',
    },
  },
  {
    hoursAgo: 26,
    case: complaint({ category: 'cp-12', subject: '退票手续费计算有误', flight: 'YT1407' }),
    orders: {
      ticketing: [{ after: 40, act: 'return', reason: 'wrong-department', text: '退款计算由退票结算负责。' }],
    },
  },
  {
    hoursAgo: 9,
    case: complaint({ category: 'cp-05', subject: '登机口变更未通知，行李未随机', flight: 'YT3101', station: 'SHA' }),
    orders: {
      'ground-service': [
        { after: 15, act: 'accept' },
        { after: 70, act: 'answer', text: '登机口临时调整，广播仅一次，已对现场整改。' },
      ],
      baggage: [{ after: 20, act: 'accept' }],
    },
    note: '两个部门并行核查，答复齐全后统一回复旅客。',
    compensation: {
      payment: 'voucher',
      currency: 'CNY',
      amountMinor: 20_000,
      reason: '登机口变更未通知。',
      steps: ['offer'],
    },
  },
  {
    hoursAgo: 7,
    team: 1,
    case: complaint({ category: 'cp-01', subject: '座椅无法调直，全程未处理', flight: 'YT3525' }),
    orders: {
      'cabin-service': [
        { after: 10, act: 'accept' },
        { after: 60, act: 'answer', text: '已知悉。' },
        { after: 80, act: 'redo', text: '请说明是否报修，以及当班处理经过。' },
      ],
    },
    compensation: {
      payment: 'miles',
      currency: 'MILES',
      amountMinor: 8000,
      reason: '座椅故障全程未处理，白金卡旅客。',
    },
  },
  {
    hoursAgo: 3,
    case: complaint({ category: 'cp-12', subject: '网站重复扣款，未自动退回' }),
    orders: { ticketing: [{ after: 18, act: 'accept' }] },
  },
  {
    hoursAgo: 1.2,
    case: { kind: 'suggestion', category: 'sg-02', subject: '建议在登机口增设充电插座', channel: 'email' },
    orders: { 'ground-service': [] },
  },
  { hoursAgo: 0.4, case: complaint({ ...lostBag, subject: '行李未随机到达，旅客明早转机' }), orders: { baggage: [] } },
  {
    hoursAgo: 0.2,
    case: complaint({ category: 'cp-16', subject: '机票被盗，挂失后仍被使用' }),
    orders: { ticketing: [] },
  },
]

/** The problem that is in hand already, with what is done about it. */
export const pastProblem = {
  leaf: 'cp-05',
  cause: '柜台未配备补办流程卡，旅客被要求往返两个柜台。',
  actions: [
    { text: '在值机柜台配备乘机联补办流程卡，一次办结。', dueInDays: 3 },
    { text: '对白云机场现场人员进行补办流程培训。', dueInDays: 10 },
  ],
}

function complaint(request: Omit<PastRequest['case'], 'kind'>): PastRequest['case'] {
  return { kind: 'complaint', ...request }
}

function login<U extends string, C extends Code>(
  username: U,
  displayName: string,
  role: 'agent' | 'supervisor',
  department: C,
) {
  return { username, password: `demo-${username}`, displayName, role, department, language: 'zh' as const }
}
