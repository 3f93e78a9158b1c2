/** Posts: who answers for a unit, and to whom it climbs when nobody does. */
import type { Label } from '../contracts/common.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { StaffMember } from '../contracts/organisation.ts'
import type { NewPost, Post, PostEdit, PostId } from '../contracts/posts.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  findPost,
  type HolderRow,
  insertPosts,
  listHolders,
  listPosts,
  type PostRow,
  replaceHolders,
  updatePost,
} from './posts.repository.ts'
import type { Units } from './units.service.ts'
import type { Witness } from './witness.ts'

/** Who answers: the post with the people on it, at the unit asked for or the nearest one above. */
export interface AccountablePost {
  postId: PostId
  unitId: TeamId
  title: Label
  holders: UserId[]
  deputies: UserId[]
}

export interface PostsDeps {
  store: Store
  units: Pick<Units, 'chainOf'>
  members: (ids: UserId[], within?: Write) => Promise<StaffMember[]>
}

export type Posts = ReturnType<typeof createPosts>

/** The half of the organisation that knows posts. */
export function createPosts({ store, units, members }: PostsDeps) {
  const dbOf = (within?: Write) => within?.db ?? store.db

  async function whole(rows: PostRow[], within?: Write): Promise<Post[]> {
    const holders = await listHolders(
      dbOf(within),
      rows.map((row) => row.id),
    )
    const people = await members([...new Set(holders.map((one) => one.user_id))], within)
    const names = new Map(people.map((member) => [member.id, member.displayName]))
    const on = (row: PostRow, deputy: number) =>
      holders
        .filter((one) => one.post_id === row.id && one.deputy === deputy)
        .map((one) => ({ id: one.user_id, name: names.get(one.user_id) ?? '' }))
    return rows.map((row) => ({
      id: row.id,
      unitId: row.unit_id,
      ...(row.template !== null && { template: row.template }),
      title: { zh: row.title_zh, en: row.title_en },
      accountable: row.accountable === 1,
      holders: on(row, 0),
      deputies: on(row, 1),
      disabled: row.disabled === 1,
      version: row.version,
    }))
  }

  /** A person who may not log in any more answers for nothing. */
  async function mustWorkHere(ids: UserId[], tx: Write): Promise<void> {
    const working = (await members(ids, tx)).filter((member) => !member.disabled).map((member) => member.id)
    if (ids.some((id) => !working.includes(id))) throw new Refusal('invalid-input', {}, { holders: 'unknown person' })
  }

  /** The accountable posts on the way up, the nearest first; one a unit, and only those with somebody on them. */
  async function escalationOf(unitId: TeamId, within?: Write): Promise<AccountablePost[]> {
    const chain = (await units.chainOf(unitId, within)).filter((unit) => !unit.disabled).map((unit) => unit.id)
    if (chain.length === 0) return []
    const rows = (await listPosts(dbOf(within), chain)).filter((row) => row.accountable === 1 && row.disabled === 0)
    const holders = await listHolders(
      dbOf(within),
      rows.map((row) => row.id),
    )
    const working = new Set(
      (await members([...new Set(holders.map((one) => one.user_id))], within))
        .filter((member) => !member.disabled)
        .map((member) => member.id),
    )
    return chain.flatMap((id) => {
      const manned = rows
        .filter((row) => row.unit_id === id)
        .map((row) => answering(row, holders, working))
        .find((post) => post.holders.length + post.deputies.length > 0)
      return manned ? [manned] : []
    })
  }

  return {
    /** Posts of these units, or all. */
    posts: async (of?: readonly TeamId[]): Promise<Post[]> => whole(await listPosts(store.db, of)),

    async post(id: PostId, within?: Write): Promise<Post | undefined> {
      const row = await findPost(dbOf(within), id)
      return row && (await whole([row], within))[0]
    },

    escalationOf,

    /** Who answers for a unit; undefined when nobody does up to the top. */
    async accountablePost(unitId: TeamId, within?: Write): Promise<AccountablePost | undefined> {
      return (await escalationOf(unitId, within))[0]
    },

    /** Adds many at once, as an import or the demo does. */
    addPosts(fresh: readonly NewPost[], within?: Write): Promise<void> {
      const rows = fresh.map((post) => ({ row: rowOf(newId<PostId>(), post), post }))
      const holders = rows.flatMap(({ row, post }) => holdersOf(row.id, post))
      return store.write(
        (tx) =>
          insertPosts(
            tx.db,
            rows.map(({ row }) => row),
            holders,
          ),
        within,
      )
    },

    addPost(fresh: NewPost, witness: Witness): Promise<PostId> {
      const row = rowOf(newId<PostId>(), fresh)
      return store.write(async (tx) => {
        await mustWorkHere([...fresh.holders, ...fresh.deputies], tx)
        await insertPosts(tx.db, [row], holdersOf(row.id, fresh))
        tx.announce('organisation.changed', { unitId: row.unit_id })
        await witness('post-added', row.id, tx)
        return row.id
      })
    },

    changePost(id: PostId, edit: PostEdit, witness: Witness): Promise<void> {
      return store.write(async (tx) => {
        const before = found(await findPost(tx.db, id))
        await mustWorkHere([...edit.holders, ...edit.deputies], tx)
        const row = {
          ...rowOf(id, { ...edit, unitId: before.unit_id }),
          template: before.template,
          disabled: edit.disabled ? 1 : 0,
          version: edit.version + 1,
        }
        if (!(await updatePost(tx.db, row))) throw new Refusal('changed-meanwhile')
        await replaceHolders(tx.db, id, holdersOf(id, edit))
        tx.announce('organisation.changed', { unitId: before.unit_id })
        await witness('post-changed', id, tx)
      })
    },
  }
}

function answering(row: PostRow, holders: HolderRow[], working: ReadonlySet<UserId>): AccountablePost {
  const on = (deputy: number) =>
    holders
      .filter((one) => one.post_id === row.id && one.deputy === deputy && working.has(one.user_id))
      .map((one) => one.user_id)
  return {
    postId: row.id,
    unitId: row.unit_id,
    title: { zh: row.title_zh, en: row.title_en },
    holders: on(0),
    deputies: on(1),
  }
}

function rowOf(id: PostId, post: Pick<NewPost, 'unitId' | 'template' | 'title' | 'accountable'>): PostRow {
  return {
    id,
    unit_id: post.unitId,
    template: post.template ?? null,
    title_zh: post.title.zh,
    title_en: post.title.en,
    accountable: post.accountable ? 1 : 0,
    disabled: 0,
    version: 1,
  }
}

/** Somebody named as both is the holder. */
function holdersOf(id: PostId, { holders, deputies }: Pick<NewPost, 'holders' | 'deputies'>): HolderRow[] {
  const on = new Map<UserId, number>([
    ...deputies.map((one) => [one, 1] as const),
    ...holders.map((one) => [one, 0] as const),
  ])
  return [...on].map(([user_id, deputy]) => ({ post_id: id, user_id, deputy }))
}
