/** A supervisor listens to a running call, whispers to the agent, speaks to both, and leaves: by real tones in two browsers and a telephone. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AgentState } from '../../server/contracts/agents.ts'
import { AuditEntry } from '../../server/contracts/auth.ts'
import { Call } from '../../server/contracts/calls.ts'
import { Interaction } from '../../server/contracts/interactions.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import type { PhoneCall } from '../../sip/phone/phone-call.ts'
import { type AgentDesk, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { hearsInPage, hearsNoMoreInPage, loudnessInPage } from '../kit/browser-ear.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

const agentHz = 1000
const passengerHz = 440
const supervisorHz = 1600

let house: WholeHouse
let agent: ApiClient
let desk: AgentDesk
let board: AgentDesk
let phone: Phone
let call: PhoneCall

const pictures = process.env.PICTURES
const picture = async (page: AgentDesk['page'], name: string) => {
  if (pictures === undefined) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

beforeAll(async () => {
  house = await startHouse()
  agent = await logIn(house.url, cast.agent)
  phone = await passengerPhone(house)
  desk = await openDesk(house.url, cast.agent, { hz: agentHz })
  board = await openDesk(house.url, cast.supervisor, { hz: supervisorHz })
  await desk.startShift()
  await desk.goReady()
  await agent.until('/agents/me', AgentState, ({ routable }) => routable, 10_000)
  call = await ringHotline(phone, house, cast.known.number, '12')
  void call.say(passengerHz)
  await desk.answer()
  await call.hears(agentHz)
})

afterAll(async () => {
  await phone?.close()
  await Promise.all([desk?.close(), board?.close()])
  await house?.close()
})

describe('a supervisor', () => {
  test('hears passenger and agent with one click on the wallboard, and neither hears the supervisor', async () => {
    await board.page.goto(`${house.url}/wallboard`)
    await board.page.getByRole('button', { name: `监听 ${cast.agent.displayName} 的通话` }).click()
    await board.page.getByText('监听中').waitFor()
    await hearsInPage(board.page, passengerHz)
    await hearsInPage(board.page, agentHz)
    await picture(board.page, 'monitoring-listen')
    expect(await loudnessInPage(desk.page, supervisorHz)).toBeLessThan(0.003)
    expect(await desk.page.getByText('耳语辅导').count()).toBe(0)
  })

  test('whispers to the agent alone, who sees it', async () => {
    await board.page.getByText('耳语', { exact: true }).click()
    await hearsInPage(desk.page, supervisorHz)
    await desk.page.getByText(/正在耳语辅导/).waitFor()
    await picture(desk.page, 'monitoring-whisper')
    const level = call.heard()
    await call.until(({ soundMs }) => soundMs > level.soundMs + 400, 'the agent')
    expect(Math.abs(call.heard().dominantHz(200) - agentHz)).toBeLessThan(30)
  })

  test('barges in: the passenger hears agent and supervisor', async () => {
    await board.page.getByText('插话', { exact: true }).click()
    await desk.page.getByText(/已加入通话/).waitFor()
    // The agent is muted, so what the passenger hears is the supervisor.
    await desk.press('静音')
    await call.hears(supervisorHz)
    await desk.press('取消静音')
  })

  test('leaves, and the call goes on', async () => {
    await board.press('退出监听')
    await board.page.getByRole('region', { name: '监听工具条' }).waitFor({ state: 'detached' })
    await hearsNoMoreInPage(desk.page, supervisorHz)
    await call.hears(agentHz)
    const interaction = await agent.get('/interactions/current', Interaction)
    expect(await agent.get(`/calls/${interaction.callId}`, Call)).toMatchObject({ state: 'talking' })
  })

  test('has left a trail of each step', async () => {
    const admin = await logIn(house.url, cast.admin)
    const { items } = await admin.get('/audit', z.object({ items: z.array(AuditEntry) }))
    const steps = items.map(({ action }) => action).filter((action) => action.startsWith('monitor.'))
    expect(steps.toReversed()).toEqual(['monitor.started', 'monitor.mode-changed', 'monitor.mode-changed'])
  })
})
