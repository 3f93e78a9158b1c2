/** What the simulated airline needs: who is booked. In the house these are its trips, alone they are the demo passengers. */
import type { SpecialNeed, Tier } from '../contracts/passengers.ts'

/** One passenger on one flight. */
export interface Booking {
  pnr: string
  /** As on the ticket: WANG XIAOMING. */
  name: string
  memberNumber?: string
  contact?: string
  flight: string
  /** As scheduled, ms UTC. */
  departsAt: number
  cabin: 'economy' | 'premium' | 'business' | 'first'
  seat?: string
  meal?: string
  specialNeeds: SpecialNeed[]
}

export interface Member {
  number: string
  name: string
  tier: Tier
  miles: number
  segments: number
}

export interface Bookings {
  /** The bookings of a locator, first flight first. */
  ofPnr(pnr: string): Promise<Booking[]>
  /** Those that depart within a time, at most so many. */
  departing(fromMs: number, toMs: number, limit: number): Promise<Booking[]>
  member(number: string): Promise<Member | undefined>
}
