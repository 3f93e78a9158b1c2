/** Server and client transactions under a clock that the test moves by hand: the timers of RFC 3261 and RFC 6026. */
import { describe, expect, it } from 'vitest'
import {
  arrivalEvent,
  type ClientEvent,
  type ClientState,
  clientStep,
} from '../../../sip/engine/client-transaction.machine.ts'
import { createClientTransactions } from '../../../sip/engine/client-transactions.ts'
import type { Flow, Transport } from '../../../sip/engine/flow.ts'
import type { SipRequest, SipResponse } from '../../../sip/engine/message.ts'
import { type Incoming, parseMessage } from '../../../sip/engine/parser.ts'
import { responseText } from '../../../sip/engine/reply.ts'
import { type ServerEvent, type ServerState, serverStep } from '../../../sip/engine/server-transaction.machine.ts'
import { createServerTransactions } from '../../../sip/engine/server-transactions.ts'
import { createTimers } from '../../../sip/engine/timers.ts'
import { createTiming } from '../../../sip/engine/timing.ts'

interface Wire extends Flow {
  readonly sent: string[]
  fail(): void
}

function wire(transport: Transport): Wire {
  const sent: string[] = []
  let failed: ((error: Error) => void) | undefined
  return {
    transport,
    local: { host: '127.0.0.1', port: 15_060 },
    remote: { host: '127.0.0.1', port: 15_061 },
    isOpen: true,
    sent,
    send: (text, onError) => {
      sent.push(text)
      failed = onError
    },
    fail: () => failed?.(new Error('refused')),
    close: () => undefined,
  }
}

function clock() {
  const timers = createTimers({
    start: 0,
    tickMs: 10,
    failed: (error) => {
      throw error
    },
  })
  let now = 0
  return {
    timers,
    pass: (ms: number) => {
      now += ms
      timers.advance(now)
    },
  }
}

function text(method: string, more = ''): string {
  return `${method} sip:b@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:15061;branch=z9hG4bKx\r\nFrom: <sip:a@127.0.0.1>;tag=a\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: c\r\nCSeq: 1 ${method}\r\nContact: <sip:a@127.0.0.1>\r\n${more}\r\n`
}

function incoming(method: string): Incoming<SipRequest> {
  const read = parseMessage(text(method), false)
  if ('fault' in read || read.message.kind !== 'request') throw new Error('fixture')
  return read as Incoming<SipRequest>
}

function response(method: string, status: number): Incoming<SipResponse> {
  const read = parseMessage(responseText(incoming(method), { status, toTag: 'b' }), false)
  if ('fault' in read || read.message.kind !== 'response') throw new Error('fixture')
  return read as Incoming<SipResponse>
}

describe('server transactions', () => {
  function server(method: string, transport: Transport) {
    const { timers, pass } = clock()
    const flow = wire(transport)
    const given: string[] = []
    const store = createServerTransactions({
      timers,
      timing: createTiming(),
      abandoned: (one) => {
        given.push(one.id)
        store.end(one)
      },
      unsent: () => undefined,
    })
    const request = incoming(method)
    const transaction = store.create(request, flow)
    const say = (status: number): boolean =>
      store.respond(transaction, status, responseText(request, { status, toTag: 'b' }))
    return { store, transaction, request, flow, timers, pass, say, given }
  }

  it('repeats a refusal at T1, doubling to T2, until 64 T1 have passed', () => {
    const { flow, say, pass, store, timers } = server('INVITE', 'udp')
    say(486)
    for (const wait of [500, 1_000, 2_000, 4_000, 4_000]) {
      const before = flow.sent.length
      pass(wait - 20)
      expect(flow.sent.length).toBe(before)
      pass(20)
      expect(flow.sent.length).toBe(before + 1)
    }
    pass(32_000)
    expect(store.size).toBe(0)
    expect(timers.size).toBe(0)
  })

  it('stops repeating when the ACK comes, absorbs more of them for T4, and is gone', () => {
    const { flow, say, pass, store, transaction } = server('INVITE', 'udp')
    say(486)
    store.heard(transaction, 'ack')
    pass(4_900)
    store.heard(transaction, 'ack')
    expect(flow.sent.length).toBe(1)
    expect(store.size).toBe(1)
    pass(200)
    expect(store.size).toBe(0)
  })

  it('never repeats over TCP', () => {
    const { flow, say, pass } = server('INVITE', 'tcp')
    say(486)
    pass(31_000)
    expect(flow.sent.length).toBe(1)
  })

  it('answers a repeated INVITE with the last provisional, and is silent once accepted', () => {
    const { flow, say, store, transaction, pass } = server('INVITE', 'udp')
    say(180)
    store.heard(transaction, 'request')
    expect(flow.sent[1]).toBe(flow.sent[0])
    say(200)
    store.heard(transaction, 'request')
    expect(flow.sent.length).toBe(3)
    pass(32_100)
    expect(store.size).toBe(0)
  })

  it('refuses a second final response', () => {
    const { say } = server('INVITE', 'udp')
    expect(say(200)).toBe(true)
    expect(say(486)).toBe(false)
  })

  it('answers a repeated OPTIONS for 64 T1 and then no more', () => {
    const { flow, say, store, transaction, pass } = server('OPTIONS', 'udp')
    store.heard(transaction, 'request')
    expect(flow.sent.length).toBe(0)
    say(200)
    store.heard(transaction, 'request')
    expect(flow.sent.length).toBe(2)
    pass(32_100)
    expect(store.size).toBe(0)
  })

  it('gives a call up that the application never answers in 64 s, but lets one ring on', () => {
    const silent = server('INVITE', 'udp')
    silent.say(100)
    silent.pass(64_100)
    expect(silent.given).toEqual([silent.transaction.id])
    const ringing = server('INVITE', 'udp')
    ringing.say(180)
    ringing.pass(64_100)
    expect(ringing.given).toEqual([])
    ringing.pass(900_100)
    expect(ringing.given).toEqual([ringing.transaction.id])
  })
})

