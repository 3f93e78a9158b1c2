/** An article between its rows and what is shown of it. */
import type { ArticleId, TeamId } from '../contracts/ids.ts'
import {
  ArticleContent,
  type ArticleSummary,
  type ArticleVersionSummary,
  contentParts,
} from '../contracts/knowledge.ts'
import { findWordsOf } from './find-words.rules.ts'
import type { ArticleRow, LinkRow, VersionRow } from './knowledge.repository.ts'

/** An owner hears so long before that an article expires. */
export const expiresSoonMs = 30 * 86_400_000

/** One publication: who, when, as which version. */
export interface Publication {
  id: ArticleId
  unitId: TeamId
  content: ArticleContent
  ownerName: string | undefined
  byId: VersionRow['by_id']
  byName: string | undefined
  at: number
  version: number
  restoredFrom?: number | undefined
}

/** Everything that a publication writes. */
export function rowsOf(one: Publication) {
  const { content } = one
  const article: ArticleRow = {
    id: one.id,
    kind: content.kind,
    title_zh: content.title.zh,
    title_en: content.title.en,
    owner_id: content.ownerId,
    owner_name: one.ownerName ?? null,
    unit_id: one.unitId,
    expires_at: content.expiresAt ?? null,
    has_script: content.script.length > 0 ? 1 : 0,
    lacks_english: lacksEnglish(content) ? 1 : 0,
    changed_at: one.at,
    changed_by_name: one.byName ?? null,
    version: one.version,
  }
  const version: VersionRow = {
    article_id: one.id,
    version: one.version,
    at: one.at,
    by_id: one.byId,
    by_name: one.byName ?? null,
    restored_from: one.restoredFrom ?? null,
    body: JSON.stringify(content),
  }
  const links: LinkRow[] = [
    ...[...new Set(content.leaves)].map((target) => ({ kind: 'leaf' as const, target, article_id: one.id })),
    ...[...new Set(content.menuPaths)].map((target) => ({ kind: 'path' as const, target, article_id: one.id })),
  ]
  return { article, version, links, words: { id: one.id, words: findWordsOf(content) } }
}

/** Whether a reader of English would miss something. */
export function lacksEnglish({ title, blocks, script }: ArticleContent): boolean {
  return (
    title.en === '' ||
    blocks.some((block) => block.en.length === 0) ||
    script.some(
      ({ say, question, answers }) =>
        say.en === '' || question?.en === '' || answers.some((answer) => answer.label.en === ''),
    )
  )
}

export const isExpired = (row: Pick<ArticleRow, 'expires_at'>, now: number) =>
  row.expires_at !== null && row.expires_at <= now

export function toSummary(row: ArticleRow, now: number): ArticleSummary {
  return {
    id: row.id,
    kind: row.kind,
    title: { zh: row.title_zh, en: row.title_en },
    ...(row.owner_name !== null && { ownerName: row.owner_name }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    expired: isExpired(row, now),
    expiresSoon: row.expires_at !== null && row.expires_at > now && row.expires_at < now + expiresSoonMs,
    hasScript: row.has_script === 1,
    lacksEnglish: row.lacks_english === 1,
    changedAt: row.changed_at,
    version: row.version,
  }
}

export const contentOf = (row: Pick<VersionRow, 'body'>): ArticleContent => ArticleContent.parse(JSON.parse(row.body))

export function toVersion(row: VersionRow): ArticleVersionSummary & { content: ArticleContent } {
  const content = contentOf(row)
  return {
    version: row.version,
    at: row.at,
    ...(row.by_name !== null && { byName: row.by_name }),
    ...(row.restored_from !== null && { restoredFrom: row.restored_from }),
    title: content.title,
    content,
  }
}

/** The parts in which two contents differ. */
export function partsChanged(a: ArticleContent, b: ArticleContent) {
  return contentParts.filter((part) => JSON.stringify(a[part]) !== JSON.stringify(b[part]))
}
