import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallId, InteractionId, TeamId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { byteRange } from '../../../server/recordings/byte-range.rules.ts'
import type { SoundResult } from '../../../server/recordings/recordings.ports.ts'
import { recordingsRoutes } from '../../../server/recordings/recordings.routes.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { type LiveHouse, openLiveHouse } from '../../kit/live-house.ts'

describe('a byte range', () => {
  test.each([
    [undefined, undefined],
    ['bytes=0-3', { start: 0, end: 3 }],
    ['bytes=4-', { start: 4, end: 9 }],
    ['bytes=-2', { start: 8, end: 9 }],
    ['bytes=-99', { start: 0, end: 9 }],
    ['bytes=5-99', { start: 5, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-3', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,4-5', undefined],
    ['lines=0-1', undefined],
  ])('%s of ten bytes is %j', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range)
  })
})

describe('a recording', () => {
  let live: LiveHouse
  const of = { callId: newId<CallId>(), interactionId: newId<InteractionId>(), teamId: newId<TeamId>() }
  const sound: SoundResult = { durationMs: 1_500, bytes: 10, sha256: 'c'.repeat(64) }

  beforeEach(async () => {
    live = await openLiveHouse()
  })
  afterEach(() => live.close())

  test('has a row before its file is opened, and is closed with length and hash', async () => {
    const stopped = Promise.withResolvers<SoundResult>()
    let rowsAtOpening = 0
    await live.recordings.start(
      {
        async record() {
          rowsAtOpening = (await live.recordings.ofInteraction(of.interactionId)).length
          return { stopped: stopped.promise, pause: async () => {}, resume: async () => {} }
        },
      },
      of,
    )
    expect(rowsAtOpening).toBe(1)
    expect(await live.recordings.ofInteraction(of.interactionId)).toMatchObject([{ state: 'open' }])
    stopped.resolve(sound)
    await live.recordings.settled()
    expect(await live.recordings.ofInteraction(of.interactionId)).toMatchObject([
      { state: 'closed', duration_ms: 1_500, bytes: 10, sha256: sound.sha256 },
    ])
    expect(live.facts('recording.closed')).toMatchObject([{ callId: of.callId, durationMs: 1_500 }])
  })

  test('that cannot be made is marked lost and costs nobody the call', async () => {
    await live.recordings.start({ record: () => Promise.reject(new Error('disk full')) }, of)
    expect(await live.recordings.ofInteraction(of.interactionId)).toMatchObject([{ state: 'lost' }])
  })

  describe('over HTTP', () => {
    let http: TestHttp
    const trail: object[] = []
    const listener = testUser('supervisor', { teamId: of.teamId })
    let url: string

    beforeEach(async () => {
      trail.length = 0
      http = await openTestHttp((app) =>
        recordingsRoutes(app, { recordings: live.recordings, trail: { record: async (entry) => trail.push(entry) } }),
      )
      await live.recordings.start(
        {
          async record(path) {
            mkdirSync(dirname(path), { recursive: true })
            writeFileSync(path, '0123456789')
            return { stopped: Promise.resolve(sound), pause: async () => {}, resume: async () => {} }
          },
        },
        of,
      )
      await live.recordings.settled()
      url = `/api/recordings/${(await live.recordings.ofCall(of.callId))[0]}`
    })
    afterEach(() => http.close())

    test('is heard by supervisors of the team, and each hearing is on the trail', async () => {
      const whole = await http.as(listener)('GET', url)
      expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' } })
      expect(whole.raw.toString()).toBe('0123456789')
      expect(trail).toMatchObject([{ action: 'recording.played', actorId: listener.id }])
      expect((await http.as(listener)('GET', `/api/interactions/${of.interactionId}/recordings`)).body).toMatchObject([
        { state: 'closed', durationMs: 1_500 },
      ])
    })

    test('is hidden from agents, other teams and strangers', async () => {
      expect((await http.as(undefined)('GET', url)).status).toBe(401)
      expect((await http.as(testUser('agent', { teamId: of.teamId }))('GET', url)).status).toBe(403)
      expect((await http.as(testUser('supervisor'))('GET', url)).status).toBe(404)
      expect(
        (await http.as(testUser('supervisor'))('GET', `/api/interactions/${of.interactionId}/recordings`)).body,
      ).toEqual([])
      expect(trail).toEqual([])
    })

    test('is sent in parts to a player that seeks', async () => {
      await http.as(listener)('GET', url)
      const part = await http.app.inject({ url, headers: { 'x-test-user': listener.id, range: 'bytes=2-4' } })
      expect(part).toMatchObject({ statusCode: 206, body: '234' })
      expect(part.headers['content-range']).toBe('bytes 2-4/10')
      const beyond = await http.app.inject({ url, headers: { 'x-test-user': listener.id, range: 'bytes=10-' } })
      expect(beyond.statusCode).toBe(416)
    })
  })
})
