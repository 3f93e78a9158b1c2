import { describe, expect, it } from 'vitest'
import { createDigitJoiner, digitOfInfo } from '../../../sip/control/digit-joiner.ts'

describe('digits by two ways', () => {
  it('counts a press once that comes by RFC 4733 and by INFO', () => {
    const isNew = createDigitJoiner()
    expect([isNew('rtp', '5', 0), isNew('info', '5', 40)]).toEqual([true, false])
  })

  it('counts the same key twice when it is pressed twice, by one way or by both', () => {
    const one = createDigitJoiner()
    expect([one('rtp', '1', 0), one('rtp', '1', 200)]).toEqual([true, true])
    const both = createDigitJoiner()
    const presses = [both('rtp', '1', 0), both('info', '1', 30), both('info', '1', 300), both('rtp', '1', 320)]
    expect(presses).toEqual([true, false, true, false])
  })

  it('takes a digit of the other way long after as a new press', () => {
    const isNew = createDigitJoiner()
    expect([isNew('rtp', '9', 0), isNew('info', '9', 1500)]).toEqual([true, true])
  })

  it.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5'],
    ['application/dtmf-relay; charset=utf-8', 'signal = *\r\n', '*'],
    ['application/dtmf-relay', 'Signal=11\r\n', '#'],
    ['application/dtmf', '7', '7'],
    ['application/dtmf', 'a', 'A'],
    ['application/dtmf', '77', undefined],
    ['application/dtmf-relay', 'Duration=100', undefined],
    ['text/plain', '7', undefined],
    [undefined, '7', undefined],
  ])('reads an INFO of %s with %j as %s', (type, body, digit) => {
    expect(digitOfInfo(type, body)).toBe(digit)
  })
})
