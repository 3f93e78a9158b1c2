/** Provisional answers that must arrive: numbered, repeated until their PRACK comes (RFC 3262 3). */
import { headerValue, type SipRequest } from './message.ts'
import type { Incoming } from './parser.ts'
import type { ServerTransaction } from './server-transactions.ts'
import type { Timer, Timers } from './timers.ts'
import type { Timing } from './timing.ts'

export interface ReliableProvisionals {
  /** The number of the next reliable provisional of an INVITE. */
  next(invite: ServerTransaction): number
  /** Repeats `text` until its PRACK comes; `unheard` is called when none came in 64·T1. */
  sent(invite: ServerTransaction, rseq: number, text: string, unheard: () => void): void
  /** Takes a PRACK; false when it acknowledges nothing that waits. */
  acknowledged(prack: Incoming<SipRequest>): boolean
  /** The INVITE has its final answer. */
  over(invite: ServerTransaction): void
}

interface Waiting {
  rseq: number
  pending: boolean
  timer: Timer | undefined
}

/** Builds the register. */
export function createReliableProvisionals(parts: {
  timers: Timers
  timing: Timing
  count: (what: string) => void
}): ReliableProvisionals {
  const byInvite = new Map<string, Waiting>()

  const keyOf = (callId: string, cseq: number): string => `${callId}\n${cseq}`
  const keyOfInvite = ({ incoming }: ServerTransaction): string =>
    keyOf(incoming.envelope.callId, incoming.envelope.cseq)

  function repeat(waiting: Waiting, invite: ServerTransaction, text: string, unheard: () => void): void {
    let waited = 0
    let interval = parts.timing.t1
    const wait = (): void => {
      waiting.timer = parts.timers.after(interval, () => {
        waited += interval
        if (waited >= 64 * parts.timing.t1) return unheard()
        if (invite.flow.transport === 'udp') invite.flow.send(text, () => parts.count('provisional-unsent'))
        interval *= 2
        wait()
      })
    }
    wait()
  }

  return {
    next: (invite) => {
      const key = keyOfInvite(invite)
      const waiting = byInvite.get(key)
      if (waiting === undefined) {
        byInvite.set(key, { rseq: 1, pending: false, timer: undefined })
        return 1
      }
      return ++waiting.rseq
    },
    sent: (invite, rseq, text, unheard) => {
      const waiting = byInvite.get(keyOfInvite(invite))
      if (waiting === undefined || waiting.rseq !== rseq) return
      waiting.timer?.cancel()
      waiting.pending = true
      repeat(waiting, invite, text, unheard)
    },
    acknowledged: ({ message, envelope }) => {
      const match = /^(\d{1,10})\s+(\d{1,10})\s+INVITE$/.exec(headerValue(message, 'rack') ?? '')
      const waiting = match === null ? undefined : byInvite.get(keyOf(envelope.callId, Number(match[2])))
      if (waiting === undefined || !waiting.pending || waiting.rseq !== Number(match?.[1])) return false
      waiting.pending = false
      waiting.timer?.cancel()
      return true
    },
    over: (invite) => {
      const key = keyOfInvite(invite)
      byInvite.get(key)?.timer?.cancel()
      byInvite.delete(key)
    },
  }
}
