import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  bodyWithoutCardNumbers,
  isCardNumber,
  passesLuhn,
  withoutCardNumbers,
} from '../../../server/contracts/card-number.ts'
import { openTestHttp, testUser } from '../../kit/http.ts'

/** Numbers that the schemes publish for tests. */
const cards = [
  ['Visa', '4111111111111111'],
  ['Visa, 13 digits', '4222222222222'],
  ['Mastercard', '5555555555554444'],
  ['Mastercard of the 2 series', '2223003122003222'],
  ['American Express', '378282246310005'],
  ['UnionPay', '6200000000000005'],
  ['UnionPay, 19 digits', '6205500000000000004'],
  ['Discover', '6011111111111117'],
  ['JCB', '3530111333300000'],
  ['Diners', '30569309025904'],
] as const

describe('payment card numbers', () => {
  test.each(cards)('[GA-34] %s is masked but for its last four digits, however it is written', (_scheme, digits) => {
    expect(isCardNumber(digits)).toBe(true)
    const stars = '*'.repeat(digits.length - 4) + digits.slice(-4)
    expect(withoutCardNumbers(`卡号${digits}，谢谢`)).toBe(`卡号${digits}，谢谢`.replace(digits, stars))
    const grouped = digits.replace(/(\d{4})(?=\d)/g, '$1 ')
    expect(withoutCardNumbers(`card ${grouped} please`)).toBe(`card ${stars} please`)
    expect(withoutCardNumbers(`card: ${digits.replace(/(\d{4})(?=\d)/g, '$1-')}.`)).toBe(`card: ${stars}.`)
    const full = Array.from(digits, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
    expect(withoutCardNumbers(`（${full}）`)).toBe(`（${stars}）`)
  })

  test.each([
    ['a mobile', '+86 138 0013 8000'],
    ['a number abroad', '+4930123456789'],
    ['a Chinese ID card', '11010519491231002X'],
    ['an ID card of digits only', '620102199001011233'],
    ['a ticket of Air China', '999-2345678901'],
    ['a bag tag', '0784123456'],
    ['a case number', 'C-000123'],
    ['a card number with a wrong check digit', '4111111111111112'],
    ['an id of the house', '41111111-1111-4111-8111-111111111111'],
    ['a flight and a time', 'YT3101 2026-11-25 08:30:00'],
  ])('leaves %s alone', (_what, text) => {
    expect(withoutCardNumbers(text)).toBe(text)
  })

  test('the check finds each digit that was typed wrong', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cards), fc.nat(18), fc.integer({ min: 1, max: 9 }), ([, digits], place, add) => {
        const i = place % digits.length
        const wrong = digits.slice(0, i) + ((Number(digits[i]) + add) % 10) + digits.slice(i + 1)
        return passesLuhn(digits) && !passesLuhn(wrong)
      }),
    )
  })

  test('in every text of a body, at any depth; a password stays what it is', () => {
    const card = '4111111111111111'
    expect(bodyWithoutCardNumbers({ note: card, list: [{ text: card }], n: 4111111111111111, password: card })).toEqual(
      {
        note: '************1111',
        list: [{ text: '************1111' }],
        n: 4111111111111111,
        password: card,
      },
    )
  })

  test('[GA-34] never reach a route, whichever it is', async () => {
    const seen: unknown[] = []
    const http = await openTestHttp((app) => {
      app.post(
        '/api/echo',
        {
          config: { access: 'logged-in' },
          schema: { body: z.object({ text: z.string() }), response: { 200: z.object({ ok: z.boolean() }) } },
        },
        async (request) => {
          seen.push(request.body)
          return { ok: true }
        },
      )
    })
    await http.as(testUser('agent'))('POST', '/api/echo', { text: '旅客报卡号 5555 5555 5555 4444' })
    expect(seen).toEqual([{ text: '旅客报卡号 ************4444' }])
    await http.close()
  })
})
