/** Decisions about session timers (RFC 4028): how long a session lasts unrefreshed, and who refreshes it. */
import { type Header, hasOption, headerValue } from './message.ts'

type Headers = { readonly headers: readonly Header[] }

export interface Session {
  /** Clamped to 90..86400. */
  readonly seconds: number
  readonly refresher: 'us' | 'peer'
}

/** The shortest session that is accepted, in seconds (RFC 4028 5). */
export const MIN_SESSION_S = 90
const MAX_SESSION_S = 86_400
/** The other side gives up this long before the end, or a third of the session (RFC 4028 10). */
const EARLY_END_S = 32

/** Returns the session that a 2xx agrees on; `role` is ours in that transaction. Undefined when it has no timer. */
export function agreedSession(response: Headers, role: 'uac' | 'uas'): Session | undefined {
  const { seconds, refresher } = readSessionExpires(response)
  if (seconds === undefined) return undefined
  // RFC 4028 7.2: without the parameter the side that asked refreshes.
  const who = refresher ?? 'uac'
  return { seconds: Math.min(Math.max(seconds, MIN_SESSION_S), MAX_SESSION_S), refresher: who === role ? 'us' : 'peer' }
}

/** Tells whether a request asks for a session shorter than we allow and would understand a 422. */
export function isTooShort(request: Headers): boolean {
  const { seconds } = readSessionExpires(request)
  return seconds !== undefined && seconds < MIN_SESSION_S && hasOption(request, 'supported', 'timer')
}

/** Returns what our 2xx adds when the peer offers to refresh the session itself and the application has not spoken. */
export function acceptedOffer(request: Headers, answer: Headers): Header[] {
  const { seconds, refresher } = readSessionExpires(request)
  if (seconds === undefined || refresher !== 'uac' || !hasOption(request, 'supported', 'timer')) return []
  if (headerValue(answer, 'session-expires') !== undefined) return []
  const session = Math.min(Math.max(seconds, MIN_SESSION_S), MAX_SESSION_S)
  return [
    { name: 'Session-Expires', key: 'session-expires', value: `${session};refresher=uac` },
    ...(hasOption(answer, 'require', 'timer') ? [] : [{ name: 'Require', key: 'require', value: 'timer' }]),
  ]
}

/** Returns after how many milliseconds we act: refresh at half time, or end when the peer has not refreshed. */
export function actsAfterMs({ seconds, refresher }: Session): number {
  const wait = refresher === 'us' ? seconds / 2 : seconds - Math.min(EARLY_END_S, seconds / 3)
  return Math.round(wait * 1_000)
}

function readSessionExpires(message: Headers): { seconds: number | undefined; refresher: string | undefined } {
  const match = /^(\d{1,9})\s*(?:;|$)/.exec(headerValue(message, 'session-expires') ?? '')
  if (match === null) return { seconds: undefined, refresher: undefined }
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(headerValue(message, 'session-expires') ?? '')
  return { seconds: Number(match[1]), refresher: refresher?.[1]?.toLowerCase() }
}
