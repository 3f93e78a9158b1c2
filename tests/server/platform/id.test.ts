import { expect, test } from 'vitest'
import { UserId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'

test('makes ids that sort in the order they were made, also thousands in one millisecond', () => {
  const ids = Array.from({ length: 20_000 }, () => newId<string>())

  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

test('makes UUIDs of version 7 that the contracts accept', () => {
  const id = newId<string>()

  expect(UserId.safeParse(id).success).toBe(true)
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('begins with the time of its making', () => {
  const before = Date.now()
  const at = Number.parseInt(newId<string>().replaceAll('-', '').slice(0, 12), 16)

  // Thousands of ids a millisecond may run ahead of the clock a little.
  expect(at).toBeGreaterThanOrEqual(before)
  expect(at).toBeLessThan(before + 1000)
})
