import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDraftKeeper, type DraftState } from '../../../agent-console/interactions/draft-keeper.ts'
import type { Draft } from '../../../server/contracts/interactions.ts'

const draft = (note: string): Draft => ({ note })

function setUp() {
  const saved: string[] = []
  const states: DraftState['name'][] = []
  const server = { works: true }
  const keeper = createDraftKeeper({
    async save(_id, kept) {
      saved.push(kept.note)
      if (!server.works) throw new Error('offline')
      return { savedAt: 1 }
    },
    show: (state) => states.push(state.name),
  })
  return { keeper, saved, states, server }
}

describe('a draft', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is saved once, 600 ms after typing paused', async () => {
    const { keeper, saved, states } = setUp()
    keeper.edit('i', draft('行'))
    await vi.advanceTimersByTimeAsync(599)
    keeper.edit('i', draft('行李'))
    await vi.advanceTimersByTimeAsync(599)
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['行李'])
    expect(states.at(-1)).toBe('saved')
  })

  it('is saved at once when the field is left', async () => {
    const { keeper, saved } = setUp()
    keeper.edit('i', draft('行李'))
    keeper.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(saved).toEqual(['行李'])
  })

  it('is tried again when the server could not be reached, with the newest text', async () => {
    const { keeper, saved, states, server } = setUp()
    server.works = false
    keeper.edit('i', draft('一'))
    await vi.advanceTimersByTimeAsync(600)
    expect(states.at(-1)).toBe('failed')
    server.works = true
    await vi.advanceTimersByTimeAsync(5_000)
    expect(saved).toEqual(['一', '一'])
    expect(states.at(-1)).toBe('saved')
  })

  it('is dropped with its contact', async () => {
    const { keeper, saved } = setUp()
    keeper.edit('i', draft('行李'))
    keeper.forget()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(saved).toEqual([])
  })
})
