/** SQL of openings and votes. */
import type { Kysely } from 'kysely'
import type { ArticleId, InteractionId, UserId } from '../contracts/ids.ts'
import type { ArticleKind } from '../contracts/knowledge.ts'

interface OpeningRow {
  id: string
  article_id: ArticleId
  version: number
  interaction_id: InteractionId | null
  by_id: UserId
  by_name: string | null
  at: number
}

interface VoteRow {
  article_id: ArticleId
  user_id: UserId
  user_name: string | null
  version: number
  at: number
  helpful: number
  note: string
}

interface OwnTables {
  knowledge_opening: OpeningRow
  knowledge_vote: VoteRow
  knowledge_article: {
    id: ArticleId
    kind: ArticleKind
    title_zh: string
    title_en: string
    owner_id: UserId
    version: number
  }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Keeps an opening; false when the article was opened in this contact before. */
export async function insertOpening(db: Kysely<unknown>, row: OpeningRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('knowledge_opening')
    .values(row)
    .onConflict((conflict) => conflict.columns(['interaction_id', 'article_id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function openingsSince(db: Kysely<unknown>, id: ArticleId, since: number): Promise<number> {
  const row = await own(db)
    .selectFrom('knowledge_opening')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('article_id', '=', id)
    .where('at', '>=', since)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** What was opened in a contact, in that order. */
export function openedIn(db: Kysely<unknown>, interactionId: InteractionId) {
  return own(db)
    .selectFrom('knowledge_opening as o')
    .innerJoin('knowledge_article as a', 'a.id', 'o.article_id')
    .select(['o.article_id', 'o.version', 'o.at', 'o.by_name', 'a.kind', 'a.title_zh', 'a.title_en'])
    .where('o.interaction_id', '=', interactionId)
    .orderBy('o.at')
    .orderBy('o.id')
    .execute()
}

/** A person's vote; a later one takes the place of the earlier. */
export async function saveVote(db: Kysely<unknown>, row: VoteRow): Promise<void> {
  const { article_id: _article, user_id: _user, ...change } = row
  await own(db)
    .insertInto('knowledge_vote')
    .values(row)
    .onConflict((conflict) => conflict.columns(['article_id', 'user_id']).doUpdateSet(change))
    .execute()
}

export function votesOf(db: Kysely<unknown>, id: ArticleId): Promise<VoteRow[]> {
  return own(db).selectFrom('knowledge_vote').selectAll().where('article_id', '=', id).execute()
}

/** Notes on the current version of an owner's articles, newest first. */
export function notesFor(db: Kysely<unknown>, ownerId: UserId, limit: number) {
  return own(db)
    .selectFrom('knowledge_vote as v')
    .innerJoin('knowledge_article as a', (join) =>
      join.onRef('a.id', '=', 'v.article_id').onRef('a.version', '=', 'v.version'),
    )
    .select(['v.article_id', 'v.at', 'v.note', 'v.user_name', 'a.title_zh', 'a.title_en'])
    .where('a.owner_id', '=', ownerId)
    .where('v.note', '!=', '')
    .orderBy('v.at', 'desc')
    .limit(limit)
    .execute()
}
