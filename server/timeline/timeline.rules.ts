/** How the items of several rooms become one page. */
import type { TeamId } from '../contracts/ids.ts'
import type { TimelineItem } from '../contracts/passengers.ts'

/**
 * The newest `limit` items of all lists and the cursor of the next page. Items of the same millisecond stay on one page,
 * so the cursor by time skips nothing: a page may therefore be a little longer than `limit`.
 */
export function pageOf(lists: TimelineItem[][], limit: number): { items: TimelineItem[]; nextBefore?: string } {
  const all = lists.flat().sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
  const last = all[limit - 1]
  if (!last) return { items: all }
  return { items: all.filter((item) => item.at >= last.at), nextBefore: String(last.at) }
}

/** The item with the team of its case, as far as it has one. */
export function withTeam(item: TimelineItem, teams: ReadonlyMap<string, TeamId>): TimelineItem {
  const caseTeamId = item.caseId === undefined ? undefined : teams.get(item.caseId)
  return caseTeamId === undefined ? item : { ...item, caseTeamId }
}
