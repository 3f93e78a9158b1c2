/** Search: the same words and the same order on both databases, and bounded work however common a word is. */
import type { ArticleId } from '../contracts/ids.ts'
import type { ArticleContent, ArticleHit, ArticleKind } from '../contracts/knowledge.ts'
import type { Store } from '../platform/store.ts'
import { toSummary } from './article-record.ts'
import { articlesWithWord, type WordHit, wordsOfArticles } from './find-word.repository.ts'
import { fold, termsOf, textsOf } from './find-words.rules.ts'
import { articlesByIds, currentVersions } from './knowledge.repository.ts'
import { compareFound, type Found, snippetOf } from './rank.rules.ts'

/** More articles of one word are not looked at: nobody reads so far. */
const mostOfWord = 250
/** So many are read whole, to see whether the words stand together. */
const readWhole = 24

/** Where a word of the search stands in each article that is known to have it. */
type Places = Map<ArticleId, number>

/** Finds articles; best answer first. */
export function createKnowledgeSearch({ store }: { store: Store }) {
  return async function search(wanted: {
    search: string
    kind?: ArticleKind | undefined
    language: 'zh' | 'en'
    limit: number
    now: number
  }): Promise<ArticleHit[]> {
    const terms = termsOf(wanted.search)
    if (terms.length === 0) return []
    const found = (await candidates(terms, wanted)).toSorted(compareFound).slice(0, Math.max(readWhole, wanted.limit))
    const ids = found.map(({ id }) => id)
    const rows = new Map((await articlesByIds(store.db, ids)).map((row) => [row.id, row]))
    const bodies = new Map((await currentVersions(store.db, ids)).map((row) => [row.article_id, row]))
    const phrase = fold(wanted.search).trim()
    const read = found.flatMap((one) => {
      const [row, body] = [rows.get(one.id), bodies.get(one.id)]
      if (!row || !body) return []
      // Written by this room and checked then: to check it again would cost more than the search.
      const texts = textsOf(JSON.parse(body.body) as ArticleContent)
      const inTitle = [row.title_zh, row.title_en].some((title) => fold(title).includes(phrase))
      const inText = !inTitle && texts.some(({ zh, en }) => fold(zh).includes(phrase) || fold(en).includes(phrase))
      return [{ ...one, row, texts, phrase: inTitle ? ('title' as const) : inText ? ('text' as const) : undefined }]
    })
    const other = wanted.language === 'zh' ? 'en' : 'zh'
    return read
      .toSorted(compareFound)
      .slice(0, wanted.limit)
      .map(({ row, texts }) => {
        const all = [...texts.map((text) => text[wanted.language]), ...texts.map((text) => text[other])]
        return { ...toSummary(row, wanted.now), snippet: snippetOf(all, terms) }
      })
  }

  async function candidates(
    terms: string[],
    { kind, now }: { kind?: ArticleKind | undefined; now: number },
  ): Promise<Array<Found<ArticleId>>> {
    const known = new Map<ArticleId, WordHit>()
    const places = new Map<string, Places>()
    const cut: string[] = []
    for (const term of terms) {
      const hits = await articlesWithWord(store.db, term, { kind, limit: mostOfWord })
      if (hits.length === mostOfWord) cut.push(term)
      places.set(term, new Map(hits.map((hit) => [hit.article_id, hit.place])))
      for (const hit of hits) known.set(hit.article_id, hit)
    }
    const ids = likely(places, [...known.keys()])
    // Of a common word only the first articles were read: whether the likely ones have it too is asked for.
    for (const { key, article_id, place } of await wordsOfArticles(store.db, terms.length > 1 ? cut : [], ids))
      places.get(key)?.set(article_id, place)
    return ids.map((id) => {
      const of = [...places.values()].flatMap((one) => one.get(id) ?? [])
      const { expires_at, changed_at } = known.get(id)!
      return {
        id,
        words: of.length,
        inTitle: of.filter((place) => place === 1).length,
        expired: expires_at !== null && expires_at <= now,
        changedAt: changed_at,
      }
    })
  }
}

/** The articles to go on with: those with most of the words as far as they are known. */
function likely(places: Map<string, Places>, ids: ArticleId[]): ArticleId[] {
  const rarest = [...places.values()].filter((one) => one.size > 0).toSorted((a, b) => a.size - b.size)[0]
  const score = (id: ArticleId) => {
    let sum = rarest?.has(id) ? 100 : 0
    for (const one of places.values()) sum += one.has(id) ? 10 + (one.get(id) ?? 0) : 0
    return sum
  }
  return ids
    .map((id) => ({ id, score: score(id) }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, mostOfWord)
    .map(({ id }) => id)
}
