/** The clock values of the protocol in milliseconds, all derived from T1, T2 and T4 (RFC 3261 table 4). */

export interface Timing {
  readonly t1: number
  readonly t2: number
  readonly t4: number
  /** An INVITE that the application answers with nothing at all is given up after this. */
  readonly unanswered: number
  /** An INVITE that only rings is given up after this much more. */
  readonly ringing: number
  /** Our own INVITE with provisional answers only is given up after this (Timer C, RFC 3261 16.6). */
  readonly c: number
}

/** Completes T1, T2 and T4, clamping each to 1 ms..60 s. */
export function createTiming(values: { t1?: number; t2?: number; t4?: number } = {}): Timing {
  const t1 = clamp(values.t1 ?? 500)
  return {
    t1,
    t2: clamp(values.t2 ?? 4_000),
    t4: clamp(values.t4 ?? 5_000),
    unanswered: 128 * t1,
    ringing: 1_800 * t1,
    c: 1_200 * t1,
  }
}

function clamp(ms: number): number {
  return Math.min(Math.max(Number.isFinite(ms) ? ms : 500, 1), 60_000)
}
