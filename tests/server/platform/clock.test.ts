import { expect, test } from 'vitest'
import { systemClock } from '../../../server/platform/clock.ts'

test('runs what is due once', async () => {
  const clock = systemClock()
  let runs = 0

  await new Promise<void>((done) => {
    clock.after(0, () => {
      runs++
      clock.after(1, done)
    })
  })

  expect(runs).toBe(1)
})

test('runs nothing that was cancelled, not even what is due already', async () => {
  const clock = systemClock()
  const ran: string[] = []

  clock.after(0, () => ran.push('cancelled'))()
  await new Promise<void>((done) => clock.after(1, done))

  expect(ran).toEqual([])
})

test.each([Number.MAX_SAFE_INTEGER, 2 ** 31])('does not run at once what is due in %d ms', async (ms) => {
  const clock = systemClock()
  const ran: string[] = []

  const cancel = clock.after(ms, () => ran.push('too early'))
  await new Promise<void>((done) => clock.after(2, done))
  cancel()

  expect(ran).toEqual([])
})

test('never goes back in monotonic time', () => {
  const clock = systemClock()
  const first = clock.monotonic()

  expect(clock.monotonic()).toBeGreaterThanOrEqual(first)
})
