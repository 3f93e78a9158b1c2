/** Session timers (RFC 4028): what is agreed, who refreshes, and when somebody acts. */
import { describe, expect, it } from 'vitest'
import { acceptedOffer, actsAfterMs, agreedSession, isTooShort } from '../../../sip/engine/agreed-session.ts'
import { createClientTransactions } from '../../../sip/engine/client-transactions.ts'
import { type Dialog, dialogAsServer } from '../../../sip/engine/dialog.ts'
import { createDialogs } from '../../../sip/engine/dialogs.ts'
import type { EngineParts } from '../../../sip/engine/engine-parts.ts'
import type { Flow } from '../../../sip/engine/flow.ts'
import type { Header, SipRequest, SipResponse } from '../../../sip/engine/message.ts'
import { type Incoming, parseMessage } from '../../../sip/engine/parser.ts'
import { keepSession } from '../../../sip/engine/session-timer.ts'
import { createTimers } from '../../../sip/engine/timers.ts'
import { createTiming } from '../../../sip/engine/timing.ts'

function headers(values: Record<string, string>): { headers: Header[] } {
  return { headers: Object.entries(values).map(([name, value]) => ({ name, key: name.toLowerCase(), value })) }
}

describe('session timers', () => {
  it.each([
    ['1800;refresher=uas', 'uas', { seconds: 1_800, refresher: 'us' }],
    ['1800;refresher=uac', 'uas', { seconds: 1_800, refresher: 'peer' }],
    ['1800 ; Refresher=UAC', 'uac', { seconds: 1_800, refresher: 'us' }],
    ['1800', 'uac', { seconds: 1_800, refresher: 'us' }],
    ['10;refresher=uas', 'uas', { seconds: 90, refresher: 'us' }],
    ['999999999;refresher=uas', 'uas', { seconds: 86_400, refresher: 'us' }],
    ['-1', 'uas', undefined],
    ['1e30', 'uas', undefined],
  ] as const)('agrees on %s as %s', (value, role, session) => {
    expect(agreedSession(headers({ 'Session-Expires': value }), role)).toEqual(session)
  })

  it('refreshes at half time, and ends a call that the peer has not refreshed a little early', () => {
    expect(actsAfterMs({ seconds: 1_800, refresher: 'us' })).toBe(900_000)
    expect(actsAfterMs({ seconds: 1_800, refresher: 'peer' })).toBe(1_768_000)
    expect(actsAfterMs({ seconds: 90, refresher: 'peer' })).toBe(60_000)
  })

  it('finds 89 seconds too short for a peer that understands why', () => {
    expect(isTooShort(headers({ 'Session-Expires': '89', Supported: 'timer' }))).toBe(true)
    expect(isTooShort(headers({ 'Session-Expires': '89' }))).toBe(false)
    expect(isTooShort(headers({ 'Session-Expires': '90', Supported: 'timer' }))).toBe(false)
  })

  it('accepts the offer of a peer that refreshes itself, unless the application has spoken', () => {
    const offer = headers({ 'Session-Expires': '600;refresher=uac', Supported: 'timer' })
    expect(acceptedOffer(offer, headers({})).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Session-Expires: 600;refresher=uac',
      'Require: timer',
    ])
    expect(acceptedOffer(offer, headers({ 'Session-Expires': '90;refresher=uas' }))).toEqual([])
    expect(acceptedOffer(headers({ 'Session-Expires': '600', Supported: 'timer' }), headers({}))).toEqual([])
  })
})

describe('a session that runs', () => {
  const INVITE =
    'INVITE sip:b@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKx\r\nFrom: <sip:a@h>;tag=a\r\nTo: <sip:b@h>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1>\r\n\r\n'

  function call() {
    const timers = createTimers({ start: 0, tickMs: 10, failed: (error) => expect.unreachable(String(error)) })
    const timing = createTiming()
    const sent: string[] = []
    const told: string[] = []
    const flow: Flow = {
      transport: 'tcp',
      local: { host: '127.0.0.1', port: 15_060 },
      remote: { host: '127.0.0.1', port: 15_061 },
      isOpen: true,
      send: (text) => sent.push(text),
      close: () => undefined,
    }
    const clients = createClientTransactions({ timers, timing })
    const dialogs = createDialogs()
    const transports = { ownAddress: () => '127.0.0.1:15060' }
    const parts = { timers, timing, clients, dialogs, transports, count: () => undefined } as unknown as EngineParts
    const dialog: Dialog = dialogAsServer({
      incoming: parseMessage(INVITE, true) as Incoming<SipRequest>,
      localTag: 'b',
      flow,
      owner: { alive: true, send: (payload) => told.push(payload) },
      contact: '<sip:127.0.0.1:15060;transport=tcp>',
    })
    dialog.localSdp = 'v=0\r\n'
    dialogs.add(dialog)
    let now = 0
    return {
      parts,
      dialog,
      sent,
      told,
      pass: (seconds: number) => {
        now += seconds * 1_000
        timers.advance(now)
      },
      /** The peer answers the last request. */
      answer: (status: number, more = '') => {
        const head = sent.at(-1) ?? ''
        const line = (name: string): string => new RegExp(`^${name}: .*$`, 'm').exec(head)?.[0] ?? ''
        const text = `SIP/2.0 ${status} x\r\n${['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(line).join('\r\n')}\r\n${more}\r\n`
        clients.heard(parseMessage(text, true) as Incoming<SipResponse>, flow)
      },
    }
  }

  it('is refreshed by us with the same offer, again and again, and the application never knows', () => {
    const { parts, dialog, sent, told, pass, answer } = call()
    keepSession(parts, dialog, headers({ 'Session-Expires': '90;refresher=uas' }), 'uas')
    pass(44)
    expect(sent).toEqual([])
    pass(2)
    expect(sent[0]).toContain('INVITE sip:a@127.0.0.1 SIP/2.0')
    expect(sent[0]).toContain('Session-Expires: 90;refresher=uac')
    expect(sent[0]?.endsWith('\r\n\r\nv=0\r\n')).toBe(true)
    answer(200, 'Session-Expires: 90;refresher=uac\r\n')
    expect(sent[1]?.startsWith('ACK ')).toBe(true)
    pass(46)
    expect(sent[2]?.startsWith('INVITE ')).toBe(true)
    expect(told).toEqual([])
  })

  it('tries again after a refresh that was refused, and ends with a dialog the peer does not know', () => {
    const { parts, dialog, sent, told, pass, answer } = call()
    keepSession(parts, dialog, headers({ 'Session-Expires': '90;refresher=uas' }), 'uas')
    pass(46)
    answer(491)
    pass(4)
    expect(sent.at(-1)?.startsWith('INVITE ')).toBe(true)
    answer(481)
    expect(sent.at(-1)?.startsWith('BYE ')).toBe(true)
    expect(told[0]).toContain('Session timer expired')
  })

  it('ends by BYE when the peer does not refresh it, and the application is told', () => {
    const { parts, dialog, sent, told, pass } = call()
    keepSession(parts, dialog, headers({ 'Session-Expires': '90;refresher=uac' }), 'uas')
    pass(59)
    expect(sent).toEqual([])
    pass(2)
    expect(sent[0]?.startsWith('BYE ')).toBe(true)
    expect(told[0]).toContain('|unsolicited|c;from-tag=a|')
    expect(parts.dialogs.size).toBe(0)
  })
})
