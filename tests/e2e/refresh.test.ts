/** The agent presses F5 in mid-call: the passenger hears music for a moment, then the same agent again, and what was typed is still there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentState } from '../../server/contracts/agents.ts'
import { Interaction } from '../../server/contracts/interactions.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import type { PhoneCall } from '../../sip/phone/phone-call.ts'
import { type AgentDesk, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

let house: WholeHouse
let agent: ApiClient
let desk: AgentDesk
let phone: Phone
let call: PhoneCall

const subject = () => desk.page.getByLabel('主题')
const isRoutable = () => agent.until('/agents/me', AgentState, ({ routable }) => routable, 10_000)

beforeAll(async () => {
  house = await startHouse()
  agent = await logIn(house.url, cast.agent)
  phone = await passengerPhone(house)
  desk = await openDesk(house.url, cast.agent)
})

afterAll(async () => {
  await phone?.close()
  await desk?.close()
  await house?.close()
})

describe('a refresh of the page', () => {
  test('keeps the shift: the phone registers again by itself', async () => {
    await desk.startShift()
    await desk.goReady()
    await isRoutable()
    await desk.page.reload()
    await desk.page.getByRole('status', { name: '软电话已注册' }).waitFor()
    await isRoutable()
  })

  test('in mid-call brings the passenger back to the same desk by itself, with what was typed', async () => {
    call = await ringHotline(phone, house, cast.known.number, '12')
    await desk.answer()
    await subject().fill('行李丢失')
    await desk.page.getByText(/草稿已保存/).waitFor()
    await desk.page.reload()
    await desk.page.getByText(/正在接回/).waitFor()
    await desk.page.getByText(/通话 00:/).waitFor()
    expect(await subject().inputValue()).toBe('行李丢失')
    const before = call.heard().soundMs
    await call.until(({ soundMs }) => soundMs > before + 400, 'the agent again')
  })

  test('leaves the passenger where they were in the queue: one contact, no second wait', async () => {
    const entries = await agent.get('/interactions/current', Interaction)
    expect(entries.state).toBe('open')
    expect(entries.pop.call).toMatchObject({ state: 'talking' })
  })

  test('in wrap-up keeps the form and its time', async () => {
    await desk.press('挂机')
    await call.ended
    await desk.page.getByText(/话后处理 · 剩余/).waitFor()
    await desk.page.reload()
    await desk.page.getByText(/话后处理 · 剩余/).waitFor()
    expect(await subject().inputValue()).toBe('行李丢失')
  })
})
