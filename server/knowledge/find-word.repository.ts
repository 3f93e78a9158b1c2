/** SQL of the words that articles are found by: an ordinary table of keys, asked for equality only. */
import type { Kysely } from 'kysely'
import type { ArticleId } from '../contracts/ids.ts'
import type { ArticleKind } from '../contracts/knowledge.ts'
import type { FindWord } from './find-words.rules.ts'

interface KeyRow {
  key: string
  place: number
  article_id: ArticleId
}

interface OwnTables {
  knowledge_key: KeyRow
  knowledge_article: { id: ArticleId; kind: ArticleKind; expires_at: number | null; changed_at: number }
}

/** An article that has a word. */
export interface WordHit {
  article_id: ArticleId
  place: number
  expires_at: number | null
  changed_at: number
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>
/** Three values a row; both databases take some tens of thousands in one statement. */
const rowsAtOnce = 2_000

/** Puts these words in the place of what the articles had. */
export async function replaceFindWords(
  db: Kysely<unknown>,
  articles: ReadonlyArray<{ id: ArticleId; words: FindWord[] }>,
): Promise<void> {
  const ids = articles.map(({ id }) => id)
  if (ids.length > 0) await own(db).deleteFrom('knowledge_key').where('article_id', 'in', ids).execute()
  await insertFindWords(db, articles)
}

export async function insertFindWords(
  db: Kysely<unknown>,
  articles: ReadonlyArray<{ id: ArticleId; words: FindWord[] }>,
): Promise<void> {
  const rows = articles.flatMap(({ id, words }) => words.map(({ key, place }) => ({ key, place, article_id: id })))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await own(db)
      .insertInto('knowledge_key')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
}

/** The first articles with a word: titles first, newest first; never more than `limit`, however common the word. */
export function articlesWithWord(
  db: Kysely<unknown>,
  key: string,
  { kind, limit }: { kind: ArticleKind | undefined; limit: number },
): Promise<WordHit[]> {
  let query = own(db)
    .selectFrom('knowledge_key as k')
    .innerJoin('knowledge_article as a', 'a.id', 'k.article_id')
    .select(['k.article_id', 'k.place', 'a.expires_at', 'a.changed_at'])
    .where('k.key', '=', key)
  if (kind) query = query.where('a.kind', '=', kind)
  return query.orderBy('k.place', 'desc').orderBy('k.article_id', 'desc').limit(limit).execute()
}

/** Which of these articles have which of these words. */
export async function wordsOfArticles(
  db: Kysely<unknown>,
  keys: readonly string[],
  ids: readonly ArticleId[],
): Promise<KeyRow[]> {
  if (keys.length === 0 || ids.length === 0) return []
  return own(db)
    .selectFrom('knowledge_key')
    .selectAll()
    .where('key', 'in', [...keys])
    .where('place', 'in', [0, 1])
    .where('article_id', 'in', [...ids])
    .execute()
}
