import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longestPauseMs } from '../../../server/recordings/pauses.ts'
import { testUser } from '../../kit/http.ts'
import { type LiveHouse, openLiveHouse, pass } from '../../kit/live-house.ts'

let live: LiveHouse

beforeEach(async () => {
  live = await openLiveHouse()
})
afterEach(() => live.close())

async function talking() {
  const agent = await live.readyAgent()
  const { caller, over } = live.ring()
  await live.settle()
  live.phone().pickUp()
  await live.settle()
  const { callId } = live.facts('call.received').at(-1)!
  const asker = { user: agent, ip: '127.0.0.1' }
  return { agent, caller, over, callId, asker, tape: () => live.telephony.bridges.at(-1)!.recordings.at(-1)! }
}

describe('an agent who pauses the recording', () => {
  test('[GA-34] has silence on the tape, a line in the trail, and sees since when', async () => {
    const { callId, asker, tape } = await talking()
    await live.calls.pauseRecording(callId, asker)
    expect(tape().paused).toBe(true)
    expect(await live.calls.view(callId)).toMatchObject({ recordingPausedSince: live.clock.now() })
    await live.calls.resumeRecording(callId, asker)
    expect(tape().paused).toBe(false)
    expect(await live.calls.view(callId)).not.toHaveProperty('recordingPausedSince')
    expect(live.trail.map(({ action }) => action)).toEqual(['recording.paused', 'recording.resumed'])
  })

  test('and forgets it, is recorded again after five minutes', async () => {
    const { agent, callId, asker, tape } = await talking()
    await live.calls.pauseRecording(callId, asker)
    await pass(live, longestPauseMs - 1_000, [agent])
    expect(tape().paused).toBe(true)
    await pass(live, 1_000, [agent])
    expect(tape().paused).toBe(false)
    expect(live.facts('recording.resumed')).toEqual([{ callId, by: 'house' }])
  })

  test('pauses once, however often it is pressed, and resumes once', async () => {
    const { callId, asker } = await talking()
    await live.calls.pauseRecording(callId, asker)
    await live.calls.pauseRecording(callId, asker)
    await live.calls.resumeRecording(callId, asker)
    await live.calls.resumeRecording(callId, asker)
    expect(live.facts('recording.paused')).toHaveLength(1)
    expect(live.facts('recording.resumed')).toHaveLength(1)
  })

  test('is not recorded either after a refresh of the page, until the recording is resumed', async () => {
    const { agent, callId, asker, tape } = await talking()
    await live.calls.pauseRecording(callId, asker)
    await live.phoneIs(agent, false)
    live.phone().end('transport-lost')
    await live.settle()
    await live.phoneIs(agent, true)
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    expect(live.telephony.bridges).toHaveLength(2)
    expect(tape().paused).toBe(true)
    await live.calls.resumeRecording(callId, asker)
    expect(tape().paused).toBe(false)
  })

  test('has the pause ended with the call', async () => {
    const { callId, asker, caller, over } = await talking()
    await live.calls.pauseRecording(callId, asker)
    caller.hangsUp()
    await over
    expect(live.recordings.pausedSince(callId)).toBeUndefined()
    expect(live.clock.pending()).toBe(1)
  })

  test('can do so on the own call only', async () => {
    const { callId } = await talking()
    const other = { user: testUser('agent'), ip: '127.0.0.1' }
    await expect(live.calls.pauseRecording(callId, other)).rejects.toMatchObject({ code: 'not-your-contact' })
  })

  test('stays silent on tape when the pause cannot be written', async () => {
    const { callId, asker, tape } = await talking()
    const write = live.house.store.write.bind(live.house.store)
    live.house.store.write = () => Promise.reject(new Error('disk full'))
    await expect(live.calls.pauseRecording(callId, asker)).rejects.toThrow('disk full')
    live.house.store.write = write
    expect(tape().paused).toBe(true)
  })
})
