/** The server transactions that live: matching, absorbing retransmissions, timers (RFC 3261 17.2, RFC 6026). */
import { randomUUID } from 'node:crypto'
import type { Dialog } from './dialog.ts'
import type { Flow } from './flow.ts'
import type { SipRequest } from './message.ts'
import type { Incoming } from './parser.ts'
import { newTag } from './random-token.ts'
import {
  responseEvent,
  type ServerEffect,
  type ServerEvent,
  type ServerState,
  serverStep,
} from './server-transaction.machine.ts'
import type { Timer, Timers } from './timers.ts'
import type { Timing } from './timing.ts'
import type { AppLink } from './wire-link.ts'

export interface ServerTransaction {
  /** The application's name for it. */
  readonly id: string
  readonly kind: 'invite' | 'other'
  readonly incoming: Incoming<SipRequest>
  readonly flow: Flow
  readonly state: ServerState
  /** The tag of our side; may be replaced until the first response with a tag has left. */
  toTag: string
  owner: AppLink | undefined
  dialog: Dialog | undefined
  /** Highest status sent so far, 0 for none. */
  readonly sentStatus: number
}

export interface ServerTransactions {
  /** The transaction that a request (or an ACK to a failure) belongs to. */
  match(incoming: Incoming<SipRequest>, method: string): ServerTransaction | undefined
  /** The transaction of the same request that came here by another way (RFC 3261 8.2.2.2). */
  merged(incoming: Incoming<SipRequest>): boolean
  byId(id: string): ServerTransaction | undefined
  create(incoming: Incoming<SipRequest>, flow: Flow): ServerTransaction
  /** Sends a response; false when the transaction has answered finally before. */
  respond(transaction: ServerTransaction, status: number, text: string): boolean
  /** A request came again, or the ACK to a failure. */
  heard(transaction: ServerTransaction, event: 'request' | 'ack'): void
  /** Transactions that wait for the application or the peer, of a given flow or owner. */
  unanswered(of: (transaction: ServerTransaction) => boolean): ServerTransaction[]
  end(transaction: ServerTransaction): void
  readonly size: number
}

interface Live extends ServerTransaction {
  state: ServerState
  sentStatus: number
  readonly key: string
  readonly mergeKey: string
  lastText: string
  interval: number
  /** Ends the wait for the application; gone once a final response has been sent. */
  wait: Timer | undefined
  timers: Timer[]
}

const TIMER_EVENTS = {
  'start-g': 'timer-g',
  'start-h': 'timer-h',
  'start-i': 'timer-i',
  'start-j': 'timer-j',
  'start-l': 'timer-l',
} as const satisfies Partial<Record<ServerEffect, ServerEvent>>

