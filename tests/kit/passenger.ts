/** A passenger with a telephone: rings the hotline, listens to the menu, presses keys, speaks a tone. */

import { createPhone, type Phone } from '../../sip/phone/phone.ts'
import type { PhoneCall } from '../../sip/phone/phone-call.ts'
import { freePort, rtpPorts, sipPorts } from './free-ports.ts'
import type { WholeHouse } from './whole-house.ts'

/** A phone whose calls go to the house; with `asTrunk` it listens where the house sends its own calls. */
export async function passengerPhone(house: WholeHouse, asTrunk = false): Promise<Phone> {
  const rtp = await freePort({ low: rtpPorts.high - 199, high: rtpPorts.high - 20 })
  return createPhone({
    server: { host: '127.0.0.1', port: house.sipPort },
    host: '127.0.0.1',
    port: asTrunk ? house.trunkPort : await freePort(sipPorts),
    rtpPorts: { low: rtp, high: rtpPorts.high },
  })
}

/** Rings the hotline and goes through the menu with `keys`, each pressed when its question is being asked. */
export async function ringHotline(phone: Phone, house: WholeHouse, from: string, keys: string): Promise<PhoneCall> {
  const call = await phone.call(house.hotline, { from })
  await call.answered
  for (const key of keys) {
    const before = call.heard().soundMs
    await call.until(({ soundMs }) => soundMs > before + 400, `the question before key ${key}`)
    await call.press(key)
  }
  return call
}
