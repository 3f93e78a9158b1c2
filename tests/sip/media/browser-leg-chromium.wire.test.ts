import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ChromiumPage, openChromium } from '../../kit/chromium.ts'
import { type MediaHouse, openMediaHouse } from '../../kit/media-house.ts'

let house: MediaHouse
let page: ChromiumPage

beforeAll(async () => {
  house = await openMediaHouse({ low: 23_800, high: 23_849 })
})
afterAll(() => house.close())
beforeEach(async () => {
  page = await openChromium()
})
afterEach(() => page.close())

test('Chromium that is called and a trunk caller hear each other, before and after hold, and its keys arrive once', async () => {
  const caller = await house.call({ sdp: { codecs: ['PCMA'] } })
  const leg = await house.engine.openBrowser({ id: 'called', near: caller.endpoint })
  let digits = ''
  const pressed = Promise.withResolvers<void>()
  leg.onDigit((digit) => {
    digits += digit
    if (digits.length === 3) pressed.resolve()
  })
  await page.open(1000)
  await leg.acceptAnswer(await page.answer(leg.localSdp))
  await page.connected()
  await house.engine.connect(caller.endpoint, leg)
  await house.engine.connect(leg, caller.endpoint)
  void caller.peer.say(700)
  expect((await caller.peer.hears(1000)).amplitude).toBeGreaterThan(2000)
  await page.hears(700)
  for (const direction of ['sendonly', 'sendrecv'] as const) {
    await page.direct(direction)
    await page.accept(await leg.acceptOffer(await page.offer()))
  }
  await page.hears(700)
  caller.peer.forget()
  await caller.peer.listen(1000)
  await caller.peer.hears(1000)
  expect(caller.peer.packets.length).toBeLessThan(70)
  await page.press('12#')
  await pressed.promise
  expect(digits).toBe('12#')
  await Promise.all([leg.close(), caller.endpoint.close()])
})

test('Chromium that calls is answered with G.711 and both sides hear each other', async () => {
  await page.open(1200)
  const leg = await house.engine.openBrowser({ id: 'calling', offer: await page.offer() })
  await page.accept(leg.localSdp)
  await page.connected()
  const trunk = await house.call({ near: leg })
  await house.engine.connect(leg, trunk.endpoint)
  await house.engine.connect(trunk.endpoint, leg)
  void trunk.peer.say(600)
  await trunk.peer.hears(1200)
  await page.hears(600)
  await Promise.all([leg.close(), trunk.endpoint.close()])
})
