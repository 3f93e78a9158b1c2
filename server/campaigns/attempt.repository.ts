/** SQL of attempts. A row is the memory of one dialling: the trip that dials can die at any line. */
import type { Kysely } from 'kysely'
import type { DisconnectCause } from '../contracts/calls.ts'
import type { AttemptState, GivenUpReason } from '../contracts/campaigns.ts'
import type { AttemptId, CampaignId, CaseId, PassengerId, TeamId } from '../contracts/ids.ts'

export interface AttemptRow {
  id: AttemptId
  campaign_id: CampaignId
  case_id: CaseId
  case_number: string
  closing: number
  n: number
  passenger_id: PassengerId
  passenger_name: string
  team_id: TeamId
  e164: string | null
  language: 'zh' | 'en'
  time_zone: string
  state: AttemptState
  due_at: number
  started_at: number | null
  answered_at: number | null
  ended_at: number | null
  cause: DisconnectCause | null
  given_up_reason: GivenUpReason | null
  sip_call_id: string | null
  boot_id: string | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ attempt: AttemptRow }>

/** Adds an attempt; false when this closing of the case has its attempt of that number already. */
export async function insertAttempt(db: Kysely<unknown>, row: AttemptRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('attempt')
    .values(row)
    .onConflict((conflict) => conflict.columns(['case_id', 'closing', 'n']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** One attempt. */
export function findAttempt(db: Kysely<unknown>, id: AttemptId): Promise<AttemptRow | undefined> {
  return own(db).selectFrom('attempt').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Changes an attempt if it is still in the state it was read in; false otherwise. */
export async function updateAttempt(
  db: Kysely<unknown>,
  id: AttemptId,
  from: AttemptState,
  change: Partial<AttemptRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('attempt')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** When the next scheduled attempt falls due. */
export async function nextDue(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('attempt')
    .select('due_at')
    .where('state', '=', 'scheduled')
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at
}

/** Scheduled attempts due at `now`, the longest due first. */
export async function listDue(db: Kysely<unknown>, now: number, limit: number): Promise<AttemptId[]> {
  const rows = await own(db)
    .selectFrom('attempt')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Attempts that another boot left in the middle. */
export function listOrphans(db: Kysely<unknown>, bootId: string): Promise<AttemptRow[]> {
  return own(db)
    .selectFrom('attempt')
    .selectAll()
    .where('state', 'in', ['dialling', 'answered'])
    .where('boot_id', '!=', bootId)
    .execute()
}

/** When this number was last dialled. */
export async function lastDialAt(db: Kysely<unknown>, e164: string): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('attempt')
    .select((select) => select.fn.max('started_at').as('at'))
    .where('e164', '=', e164)
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** Latest due first. */
export function listAttempts(
  db: Kysely<unknown>,
  wanted: {
    campaignId?: CampaignId | undefined
    passengerId?: PassengerId | undefined
    units?: readonly TeamId[] | undefined
    state?: AttemptState | undefined
    before?: { dueAt: number; id: AttemptId } | undefined
    limit: number
  },
): Promise<AttemptRow[]> {
  let query = own(db).selectFrom('attempt').selectAll()
  if (wanted.campaignId !== undefined) query = query.where('campaign_id', '=', wanted.campaignId)
  if (wanted.passengerId !== undefined) query = query.where('passenger_id', '=', wanted.passengerId)
  if (wanted.units !== undefined) query = query.where('team_id', 'in', wanted.units)
  if (wanted.state !== undefined) query = query.where('state', '=', wanted.state)
  const { before } = wanted
  if (before !== undefined)
    query = query.where((where) =>
      where.or([
        where('due_at', '<', before.dueAt),
        where.and([where('due_at', '=', before.dueAt), where('id', '<', before.id)]),
      ]),
    )
  return query.orderBy('due_at', 'desc').orderBy('id', 'desc').limit(wanted.limit).execute()
}
