/** Passwords: argon2id, and one hash of nobody so that an unknown user costs the same time. */
import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

// OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The argon2id hash of a password, with salt and cost inside. Runs on the thread pool. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

let hashOfNobody: Promise<string> | undefined

/** True when the password fits. Without a hash it works as long and says false. */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword(randomBytes(16).toString('hex'))
  const fits = await verify(stored ?? (await hashOfNobody), password)
  return fits && stored !== undefined
}
