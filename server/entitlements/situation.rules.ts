/** What has happened to a passenger's flight, in the figures that the rules ask for. */
import type { BagFile, DisturbanceCause, FlightStatus, Money } from '../contracts/passenger-service.ts'
import type { Tier } from '../contracts/passengers.ts'

/** An airport as the rules need it. */
export interface Place {
  iata: string
  country: string
  zone: string
  latitude: number
  longitude: number
}

/** A benefit of a tier with its measure, 0 = none. */
export interface TierBenefit {
  code: string
  label: { zh: string; en: string }
  unit: string
  measure: number
}

export interface Situation {
  now: number
  from: Place
  to: Place
  distanceKm: number
  /** ISO 3166 country that licensed the carrier. */
  carrierCountry: string
  /** Day of departure at the first airport: decides which version of a rule is in force. */
  date: string
  scheduledDepartsAt: number
  scheduledArrivesAt: number
  cancelled: boolean
  oversold: boolean
  diverted: boolean
  departed: boolean
  arrived: boolean
  departureDelayMs: number
  arrivalDelayMs: number
  /** A new departure on a later day by the clocks of the airport. */
  overnight: boolean
  /** How long before departure the passenger was told; undefined when nothing was told. */
  noticeMs: number | undefined
  cause: DisturbanceCause | undefined
  /** The flight offered instead. */
  replacement: { departsAt: number; arrivesAt: number } | undefined
  tier: Tier
  benefits: TierBenefit[]
  fare: Money | undefined
  bags: BagFile[]
}

/** What is known of the flight and the passenger. */
export interface SituationFacts {
  now: number
  status: FlightStatus
  from: Place
  to: Place
  carrierCountry: string
  replacement?: { departsAt: number; arrivesAt: number } | undefined
  tier: Tier
  benefits: TierBenefit[]
  fare?: Money | undefined
  bags: BagFile[]
}

const earthKm = 6_371.009

/** Great-circle distance in whole kilometres (haversine; what Art. 7(4) of 261/2004 calls the great circle route method). */
export function distanceKm(a: Place, b: Place): number {
  const rad = Math.PI / 180
  const half = (x: number) => Math.sin(x / 2) ** 2
  const [lat1, lat2] = [a.latitude * rad, b.latitude * rad]
  const h = half(lat2 - lat1) + Math.cos(lat1) * Math.cos(lat2) * half((b.longitude - a.longitude) * rad)
  return Math.round(2 * earthKm * Math.asin(Math.sqrt(h)))
}

/** Puts the facts together. */
export function situationOf(facts: SituationFacts): Situation {
  const { status, from, to, now, replacement } = facts
  const cancelled = status.state === 'cancelled'
  const leavesAt = cancelled ? replacement?.departsAt : status.estimatedDepartsAt
  return {
    now,
    from,
    to,
    distanceKm: distanceKm(from, to),
    carrierCountry: facts.carrierCountry,
    date: status.date,
    scheduledDepartsAt: status.scheduledDepartsAt,
    scheduledArrivesAt: status.scheduledArrivesAt,
    cancelled,
    oversold: status.booked > status.capacity && status.departedAt === undefined && !cancelled,
    diverted: status.divertedTo !== undefined,
    departed: status.departedAt !== undefined,
    arrived: status.arrivedAt !== undefined,
    departureDelayMs: cancelled ? 0 : status.estimatedDepartsAt - status.scheduledDepartsAt,
    arrivalDelayMs: cancelled ? 0 : status.estimatedArrivesAt - status.scheduledArrivesAt,
    overnight: leavesAt !== undefined && dayOf(leavesAt, from.zone) > dayOf(status.scheduledDepartsAt, from.zone),
    noticeMs: status.announcedAt === undefined ? undefined : status.scheduledDepartsAt - status.announcedAt,
    cause: status.cause,
    replacement,
    tier: facts.tier,
    benefits: facts.benefits,
    fare: facts.fare,
    bags: facts.bags,
  }
}

/** The date that the clocks of a zone show. */
function dayOf(at: number, zone: string): string {
  const options = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return new Intl.DateTimeFormat('en-CA', options).format(at)
}
