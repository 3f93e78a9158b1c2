/** What articles are used for: opened in contacts, judged by readers, cared for by owners, proposed to who needs them. */
import { leaves } from '../contracts/catalogue.ts'
import type { ArticleId, InteractionId, UserId } from '../contracts/ids.ts'
import type { OpenedArticle, OwnerWork, ProposalOf, ProposedArticle } from '../contracts/knowledge.ts'
import type { Clock } from '../platform/clock.ts'
import { found } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store } from '../platform/store.ts'
import { expiresSoonMs, isExpired, toSummary } from './article-record.ts'
import { articlesByIds, findArticle, type LinkRow, linksTo, listArticles } from './knowledge.repository.ts'
import { insertOpening, notesFor, openedIn, openingsSince, saveVote, votesOf } from './use.repository.ts'

/** Openings are counted over so long. */
const countedMs = 30 * 86_400_000
const mostProposed = 8
const mostLinks = 60
const mostWork = 50

/** Who does something. */
export interface Reader {
  id: UserId
  displayName: string
}

/** The half of the room that watches how articles are used. */
export function createKnowledgeUse({ store, clock }: { store: Store; clock: Clock }) {
  return {
    /** Keeps that somebody opened an article, in a contact or outside; the same contact counts once. */
    open: (id: ArticleId, by: Reader, interactionId?: InteractionId): Promise<void> =>
      store.write(async (tx) => {
        const { version } = found(await findArticle(tx.db, id))
        const kept = await insertOpening(tx.db, {
          id: newId(),
          article_id: id,
          version,
          interaction_id: interactionId ?? null,
          by_id: by.id,
          by_name: by.displayName,
          at: clock.now(),
        })
        if (kept)
          tx.announce('knowledge.opened', { articleId: id, byId: by.id, ...(interactionId && { interactionId }) })
      }),
    /** What was opened in a contact, in that order. */
    async openedIn(interactionId: InteractionId): Promise<OpenedArticle[]> {
      return (await openedIn(store.db, interactionId)).map((row) => ({
        articleId: row.article_id,
        title: { zh: row.title_zh, en: row.title_en },
        kind: row.kind,
        version: row.version,
        at: row.at,
        ...(row.by_name !== null && { byName: row.by_name }),
      }))
    },
    /** Helpful or not, with a note for the owner; a later vote of the same person takes the place of the earlier. */
    vote: (id: ArticleId, vote: { helpful: boolean; note: string }, by: Reader): Promise<void> =>
      store.write(async (tx) => {
        const { version } = found(await findArticle(tx.db, id))
        await saveVote(tx.db, {
          article_id: id,
          user_id: by.id,
          user_name: by.displayName,
          version,
          at: clock.now(),
          helpful: vote.helpful ? 1 : 0,
          note: vote.note,
        })
        tx.announce('knowledge.changed', { articleId: id, version, byId: by.id })
      }),
    /** How an article was used and judged. */
    async figures(id: ArticleId, readerId: UserId) {
      const votes = await votesOf(store.db, id)
      const mine = votes.find((vote) => vote.user_id === readerId)
      return {
        openings30Days: await openingsSince(store.db, id, clock.now() - countedMs),
        helpful: votes.filter((vote) => vote.helpful === 1).length,
        notHelpful: votes.filter((vote) => vote.helpful === 0).length,
        ...(mine && { ownVote: mine.helpful === 1 }),
      }
    },
    /** What an owner has to see to: expired, expiring soon, notes on the current version. */
    async workOf(ownerId: UserId): Promise<OwnerWork[]> {
      const now = clock.now()
      const expiresBefore = now + expiresSoonMs
      const expiring = await listArticles(store.db, { ownerId, expiresBefore, limit: mostWork })
      const notes = await notesFor(store.db, ownerId, mostWork)
      return [
        ...expiring
          .toSorted((a, b) => (a.expires_at ?? 0) - (b.expires_at ?? 0))
          .map(
            (row): OwnerWork => ({
              articleId: row.id,
              title: { zh: row.title_zh, en: row.title_en },
              why: isExpired(row, now) ? 'expired' : 'expires-soon',
              at: row.expires_at ?? now,
            }),
          ),
        ...notes.map(
          (row): OwnerWork => ({
            articleId: row.article_id,
            title: { zh: row.title_zh, en: row.title_en },
            why: 'note',
            at: row.at,
            note: row.note,
            ...(row.user_name !== null && { byName: row.user_name }),
          }),
        ),
      ]
    },
    /** Fresh articles for a contact: of the leaf first, then of the way through the menu, then of the kind of request. */
    async proposed(of: ProposalOf): Promise<ProposedArticle[]> {
      const now = clock.now()
      const because = new Map<ArticleId, ProposedArticle['because']>()
      const take = (links: LinkRow[], why: ProposedArticle['because']) => {
        for (const { article_id } of links) if (!because.has(article_id)) because.set(article_id, why)
      }
      if (of.leaf) take(await linksTo(store.db, 'leaf', [of.leaf], mostLinks), 'leaf')
      take(await linksTo(store.db, 'path', pathsTo(of.path), mostLinks), 'path')
      const ofKind = leaves.filter((leaf) => leaf.kind === of.kind).map((leaf) => leaf.id)
      if (because.size < mostProposed) take(await linksTo(store.db, 'leaf', ofKind, mostLinks), 'kind')
      const rows = new Map((await articlesByIds(store.db, [...because.keys()])).map((row) => [row.id, row]))
      return [...because]
        .flatMap(([id, why]) => {
          const row = rows.get(id)
          return row && !isExpired(row, now) ? [{ ...toSummary(row, now), because: why }] : []
        })
        .slice(0, mostProposed)
    },
  }
}

/** `1>3` is reached by way of `1`. */
function pathsTo(path: string): string[] {
  const keys = path.split('>').filter((key) => key !== '')
  return keys.map((_, i) => keys.slice(0, i + 1).join('>'))
}
