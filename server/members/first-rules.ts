/** The rules of a new house; an administrator changes them as data. */
import type { Benefit, MemberRules } from '../contracts/members.ts'

const benefit = (
  code: string,
  label: Benefit['label'],
  unit: Benefit['unit'],
  [basic, silver, gold, platinum]: [number, number, number, number],
): Benefit => ({ code, label, unit, basic, silver, gold, platinum })

/** Where the papers are silent, plain round figures (AC-06, AC-10: twelve months). */
export const firstRules: MemberRules = {
  tiers: {
    basic: { miles: 0, segments: 0, sleepingMonths: 12 },
    silver: { miles: 40_000, segments: 25, sleepingMonths: 12 },
    gold: { miles: 80_000, segments: 40, sleepingMonths: 12 },
    platinum: { miles: 160_000, segments: 90, sleepingMonths: 12 },
  },
  newDays: 365,
  highFrequency: 12,
  highValue: 50,
  businessShare: 50,
  satisfiedFrom: 4,
  unsatisfiedUpTo: 2,
  lostMonths: 24,
  score: {
    spend: { most: 40, full: 6_000_000 },
    segments: { most: 20, full: 24 },
    tier: { most: 20, full: 4 },
    tenure: { most: 10, full: 10 },
    account: { most: 10, full: 10 },
  },
  benefits: [
    benefit('priority-check-in', { zh: '优先值机', en: 'Priority check-in' }, 'yes-no', [0, 1, 1, 1]),
    benefit('priority-boarding', { zh: '优先登机', en: 'Priority boarding' }, 'yes-no', [0, 0, 1, 1]),
    benefit('extra-baggage', { zh: '额外行李额', en: 'Extra baggage' }, 'kg', [0, 10, 20, 30]),
    benefit('lounge', { zh: '贵宾休息室', en: 'Lounge' }, 'yes-no', [0, 0, 1, 1]),
    benefit('lounge-guests', { zh: '休息室同行人', en: 'Lounge guests' }, 'guests', [0, 0, 1, 2]),
    benefit('upgrade', { zh: '升舱券（每年）', en: 'Upgrades a year' }, 'times', [0, 1, 2, 6]),
    benefit('bonus-miles', { zh: '奖励里程', en: 'Bonus miles' }, 'percent', [0, 15, 30, 50]),
    benefit(
      'guaranteed-seat',
      { zh: '起飞前保证座位', en: 'Guaranteed seat before departure' },
      'hours',
      [0, 0, 72, 48],
    ),
    benefit('dedicated-agent', { zh: '专属客服', en: 'Personal agent' }, 'yes-no', [0, 0, 0, 1]),
  ],
}
