/** The demo passengers with their trips as a reservation system holds them; the same as in a house seeded at this moment. */
import type { AirlineFlights } from './demo.ports.ts'
import { demoPassengers } from './demo-passengers.ts'
import { demoTrips } from './demo-trips.ts'

/** Bookings and accounts of everybody. */
export function demoBookings(seededAt: number, airline: AirlineFlights) {
  const people = demoPassengers()
  const bookings = people.flatMap((person, i) =>
    demoTrips(i, seededAt, airline).map((trip) => ({
      pnr: trip.pnr,
      name: person.latinName,
      flight: trip.flight,
      departsAt: trip.departsAt,
      cabin: trip.cabin,
      specialNeeds: person.specialNeeds ?? [],
      ...(trip.seat !== undefined && { seat: trip.seat }),
      ...(person.memberNumber !== undefined && { memberNumber: person.memberNumber }),
      ...(person.meal !== undefined && { meal: person.meal }),
      ...(person.numbers[0] && { contact: person.numbers[0].e164 }),
    })),
  )
  const members = people.flatMap(({ memberNumber, latinName: name, tier, miles, segments }) =>
    memberNumber === undefined ? [] : [{ number: memberNumber, name, tier, miles, segments }],
  )
  return { bookings, members }
}
