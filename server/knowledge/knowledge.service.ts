/** Knowledge: articles in both languages that are published, restored, found and cared for (CS-26, CS-27, BY-45). */
import { type SessionUser, seesUnit } from '../contracts/auth.ts'
import type { ArticleId, TeamId, UserId } from '../contracts/ids.ts'
import type {
  Article,
  ArticleContent,
  ArticleEdit,
  ArticleHit,
  ArticleVersion,
  KnowledgeQuery,
} from '../contracts/knowledge.ts'
import { scriptProblems } from '../contracts/knowledge-script.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { contentOf, expiresSoonMs, partsChanged, rowsOf, toSummary, toVersion } from './article-record.ts'
import { insertFindWords, replaceFindWords } from './find-word.repository.ts'
import type { StaffNames } from './knowledge.ports.ts'
import {
  type ArticleRow,
  findArticle,
  findVersion,
  insertArticles,
  insertLinks,
  insertVersions,
  listArticles,
  replaceLinks,
  updateArticle,
  versionsOf,
} from './knowledge.repository.ts'
import { createKnowledgeSearch } from './knowledge-search.ts'
import { createKnowledgeUse } from './knowledge-use.ts'

export interface KnowledgeDeps {
  store: Store
  clock: Clock
  staff: StaffNames
}

export type Knowledge = ReturnType<typeof createKnowledge>

/** Who publishes, and for which unit. */
export interface Author {
  id: UserId
  unitId: TeamId
}

const mayWrite = (user: Pick<SessionUser, 'role' | 'units'>, row: Pick<ArticleRow, 'unit_id'>) =>
  user.role !== 'agent' && seesUnit(user, row.unit_id)

