import { describe, expect, test } from 'vitest'
import type { UserId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { createCaseWatch, type Watcher } from '../../../server/realtime/case-watch.ts'

const one = newId()
const other = newId()

function page(name: string) {
  const heard: string[][] = []
  const watcher: Watcher = {
    connected: true,
    user: { id: newId<UserId>(), displayName: name },
    tell: ({ watchers }) => void heard.push(watchers.map((each) => each.name)),
  }
  return { watcher, heard }
}

describe('two people with one case on their screens', () => {
  test('see each other until one of them turns away', async () => {
    const watch = createCaseWatch(async () => true)
    const [li, zhou] = [page('李娜'), page('周强')]
    await watch.watch(li.watcher, { caseId: one })
    await watch.watch(zhou.watcher, { caseId: one })
    expect(li.heard).toEqual([['李娜'], ['李娜', '周强']])
    await watch.watch(zhou.watcher, { caseId: other })
    expect(li.heard.at(-1)).toEqual(['李娜'])
    watch.leave(li.watcher)
    await watch.watch(zhou.watcher, { caseId: one })
    expect(zhou.heard.at(-1)).toEqual(['周强'])
  })

  test('nobody hears of a case that does not exist for them, nor of nonsense', async () => {
    const watch = createCaseWatch(async () => false)
    const li = page('李娜')
    for (const message of [{ caseId: one }, { caseId: 5 }, undefined, { caseId: 'x' }, { caseId: null }])
      await watch.watch(li.watcher, message)
    expect(li.heard).toEqual([])
  })

  test('a page that was closed while its right was looked up is not there', async () => {
    const gone = page('李娜')
    const watch = createCaseWatch<Watcher>(async (watcher) => {
      watcher.connected = false
      return true
    })
    await watch.watch(gone.watcher, { caseId: one })
    expect(gone.heard).toEqual([])
  })
})