/** Builds the store; `abandoned` hears of a transaction that the application never answered in 64 s. */
export function createServerTransactions(parts: {
  timers: Timers
  timing: Timing
  abandoned: (transaction: ServerTransaction) => void
  unsent: (transaction: ServerTransaction) => void
}): ServerTransactions {
  const byKey = new Map<string, Live>()
  const byIdMap = new Map<string, Live>()
  const byMerge = new Map<string, Live>()
  const { timers, timing } = parts

  function create(incoming: Incoming<SipRequest>, flow: Flow): ServerTransaction {
    const kind = incoming.message.method === 'INVITE' ? 'invite' : 'other'
    const live: Live = {
      id: randomUUID(),
      kind,
      incoming,
      flow,
      state: kind === 'invite' ? 'proceeding' : 'trying',
      toTag: newTag(),
      owner: undefined,
      dialog: undefined,
      sentStatus: 0,
      key: keyOf(incoming, incoming.message.method),
      mergeKey: mergeKeyOf(incoming),
      lastText: '',
      interval: timing.t1,
      wait: undefined,
      timers: [],
    }
    byKey.set(live.key, live)
    byIdMap.set(live.id, live)
    byMerge.set(live.mergeKey, live)
    live.wait = timers.after(timing.unanswered, () => giveUp(live))
    return live
  }

  function giveUp(live: Live): void {
    if (live.state !== 'trying' && live.state !== 'proceeding') return
    if (live.kind === 'invite' && live.sentStatus > 100) {
      live.wait = timers.after(timing.ringing, () => parts.abandoned(live))
      return
    }
    parts.abandoned(live)
  }

  function apply(live: Live, event: ServerEvent, text?: string): boolean {
    const step = serverStep(live.kind, live.state, event)
    if (step === undefined) return false
    live.state = step.to
    for (const effect of step.effects) perform(live, effect, text)
    if (step.to === 'terminated') end(live)
    return true
  }

  function perform(live: Live, effect: ServerEffect, text = '') {
    switch (effect) {
      case 'send':
        live.lastText = text
        return put(live)
      case 'resend':
        if (live.lastText !== '') put(live)
        return
      case 'stop-timers':
        for (const timer of live.timers.splice(0)) timer.cancel()
        return
      default:
        return start(live, effect)
    }
  }

  function put(live: Live): void {
    live.flow.send(live.lastText, () => parts.unsent(live))
  }

  function start(live: Live, effect: keyof typeof TIMER_EVENTS): void {
    const ms = duration(live, effect)
    if (ms === undefined) return
    live.timers.push(timers.after(ms, () => apply(live, TIMER_EVENTS[effect])))
  }

  function duration(live: Live, effect: keyof typeof TIMER_EVENTS): number | undefined {
    const reliable = live.flow.transport !== 'udp'
    switch (effect) {
      case 'start-g': {
        if (reliable) return undefined
        const wait = live.interval
        live.interval = Math.min(live.interval * 2, timing.t2)
        return wait
      }
      case 'start-i':
        return reliable ? 0 : timing.t4
      case 'start-j':
        return reliable ? 0 : 64 * timing.t1
      default:
        return 64 * timing.t1
    }
  }

  function end(transaction: ServerTransaction): void {
    const live = byIdMap.get(transaction.id)
    if (live === undefined) return
    live.state = 'terminated'
    live.wait?.cancel()
    for (const timer of live.timers.splice(0)) timer.cancel()
    byIdMap.delete(live.id)
    if (byKey.get(live.key) === live) byKey.delete(live.key)
    if (byMerge.get(live.mergeKey) === live) byMerge.delete(live.mergeKey)
  }

  function respond(transaction: ServerTransaction, status: number, text: string): boolean {
    const live = byIdMap.get(transaction.id)
    if (live === undefined || !apply(live, responseEvent(live.kind, status), text)) return false
    live.sentStatus = Math.max(live.sentStatus, status)
    if (status >= 200) live.wait?.cancel()
    return true
  }

  return {
    match: (incoming, method) => byKey.get(keyOf(incoming, method)),
    merged: (incoming) => byMerge.has(mergeKeyOf(incoming)),
    byId: (id) => byIdMap.get(id),
    create,
    respond,
    heard: (transaction, event) => {
      const live = byIdMap.get(transaction.id)
      if (live !== undefined) apply(live, event)
    },
    unanswered: (of) =>
      [...byIdMap.values()].filter((live) => (live.state === 'trying' || live.state === 'proceeding') && of(live)),
    end,
    get size() {
      return byIdMap.size
    },
  }
}

/** RFC 3261 17.2.3; without the magic cookie the fields of RFC 2543 stand in for the branch. */
function keyOf({ envelope, message }: Incoming<SipRequest>, method: string): string {
  const { via } = envelope
  if (via.branch.startsWith('z9hG4bK') && via.branch.length > 7)
    return `${via.branch}|${via.host}:${via.port ?? ''}|${method}`
  return `2543|${envelope.callId}|${envelope.cseq}|${envelope.fromTag}|${message.uri}|${via.text}|${method}`
}

function mergeKeyOf({ envelope, message }: Incoming<SipRequest>): string {
  return `${envelope.callId}|${envelope.cseq}|${envelope.fromTag}|${message.method}`
}
