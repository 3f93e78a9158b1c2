import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { passengerServiceApi } from '../../../server/flights/passenger-service-api.ts'
import { openDemoAirline } from '../../kit/demo-airline.ts'
import { createFakeClock } from '../../kit/fake-clock.ts'
import { passengerServiceSuite } from './passenger-service-suite.ts'

passengerServiceSuite('in process', async () => {
  const clock = createFakeClock(Date.UTC(2026, 10, 25, 6))
  const { airline, bookings, members } = openDemoAirline(clock)
  const quiet = bookings.find((booking) => booking.departsAt > clock.now() + 15 * 86_400_000)!
  return { service: airline, clock, locator: quiet.pnr, memberNumber: members[0]!.number }
})

test('[CS-13] the OpenAPI description in the repository is the one of the schemas', () => {
  const file = new URL('../../../server/flights/passenger-service.openapi.json', import.meta.url)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(passengerServiceApi())))
})
