/** The rules the product comes with; the administration page changes them, and every version is kept. */
import type { DispatchRule, EscalationStep } from '../contracts/dispatch.ts'

// BY-02: half a working day for a complaint; it goes up before that, not after.
const halfDay = 240
const steps: EscalationStep[] = [
  { trigger: 'not-accepted', minutes: 30, level: 0 },
  { trigger: 'not-accepted', minutes: 60, level: 1 },
  { trigger: 'before-due', minutes: 60, level: 0 },
  { trigger: 'before-due', minutes: 30, level: 1 },
  { trigger: 'after-due', minutes: 0, level: 2 },
]

const anything = { kinds: [], leaves: [], stations: [], channels: [] } satisfies Partial<DispatchRule>
const base = {
  ...anything,
  enabled: true,
  level: 'department',
  acceptMinutes: 30,
  answerMinutes: halfDay,
  steps,
} as const

/** First that fits fires. A complaint on the phone is proposed, not sent: who was asked first may settle it at once. */
export const defaultRules: DispatchRule[] = [
  {
    ...base,
    id: 'written-complaint',
    name: { zh: '书面投诉、建议、表扬自动派发', en: 'Complaint, suggestion or praise in writing, at once' },
    kinds: ['complaint', 'suggestion', 'praise'],
    channels: ['web', 'email', 'sms', 'letter', 'fax'],
    targets: [{ how: 'leaf-department' }],
    automatic: true,
  },
  {
    ...base,
    id: 'complaint',
    name: { zh: '电话投诉按类目派发', en: 'Complaint on the phone, by leaf' },
    kinds: ['complaint'],
    targets: [{ how: 'leaf-department' }],
    automatic: false,
  },
  {
    ...base,
    id: 'suggestion',
    name: { zh: '建议与表扬转相关部门', en: 'Suggestion or praise, to the department' },
    kinds: ['suggestion', 'praise'],
    targets: [{ how: 'leaf-department' }],
    automatic: false,
    acceptMinutes: 480,
    answerMinutes: 1440,
    steps: [{ trigger: 'after-due', minutes: 0, level: 1 }],
  },
  {
    ...base,
    id: 'member',
    name: { zh: '常旅客业务按类目派发', en: 'Frequent-flyer request, by leaf' },
    kinds: ['member'],
    targets: [{ how: 'leaf-department' }],
    automatic: false,
    answerMinutes: 480,
  },
  {
    ...base,
    id: 'agreement-customer',
    name: { zh: '协议客户业务由分公司处理', en: 'Agreement customer, to the branch' },
    kinds: ['booking', 'query'],
    targets: [{ how: 'account-branch' }],
    automatic: false,
  },
  {
    ...base,
    id: 'other',
    name: { zh: '其他业务按类目派发', en: 'Anything else, by leaf' },
    targets: [{ how: 'leaf-department' }],
    automatic: false,
  },
]
