/** Short-lived passwords of phones. Only their digests stay in memory. */
import { randomBytes } from 'node:crypto'
import { type DigestSecret, digestSecret } from './digest.ts'

export interface Credentials {
  /** Makes a password for `phone`; the previous one stops working. `lifetimeMs` is clamped to 1 s .. 24 h. */
  issue(phone: string, lifetimeMs: number, now: number): { password: string; expiresAt: number }
  revoke(phone: string): void
  /** The secret of a phone, or one that nobody knows, so that unknown users cost the same time. */
  secretOf(phone: string, now: number): DigestSecret
}

const shortestMs = 1000
const longestMs = 24 * 3_600_000

/** Creates the store for one digest realm. */
export function createCredentials(realm: string): Credentials {
  const known = new Map<string, { secret: DigestSecret; expiresAt: number }>()
  const nobody = digestSecret('nobody', realm, randomBytes(24).toString('base64url'))
  return {
    issue(phone, lifetimeMs, now) {
      const password = randomBytes(24).toString('base64url')
      const expiresAt = now + Math.min(Math.max(Math.trunc(lifetimeMs) || 0, shortestMs), longestMs)
      for (const [other, entry] of known) if (entry.expiresAt <= now) known.delete(other)
      known.set(phone, { secret: digestSecret(phone, realm, password), expiresAt })
      return { password, expiresAt }
    },
    revoke(phone) {
      known.delete(phone)
    },
    secretOf(phone, now) {
      const entry = known.get(phone)
      return entry === undefined || entry.expiresAt <= now ? nobody : entry.secret
    },
  }
}
