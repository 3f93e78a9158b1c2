/** From the offer to the painted screen pop: Chromium as the agent, a queue of known passengers of whom each hangs up when offered. */
import { page } from '../../server/contracts/common.ts'
import type { ScreenPop } from '../../server/contracts/interactions.ts'
import { PassengerProfile, PassengerSummary } from '../../server/contracts/passengers.ts'
import type { PhoneCall } from '../../sip/phone/phone-call.ts'
import { type AgentDesk, type Login, openDesk } from '../kit/agent-desk.ts'
import { type ApiClient, logIn } from '../kit/api-client.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import type { WholeHouse } from '../kit/whole-house.ts'

/** Delays of `offers` offers, ms: from the house's decision to the frame in which the pop stood on the screen. */
export async function measurePopDelay(house: WholeHouse, login: Login, offers: number): Promise<number[]> {
  const phone = await passengerPhone(house)
  const desk = await openDesk(house.url, login)
  try {
    const agent = await logIn(house.url, login)
    await desk.startShift()
    const calls = new Map<string, PhoneCall>()
    for (const number of await numbersOf(agent, offers))
      calls.set(number, await ringHotline(phone, house, number, '12'))
    await desk.goReady()
    const delays: number[] = []
    while (delays.length < offers) {
      const { pop, paintedAt } = await nextOffer(desk)
      if (pop.offeredAt === undefined) throw new Error('The offer does not say when it was made.')
      delays.push(paintedAt - pop.offeredAt)
      await calls.get(pop.call.ani)?.hangUp()
    }
    return delays
  } finally {
    await desk.close()
    await phone.close()
  }
}

/** One number each of as many passengers. */
async function numbersOf(agent: ApiClient, count: number): Promise<string[]> {
  const { items } = await agent.get(`/passengers?search=&limit=200`, page(PassengerSummary))
  const numbers = new Set<string>()
  for (const { id } of items) {
    const { numbers: own } = await agent.get(`/passengers/${id}`, PassengerProfile)
    const first = own.find(({ shared }) => !shared)
    if (first !== undefined) numbers.add(first.e164)
    if (numbers.size === count) break
  }
  if (numbers.size < count) throw new Error(`Only ${numbers.size} passengers have a number of their own.`)
  return [...numbers]
}

/** The next pop and when it was painted, ms UTC. */
async function nextOffer(desk: AgentDesk): Promise<{ pop: ScreenPop; paintedAt: number }> {
  const until = performance.now() + 40_000
  while (desk.seen.poppedAt === undefined || desk.seen.pop === undefined) {
    if (performance.now() > until) throw new Error('No offer came.')
    await desk.page.waitForTimeout(10)
  }
  const next = { pop: desk.seen.pop, paintedAt: desk.seen.poppedAt }
  desk.seen.pop = undefined
  desk.seen.poppedAt = undefined
  return next
}
