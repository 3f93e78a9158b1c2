/** The agent presses F5 in mid-call: the passenger is not cut off, comes back to the same desk, and what was typed is still there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentState } from '../../server/contracts/agents.ts'
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

  test('in mid-call leaves the passenger on the line and says so to the agent', async () => {
    call = await ringHotline(phone, house, cast.known.number, '12')
    await desk.answer()
    await subject().fill('行李丢失')
    await desk.page.getByText(/草稿已保存/).waitFor()
    await desk.page.reload()
    await desk.page.getByText(/旅客没有被挂断/).waitFor()
  })

  test('brings the passenger back to the desk with what was typed', async () => {
    await desk.offered()
    await desk.page.getByText(/因坐席断线而中断/).waitFor()
    await desk.answer()
    expect(await subject().inputValue()).toBe('行李丢失')
    const before = call.heard().soundMs
    await call.until(({ soundMs }) => soundMs > before + 400, 'the agent again')
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
