/** The demo airline without the house: its simulated passenger-service system with the bookings of the demo passengers. */
import { createAirlineFlights } from '../../server/airline-simulator/airline-flights.ts'
import { createAirlineSimulator } from '../../server/airline-simulator/airline-simulator.service.ts'
import { createBookingList } from '../../server/airline-simulator/booking-list.ts'
import { demoBookings } from '../../server/demo/demo-bookings.ts'

/** Its passengers were seeded at `seededAt`; `clock` says what time it is. */
export function openDemoAirline(clock: { now(): number }, seededAt = clock.now()) {
  const { bookings, members } = demoBookings(seededAt, createAirlineFlights())
  const airline = createAirlineSimulator({ clock, bookings: createBookingList(bookings, members) })
  return { airline, bookings, members }
}
