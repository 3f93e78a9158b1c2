import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CallEvent, type CallStage, callLaw } from '../../../server/calls/call.machine.ts'
import { step } from '../../../server/platform/machine.ts'
import { type LiveHouse, openLiveHouse } from '../../kit/live-house.ts'

describe('the law of a call', () => {
  const moved = (state: CallStage['state'], event: CallEvent) =>
    step<CallStage, CallEvent>(callLaw, { state }, event).state.state
  const ended: CallEvent = { event: 'ended', cause: 'hung-up-by-peer', heldMs: 0 }

  test.each(['ringing', 'in-ivr', 'queued', 'talking', 'held'] as const)('lets a call end while %s', (state) => {
    expect(moved(state, ended)).toBe('ended')
  })

  test('lets nothing follow the end: the late BYE, the late answer, the late retrieve are harmless', () => {
    for (const event of [ended, { event: 'answered' }, { event: 'retrieved', heldMs: 1 }] as CallEvent[])
      expect(step<CallStage, CallEvent>(callLaw, { state: 'ended' }, event).changed).toBe(false)
  })

  test('brings a caller whose agent was lost back to the queue, from talk and from hold', () => {
    expect(moved('talking', { event: 'agent-lost', heldMs: 0 })).toBe('queued')
    expect(moved('held', { event: 'agent-lost', heldMs: 5 })).toBe('queued')
  })

  test('does not hold what does not talk', () => {
    expect(moved('queued', { event: 'held' })).toBe('queued')
  })
})

describe('a call that the house makes', () => {
  let live: LiveHouse
  beforeEach(async () => {
    live = await openLiveHouse()
  })
  afterEach(() => live.close())

  const wish = {
    to: '+8613800138000',
    from: '95530',
    language: 'zh',
    ringTimeoutMs: 30_000,
    sipCallId: 'attempt-1',
  } as const

  test('is written, with what belongs to it, before anything is dialled', async () => {
    const order: string[] = []
    live.telephony.trunkCalls.push = (...calls) => {
      order.push(...calls.map((call) => `dialled ${call.to} as ${call.sipCallId}`))
      return order.length
    }
    const { call } = await live.calls.dialOut(wish, async (_tx, callId) => {
      order.push(`wrote attempt of ${callId}`)
    })
    expect(order).toEqual([`wrote attempt of ${call.id}`, 'dialled +8613800138000 as attempt-1'])
    await live.calls.close(call)
  })

  test('is recorded while the passenger speaks, until they fall silent for as long as the menu says', async () => {
    const { call } = await live.calls.dialOut(wish)
    await call.recordSpeech('/comment.wav', { silenceMs: 4000 })
    expect(live.phone().speechOptions).toEqual([{ silenceMs: 4000 }])
    await live.calls.close(call)
  })

  test('is answered only when the row says so, and ends once however often it is closed', async () => {
    const { call, answered } = await live.calls.dialOut(wish)
    live.phone().pickUp()
    await answered
    expect(await live.calls.viewWithLegs(call.id)).toMatchObject({ state: 'in-ivr', direction: 'outbound' })
    await Promise.all([live.calls.close(call), live.calls.close(call)])
    await live.calls.close(call)
    expect(live.phone().state).toBe('ended')
    expect(live.facts('call.ended')).toMatchObject([{ cause: 'hung-up-by-us' }])
  })

  test('keeps the cause with which it was refused', async () => {
    const { call, answered } = await live.calls.dialOut(wish)
    live.phone().end('busy')
    await expect(answered).rejects.toMatchObject({ name: 'LegEndedError', end: { cause: 'busy' } })
    await live.calls.close(call)
    expect(await live.calls.view(call.id)).toMatchObject({ state: 'ended', cause: 'busy' })
  })

  test('is not dialled when its rows cannot be written', async () => {
    const refused = live.calls.dialOut(wish, () => Promise.reject(new Error('disk full')))
    await expect(refused).rejects.toThrow('disk full')
    expect(live.telephony.trunkCalls).toEqual([])
    expect(live.facts('call.received')).toEqual([])
  })
})