describe('client transactions', () => {
  function client(method: string, transport: Transport) {
    const { timers, pass } = clock()
    const flow = wire(transport)
    const heard: number[] = []
    const store = createClientTransactions({ timers, timing: createTiming() })
    const transaction = store.start({
      request: incoming(method).message,
      branch: 'z9hG4bKx',
      flow,
      listener: { response: ({ message }) => heard.push(message.status), failed: (status) => heard.push(-status) },
    })
    const answer = (status: number): boolean => store.heard(response(method, status), flow)
    return { store, transaction, flow, timers, pass, heard, answer }
  }

  it('repeats an INVITE at T1, doubling without a limit, and reports 408 after 64 T1', () => {
    const { flow, pass, heard, store, timers } = client('INVITE', 'udp')
    for (const wait of [500, 1_000, 2_000, 4_000, 8_000]) {
      const before = flow.sent.length
      pass(wait)
      expect(flow.sent.length).toBe(before + 1)
    }
    pass(17_000)
    expect(heard).toEqual([-408])
    expect(store.size).toBe(0)
    expect(timers.size).toBe(0)
  })

  it('repeats other requests at T1, doubling to T2, and at T2 once they are under way', () => {
    const { flow, pass, answer } = client('OPTIONS', 'udp')
    pass(500)
    expect(flow.sent.length).toBe(2)
    answer(100)
    pass(1_000)
    expect(flow.sent.length).toBe(3)
    pass(3_900)
    expect(flow.sent.length).toBe(3)
    pass(200)
    expect(flow.sent.length).toBe(4)
  })

  it('stops repeating an INVITE that is answered provisionally', () => {
    const { flow, pass, answer } = client('INVITE', 'udp')
    answer(100)
    pass(31_900)
    expect(flow.sent.length).toBe(1)
  })

  it('acknowledges a refusal, and each repetition of it, but reports it once', () => {
    const { flow, heard, answer, pass, store } = client('INVITE', 'udp')
    answer(486)
    answer(486)
    expect(heard).toEqual([486])
    expect(flow.sent.slice(1)).toEqual([flow.sent[1], flow.sent[1]])
    expect(
      flow.sent[1]?.startsWith('ACK sip:b@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:15061;branch=z9hG4bKx'),
    ).toBe(true)
    expect(flow.sent[1]).toContain('To: <sip:b@127.0.0.1>;tag=b')
    pass(32_100)
    expect(store.size).toBe(0)
  })

  it('passes every 2xx up for 64 T1, since another callee may answer too', () => {
    const { heard, answer, pass, store } = client('INVITE', 'udp')
    answer(200)
    answer(200)
    expect(heard).toEqual([200, 200])
    pass(32_100)
    expect(store.size).toBe(0)
    expect(answer(200)).toBe(false)
  })

  it('reports 503 when the request cannot be sent', () => {
    const { flow, heard, store } = client('OPTIONS', 'tcp')
    flow.fail()
    expect(heard).toEqual([-503])
    expect(store.size).toBe(0)
  })

  it('knows answers by branch and method', () => {
    const { store, flow } = client('INVITE', 'udp')
    expect(store.heard(response('OPTIONS', 200), flow)).toBe(false)
  })
})

describe('the laws', () => {
  const serverStates: ServerState[] = ['trying', 'proceeding', 'accepted', 'completed', 'confirmed', 'terminated']
  const serverEvents: ServerEvent[] = [
    'request',
    'provisional',
    'success',
    'failure',
    'final',
    'ack',
    'timer-g',
    'timer-h',
    'timer-i',
    'timer-j',
    'timer-l',
  ]
  const clientStates: ClientState[] = ['calling', 'trying', 'proceeding', 'accepted', 'completed', 'terminated']
  const clientEvents: ClientEvent[] = [
    'provisional',
    'success',
    'failure',
    'final',
    'timer-a',
    'timer-b',
    'timer-c',
    'timer-d',
    'timer-e',
    'timer-f',
    'timer-k',
    'timer-m',
    'transport-error',
  ]

  it('let nothing happen after the end', () => {
    for (const kind of ['invite', 'other'] as const) {
      for (const event of serverEvents) expect(serverStep(kind, 'terminated', event)).toBeUndefined()
      for (const event of clientEvents) expect(clientStep(kind, 'terminated', event)).toBeUndefined()
    }
  })

  it('never send a final response twice: a final state takes no more responses', () => {
    for (const kind of ['invite', 'other'] as const) {
      for (const state of serverStates.filter((one) => ['accepted', 'completed', 'confirmed'].includes(one))) {
        for (const status of [180, 200, 486])
          expect(
            serverStep(
              kind,
              state,
              status < 200 ? 'provisional' : kind === 'other' ? 'final' : status < 300 ? 'success' : 'failure',
            ),
          ).toBeUndefined()
      }
    }
  })

  it('pass an answer up only before the end', () => {
    for (const state of clientStates.filter((one) => one === 'completed')) {
      for (const status of [180, 200, 486]) {
        const step = clientStep('invite', state, arrivalEvent('invite', status))
        expect(step?.effects.includes('pass') ?? false).toBe(false)
      }
    }
  })
})
