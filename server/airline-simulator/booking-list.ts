/** Bookings in memory: the demo passengers, for a simulated airline without the house. */
import type { Booking, Bookings, Member } from './airline-simulator.ports.ts'

/** Holds them as given. */
export function createBookingList(bookings: Booking[], members: Member[]): Bookings {
  const sorted = bookings.toSorted((a, b) => a.departsAt - b.departsAt)
  return {
    ofPnr: async (pnr) => sorted.filter((booking) => booking.pnr === pnr),
    departing: async (fromMs, toMs, limit) =>
      sorted.filter((booking) => booking.departsAt > fromMs && booking.departsAt <= toMs).slice(0, limit),
    member: async (number) => members.find((member) => member.number === number),
  }
}
