/** The main trip, whole: a passenger rings, chooses complaints, an agent answers in the browser, talks, files a case. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AgentState } from '../../server/contracts/agents.ts'
import { CallWithLegs } from '../../server/contracts/calls.ts'
import { Case, CaseSummary } from '../../server/contracts/cases.ts'
import { page } from '../../server/contracts/common.ts'
import { Interaction, InteractionSummary } from '../../server/contracts/interactions.ts'
import { TimelineItem } from '../../server/contracts/passengers.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import type { PhoneCall } from '../../sip/phone/phone-call.ts'
import { type AgentDesk, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { hearsInPage, hearsNoMoreInPage } from '../kit/browser-ear.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { amplitudeAt, readChannels } from '../kit/tone.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

const agentHz = 1000
const passengerHz = 440

let house: WholeHouse
let agent: ApiClient
let supervisor: ApiClient
let desk: AgentDesk
let colleague: AgentDesk
let phone: Phone
let call: PhoneCall
let interaction: Interaction

beforeAll(async () => {
  house = await startHouse()
  agent = await logIn(house.url, cast.agent)
  supervisor = await logIn(house.url, cast.supervisor)
  phone = await passengerPhone(house)
  desk = await openDesk(house.url, cast.agent, { hz: agentHz })
  colleague = await openDesk(house.url, cast.colleague)
})

afterAll(async () => {
  await phone?.close()
  await Promise.all([desk?.close(), colleague?.close()])
  await house?.close()
})

describe('a passenger rings the hotline', () => {
  test('the agent starts the shift and goes ready', async () => {
    await desk.startShift()
    await desk.goReady()

    // Routable as soon as the page's first heartbeat has come.
    const state = await agent.until('/agents/me', AgentState, ({ routable }) => routable, 10_000)
    expect(state.phoneRegistered).toBe(true)
  })

  test('the console shows who calls before the phone rings', async () => {
    call = await ringHotline(phone, house, cast.known.number, '12')
    await desk.offered()
    await expect.poll(() => desk.seen.invitedAt).toBeDefined()

    expect(desk.seen.poppedAt).toBeLessThanOrEqual(desk.seen.invitedAt ?? 0)
    await desk.page.getByText(cast.known.name).first().waitFor()
    interaction = await agent.get('/interactions/current', Interaction)
    expect(interaction).toMatchObject({ state: 'open', direction: 'inbound', queueId: 'complaint' })
    expect(interaction.pop.passenger?.name).toBe(cast.known.name)
    expect(interaction.pop.call.path.map(({ pressed }) => pressed).filter(Boolean)).toEqual(['1', '2'])
  })

  test('both sides hear each other', async () => {
    void call.say(passengerHz)
    await desk.answer()

    await call.hears(agentHz)
    await hearsInPage(desk.page, passengerHz)
  })

  test('on hold the passenger hears music and the agent hears nothing', async () => {
    await desk.press('保持')
    await hearsNoMoreInPage(desk.page, passengerHz)
    await call.until((heard) => heard.level > -45 && Math.abs(heard.dominantHz(200) - agentHz) > 50, 'music on hold')

    await desk.press('恢复')
    await call.hears(agentHz)
    await hearsInPage(desk.page, passengerHz)
  })

  test('the agent hangs up and the passenger hears it', async () => {
    await desk.press('挂机')

    expect(await call.ended).toMatchObject({ by: 'them' })
    expect(await agent.get(`/interactions/${interaction.id}`, InteractionSummary)).toMatchObject({
      state: 'wrapping-up',
    })
  })

  test('saving the complaint ends wrap-up, and the agent takes calls again', async () => {
    await colleague.page.goto(`${house.url}/passengers/${interaction.pop.passenger?.id}`)
    await colleague.page.getByText(cast.known.name).first().waitFor()
    const form = desk.page.locator('form.wrap-up')
    await form.getByText('投诉', { exact: true }).click()
    await choose('业务类别', '总部空中服务')
    await form.getByLabel('主题').fill('餐食与预订不符')
    await form.getByLabel('详情').fill('预订了素食，送来的是牛肉。')
    await choose('业务小结', '已建单')
    await desk.press('归档并完成')

    await agent.until('/agents/me', AgentState, ({ routable }) => routable)
    interaction = await agent.get(`/interactions/${interaction.id}`, Interaction)
    expect(interaction).toMatchObject({
      state: 'closed',
      disposition: 'case-opened',
    })
  })

  test('the case and the contact stand in the timeline at once', async () => {
    const { items } = await agent.get(`/passengers/${interaction.passengerId}/timeline`, page(TimelineItem))
    expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['interaction', 'case']))

    const [opened] = await agent.get(`/passengers/${interaction.passengerId}/cases`, z.array(CaseSummary))
    expect(await agent.get(`/cases/${opened?.id}`, Case)).toMatchObject({
      kind: 'complaint',
      category: 'cp-01',
      subject: '餐食与预订不符',
      state: 'open',
      interactionId: interaction.id,
    })
  })

  test("a colleague's console shows the case without a reload", async () => {
    await colleague.page.getByText('餐食与预订不符').first().waitFor()
  })

  test('every leg of the call has its end and its cause', async () => {
    const { legs, state, cause } = await agent.get(`/calls/${interaction.callId}`, CallWithLegs)

    expect({ state, cause }).toEqual({ state: 'ended', cause: 'hung-up-by-us' })
    expect(legs.map(({ kind }) => kind).sort()).toEqual(['agent', 'trunk'])
    expect(legs.every(({ answeredAt, endedAt }) => answeredAt !== undefined && endedAt !== undefined)).toBe(true)
  })

  test('the recording holds the passenger on the left and the agent on the right', async () => {
    const [recording] = await supervisor.get(
      `/interactions/${interaction.id}/recordings`,
      z.array(z.object({ id: z.string() })),
    )
    const folder = await mkdtemp(join(tmpdir(), 'recording-'))
    const path = join(folder, 'talk.wav')
    await writeFile(path, await supervisor.bytes(`/recordings/${recording?.id}`))
    const [left, right] = await readChannels(path)
    await rm(folder, { recursive: true })

    expect(loudestMoment(left!, passengerHz)).toBeGreaterThan(2000)
    expect(loudestMoment(right!, agentHz)).toBeGreaterThan(1000)
    expect(loudestMoment(left!, agentHz)).toBeLessThan(200)
    expect(loudestMoment(right!, passengerHz)).toBeLessThan(200)
  })
})

/** Opens an antd select by its label and takes an option. */
async function choose(label: string, option: string): Promise<void> {
  await desk.page.locator('form.wrap-up').getByLabel(label).click()
  await desk.page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click()
}

/** Highest amplitude of `hz` over windows of 200 ms. */
function loudestMoment(samples: Int16Array, hz: number): number {
  let loudest = 0
  for (let from = 0; from + 1600 <= samples.length; from += 1600)
    loudest = Math.max(loudest, amplitudeAt(samples.subarray(from, from + 1600), hz))
  return loudest
}
