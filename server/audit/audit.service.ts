/** The audit trail: who did or looked at what, in a chain that shows any later change (reliability D.9). */
import { z } from 'zod'
import type { AuditEntry, Role } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Look } from '../contracts/privacy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Store, Write } from '../platform/store.ts'
import { append, listAfter, listNewest, listOfObject, readHead, takeNext } from './audit.repository.ts'
import { chainHash } from './audit.rules.ts'

/** One act. `detail` holds codes and numbers, never names, numbers of people or text. */
export interface AuditRecord {
  actorId?: UserId | undefined
  role?: Role | undefined
  ip: string
  action: string
  objectType: string
  objectId: string
  detail?: Record<string, string | number | boolean>
}

export interface AuditDeps {
  store: Store
  clock: Clock
  staff: { namesOf(ids: UserId[]): Promise<Map<UserId, string>> }
}

/** Whether the chain holds; `brokenAt` is the first number that does not fit, or the missing end. */
export type ChainCheck = { ok: true; entries: number } | { ok: false; brokenAt: number }

export type Audit = ReturnType<typeof createAudit>

/** The room of the audit trail. */
export function createAudit({ store, clock, staff }: AuditDeps) {
  return {
    /** Appends one entry, in the caller's transaction when given. */
    record(entry: AuditRecord, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const { seq, prevHash } = await takeNext(tx.db)
        const row = {
          seq,
          at: clock.now(),
          actor_id: entry.actorId ?? null,
          role: entry.role ?? null,
          ip: entry.ip,
          action: entry.action,
          object_type: entry.objectType,
          object_id: entry.objectId,
          detail: entry.detail ? JSON.stringify(entry.detail) : null,
        }
        await append(tx.db, { ...row, prev_hash: prevHash, hash: chainHash(prevHash, row) })
      }, within)
    },

    /** Newest first. */
    async list(page: { before?: number; limit: number }): Promise<{ items: AuditEntry[]; nextBefore?: string }> {
      const rows = await listNewest(store.db, page)
      const names = await staff.namesOf(rows.flatMap((row) => (row.actor_id ? [row.actor_id] : [])))
      const items = rows.map((row) => ({
        seq: row.seq,
        at: row.at,
        actorId: row.actor_id ?? undefined,
        actorName: row.actor_id ? names.get(row.actor_id) : undefined,
        role: row.role ?? undefined,
        ip: row.ip,
        action: row.action,
        objectType: row.object_type,
        objectId: row.object_id,
      }))
      const last = items.at(-1)
      return last && items.length === page.limit ? { items, nextBefore: String(last.seq) } : { items }
    },

    /** Who looked at one object or did something with it, newest first. */
    async looksAt(objectType: string, objectId: string, page: { before?: number; limit: number }) {
      const rows = await listOfObject(store.db, { type: objectType, id: objectId }, page)
      const names = await staff.namesOf(rows.flatMap((row) => (row.actor_id ? [row.actor_id] : [])))
      const items: Look[] = rows.map((row) => ({
        seq: row.seq,
        at: row.at,
        actorName: row.actor_id ? names.get(row.actor_id) : undefined,
        role: row.role ?? undefined,
        action: row.action,
        reason: reasonOf(row.detail),
      }))
      const last = items.at(-1)
      return last && items.length === page.limit ? { items, nextBefore: String(last.seq) } : { items }
    },

    /** Walks the whole chain in steps of 1,000; a cut end is found by the head row. */
    async verify(): Promise<ChainCheck> {
      const head = await readHead(store.db)
      let seq = 0
      let hash = ''
      for (;;) {
        const rows = await listAfter(store.db, seq, 1000)
        if (rows.length === 0) break
        for (const row of rows) {
          const fits = row.seq === seq + 1 && row.prev_hash === hash && row.hash === chainHash(hash, row)
          if (!fits) return { ok: false, brokenAt: seq + 1 }
          seq = row.seq
          hash = row.hash
        }
      }
      return seq === head.seq && hash === head.hash ? { ok: true, entries: seq } : { ok: false, brokenAt: seq + 1 }
    },
  }
}

const Detail = z.object({ reason: z.string().optional(), field: z.string().optional() }).catch({})

/** The reason that an entry holds, with the field it was about. */
function reasonOf(detail: string | null): string | undefined {
  if (detail === null) return undefined
  const { reason, field } = Detail.parse(JSON.parse(detail))
  return field && reason ? `${field}/${reason}` : reason
}
