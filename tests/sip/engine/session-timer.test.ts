/** Session timers (RFC 4028): what is agreed, who refreshes, and when somebody acts. */
import { describe, expect, it } from 'vitest'
import type { Header } from '../../../sip/engine/message.ts'
import { acceptedOffer, actsAfterMs, agreedSession, isTooShort } from '../../../sip/engine/session-timer.rules.ts'

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
