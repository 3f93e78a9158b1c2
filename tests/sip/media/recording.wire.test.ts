import { createHash } from 'node:crypto'
import { readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { repairRecording } from '../../../sip/media/recording-repair.ts'
import { type MediaHouse, openMediaHouse } from '../../kit/media-house.ts'
import { amplitudeAt, dominantFrequency, level, readChannels, writeToneFile } from '../../kit/tone.ts'

let house: MediaHouse

beforeAll(async () => {
  house = await openMediaHouse({ low: 23_300, high: 23_399 })
})
afterAll(() => house.close())

const file = (name: string) => join(house.folder, name)

describe('a recording of two legs', () => {
  test('has what each leg says in its own channel, also while they only talk to each other', async () => {
    const a = await house.call()
    const b = await house.call({ near: a.endpoint, sdp: { codecs: ['PCMA'] } })
    await house.engine.connect(a.endpoint, b.endpoint)
    await house.engine.connect(b.endpoint, a.endpoint)
    const path = file('talk.wav')
    const recording = await house.engine.record({ path, left: a.endpoint, right: b.endpoint })
    void a.peer.say(600)
    void b.peer.say(1300)
    await a.peer.listen(1000)
    const result = await recording.stop()
    const [left, right] = await readChannels(path)
    expect(dominantFrequency(left!.subarray(3200)).hz).toBe(600)
    expect(dominantFrequency(right!.subarray(3200)).hz).toBe(1300)
    expect(amplitudeAt(left!, 1300)).toBeLessThan(400)
    expect(result.durationMs).toBe((left!.length / 8000) * 1000)
    expect(result.durationMs).toBeGreaterThan(900)
    expect(result.bytes).toBe((await stat(path)).size)
    expect(result.sha256).toBe(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    )
    expect(await recording.stop()).toEqual(result)
    expect(await recording.stopped).toEqual(result)
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })

  test('is silent while paused, and time goes on', async () => {
    const a = await house.call()
    const path = file('paused.wav')
    void a.peer.say(600)
    const recording = await house.engine.record({ path, left: a.endpoint })
    await recording.pause()
    const clock = await house.call({ near: a.endpoint })
    await clock.endpoint.play([await writeToneFile(file('clock.wav'), 300, 600)]).done
    await recording.resume()
    await clock.endpoint.play([file('clock.wav')]).done
    const result = await recording.stop()
    const [channel] = await readChannels(path)
    expect(level(channel!.subarray(480, 4000))).toBe(0)
    expect(dominantFrequency(channel!.subarray(-3200)).hz).toBe(600)
    expect(result.durationMs).toBeGreaterThan(1100)
    await Promise.all([a.endpoint.close(), clock.endpoint.close()])
  })

  test('ends by itself when the speaker fell silent, and not before', async () => {
    const a = await house.call()
    const path = file('comment.wav')
    const recording = await house.engine.record({ path, left: a.endpoint, silenceMs: 400 })
    await a.peer.say(600, 700)
    const { durationMs } = await recording.stopped
    const [channel] = await readChannels(path)
    expect(durationMs).toBeGreaterThanOrEqual(1000)
    expect(level(channel!.subarray(-3000))).toBe(0)
    expect(dominantFrequency(channel!.subarray(1600, 4800)).hz).toBe(600)
    await a.endpoint.close()
  })

  test('ends by itself when nobody ever spoke; a pause is not counted', async () => {
    const a = await house.call()
    const recording = await house.engine.record({ path: file('mute.wav'), left: a.endpoint, silenceMs: 200 })
    await recording.pause()
    await a.endpoint.play([await writeToneFile(file('meanwhile.wav'), 300, 400)]).done
    await recording.resume()
    expect((await recording.stopped).durationMs).toBeGreaterThanOrEqual(540)
    await a.endpoint.close()
  })

  test('ends by itself, complete, when a leg ends', async () => {
    const a = await house.call()
    const b = await house.call({ near: a.endpoint })
    const path = file('hung-up.wav')
    const recording = await house.engine.record({ path, left: a.endpoint, right: b.endpoint })
    await a.peer.say(600, 300)
    await b.endpoint.close()
    const result = await recording.stopped
    const [left, right] = await readChannels(path)
    expect(left!.length).toBe(right!.length)
    expect(result.bytes).toBe(44 + left!.length * 4)
    await a.endpoint.close()
  })

  test('is a file that plays while it is still being written, as a crash would leave it', async () => {
    const a = await house.call()
    const path = file('running.wav')
    void a.peer.say(600)
    const recording = await house.engine.record({ path, left: a.endpoint, right: a.endpoint })
    const clock = await house.call({ near: a.endpoint })
    await clock.endpoint.play([await writeToneFile(file('long-clock.wav'), 300, 2300)]).done
    const [left] = await readChannels(path)
    expect(left!.length).toBeGreaterThanOrEqual(16_000)
    expect(dominantFrequency(left!.subarray(-8000)).hz).toBe(600)
    await recording.stop()
    await Promise.all([a.endpoint.close(), clock.endpoint.close()])
  })

  test('does not hear the keys that a caller presses as noise', async () => {
    const a = await house.call()
    const path = file('keys.wav')
    const recording = await house.engine.record({ path, left: a.endpoint })
    const pressed = Promise.withResolvers<void>()
    let digits = ''
    a.endpoint.onDigit((digit) => {
      digits += digit
      if (digits.length === 4) pressed.resolve()
    })
    a.peer.press('12#4')
    await pressed.promise
    const clock = await house.call({ near: a.endpoint })
    await clock.endpoint.play([await writeToneFile(file('short-clock.wav'), 300, 200)]).done
    await recording.stop()
    expect(level((await readChannels(path))[0]!)).toBe(0)
    await Promise.all([a.endpoint.close(), clock.endpoint.close()])
  })

  test('never overwrites a file', async () => {
    const a = await house.call()
    await writeFile(file('there.wav'), 'kept')
    await expect(house.engine.record({ path: file('there.wav'), left: a.endpoint })).rejects.toThrow('EEXIST')
    expect(await readFile(file('there.wav'), 'utf8')).toBe('kept')
    await a.endpoint.close()
  })

  test('goes on while music is played to a leg, without the music in it', async () => {
    const a = await house.call()
    const path = file('music-talk.wav')
    const music = a.endpoint.play([await writeToneFile(file('music.wav'), 440, 300)], { loop: true })
    const recording = await house.engine.record({ path, left: a.endpoint })
    void a.peer.say(900)
    await a.peer.listen(500)
    await recording.stop()
    music.stop()
    const [channel] = await readChannels(path)
    expect(dominantFrequency(channel!).hz).toBe(900)
    expect(amplitudeAt(channel!, 440)).toBeLessThan(400)
    await a.endpoint.close()
  })
})

describe('after a crash', () => {
  test('a file that is longer than its header says is repaired and keeps its times', async () => {
    const a = await house.call()
    const path = file('crashed.wav')
    const recording = await house.engine.record({ path, left: a.endpoint, right: a.endpoint })
    await a.peer.say(600, 400)
    await recording.stop()
    await a.endpoint.close()
    const whole = await readFile(path)
    const crashed = Buffer.from(whole)
    crashed.writeUInt32LE(36, 4)
    crashed.writeUInt32LE(0, 40)
    await writeFile(path, Buffer.concat([crashed, Buffer.from([1, 2])]))
    const before = await stat(path)
    const result = await repairRecording(path)
    expect(result).toEqual({ state: 'repaired', durationMs: ((whole.length - 44) / 4 / 8000) * 1000 })
    expect((await readChannels(path))[0]).toHaveLength((whole.length - 44) / 4)
    expect(Math.round((await stat(path)).mtimeMs)).toBe(Math.round(before.mtimeMs))
  })

  test('a healthy file is left alone, and one that is no recording too', async () => {
    const a = await house.call()
    const path = file('healthy.wav')
    const recording = await house.engine.record({ path, left: a.endpoint })
    await a.peer.say(600, 200)
    const { durationMs } = await recording.stop()
    await a.endpoint.close()
    expect(await repairRecording(path)).toEqual({ state: 'healthy', durationMs })
    await truncate(path, 20)
    expect((await repairRecording(path)).state).toBe('unusable')
    expect((await stat(path)).size).toBe(20)
  })
})
