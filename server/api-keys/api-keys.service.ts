/** Keys of other systems: 256 random bits, shown once; the database knows only their SHA-256 (CS-13). */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type ApiKey, ApiScope, type FreshApiKey, type NewApiKey } from '../contracts/api-keys.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { ApiKeyId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import type { AuditTrail, Units } from './api-keys.ports.ts'
import { type ApiKeyRow, endKey, findKey, insertKey, listKeys, touchKey } from './api-keys.repository.ts'
import { type Bucket, take } from './key-rate.rules.ts'

export interface ApiKeysDeps {
  store: Store
  clock: Clock
  log: Log
  audit: AuditTrail
  units: Units
}

/** A request's key: who it stands for, and what it may do. */
export interface KeyHolder {
  user: SessionUser
  scopes: ApiScope[]
}

export type ApiKeys = ReturnType<typeof createApiKeys>

const prefix = 'cck_'
/** A use is written at most this often. */
const touchEveryMs = 60_000
const farAway = 253_402_300_799_000

/** The room of API keys. */
export function createApiKeys({ store, clock, log, audit, units }: ApiKeysDeps) {
  const buckets = new Map<ApiKeyId, Bucket>()

  function spend(row: ApiKeyRow, now: number): void {
    const { bucket, waitMs } = take(buckets.get(row.id), row.per_minute, now)
    buckets.set(row.id, bucket)
    if (waitMs !== undefined) throw new Refusal('too-many-requests', { retryAfterMs: waitMs })
  }

  async function touch(row: ApiKeyRow, now: number): Promise<void> {
    if (row.last_used_at !== null && now - row.last_used_at < touchEveryMs) return
    await store
      .write((tx) => touchKey(tx.db, row.id, now))
      .catch((error: unknown) => log.warn({ error, keyId: row.id }, 'The use of an API key could not be written.'))
  }

  async function holderOf(row: ApiKeyRow): Promise<KeyHolder> {
    const unit = await units.unitOf(row.team_id)
    const user: SessionUser = {
      // Keys and people share one kind of id, so that cases and audit can say who it was.
      id: row.id as string as UserId,
      username: `key:${row.ending}`,
      displayName: row.name,
      role: 'agent',
      teamId: row.team_id,
      teamName: unit?.name ?? { zh: '', en: '' },
      units: unit?.units ?? [],
      // Personal data of a unit that is gone is nobody's.
      masked: unit?.masked ?? true,
      mustChangePassword: false,
      language: 'en',
      expiresAt: row.expires_at ?? farAway,
    }
    return { user, scopes: scopesOf(row) }
  }

  return {
    list: async (): Promise<ApiKey[]> => (await listKeys(store.db)).map(toKey),

    /** Makes a key. Refuses a unit that does not exist. */
    async create(fresh: NewApiKey, by: { user: SessionUser; ip: string }): Promise<FreshApiKey> {
      if (!(await units.unitOf(fresh.teamId))) throw new Refusal('invalid-input', {}, { teamId: 'no such unit' })
      const secret = prefix + randomBytes(32).toString('base64url')
      const row: ApiKeyRow = {
        id: newId<ApiKeyId>(),
        name: fresh.name,
        secret_hash: hashOf(secret),
        ending: secret.slice(-4),
        scopes: JSON.stringify([...new Set(fresh.scopes)]),
        team_id: fresh.teamId,
        per_minute: fresh.perMinute,
        created_by: by.user.id,
        created_by_name: by.user.displayName,
        created_at: clock.now(),
        expires_at: fresh.expiresAt ?? null,
        revoked_at: null,
        last_used_at: null,
      }
      await store.write(async (tx) => {
        await insertKey(tx.db, row)
        const detail = { scopes: row.scopes }
        await audit.record({ ...actOf(by), action: 'api-key-created', objectId: row.id, detail }, tx)
      })
      return { key: toKey(row), secret }
    },

    /** Ends a key at once: the next request with it is refused. */
    async revoke(id: ApiKeyId, by: { user: SessionUser; ip: string }): Promise<ApiKey> {
      await store.write(async (tx) => {
        found(await findKey(tx.db, { id }))
        if (!(await endKey(tx.db, id, clock.now()))) throw new Refusal('already-closed')
        await audit.record({ ...actOf(by), action: 'api-key-revoked', objectId: id }, tx)
      })
      buckets.delete(id)
      return toKey(found(await findKey(store.db, { id })))
    },

    /** Who stands behind a secret. Refuses an unknown, expired or revoked one, and one that asks too often. */
    async holder(secret: string): Promise<KeyHolder> {
      const now = clock.now()
      const row = secret.startsWith(prefix) ? await findKey(store.db, { hash: hashOf(secret) }) : undefined
      const lives = row && row.revoked_at === null && (row.expires_at === null || row.expires_at > now)
      if (!lives) throw new Refusal('key-not-valid')
      spend(row, now)
      await touch(row, now)
      return holderOf(row)
    },

    /** Name of the key that acted under this id; undefined when it is no key's. */
    async nameOf(id: UserId, within?: Write): Promise<string | undefined> {
      return (await findKey(within?.db ?? store.db, { id: id as string as ApiKeyId }))?.name
    },
  }
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')
const scopesOf = (row: ApiKeyRow) => z.array(ApiScope).parse(JSON.parse(row.scopes))
const actOf = ({ user, ip }: { user: SessionUser; ip: string }) => ({
  actorId: user.id,
  role: user.role,
  ip,
  objectType: 'api-key',
})

function toKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    ending: row.ending,
    scopes: scopesOf(row),
    teamId: row.team_id,
    perMinute: row.per_minute,
    createdByName: row.created_by_name,
    createdAt: row.created_at,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.revoked_at !== null && { revokedAt: row.revoked_at }),
    ...(row.last_used_at !== null && { lastUsedAt: row.last_used_at }),
  }
}
