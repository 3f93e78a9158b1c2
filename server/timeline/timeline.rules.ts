/** How the items of several rooms become one page, and which of them somebody looks for. */
import type { TeamId } from '../contracts/ids.ts'
import type { TimelineItem, TimelineKind } from '../contracts/passengers.ts'

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

/** What somebody looks for: kinds, and words that must all stand in the item. */
export interface Wanted {
  kinds: readonly TimelineKind[]
  words: string[]
}

/** The words of a search in one spelling; Chinese needs no blanks between, so each part is looked for as it stands. */
export function wantedWords(search: string): string[] {
  return plain(search)
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** True when the item is of a wanted kind and holds every word. */
export function isWanted(item: TimelineItem, { kinds, words }: Wanted): boolean {
  if (kinds.length > 0 && !kinds.includes(item.kind)) return false
  if (words.length === 0) return true
  const text = plain([item.text ?? '', item.detail ?? '', item.agentName ?? ''].join(' '))
  return words.every((word) => text.includes(word))
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
