/** `npm run simulator`: the demo airline's passenger-service system as a program of its own, for a house with PASSENGER_SERVICE=http://... */
import closeWithGrace from 'close-with-grace'
import { createAirlineFlights } from './airline-simulator/airline-flights.ts'
import { createSimulatorServer } from './airline-simulator/airline-simulator.routes.ts'
import { createAirlineSimulator } from './airline-simulator/airline-simulator.service.ts'
import { createBookingList } from './airline-simulator/booking-list.ts'
import { demoBookings } from './demo/demo-bookings.ts'
import { systemClock } from './platform/clock.ts'

const usage = `npm run simulator -- [--port 3001] [--user house] [--secret simulator] [--seeded 2026-11-25T08:00:00Z]
  --seeded  when the house it serves was first started: its demo trips count from then (now, when not given)`

const given = new Map(
  process.argv.slice(2).map((word, i, words) => [word.replace(/^--/, ''), words[i + 1] ?? ''] as const),
)
if (given.has('help')) console.log(usage)
else await serve()

async function serve(): Promise<void> {
  const seeded = given.get('seeded')
  const seededAt = seeded === undefined ? Date.now() : Date.parse(seeded)
  const port = Number(given.get('port') ?? 3001)
  if (Number.isNaN(seededAt) || !Number.isInteger(port)) {
    console.error(usage)
    process.exitCode = 1
    return
  }
  const login = { user: given.get('user') ?? 'house', secret: given.get('secret') ?? 'simulator' }
  const { bookings, members } = demoBookings(seededAt, createAirlineFlights())
  const airline = createAirlineSimulator({ clock: systemClock(), bookings: createBookingList(bookings, members) })
  const server = createSimulatorServer({ airline, login })
  closeWithGrace({ delay: 2_000, logger: false }, () => server.close())
  await server.listen({ host: '127.0.0.1', port })
  console.log(
    `The simulated airline listens. Start the house with\n  PASSENGER_SERVICE=http://${login.user}:${login.secret}@127.0.0.1:${port}`,
  )
}
