import { describe, expect, test } from 'vitest'
import { type ErrorCode, errorSentences } from '../../../server/contracts/error-codes.ts'
import { found, Refusal } from '../../../server/platform/errors.ts'

const codes = Object.keys(errorSentences) as ErrorCode[]

describe.each(codes)('the refusal %s', (code) => {
  test('has a sentence in Chinese and one in English', () => {
    expect(errorSentences[code].zh).toMatch(/\p{Script=Han}.*。$/u)
    expect(errorSentences[code].en).toMatch(/^[A-Z].*\.$/)
  })

  test('is answered with a status of refusal', () => {
    const { status } = new Refusal(code)

    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  })
})

test('names each code in kebab-case', () => {
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([])
})

test('is a conflict with the state when nothing else is said', () => {
  expect(new Refusal('already-closed').status).toBe(409)
})

test('finds what is there, also a zero, and refuses what is not', () => {
  expect(found(0)).toBe(0)
  expect(() => found(undefined)).toThrow(Refusal)
})
