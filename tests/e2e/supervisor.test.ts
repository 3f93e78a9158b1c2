/** The supervisor's page follows reality within a second and loses nothing when its connection breaks. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Wallboard } from '../../server/contracts/supervision.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import { type AgentDesk, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { type CuttableWire, openWire } from '../kit/cuttable-wire.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

/** What a caller hears before the queue: that an agent is on the way and that the call is recorded. */
const menuMs = 30_000

/** The board follows within a second; a machine busy with other tests gets three. */
const boardMs = 3000

let house: WholeHouse
let supervisor: ApiClient
let board: AgentDesk
let phone: Phone
let wire: CuttableWire

beforeAll(async () => {
  house = await startHouse()
  supervisor = await logIn(house.url, cast.supervisor)
  phone = await passengerPhone(house)
  wire = await openWire(house.httpPort)
  board = await openDesk(wire.url, cast.supervisor)
  await board.page.goto(`${wire.url}/wallboard`)
})

afterAll(async () => {
  await phone?.close()
  await board?.close()
  await wire?.close()
  await house?.close()
})

const figures = () => supervisor.get('/wallboard', Wallboard)

test('a waiting caller stands on the board at once, and leaves it when gone', async () => {
  const call = await ringHotline(phone, house, cast.known.number, '11')
  await supervisor.until('/wallboard', Wallboard, ({ waiting }) => waiting.length === 1, menuMs)
  await board.page.getByText(cast.known.name).first().waitFor({ timeout: boardMs })

  await call.hangUp()
  await supervisor.until('/wallboard', Wallboard, ({ waiting }) => waiting.length === 0)
  await board.page.getByText(cast.known.name).waitFor({ state: 'detached', timeout: boardMs })
  expect((await figures()).total).toMatchObject({ offered: 1, abandoned: 1, answered: 0 })
})

test('what happened while the connection was broken stands on the board afterwards', async () => {
  wire.cut()
  const call = await ringHotline(phone, house, cast.known.number, '11')
  await supervisor.until('/wallboard', Wallboard, ({ waiting }) => waiting.length === 1, menuMs)
  wire.mend()

  await board.page.getByText(cast.known.name).first().waitFor({ timeout: 20_000 })
  await call.hangUp()
  await board.page.getByText(cast.known.name).waitFor({ state: 'detached', timeout: boardMs })
})

test('an agent who starts a shift stands on the board', async () => {
  const agent = await logIn(house.url, cast.agent)
  await agent.post('/agents/me/shift', {}, z.unknown())

  await board.page.getByText(cast.agent.displayName).first().waitFor()
  await expect
    .poll(async () => (await figures()).agents.find(({ agentId }) => agentId === agent.user.id)?.presence)
    .toBe('not-ready')
})
