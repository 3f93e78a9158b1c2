import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { EndpointHandle } from '../../../sip/media/endpoint-handle.ts'
import type { MediaEndpoint } from '../../../sip/media/media-engine.ts'
import { createMediaEngine } from '../../../sip/media/media-engine-threads.ts'
import { type MediaHouse, openMediaHouse } from '../../kit/media-house.ts'
import { writeToneFile } from '../../kit/tone.ts'

const houses: MediaHouse[] = []

afterEach(async () => {
  await Promise.all(houses.splice(0).map((house) => house.close()))
})

async function open(rtpPorts: { low: number; high: number }, workers: number): Promise<MediaHouse> {
  const house = await openMediaHouse(rtpPorts, workers)
  houses.push(house)
  return house
}

/** Ends the thread in which an endpoint lives, as a crash would. */
async function kill(endpoint: MediaEndpoint): Promise<void> {
  if (!(endpoint instanceof EndpointHandle)) throw new Error('Not an endpoint of this engine.')
  await endpoint.place.line.terminate()
}

const sockets = () => process.getActiveResourcesInfo().filter((name) => /UDP|MessagePort|Worker/.test(name)).length

describe('a worker that dies', () => {
  test('ends its own endpoints, playbacks and recordings, leaves those of others alone, and is replaced', async () => {
    const house = await open({ low: 24_000, high: 24_039 }, 2)
    const lost = await house.call()
    const kept = await house.call()
    const failed = new Promise((resolve) => lost.endpoint.onFailed(resolve))
    let keptFailed = false
    kept.endpoint.onFailed(() => {
      keptFailed = true
    })
    const file = await writeToneFile(join(house.folder, 'tone.wav'), 700, 10_000)
    const playback = lost.endpoint.play([file])
    const recording = await house.engine.record({ path: join(house.folder, 'lost.wav'), left: lost.endpoint })
    kept.endpoint.play([file])
    await kept.peer.hears(700)
    await kill(lost.endpoint)
    expect(await failed).toBe('worker-died')
    expect(await playback.done).toBe('stopped')
    await expect(recording.stopped).rejects.toMatchObject({ name: 'MediaUnavailable' })
    await expect(lost.endpoint.stats()).rejects.toMatchObject({ name: 'MediaUnavailable' })
    await lost.endpoint.close()
    expect(keptFailed).toBe(false)
    kept.peer.forget()
    await kept.peer.hears(700)
    expect(house.log.map(({ sentence }) => sentence)).toContain('A media worker died and is replaced.')
    // Both workers take calls again: the new one has its ports back.
    const calls = await Promise.all([house.call(), house.call(), house.call()])
    for (const { peer, endpoint } of calls) {
      endpoint.play([file])
      await peer.hears(700)
    }
    expect(house.engine.health().endpoints).toBe(4)
  })
})

describe('endpoints that hear each other', () => {
  test('live in one worker; connecting strangers of two workers is refused', async () => {
    const house = await open({ low: 24_040, high: 24_079 }, 2)
    const a = await house.call()
    const b = await house.call()
    const c = await house.call({ near: a.endpoint })
    await expect(house.engine.connect(a.endpoint, b.endpoint)).rejects.toThrow('different workers')
    await house.engine.connect(a.endpoint, c.endpoint)
  })
})

describe('an engine', () => {
  test.each([
    ['every address of the machine', { host: '0.0.0.0' }],
    ['a name', { host: 'localhost' }],
    ['more workers than even ports', { workers: 3, rtpPorts: { low: 24_130, high: 24_133 } }],
  ])('does not start on %s', async (_what, wrong) => {
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
    const settings = { workers: 1, rtpPorts: { low: 24_130, high: 24_139 }, host: '127.0.0.1', log, ...wrong }
    await expect(createMediaEngine(settings)).rejects.toThrow(/media/i)
  })

  test('logs a listener that throws, and the call goes on', async () => {
    const house = await open({ low: 24_120, high: 24_129 }, 1)
    const { peer, endpoint } = await house.call()
    endpoint.onDigit(() => {
      throw new Error('a fault of the listener')
    })
    peer.press('1')
    endpoint.play([await writeToneFile(join(house.folder, 'tone.wav'), 700, 1000)])
    await peer.hears(700)
    expect(house.log.map(({ sentence }) => sentence)).toContain('A listener of a media endpoint failed.')
  })
})

describe('an engine that is closed', () => {
  test('ends playbacks, completes recordings, frees every port and thread, and can be closed again', async () => {
    const before = sockets()
    const house = await open({ low: 24_080, high: 24_119 }, 2)
    const { endpoint } = await house.call()
    const browser = await house.engine.openBrowser({ id: 'browser' })
    expect(browser.localSdp).toContain('a=candidate')
    const playback = endpoint.play([await writeToneFile(join(house.folder, 'tone.wav'), 700, 10_000)])
    const recording = await house.engine.record({ path: join(house.folder, 'cut.wav'), left: endpoint })
    await house.engine.close()
    expect(await playback.done).toBe('stopped')
    expect((await recording.stopped).sha256).toMatch(/^[0-9a-f]{64}$/)
    await house.engine.close()
    await expect(house.engine.openRtp({ id: 'late' })).rejects.toMatchObject({ name: 'MediaUnavailable' })
    const again = await open({ low: 24_080, high: 24_119 }, 1)
    expect(again.engine.health()).toEqual({ workers: 1, freePorts: 20, endpoints: 0 })
    await Promise.all([house.close(), again.close()])
    expect(sockets()).toBeLessThanOrEqual(before)
  })
})
