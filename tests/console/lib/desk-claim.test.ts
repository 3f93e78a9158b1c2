import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeskClaim, type DeskClaim, type TabChannel } from '../../../agent-console/lib/desk-claim.ts'

/** Tabs of one browser: what one says all others hear. */
function createTabs() {
  const channels: TabChannel[] = []
  const tabs: DeskClaim[] = []
  let now = 0
  return {
    open(name: string, busy = false) {
      const channel: TabChannel = {
        onmessage: null,
        postMessage(data) {
          for (const other of channels) if (other !== channel) other.onmessage?.({ data } as MessageEvent)
        },
        close: () => undefined,
      }
      channels.push(channel)
      const tab = { taken: 0 }
      const side = createDeskClaim({
        channel,
        tab: name,
        now: () => ++now,
        isBusy: () => busy,
        onTaken: () => void tab.taken++,
      })
      tabs.push(side)
      return Object.assign(tab, side)
    },
    close() {
      for (const tab of tabs) tab.close()
    },
  }
}

describe('one desk an agent', () => {
  let tabs: ReturnType<typeof createTabs>
  beforeEach(() => {
    vi.useFakeTimers()
    tabs = createTabs()
  })
  afterEach(() => {
    tabs.close()
    vi.useRealTimers()
  })
  const claimed = async (tab: { claim(): Promise<boolean> }) => {
    const answer = tab.claim()
    await vi.runAllTimersAsync()
    return answer
  }

  it('gives the phone to the tab that asked last and tells the older one', async () => {
    const first = tabs.open('a')
    expect(await claimed(first)).toBe(true)
    const second = tabs.open('b')
    expect(await claimed(second)).toBe(true)
    expect([first.taken, second.taken]).toEqual([1, 0])
  })

  it('leaves the phone where a call is running', async () => {
    const first = tabs.open('a', true)
    await claimed(first)
    expect(await claimed(tabs.open('b'))).toBe(false)
    expect(first.taken).toBe(0)
  })

  it('comes back to the older tab when the person asks for it there', async () => {
    const first = tabs.open('a')
    await claimed(first)
    const second = tabs.open('b')
    await claimed(second)
    expect(await claimed(first)).toBe(true)
    expect(second.taken).toBe(1)
  })

  it('does not speak for a phone that was given up', async () => {
    const first = tabs.open('a', true)
    await claimed(first)
    first.release()
    expect(await claimed(tabs.open('b'))).toBe(true)
    expect(first.taken).toBe(0)
  })

  it('lets exactly one of two tabs keep it that ask at the same moment', async () => {
    const [first, second] = [tabs.open('a'), tabs.open('b')]
    const answers = Promise.all([first.claim(), second.claim()])
    await vi.runAllTimersAsync()
    expect(await answers).toEqual([true, true])
    expect(first.taken + second.taken).toBe(1)
  })
})
