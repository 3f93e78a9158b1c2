import { expect, test } from 'vitest'
import { type Law, step } from '../../../server/platform/machine.ts'

type Door = { state: 'open'; since: number } | { state: 'shut' }
type News = { event: 'push'; at: number } | { event: 'pull' }

const law: Law<Door, News> = {
  shut: { push: (_door, news) => ({ state: 'open', since: news.at }) },
  open: { pull: () => ({ state: 'shut' }) },
}

test('moves by the entry for state and event', () => {
  expect(step<Door, News>(law, { state: 'shut' }, { event: 'push', at: 5 })).toEqual({
    state: { state: 'open', since: 5 },
    changed: true,
  })
})

test('leaves the very same state on an event without an entry', () => {
  const door: Door = { state: 'open', since: 1 }
  const moved = step<Door, News>(law, door, { event: 'push', at: 9 })

  expect(moved).toEqual({ state: door, changed: false })
  expect(moved.state).toBe(door)
})

test.each(['toString', 'constructor', '__proto__'])('takes %s for an event without an entry', (event) => {
  const moved = step(law as Law<Door, { event: string }>, { state: 'shut' }, { event })

  expect(moved.changed).toBe(false)
})
