/** From the offer to the painted screen pop: Chromium as the agent, passengers who ring and hang up before the answer. */
import { z } from 'zod'
import { Interaction } from '../../server/contracts/interactions.ts'
import { type AgentDesk, type Login, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import type { WholeHouse } from '../kit/whole-house.ts'

/** Delays of `offers` offers, ms. */
export async function measurePopDelay(
  house: WholeHouse,
  login: Login,
  from: string,
  offers: number,
): Promise<number[]> {
  const phone = await passengerPhone(house)
  const desk = await openDesk(house.url, login)
  try {
    const agent = await logIn(house.url, login)
    await desk.startShift()
    await desk.goReady()
    const delays: number[] = []
    for (let n = 0; n < offers; n++) {
      const call = await ringHotline(phone, house, from, '12')
      delays.push(await popDelay(desk, agent))
      await call.hangUp()
      await agent.until('/agents/me', z.object({ routable: z.boolean() }), ({ routable }) => routable, 10_000)
      desk.seen.poppedAt = undefined
    }
    return delays
  } finally {
    await desk.close()
    await phone.close()
  }
}

async function popDelay(desk: AgentDesk, agent: ApiClient): Promise<number> {
  await desk.page.locator('.offer-name').waitFor({ timeout: 15_000 })
  const current = await agent.get('/interactions/current', Interaction)
  while (desk.seen.poppedAt === undefined) await desk.page.waitForTimeout(10)
  if (current.pop.offeredAt === undefined) throw new Error('The offer does not say when it was made.')
  return desk.seen.poppedAt - current.pop.offeredAt
}
