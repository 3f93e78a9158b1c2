/** The SQL of calls and legs. */
import type { Kysely } from 'kysely'
import type { DialogIdentity } from '../../sip/telephony.ts'
import type { CallState, DisconnectCause, IvrStep } from '../contracts/calls.ts'
import type { Language } from '../contracts/common.ts'
import type { AgentId, CallId, InteractionId, LegId, QueueId } from '../contracts/ids.ts'

export interface CallRow {
  id: CallId
  boot_id: string
  call_key: string
  interaction_id: InteractionId | null
  direction: 'inbound' | 'outbound'
  state: CallState
  ani: string
  dnis: string
  language: Language
  queue_id: QueueId | null
  /** JSON of IvrStep[]. */
  path: string
  started_at: number
  answered_at: number | null
  talking_since: number | null
  ended_at: number | null
  cause: DisconnectCause | null
  agent_id: AgentId | null
  hold_ms: number
}

export interface LegRow {
  id: LegId
  call_id: CallId
  boot_id: string
  kind: 'trunk' | 'agent' | 'monitor'
  direction: 'inbound' | 'outbound'
  agent_id: AgentId | null
  started_at: number
  answered_at: number | null
  ended_at: number | null
  cause: DisconnectCause | null
  /** JSON of DialogIdentity. */
  dialog: string | null
}

interface Tables {
  calls: CallRow
  legs: LegRow
}

const own = (db: Kysely<unknown>) => db as Kysely<Tables>

/** False when the key is known already: a retransmission or a merged request. */
export async function insertCall(db: Kysely<unknown>, row: CallRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('calls')
    .values(row)
    .onConflict((conflict) => conflict.column('call_key').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function insertLeg(db: Kysely<unknown>, row: LegRow): Promise<void> {
  await own(db).insertInto('legs').values(row).execute()
}

export async function callById(db: Kysely<unknown>, id: CallId): Promise<CallRow | undefined> {
  return own(db).selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function legsOf(db: Kysely<unknown>, id: CallId): Promise<LegRow[]> {
  return own(db).selectFrom('legs').selectAll().where('call_id', '=', id).orderBy('id').execute()
}

/** Saves only if the state is still the one the decision was made on. */
export async function moveCall(
  db: Kysely<unknown>,
  id: CallId,
  from: CallState,
  change: Partial<CallRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('calls')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function savePath(db: Kysely<unknown>, id: CallId, path: IvrStep[]): Promise<void> {
  await own(db)
    .updateTable('calls')
    .set({ path: JSON.stringify(path) })
    .where('id', '=', id)
    .execute()
}

export async function saveLanguage(db: Kysely<unknown>, id: CallId, language: Language): Promise<void> {
  await own(db).updateTable('calls').set({ language }).where('id', '=', id).execute()
}

export async function answerLeg(
  db: Kysely<unknown>,
  id: LegId,
  at: number,
  dialog: DialogIdentity | undefined,
): Promise<void> {
  const change = dialog ? { answered_at: at, dialog: JSON.stringify(dialog) } : { answered_at: at }
  await own(db).updateTable('legs').set(change).where('id', '=', id).where('ended_at', 'is', null).execute()
}

export async function saveDialog(db: Kysely<unknown>, id: LegId, dialog: DialogIdentity): Promise<void> {
  await own(db)
    .updateTable('legs')
    .set({ dialog: JSON.stringify(dialog) })
    .where('id', '=', id)
    .execute()
}

export async function endLeg(db: Kysely<unknown>, id: LegId, at: number, cause: DisconnectCause): Promise<void> {
  await own(db)
    .updateTable('legs')
    .set({ ended_at: at, cause })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

export async function endLegsOf(db: Kysely<unknown>, id: CallId, at: number, cause: DisconnectCause): Promise<void> {
  await own(db)
    .updateTable('legs')
    .set({ ended_at: at, cause })
    .where('call_id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Calls that a previous boot left running. */
export async function callsLeftBy(db: Kysely<unknown>, bootId: string): Promise<CallRow[]> {
  return own(db)
    .selectFrom('calls')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('boot_id', '!=', bootId)
    .orderBy('id')
    .execute()
}

/** Legs with a known dialog of a call. */
export async function openLegsOf(db: Kysely<unknown>, id: CallId): Promise<LegRow[]> {
  return own(db).selectFrom('legs').selectAll().where('call_id', '=', id).where('ended_at', 'is', null).execute()
}
