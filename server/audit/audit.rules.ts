/** The chain of the audit trail: each entry's hash covers the entry and the hash before it. */
import { createHash } from 'node:crypto'

/** What the hash covers, in this order. */
export interface ChainedRow {
  seq: number
  at: number
  actor_id: string | null
  role: string | null
  ip: string
  action: string
  object_type: string
  object_id: string
  detail: string | null
}

/** SHA-256 in hex over the previous hash and the row as JSON array: no two different rows have the same text. */
export function chainHash(prevHash: string, row: ChainedRow): string {
  const canonical = JSON.stringify([
    row.seq,
    row.at,
    row.actor_id,
    row.role,
    row.ip,
    row.action,
    row.object_type,
    row.object_id,
    row.detail,
  ])
  return createHash('sha256').update(prevHash).update(canonical).digest('hex')
}