/** The room of knowledge. */
export function createKnowledge({ store, clock, staff }: KnowledgeDeps) {
  const use = createKnowledgeUse({ store, clock })
  const search = createKnowledgeSearch({ store })

  async function get(id: ArticleId, user: SessionUser): Promise<Article> {
    const row = found(await findArticle(store.db, id))
    const body = found(await findVersion(store.db, id, row.version))
    return {
      ...toSummary(row, clock.now()),
      content: contentOf(body),
      unitId: row.unit_id,
      mayWrite: mayWrite(user, row),
      ...(row.changed_by_name !== null && { changedByName: row.changed_by_name }),
      ...(await use.figures(id, user.id)),
    }
  }

  /** Publishes new articles, all in one transaction. */
  function add(contents: ArticleContent[], by: Author, within?: Write): Promise<ArticleId[]> {
    return store.write(async (tx) => {
      const names = createNames(tx)
      const made = []
      for (const content of contents) {
        const ownerName = await ownerOf(content, names)
        const byName = await names(by.id)
        const id = newId<ArticleId>()
        made.push(
          rowsOf({ id, unitId: by.unitId, content, ownerName, byId: by.id, byName, at: clock.now(), version: 1 }),
        )
      }
      if (made.length === 0) return []
      await insertArticles(
        tx.db,
        made.map((one) => one.article),
      )
      await insertVersions(
        tx.db,
        made.map((one) => one.version),
      )
      await insertLinks(
        tx.db,
        made.flatMap((one) => one.links),
      )
      await insertFindWords(
        tx.db,
        made.map((one) => one.words),
      )
      for (const { article } of made)
        tx.announce('knowledge.changed', { articleId: article.id, version: 1, byId: by.id })
      return made.map((one) => one.article.id)
    }, within)
  }

  /** Publishes the next version. Refuses changed-meanwhile and names the parts that somebody else changed since. */
  function publish(
    id: ArticleId,
    user: SessionUser,
    next: { version: number; restoredFrom?: number; content(tx: Write): Promise<ArticleContent> },
  ): Promise<void> {
    return store.write(async (tx) => {
      const row = found(await findArticle(tx.db, id))
      if (!mayWrite(user, row)) throw new Refusal('article-not-yours')
      if (row.version !== next.version) throw await changedMeanwhile(row, next.version, tx)
      const content = await next.content(tx)
      const names = createNames(tx)
      const rows = rowsOf({
        id,
        unitId: row.unit_id,
        content,
        ownerName: await ownerOf(content, names),
        byId: user.id,
        byName: await names(user.id),
        at: clock.now(),
        version: row.version + 1,
        restoredFrom: next.restoredFrom,
      })
      if (!(await updateArticle(tx.db, rows.article, row.version)))
        throw new Refusal('changed-meanwhile', { version: row.version })
      await insertVersions(tx.db, [rows.version])
      await replaceLinks(tx.db, id, rows.links)
      await replaceFindWords(tx.db, [rows.words])
      tx.announce('knowledge.changed', { articleId: id, version: rows.article.version, byId: user.id })
    })
  }

  async function changedMeanwhile(row: ArticleRow, seen: number, tx: Write): Promise<Refusal> {
    const now = contentOf(found(await findVersion(tx.db, row.id, row.version)))
    const then = await findVersion(tx.db, row.id, seen)
    const parts = then ? partsChanged(contentOf(then), now) : []
    const details = { version: row.version, byName: row.changed_by_name, changed: parts }
    return new Refusal('changed-meanwhile', details, Object.fromEntries(parts.map((part) => [part, 'changed'])))
  }

  /** Names of people, each asked for once. */
  function createNames(tx: Write) {
    const known = new Map<UserId, string | undefined>()
    return async (id: UserId) => {
      if (!known.has(id)) known.set(id, await staff.nameOf(id, tx))
      return known.get(id)
    }
  }

  async function list(query: KnowledgeQuery, userId: UserId) {
    const { kind, only, limit } = query
    const now = clock.now()
    const rows = await listArticles(store.db, {
      kind,
      ownerId: only === 'mine' ? userId : undefined,
      expiresBefore: only === 'expiring' ? now + expiresSoonMs : undefined,
      before: cursorOf(query.before),
      limit: limit + 1,
    })
    const items = rows.slice(0, limit).map((row): ArticleHit => ({ ...toSummary(row, now), snippet: [] }))
    const last = rows.length > limit ? items.at(-1) : undefined
    return { items, ...(last && { nextBefore: `${last.changedAt}.${last.id}` }) }
  }

  return {
    ...use,
    add,
    get,
    /** With words: the best answers. Without: a page of all, the ones changed last first. */
    async find(query: KnowledgeQuery, userId: UserId) {
      if (query.search.trim() === '') return list(query, userId)
      return { items: await search({ ...query, now: clock.now() }) }
    },
    /** Publishes the next version of an article. */
    save: (id: ArticleId, { version, content }: ArticleEdit, user: SessionUser) =>
      publish(id, user, { version, content: async () => content }),
    /** Makes an older version the newest one; nothing that was published is lost. */
    restore: (id: ArticleId, from: number, version: number, user: SessionUser) =>
      publish(id, user, {
        version,
        restoredFrom: from,
        content: async (tx) => contentOf(found(await findVersion(tx.db, id, from))),
      }),
    /** Every publication, newest first. */
    async versions(id: ArticleId): Promise<ArticleVersion[]> {
      found(await findArticle(store.db, id))
      return (await versionsOf(store.db, id)).map(toVersion)
    },
    async version(id: ArticleId, version: number): Promise<ArticleVersion> {
      return toVersion(found(await findVersion(store.db, id, version)))
    },
  }
}

/** The owner's name; refuses an owner who does not exist, and a script that cannot be walked. */
async function ownerOf(content: ArticleContent, names: (id: UserId) => Promise<string | undefined>) {
  const problems = scriptProblems(content.script)
  if (problems.length > 0)
    throw new Refusal(
      'script-not-walkable',
      { problems },
      Object.fromEntries(problems.map(({ step, why }) => [`script.${step}`, why])),
    )
  const name = await names(content.ownerId)
  if (name === undefined) throw new Refusal('invalid-input', {}, { ownerId: 'unknown' })
  return name
}

function cursorOf(before: string | undefined): { at: number; id: ArticleId } | undefined {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(before ?? '')
  return match ? { at: Number(match[1]), id: match[2] as ArticleId } : undefined
}
