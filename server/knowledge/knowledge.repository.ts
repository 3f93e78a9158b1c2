/** SQL of articles, their versions, and what they are linked with. */
import type { Kysely } from 'kysely'
import type { ArticleId, TeamId, UserId } from '../contracts/ids.ts'
import type { ArticleKind } from '../contracts/knowledge.ts'

export interface ArticleRow {
  id: ArticleId
  kind: ArticleKind
  title_zh: string
  title_en: string
  owner_id: UserId
  owner_name: string | null
  unit_id: TeamId
  expires_at: number | null
  has_script: number
  lacks_english: number
  changed_at: number
  changed_by_name: string | null
  version: number
}

export interface VersionRow {
  article_id: ArticleId
  version: number
  at: number
  by_id: UserId
  by_name: string | null
  restored_from: number | null
  body: string
}

export interface LinkRow {
  kind: 'leaf' | 'path'
  target: string
  article_id: ArticleId
}

interface OwnTables {
  knowledge_article: ArticleRow
  knowledge_version: VersionRow
  knowledge_link: LinkRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

export async function insertArticles(db: Kysely<unknown>, rows: ArticleRow[]): Promise<void> {
  await own(db).insertInto('knowledge_article').values(rows).execute()
}

export async function insertVersions(db: Kysely<unknown>, rows: VersionRow[]): Promise<void> {
  await own(db).insertInto('knowledge_version').values(rows).execute()
}

/** Changes an article if it still has this version; false when somebody was faster. */
export async function updateArticle(db: Kysely<unknown>, row: ArticleRow, before: number): Promise<boolean> {
  const { id, ...change } = row
  const result = await own(db)
    .updateTable('knowledge_article')
    .set(change)
    .where('id', '=', id)
    .where('version', '=', before)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export function findArticle(db: Kysely<unknown>, id: ArticleId): Promise<ArticleRow | undefined> {
  return own(db).selectFrom('knowledge_article').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function articlesByIds(db: Kysely<unknown>, ids: readonly ArticleId[]): Promise<ArticleRow[]> {
  if (ids.length === 0) return []
  return own(db)
    .selectFrom('knowledge_article')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
}

/** A page of articles, the ones changed last first; `before` is the position of the last one seen. */
export function listArticles(
  db: Kysely<unknown>,
  wanted: {
    kind?: ArticleKind | undefined
    ownerId?: UserId | undefined
    expiresBefore?: number | undefined
    before?: { at: number; id: ArticleId } | undefined
    limit: number
  },
): Promise<ArticleRow[]> {
  const { kind, ownerId, expiresBefore, before } = wanted
  let query = own(db).selectFrom('knowledge_article').selectAll()
  if (kind) query = query.where('kind', '=', kind)
  if (ownerId) query = query.where('owner_id', '=', ownerId)
  if (expiresBefore !== undefined) query = query.where('expires_at', '<', expiresBefore)
  if (before)
    query = query.where((where) =>
      where.or([
        where('changed_at', '<', before.at),
        where.and([where('changed_at', '=', before.at), where('id', '<', before.id)]),
      ]),
    )
  return query.orderBy('changed_at', 'desc').orderBy('id', 'desc').limit(wanted.limit).execute()
}

export function versionsOf(db: Kysely<unknown>, id: ArticleId): Promise<VersionRow[]> {
  return own(db)
    .selectFrom('knowledge_version')
    .selectAll()
    .where('article_id', '=', id)
    .orderBy('version', 'desc')
    .execute()
}

export function findVersion(db: Kysely<unknown>, id: ArticleId, version: number): Promise<VersionRow | undefined> {
  return own(db)
    .selectFrom('knowledge_version')
    .selectAll()
    .where('article_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
}

/** The newest version of several articles. */
export async function currentVersions(db: Kysely<unknown>, ids: readonly ArticleId[]): Promise<VersionRow[]> {
  if (ids.length === 0) return []
  return own(db)
    .selectFrom('knowledge_version as v')
    .innerJoin('knowledge_article as a', (join) =>
      join.onRef('a.id', '=', 'v.article_id').onRef('a.version', '=', 'v.version'),
    )
    .selectAll('v')
    .where('v.article_id', 'in', [...ids])
    .execute()
}

/** Puts these links in the place of what the article had. */
export async function replaceLinks(db: Kysely<unknown>, id: ArticleId, rows: LinkRow[]): Promise<void> {
  await own(db).deleteFrom('knowledge_link').where('article_id', '=', id).execute()
  await insertLinks(db, rows)
}

export async function insertLinks(db: Kysely<unknown>, rows: LinkRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('knowledge_link').values(rows).execute()
}

/** Articles linked with any of these leaves or paths. */
export async function linksTo(
  db: Kysely<unknown>,
  kind: LinkRow['kind'],
  targets: readonly string[],
  limit: number,
): Promise<LinkRow[]> {
  if (targets.length === 0) return []
  return own(db)
    .selectFrom('knowledge_link')
    .selectAll()
    .where('kind', '=', kind)
    .where('target', 'in', [...targets])
    .orderBy('article_id', 'desc')
    .limit(limit)
    .execute()
}
