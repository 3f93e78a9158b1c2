/** Unguessable tokens from one pool of random bytes, refilled when it is used up. */
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8_192)
let used = pool.length

/** Returns `bytes` random bytes as lower-case hex. */
export function randomToken(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const token = pool.toString('hex', used, used + bytes)
  used += bytes
  return token
}

/** Returns a Via branch of 128 random bits with the magic cookie of RFC 3261 8.1.1.7. */
export function newBranch(): string {
  return `z9hG4bK${randomToken(16)}`
}

/** Returns a tag of 64 random bits (RFC 3261 19.3 asks for 32). */
export function newTag(): string {
  return randomToken(8)
}
