/** The table between SIP statuses and causes of a leg's end, both ways. */
import type { DisconnectCause } from '../telephony.ts'

const byStatus: Record<number, DisconnectCause> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  407: 'forbidden',
  408: 'no-answer',
  410: 'not-found',
  480: 'unavailable',
  484: 'not-found',
  485: 'not-found',
  486: 'busy',
  487: 'cancelled',
  488: 'media-failed',
  503: 'congestion',
  580: 'media-failed',
  600: 'busy',
  603: 'rejected',
  604: 'not-found',
  606: 'media-failed',
  607: 'rejected',
  608: 'rejected',
}

/** What a final status of 300 or more says about why the leg ended. 3xx counts as refused: the peer never picks our next hop. */
export function causeOfStatus(status: number): DisconnectCause {
  const known = byStatus[status]
  if (known !== undefined) return known
  return status >= 500 && status < 600 ? 'unavailable' : 'rejected'
}

/** The same for a status that our own engine made because the peer could not be reached (no source address). */
export function causeOfLocalStatus(status: number): DisconnectCause {
  if (status === 410) return 'transport-lost'
  return status === 408 || status === 503 ? 'unavailable' : causeOfStatus(status)
}

const statusByCause: Partial<Record<DisconnectCause, number>> = {
  busy: 486,
  'no-answer': 480,
  rejected: 603,
  'not-found': 404,
  unavailable: 480,
  forbidden: 403,
  congestion: 503,
  'media-failed': 488,
  'transport-lost': 503,
  'max-duration': 480,
  draining: 503,
  'server-restart': 503,
  'internal-error': 500,
  'hung-up-by-us': 603,
}

/** The final status with which an unanswered call from a trunk is refused for this cause. */
export function statusOfCause(cause: DisconnectCause): number {
  return statusByCause[cause] ?? 480
}

/** Why a dialog ended that the peer (or the engine in its stead) closed; `reason` is what drachtio-srf reports. */
export function causeOfBye(reason: string | undefined): DisconnectCause {
  if (reason === 'ACK timeout') return 'ack-timeout'
  if (reason !== undefined && /session timer|connection lost/i.test(reason)) return 'transport-lost'
  if (reason !== undefined && /cancel/i.test(reason)) return 'cancelled'
  return 'hung-up-by-peer'
}

/** RFC 3326: the Reason header of our BYE or CANCEL, for the trunk's records; 200 is the normal end. */
export function reasonHeader(cause: DisconnectCause): string {
  const status = cause === 'hung-up-by-us' ? 200 : (statusByCause[cause] ?? 200)
  return `SIP;cause=${status};text="${cause}"`
}
