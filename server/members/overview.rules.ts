/** The customers of the house in figures: folded from groups, so that every figure is the sum of passengers that a list shows. */
import type { MarkCount, MemberOverview } from '../contracts/members.ts'
import type { MarkGroup } from './members.ports.ts'

const axes = ['tier', 'activity', 'lifecycle', 'relation', 'purpose', 'frequency', 'value', 'churn'] as const

/** All figures of the page. */
export function overviewOf(groups: readonly MarkGroup[], at: number, night: MemberOverview['night']): MemberOverview {
  const sum = (fits: (group: MarkGroup) => boolean, of: (group: MarkGroup) => number = (group) => group.count) =>
    groups.reduce((total, group) => (fits(group) ? total + of(group) : total), 0)
  const flown = sum(hasFlown)
  const settled = sum((group) => hasFlown(group) && group.lifecycle !== 'new')
  const stayed = sum((group) => group.lifecycle === 'growing' || group.lifecycle === 'loyal')
  const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole)
  const businessShare = share(
    sum((group) => hasFlown(group) && isBusiness(group)),
    flown,
  )
  const retained = share(stayed, settled)
  const meanScore = share(
    sum(hasFlown, (group) => group.score),
    flown,
  )
  return {
    at,
    passengers: sum(() => true),
    counts: [...axes.flatMap((axis) => countsOf(groups, axis)), ...prospects(groups)],
    ...(businessShare !== undefined && { businessShare }),
    ...(retained !== undefined && { retained }),
    acquired: sum((group) => group.lifecycle === 'new'),
    ...(meanScore !== undefined && { meanScore }),
    conversion: [
      { step: 'business', count: sum(isBusiness) },
      { step: 'member', count: sum((group) => isBusiness(group) && group.tier !== 'none') },
      { step: 'vip', count: sum((group) => isBusiness(group) && group.relation === 'vip') },
      {
        step: 'frequent',
        count: sum((group) => isBusiness(group) && group.relation === 'vip' && group.frequency === 'high'),
      },
    ],
    ...(night && { night }),
  }
}

const isBusiness = (group: MarkGroup): boolean => group.purpose === 'business'
const hasFlown = (group: MarkGroup): boolean => group.lifecycle !== undefined && group.lifecycle !== 'prospect'

function countsOf(groups: readonly MarkGroup[], axis: (typeof axes)[number]): MarkCount[] {
  const counts = new Map<string, number>()
  for (const group of groups) {
    const value = group[axis]
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + group.count)
  }
  return [...counts].map(([value, count]) => ({ axis, value, count }))
}

function prospects(groups: readonly MarkGroup[]): MarkCount[] {
  const count = groups.reduce((total, group) => (group.prospect ? total + group.count : total), 0)
  return [{ axis: 'prospect', value: 'true', count }]
}
