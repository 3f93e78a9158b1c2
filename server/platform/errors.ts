/** Three kinds of errors: refusals are expected, engine errors come from outside, invalid states are our bugs. */
import type { Label } from '../contracts/common.ts'
import type { ErrorCode } from '../contracts/error-codes.ts'

const statusOf: Partial<Record<ErrorCode, number>> = {
  'not-logged-in': 401,
  'wrong-credentials': 401,
  'key-not-valid': 401,
  'scope-missing': 403,
  'too-many-attempts': 429,
  'not-allowed': 403,
  'foreign-origin': 403,
  'password-change-required': 403,
  'not-found': 404,
  'invalid-input': 400,
  'target-not-allowed': 400,
  'file-not-a-table': 400,
  'file-too-wide': 400,
  'file-empty': 400,
  'file-too-large': 413,
  'too-large': 413,
  'too-many-requests': 429,
  'not-ready': 503,
  'internal-error': 500,
}

/** Expected: becomes a 4xx with its code and a sentence in both languages. Without an entry above it is 409 (conflict with the state). */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: ErrorCode
  readonly status: number
  readonly details: Record<string, unknown>
  readonly fields: Record<string, string> | undefined
  /** Said instead of the code's own sentence, where the reason names things of this very record. */
  readonly sentence: Label | undefined
  constructor(
    code: ErrorCode,
    details: Record<string, unknown> = {},
    fields?: Record<string, string>,
    sentence?: Label,
  ) {
    super(code)
    this.code = code
    this.status = statusOf[code] ?? 409
    this.details = details
    this.fields = fields
    this.sentence = sentence
  }
}

/** SIP, media or SQL failed; `retryable` says whether the same try may succeed later. */
export class EngineError extends Error {
  override name = 'EngineError'
  readonly retryable: boolean
  constructor(message: string, retryable: boolean, cause?: unknown) {
    super(message, { cause })
    this.retryable = retryable
  }
}

/** Our bug: ends the call concerned with cause internal-error, the process lives. */
export class InvalidState extends Error {
  override name = 'InvalidState'
}

/** The value or a Refusal not-found. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal('not-found')
  return value
}
