import { expect, test } from 'vitest'
import type { Fact } from '../../../server/contracts/facts.ts'
import { createBus } from '../../../server/platform/bus.ts'
import { type Log, silentLog } from '../../../server/platform/log.ts'

const fact = (seq: number): Fact => ({
  seq,
  at: 1,
  name: 'campaign.changed',
  data: { campaignId: 'complaint-satisfaction' },
})

function listeningLog(): { log: Log; errors: object[] } {
  const errors: object[] = []
  return { log: { ...silentLog, error: (fields) => errors.push(fields) }, errors }
}

test('tells a fact to those who listen for its name and to those who hear everything', () => {
  const bus = createBus(silentLog)
  const heard: string[] = []
  bus.on('campaign.changed', ({ seq }) => void heard.push(`name ${seq}`))
  bus.on('case.opened', () => void heard.push('wrong name'))
  bus.onAny(({ seq }) => void heard.push(`any ${seq}`))

  bus.publish(fact(1))
  bus.publish(fact(2))

  expect(heard).toEqual(['name 1', 'any 1', 'name 2', 'any 2'])
})

test('tells nothing more to a listener that left', () => {
  const bus = createBus(silentLog)
  const heard: number[] = []
  const leave = bus.on('campaign.changed', ({ seq }) => void heard.push(seq))
  const leaveAll = bus.onAny(({ seq }) => void heard.push(seq))

  leave()
  leaveAll()
  bus.publish(fact(1))

  expect(heard).toEqual([])
})

test('goes on to the next listener when one throws, and logs it', () => {
  const { log, errors } = listeningLog()
  const bus = createBus(log)
  const heard: number[] = []
  bus.on('campaign.changed', () => {
    throw new Error('broken listener')
  })
  bus.on('campaign.changed', ({ seq }) => void heard.push(seq))

  bus.publish(fact(7))

  expect(heard).toEqual([7])
  expect(errors).toEqual([{ error: expect.any(Error), fact: 'campaign.changed' }])
})

test('logs a listener that fails later instead of ending the process', async () => {
  const { log, errors } = listeningLog()
  const bus = createBus(log)
  bus.onAny(async () => {
    throw new Error('failed later')
  })

  bus.publish(fact(1))
  await new Promise(setImmediate)

  expect(errors).toHaveLength(1)
})
