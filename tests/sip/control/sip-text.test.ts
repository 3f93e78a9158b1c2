import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callKey } from '../../../sip/control/call-key.ts'
import { countValues, parseAddress, plainText, userOf, viaTransport } from '../../../sip/control/sip-text.ts'

describe('addresses of peers', () => {
  it.each([
    [
      '"Wang, \\"Xiao\\"" <sip:+86138@t.example;user=phone>;tag=a1',
      'Wang, "Xiao"',
      'sip:+86138@t.example;user=phone',
      'a1',
    ],
    ['Bob <sip:bob@h>;tag=x', 'Bob', 'sip:bob@h', 'x'],
    ['<tel:+861390000>', '', 'tel:+861390000', undefined],
    ['sip:alice@h;tag=9', '', 'sip:alice@h', '9'],
    ['<sip:a@h>, <sip:b@h>;tag=2', '', 'sip:a@h', undefined],
  ])('reads %s', (value, name, uri, tag) => {
    const address = parseAddress(value)
    expect([address?.name, address?.uri, address?.params.get('tag')]).toEqual([name, uri, tag])
  })

  it.each(['', ' ', '<>', 'nothing here', undefined])('finds no address in %j', (value) => {
    expect(parseAddress(value)).toBeUndefined()
  })

  it.each([
    ['sip:+8613800138000;cpc=ordinary@t.example', '+8613800138000'],
    ['sip:%2B86138@h', '+86138'],
    ['tel:+86138;phone-context=x', '+86138'],
    ['sip:user:secret@h', 'user'],
    ['sip:h.example', ''],
    ['mailto:a@b', ''],
  ])('takes the user of %s as %j', (uri, user) => {
    expect(userOf(uri)).toBe(user)
  })

  it('lets no control character, line break or overlong text of a peer through', () => {
    expect(plainText('a\r\nInjected: yes\u0000\u202e')).toBe('aInjected: yes')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const plain = plainText(text)
        expect(plain.length).toBeLessThanOrEqual(128)
        expect(plain).not.toMatch(/\p{Cc}/u)
        expect(plain.isWellFormed()).toBe(true)
      }),
    )
  })

  it('counts the values of a joined header, not the commas inside them', () => {
    expect(
      [undefined, '', '<sip:a@h>', '"x, y" <sip:a@h>', '<sip:a@h;x=1,2>', '<sip:a@h>,<sip:b@h>'].map(countValues),
    ).toEqual([0, 0, 1, 1, 1, 2])
  })

  it('reads the transport of the topmost Via', () => {
    expect(['SIP/2.0/WS x;branch=1', 'SIP / 2.0 / UDP a:1, SIP/2.0/TCP b', undefined].map(viaTransport)).toEqual([
      'ws',
      'udp',
      '',
    ])
  })
})

describe('the key of a call', () => {
  it('is the same for copies and differs by Call-ID, tag and source', () => {
    expect(callKey('c', 't', '1.2.3.4:5060')).toBe(callKey('c', 't', '1.2.3.4:5060'))
    const others = [
      callKey('d', 't', '1.2.3.4:5060'),
      callKey('c', 'u', '1.2.3.4:5060'),
      callKey('c', 't', '1.2.3.4:5061'),
    ]
    expect(new Set([callKey('c', 't', '1.2.3.4:5060'), ...others]).size).toBe(4)
  })
})
