/** Nonces of our own making (RFC 7616 3.3): they carry their expiry and the connection they were issued to, and say so under our key. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Nonces {
  /** `connection` is where the challenge goes; the nonce is worth nothing elsewhere. */
  issue(connection: string, now: number): string
  /** foreign: not ours, or not for this connection; stale: ours but too old. */
  check(nonce: string, connection: string, now: number): 'valid' | 'stale' | 'foreign'
  /** Uses up (nonce, nc); false when that count or a later one was used before. Call only after the password proved right. */
  spend(nonce: string, count: number, now: number): boolean
}

const lifetimeMs = 60_000
const expiryBytes = 6
const saltBytes = 9
const sealBytes = 15

/** Creates the mint; `key` is random for each process. */
export function createNonces(key: Buffer = randomBytes(32)): Nonces {
  /** Highest count used of each nonce, with its expiry. Only proven users get in, so it stays small. */
  const spent = new Map<string, { count: number; until: number }>()

  const seal = (head: Buffer, connection: string): Buffer =>
    createHmac('sha256', key).update(head).update(connection).digest().subarray(0, sealBytes)

  return {
    issue(connection, now) {
      const head = Buffer.alloc(expiryBytes + saltBytes)
      head.writeUIntBE(now + lifetimeMs, 0, expiryBytes)
      randomBytes(saltBytes).copy(head, expiryBytes)
      return Buffer.concat([head, seal(head, connection)]).toString('base64url')
    },
    check(nonce, connection, now) {
      const bytes = Buffer.from(nonce, 'base64url')
      if (bytes.length !== expiryBytes + saltBytes + sealBytes) return 'foreign'
      const head = bytes.subarray(0, expiryBytes + saltBytes)
      if (!timingSafeEqual(bytes.subarray(expiryBytes + saltBytes), seal(head, connection))) return 'foreign'
      return head.readUIntBE(0, expiryBytes) < now ? 'stale' : 'valid'
    },
    spend(nonce, count, now) {
      for (const [old, use] of spent) if (use.until < now) spent.delete(old)
      if (count <= (spent.get(nonce)?.count ?? 0)) return false
      spent.set(nonce, { count, until: now + lifetimeMs })
      return true
    },
  }
}
