/** The client transactions that live: matching answers, retransmission, timers, the ACK to failures (RFC 3261 17.1, RFC 6026). */
import { randomUUID } from 'node:crypto'
import {
  arrivalEvent,
  type ClientEffect,
  type ClientEvent,
  type ClientState,
  clientStep,
} from './client-transaction.machine.ts'
import type { Flow } from './flow.ts'
import { type Header, headerValue, type SipRequest, type SipResponse, serialise } from './message.ts'
import type { Incoming } from './parser.ts'
import type { Timer, Timers } from './timers.ts'
import type { Timing } from './timing.ts'

export interface ClientListener {
  /** A response that is new to the user of the transaction; 100 included. */
  response(incoming: Incoming<SipResponse>, flow: Flow): void
  /** No response: 408 when nobody answered in time, 503 when the request could not be sent. */
  failed(status: 408 | 503): void
}

export interface ClientTransaction {
  /** The application's name for it. */
  readonly id: string
  readonly kind: 'invite' | 'other'
  readonly request: SipRequest
  readonly text: string
  readonly branch: string
  readonly flow: Flow
  readonly state: ClientState
}

export interface ClientTransactions {
  /** Sends the request, whose topmost Via bears `branch`. */
  start(options: { request: SipRequest; branch: string; flow: Flow; listener: ClientListener }): ClientTransaction
  byId(id: string): ClientTransaction | undefined
  /** Takes a response; false when it belongs to nothing here. */
  heard(incoming: Incoming<SipResponse>, flow: Flow): boolean
  /** Everything that waits on this flow fails. */
  flowClosed(flow: Flow): void
  /** Ends a transaction without a word. */
  end(transaction: ClientTransaction): void
  readonly size: number
}

interface Live extends ClientTransaction {
  state: ClientState
  readonly key: string
  readonly listener: ClientListener
  interval: number
  timers: Timer[]
  ack: string
}

type Start = Extract<ClientEffect, `start-${string}`>

const TIMER_EVENTS: Record<Start, ClientEvent> = {
  'start-a': 'timer-a',
  'start-c': 'timer-c',
  'start-d': 'timer-d',
  'start-e': 'timer-e',
  'start-k': 'timer-k',
  'start-m': 'timer-m',
}

/** Builds the store. */
export function createClientTransactions(parts: { timers: Timers; timing: Timing }): ClientTransactions {
  const byKey = new Map<string, Live>()
  const byIdMap = new Map<string, Live>()
  const { timers, timing } = parts

  function start(options: {
    request: SipRequest
    branch: string
    flow: Flow
    listener: ClientListener
  }): ClientTransaction {
    const { request, branch, flow, listener } = options
    const kind = request.method === 'INVITE' ? 'invite' : 'other'
    const live: Live = {
      id: randomUUID(),
      kind,
      request,
      text: serialise(request),
      branch,
      flow,
      state: kind === 'invite' ? 'calling' : 'trying',
      key: `${branch}|${request.method}`,
      listener,
      interval: timing.t1,
      timers: [],
      ack: '',
    }
    byKey.set(live.key, live)
    byIdMap.set(live.id, live)
    put(live, live.text)
    if (flow.transport === 'udp') run(live, kind === 'invite' ? 'start-a' : 'start-e')
    live.timers.push(timers.after(64 * timing.t1, () => apply(live, kind === 'invite' ? 'timer-b' : 'timer-f')))
    return live
  }

  function put(live: Live, text: string): void {
    live.flow.send(text, () => apply(live, 'transport-error'))
  }

  function apply(live: Live, event: ClientEvent, arrived?: { incoming: Incoming<SipResponse>; flow: Flow }): void {
    const step = clientStep(live.kind, live.state, event)
    if (step === undefined) return
    live.state = step.to
    // Out of the index first: the listener may start anew with the same dialog.
    if (step.to === 'terminated') end(live)
    for (const effect of step.effects) perform(live, effect, arrived)
  }

  function perform(live: Live, effect: ClientEffect, arrived?: { incoming: Incoming<SipResponse>; flow: Flow }) {
    switch (effect) {
      case 'pass':
        if (arrived !== undefined) live.listener.response(arrived.incoming, arrived.flow)
        return
      case 'ack':
        if (arrived !== undefined && live.ack === '')
          live.ack = serialise(ackToFailure(live.request, arrived.incoming.message))
        return put(live, live.ack)
      case 'resend':
        return put(live, live.text)
      case 'timed-out':
        return live.listener.failed(408)
      case 'unreachable':
        return live.listener.failed(503)
      case 'stop-timers':
        for (const timer of live.timers.splice(0)) timer.cancel()
        return
      default:
        return run(live, effect)
    }
  }

  function run(live: Live, effect: Start): void {
    live.timers.push(timers.after(duration(live, effect), () => apply(live, TIMER_EVENTS[effect])))
  }

  function duration(live: Live, effect: Start): number {
    const reliable = live.flow.transport !== 'udp'
    switch (effect) {
      case 'start-a': {
        const wait = live.interval
        live.interval *= 2
        return wait
      }
      case 'start-e': {
        const wait = live.state === 'proceeding' ? timing.t2 : live.interval
        live.interval = Math.min(live.interval * 2, timing.t2)
        return wait
      }
      case 'start-c':
        return timing.c
      case 'start-d':
        return reliable ? 0 : 64 * timing.t1
      case 'start-k':
        return reliable ? 0 : timing.t4
      case 'start-m':
        return 64 * timing.t1
    }
  }

  function end(transaction: ClientTransaction): void {
    const live = byIdMap.get(transaction.id)
    if (live === undefined) return
    live.state = 'terminated'
    for (const timer of live.timers.splice(0)) timer.cancel()
    byIdMap.delete(live.id)
    if (byKey.get(live.key) === live) byKey.delete(live.key)
  }

  return {
    start,
    byId: (id) => byIdMap.get(id),
    heard: (incoming, flow) => {
      const live = byKey.get(`${incoming.envelope.via.branch}|${incoming.envelope.cseqMethod}`)
      if (live === undefined) return false
      apply(live, arrivalEvent(live.kind, incoming.message.status), { incoming, flow })
      return true
    },
    flowClosed: (flow) => {
      for (const live of byIdMap.values()) if (live.flow === flow) apply(live, 'transport-error')
    },
    end,
    get size() {
      return byIdMap.size
    },
  }
}

/** RFC 3261 17.1.1.3: same URI, topmost Via and Route as the INVITE, To from the response. */
function ackToFailure(invite: SipRequest, response: SipResponse): SipRequest {
  const headers: Header[] = []
  for (const header of invite.headers) {
    const { key } = header
    if (key === 'cseq') headers.push({ ...header, value: header.value.replace('INVITE', 'ACK') })
    else if (key === 'to') headers.push({ ...header, value: headerValue(response, 'to') ?? header.value })
    else if (key === 'via' || key === 'route' || key === 'from' || key === 'call-id' || key === 'max-forwards')
      headers.push(header)
  }
  headers.push({ name: 'Content-Length', key: 'content-length', value: '0' })
  return { kind: 'request', method: 'ACK', uri: invite.uri, headers, body: '' }
}
