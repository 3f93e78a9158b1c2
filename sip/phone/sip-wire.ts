/** The phone's way onto the network: sends requests again until they are answered, and answers that must be confirmed until they are. */
import { randomBytes } from 'node:crypto'
import { branchOf, cseqOf, formatSip, type SipMessage, type SipRequest, type SipResponse } from './sip-message.ts'

/** Where a message comes from or goes to. */
export interface Address {
  host: string
  port: number
}

/** Time; tests hand in one they can move. */
export interface PhoneClock {
  now(): number
  after(ms: number, run: () => void): () => void
}

/** RFC 3261 17.1.1.1: T1, the first guess at the round trip, ms. */
const t1 = 500
/** Longest pause between retransmissions of anything but INVITE, ms. */
const t2 = 4000
/** Timers B, F and H, ms. */
const giveUpAfter = 64 * t1

export interface SipWire {
  readonly local: Address
  /** Sends once. */
  send(message: SipMessage, to: Address): void
  /** Sends a request until it is answered. `onResponse` hears every response, also repeated ones, until `stop`. */
  request(request: SipRequest, to: Address, ear: RequestEar): () => void
  /** Sends a final response until the returned stop is called (by an ACK), at most 32 s. */
  insist(response: SipResponse, to: Address, onGivenUp: () => void): () => void
  /** Hands a received response to the request that asked for it. */
  receive(response: SipResponse): void
  /** Ends all retransmissions. */
  close(): void
}

export interface RequestEar {
  onResponse: (response: SipResponse) => void
  /** Nothing final came in 32 s (INVITE: nothing at all). */
  onTimeout: () => void
}

/** Makes a wire that sends through `put`. */
export function createSipWire(local: Address, put: (bytes: Buffer, to: Address) => void, clock: PhoneClock): SipWire {
  const waiting = new Map<string, (response: SipResponse) => void>()
  const running = new Set<() => void>()
  const send = (message: SipMessage, to: Address) => put(formatSip(message), to)

  /** Sends now and again in growing pauses until stopped; `cap` is the longest pause. */
  const repeat = (message: SipMessage, to: Address, cap: number, onGivenUp: () => void): (() => void) => {
    const startedAt = clock.now()
    let cancel = () => {}
    const stop = () => {
      cancel()
      running.delete(stop)
    }
    const turn = (pause: number) => {
      const left = startedAt + giveUpAfter - clock.now()
      cancel = clock.after(Math.min(pause, left), () => {
        if (clock.now() - startedAt >= giveUpAfter) {
          stop()
          onGivenUp()
          return
        }
        send(message, to)
        turn(Math.min(pause * 2, cap))
      })
    }
    running.add(stop)
    send(message, to)
    turn(t1)
    return stop
  }

  return {
    local,
    send,
    request(request, to, ear) {
      const key = `${branchOf(request)} ${request.method}`
      const invite = request.method === 'INVITE'
      const stopRepeating = repeat(request, to, invite ? giveUpAfter : t2, ear.onTimeout)
      waiting.set(key, (response) => {
        // RFC 3261 17.1.1.2: any response silences INVITE; 17.1.2.2: others go on until a final one.
        if (invite || response.status >= 200) stopRepeating()
        ear.onResponse(response)
      })
      return () => {
        stopRepeating()
        waiting.delete(key)
      }
    },
    insist: (response, to, onGivenUp) => repeat(response, to, t2, onGivenUp),
    receive(response) {
      waiting.get(`${branchOf(response)} ${cseqOf(response).method}`)?.(response)
    },
    close() {
      for (const stop of running) stop()
      waiting.clear()
    },
  }
}

/** A token nobody can guess: for tags, branches and Call-IDs. */
export function newToken(): string {
  return randomBytes(8).toString('hex')
}

/** A Via of ours with a new branch (RFC 3261 8.1.1.7, RFC 3581). */
export function newVia(local: Address): string {
  return `SIP/2.0/UDP ${local.host}:${local.port};branch=z9hG4bK${newToken()};rport`
}
