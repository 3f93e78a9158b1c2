/** What the house promises by itself. */
import type { ClockRule } from '../contracts/clock-rules.ts'
import { minutes, rule } from './rule-form.ts'

const own = 'S0 §3.2.2'

/** The own promises of the house. */
export const ownRules: ClockRule[] = [
  rule(
    {
      id: 'query-answer',
      regime: 'own',
      name: { zh: '查询十分钟内明确答复', en: 'Query answered within 10 minutes' },
      when: { kinds: ['query'] },
      span: minutes(10),
      calendar: 'unit',
      stop: 'definite-answer',
      source: own,
      confidence: 'seed',
    },
    { closing: 'stops', pausable: true, onReopen: true },
  ),
  rule(
    {
      id: 'complaint-settlement',
      regime: 'own',
      name: { zh: '投诉半个工作日内妥善处理', en: 'Complaint settled within half a working day' },
      when: { kinds: ['complaint'] },
      span: { unit: 'working-minutes', amount: 240 },
      calendar: 'unit',
      stop: 'settlement-accepted',
      source: own,
      confidence: 'seed',
    },
    { closing: 'stops', pausable: true, onReopen: true },
  ),
  rule(
    {
      id: 'status-update',
      regime: 'own',
      name: { zh: '每24小时向旅客告知进展', en: 'Status update to the passenger every 24 hours' },
      when: { kinds: ['complaint', 'member', 'booking'] },
      span: minutes(1440),
      calendar: 'unit',
      stop: 'status-update',
      source: 'S0 (GA-24), S4 (CS-30)',
      confidence: 'seed',
    },
    { closing: 'sets-aside', renews: true, onReopen: true },
  ),
]
