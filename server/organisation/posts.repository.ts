/** SQL of posts and who holds them. */
import type { Kysely } from 'kysely'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { PostId, PostTemplate } from '../contracts/posts.ts'

export interface PostRow {
  id: PostId
  unit_id: TeamId
  template: PostTemplate | null
  title_zh: string
  title_en: string
  accountable: number
  disabled: number
  version: number
}

export interface HolderRow {
  post_id: PostId
  user_id: UserId
  deputy: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ post: PostRow; post_holder: HolderRow }>
const rowsAtOnce = 100

/** Posts of these units, or all; who answers for the unit first. */
export function listPosts(db: Kysely<unknown>, units?: readonly TeamId[]): Promise<PostRow[]> {
  let query = own(db).selectFrom('post').selectAll()
  if (units !== undefined) query = query.where('unit_id', 'in', units)
  return query.orderBy('disabled').orderBy('accountable', 'desc').orderBy('id').execute()
}

/** One post. */
export function findPost(db: Kysely<unknown>, id: PostId): Promise<PostRow | undefined> {
  return own(db).selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Who holds these posts. */
export function listHolders(db: Kysely<unknown>, posts: readonly PostId[]): Promise<HolderRow[]> {
  if (posts.length === 0) return Promise.resolve([])
  return own(db).selectFrom('post_holder').selectAll().where('post_id', 'in', posts).orderBy('user_id').execute()
}

/** Adds posts with their holders. */
export async function insertPosts(
  db: Kysely<unknown>,
  posts: readonly PostRow[],
  holders: readonly HolderRow[],
): Promise<void> {
  for (let from = 0; from < posts.length; from += rowsAtOnce)
    await own(db)
      .insertInto('post')
      .values(posts.slice(from, from + rowsAtOnce))
      .execute()
  for (let from = 0; from < holders.length; from += rowsAtOnce)
    await own(db)
      .insertInto('post_holder')
      .values(holders.slice(from, from + rowsAtOnce))
      .execute()
}

/** Saves a post if it still has the version before its own; false when somebody was faster. */
export async function updatePost(db: Kysely<unknown>, { id, ...row }: PostRow): Promise<boolean> {
  const result = await own(db)
    .updateTable('post')
    .set(row)
    .where('id', '=', id)
    .where('version', '=', row.version - 1)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts these people on a post in the place of those before. */
export async function replaceHolders(db: Kysely<unknown>, post: PostId, holders: readonly HolderRow[]): Promise<void> {
  await own(db).deleteFrom('post_holder').where('post_id', '=', post).execute()
  if (holders.length > 0) await own(db).insertInto('post_holder').values(holders).execute()
}
