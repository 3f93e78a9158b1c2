import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallId } from '../../../server/contracts/ids.ts'
import type { MonitorMode } from '../../../server/contracts/monitoring.ts'
import { newId } from '../../../server/platform/id.ts'
import { testUser } from '../../kit/http.ts'
import { type LiveHouse, openLiveHouse, pass } from '../../kit/live-house.ts'

let live: LiveHouse
const lead = testUser('supervisor', { username: 'lead', displayName: '李主管' })
const asker = { user: lead, ip: '127.0.0.1' }

beforeEach(async () => {
  live = await openLiveHouse()
  live.registered.add('lead')
})
afterEach(() => live.close())

async function talking() {
  const agent = await live.readyAgent()
  const { caller, over } = live.ring()
  await live.settle()
  live.phone().pickUp()
  await live.settle()
  return { agent, caller, over, callId: live.facts('call.received').at(-1)!.callId }
}

async function monitored(mode: MonitorMode = 'listen') {
  const call = await talking()
  const session = await live.monitoring.start(call.callId, mode, asker)
  const phone = live.phone()
  phone.pickUp()
  await live.settle()
  return { ...call, session, phone, monitor: live.telephony.bridges.at(-1)!.monitors.at(-1)! }
}

describe('a supervisor', () => {
  test('hears a running call silently: the trail says so before the phone rings', async () => {
    const { callId } = await talking()
    const { state } = await live.monitoring.start(callId, 'listen', asker)
    expect(state).toBe('ringing')
    expect(live.trail).toMatchObject([{ action: 'monitor.started', objectId: callId, detail: { mode: 'listen' } }])
    live.phone().pickUp()
    await live.settle()
    expect(await live.monitoring.current(lead)).toMatchObject({ state: 'on', mode: 'listen' })
    expect(live.telephony.bridges[0]!.monitors).toMatchObject([{ mode: 'listen', leg: { id: live.phone().id } }])
    expect((await live.calls.viewWithLegs(callId)).legs.map((leg) => leg.kind).sort()).toEqual([
      'agent',
      'monitor',
      'trunk',
    ])
  })

  test('whispers and barges in on the same leg, each with a line in the trail', async () => {
    const { session, monitor } = await monitored()
    await live.monitoring.change(session.id, 'whisper', asker)
    expect(monitor.mode).toBe('whisper')
    await live.monitoring.change(session.id, 'barge', asker)
    expect(monitor.mode).toBe('barge')
    expect(live.trail.map(({ action, detail }) => `${action} ${detail?.mode}`)).toEqual([
      'monitor.started listen',
      'monitor.mode-changed whisper',
      'monitor.mode-changed barge',
    ])
    expect(live.facts('monitor.changed').map(({ mode, state }) => `${mode} ${state}`)).toEqual([
      'listen ringing',
      'listen on',
      'whisper on',
      'barge on',
    ])
  })

  test('leaves without the call noticing', async () => {
    const { session, phone, caller, callId } = await monitored()
    expect(await live.monitoring.end(session.id, lead)).toMatchObject({ state: 'ended' })
    await live.settle()
    expect(phone.state).toBe('ended')
    expect(caller.state).toBe('answered')
    expect(await live.calls.view(callId)).toMatchObject({ state: 'talking' })
    expect(live.facts('monitor.changed').filter(({ state }) => state === 'ended')).toHaveLength(1)
  })

  test('is released with the call', async () => {
    const { caller, over, phone } = await monitored('barge')
    caller.hangsUp()
    await over
    await live.settle()
    expect(phone.state).toBe('ended')
    expect(await live.monitoring.current(lead)).toBeUndefined()
  })

  test('stays with the call when the agent is lost and comes back', async () => {
    const { agent } = await monitored('whisper')
    const agentPhone = live.telephony.phones.find((one) => one.id !== live.phone().id)!
    await live.phoneIs(agent, false)
    agentPhone.end('transport-lost')
    await live.settle()
    await pass(live, 1_000, [agent])
    await live.phoneIs(agent, true)
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    expect(live.telephony.bridges).toHaveLength(2)
    expect(live.telephony.bridges[1]!.monitors).toMatchObject([{ mode: 'whisper' }])
  })

  test('monitors one call at a time, and only one that is talking', async () => {
    const { callId } = await monitored()
    await expect(live.monitoring.start(callId, 'listen', asker)).rejects.toMatchObject({ code: 'already-monitoring' })
    await expect(live.monitoring.start(newId<CallId>(), 'listen', asker)).rejects.toMatchObject({
      code: 'call-not-talking',
    })
  })

  test('needs a phone', async () => {
    const { callId } = await talking()
    live.registered.delete('lead')
    await expect(live.monitoring.start(callId, 'listen', asker)).rejects.toMatchObject({ code: 'phone-not-registered' })
    expect(live.trail).toEqual([])
  })

  test('whose phone is not answered hears nothing, and may try again', async () => {
    const { callId } = await talking()
    await live.monitoring.start(callId, 'listen', asker)
    live.phone().end('no-answer')
    await live.settle()
    expect(await live.monitoring.current(lead)).toBeUndefined()
    expect(await live.monitoring.start(callId, 'listen', asker)).toMatchObject({ state: 'ringing' })
  })

  test('finds another supervisor’s session nowhere', async () => {
    const { session } = await monitored()
    const other = testUser('supervisor', { username: 'other' })
    await expect(live.monitoring.end(session.id, other)).rejects.toMatchObject({ code: 'not-found' })
    await expect(live.monitoring.change(session.id, 'barge', { user: other, ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('of whom the house knows nothing more after a crash is off the call', async () => {
    await monitored()
    live.crash()
    const after = await openLiveHouse({ on: live })
    await after.house.store.write((tx) => after.monitoring.recover(tx))
    expect(await after.monitoring.current(lead)).toBeUndefined()
  })
})
