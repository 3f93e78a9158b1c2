import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionUser } from '../../server/contracts/auth.ts'
import { type JoinedHouse, openJoinedHouse } from '../kit/joined-house.ts'

let joined: JoinedHouse
let anna: SessionUser

beforeEach(async () => {
  joined = await openJoinedHouse()
  anna = await joined.hire('agent', await joined.addTeam('complaints'))
  await joined.ready(anna)
})
afterEach(async () => {
  await heals()
  await joined.close()
})

const settle = () => joined.house.clock.advance(0)
const phone = () => joined.switch.phones.at(-1)!
/** The disk takes nothing more. */
const fills = () => sql`pragma query_only = on`.execute(joined.house.store.db)
/** There is space again, and time for another try. */
async function heals(): Promise<void> {
  await sql`pragma query_only = off`.execute(joined.house.store.db)
  await joined.house.clock.advance(1_000)
  joined.line.agents.pageSeen(anna.id)
}
const activity = async () => (await joined.line.agents.state(anna.id)).activity
const callId = () => joined.house.factsOf('call.received').at(-1)!.callId

async function talk() {
  const rung = joined.ring()
  await settle()
  phone().pickUp()
  await settle()
  return rung
}

test('a call that comes in is refused with 503, for the trunk to find another house', async () => {
  await fills()
  const { caller, over } = joined.ring()
  await over
  expect(caller.rejected).toBe(503)
})

test('a call that ends is silent at once, and filed when there is space again', async () => {
  const { caller, over } = await talk()
  await fills()
  caller.hangsUp()
  await settle()
  expect(phone().state).toBe('ended')
  expect(await activity()).toBe('talking')

  await heals()
  await over
  expect(await joined.line.calls.view(callId())).toMatchObject({ state: 'ended', cause: 'hung-up-by-peer' })
  expect(await activity()).toBe('wrap-up')
})

test('a caller who gives up while it rings frees the agent when there is space again', async () => {
  const { caller, over } = joined.ring()
  await settle()
  await fills()
  caller.hangsUp()
  await settle()
  expect(phone().state).toBe('ended')

  await heals()
  await heals()
  await over
  expect(await activity()).toBe('idle')
  expect(await joined.line.queues.waiting()).toEqual([])
})

test('an answer that could not be written leaves the caller waiting and the agent free', async () => {
  joined.ring()
  await settle()
  await fills()
  phone().pickUp()
  await settle()
  expect(phone().state).toBe('ended')
  expect(joined.switch.bridges).toHaveLength(0)

  await heals()
  expect(joined.house.factsOf('queue-entry.returned')).toMatchObject([{ why: 'failed' }])
  expect(await joined.line.queues.waiting()).toHaveLength(1)
})

test('hold and retrieve that could not be written have not happened and can be asked again', async () => {
  await talk()
  const { calls } = joined.line
  await fills()
  await expect(calls.hold(callId(), anna.id)).rejects.toThrow('readonly')
  await heals()
  await calls.hold(callId(), anna.id)
  expect(joined.switch.bridges[0]?.music).toBeDefined()

  await fills()
  await expect(calls.retrieve(callId(), anna.id)).rejects.toThrow('readonly')
  await heals()
  await calls.retrieve(callId(), anna.id)
  expect(joined.switch.bridges[0]?.music).toBeUndefined()
})
