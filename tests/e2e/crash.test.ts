/** kill -9 in mid-call: nothing acknowledged is lost, and nobody is left on a dead line. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Task } from '../../server/contracts/cases.ts'
import { page } from '../../server/contracts/common.ts'
import { Interaction } from '../../server/contracts/interactions.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import type { PhoneCall } from '../../sip/phone/phone-call.ts'
import { type AgentDesk, openDesk } from '../kit/agent-desk.ts'
import { logIn } from '../kit/api-client.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

let house: WholeHouse
let phone: Phone
let desk: AgentDesk
let call: PhoneCall
let interaction: Interaction

beforeAll(async () => {
  house = await startHouse()
  phone = await passengerPhone(house)
  desk = await openDesk(house.url, cast.agent, { hz: 1000 })
  await desk.startShift()
  await desk.goReady()
  call = await ringHotline(phone, house, cast.known.number, '12')
  await desk.answer()
  await call.hears(1000)
})

afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await house?.close()
})

test('what the agent typed is kept before the crash', async () => {
  const agent = await logIn(house.url, cast.agent)
  interaction = await agent.get('/interactions/current', Interaction)
  const { savedAt } = await agent.put(
    `/interactions/${interaction.id}/draft`,
    { note: '旅客要求书面答复' },
    z.object({ savedAt: z.number() }),
  )

  expect(savedAt).toBeGreaterThan(0)
})

test('after kill -9 and a new start the caller is told by BYE that the call is over', async () => {
  await house.kill()
  await house.startAgain()

  expect(await call.ended).toMatchObject({ by: 'them' })
})

test('the contact is closed as interrupted with everything that was acknowledged', async () => {
  const agent = await logIn(house.url, cast.agent)
  const after = await agent.get(`/interactions/${interaction.id}`, Interaction)

  expect(after).toMatchObject({ state: 'interrupted', passengerId: interaction.passengerId })
  expect(after.draft.note).toBe('旅客要求书面答复')
})

test('somebody has the task to call the passenger back', async () => {
  const agent = await logIn(house.url, cast.agent)
  const { items } = await agent.get('/tasks?state=open', page(Task))

  expect(items.filter(({ interactionId }) => interactionId === interaction.id)).toMatchObject([
    { kind: 'call-back-interrupted', passengerId: interaction.passengerId },
  ])
})

test('a second start finds nothing more to repair', async () => {
  await house.stop()
  await house.startAgain()
  const agent = await logIn(house.url, cast.agent)
  const { items } = await agent.get('/tasks?state=open', page(Task))

  expect(items.filter(({ interactionId }) => interactionId === interaction.id)).toHaveLength(1)
})
