import { describe, expect, it } from 'vitest'
import { TeamId } from '../../../server/contracts/ids.ts'
import type { TimelineItem } from '../../../server/contracts/passengers.ts'
import { pageOf, withTeam } from '../../../server/timeline/timeline.rules.ts'

const item = (id: string, at: number): TimelineItem => ({ id, at, kind: 'case', what: 'opened' })

describe('one timeline of many rooms', () => {
  it('[EC-08] puts what several rooms say in one order, newest first', () => {
    const { items, nextBefore } = pageOf([[item('a', 5), item('b', 1)], [item('c', 3)]], 10)
    expect(items.map((i) => i.id)).toEqual(['a', 'c', 'b'])
    expect(nextBefore).toBeUndefined()
  })

  it('keeps items of one millisecond on one page, so that the next page skips none', () => {
    const first = pageOf(
      [
        [item('a', 5), item('b', 4)],
        [item('c', 4), item('d', 2)],
      ],
      2,
    )
    expect(first.items.map((i) => i.id)).toEqual(['a', 'c', 'b'])
    expect(first.nextBefore).toBe('4')
  })

  it('says whose case a line is about, so that nobody is led to a page they may not open', () => {
    const team = TeamId.parse('00000000-0000-4000-8000-000000000001')
    const teams = new Map([['case-1', team]])
    expect(withTeam({ ...item('a', 1), caseId: 'case-1' }, teams).caseTeamId).toBe(team)
    expect(withTeam({ ...item('b', 1), caseId: 'case-2' }, teams).caseTeamId).toBeUndefined()
    expect(withTeam(item('c', 1), teams)).toEqual(item('c', 1))
  })
})
