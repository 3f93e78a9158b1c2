/** Keys of other systems: what they may do, shown once, kept as a hash. */
import { z } from 'zod'
import { freeText, Instant } from './common.ts'
import { ApiKeyId, CaseId, PassengerId, TeamId } from './ids.ts'

/** What a key may do; a route that may be used with a key names one of them beside its access. */
export const ApiScope = z.enum(['read:passengers', 'read:cases', 'write:cases', 'feed:facts'])
export type ApiScope = z.infer<typeof ApiScope>

export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  /** The last characters of the secret, to tell keys apart. */
  ending: z.string(),
  scopes: z.array(ApiScope),
  teamId: TeamId,
  /** Requests a minute. */
  perMinute: z.int(),
  createdByName: z.string(),
  createdAt: Instant,
  expiresAt: Instant.optional(),
  revokedAt: Instant.optional(),
  lastUsedAt: Instant.optional(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const NewApiKey = z.object({
  name: freeText(60).pipe(z.string().min(1)),
  scopes: z.array(ApiScope).min(1).max(ApiScope.options.length),
  /** Whose cases the key sees, and where the cases it opens belong. */
  teamId: TeamId,
  perMinute: z.int().min(1).max(6000).default(120),
  expiresAt: Instant.optional(),
})
export type NewApiKey = z.infer<typeof NewApiKey>

/** The only answer that ever holds the secret. */
export const FreshApiKey = z.object({ key: ApiKey, secret: z.string() })
export type FreshApiKey = z.infer<typeof FreshApiKey>

/** Who asked, as far as another system knows; the first that fits one passenger counts. */
export const IntakePassenger = z.object({
  passengerId: PassengerId.optional(),
  memberNumber: freeText(40).optional(),
  phone: freeText(32).optional(),
})

/** What became of a request of another system. */
export const IntakeReceipt = z.object({
  caseId: CaseId,
  number: z.string(),
  /** False: the same idempotency key was here before, and this is what it made then. */
  fresh: z.boolean(),
  /** Whether the passenger was found; a case of nobody known is dispatched all the same. */
  passengerFound: z.boolean(),
})
export type IntakeReceipt = z.infer<typeof IntakeReceipt>
