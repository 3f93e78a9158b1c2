/**
 * The neutral words between this house and the airline's passenger-service system: what it answers, what it is told.
 * `server/flights/passenger-service.openapi.json` is written from these schemas (`npm run passenger-service-api`).
 */
import { z } from 'zod'
import { Iata } from './airports.ts'
import { E164, Instant } from './common.ts'

/** Designator of the carrier and number: YT661. */
export const FlightNumber = z.string().regex(/^[A-Z0-9]{2}\d{1,4}$/)
/** The day of departure as the clocks of the first airport show it: 2026-11-25. */
export const FlightDate = z.iso.date()
/** Booking reference, six letters and digits. */
export const Locator = z.string().regex(/^[A-Z0-9]{6}$/)
export const TicketNumber = z.string().regex(/^\d{13}$/)
/** Ten characters: airport, carrier, number: PEKYT12345. */
export const BagReference = z.string().regex(/^[A-Z]{3}[A-Z0-9]{2}\d{5}$/)
export const Cabin = z.enum(['economy', 'premium', 'business', 'first'])

/** Why a flight does not go as planned; who answers for it follows from this. */
export const DisturbanceCause = z.enum([
  'weather',
  'air-traffic-control',
  'security',
  'airport',
  'strike-of-others',
  'bird-strike',
  'medical',
  'technical',
  'crew',
  'late-aircraft',
  'strike-of-own-staff',
  'commercial',
])
export type DisturbanceCause = z.infer<typeof DisturbanceCause>

/** Exact money: hundredths of the currency (ISO 4217). */
export const Money = z.object({ minor: z.int().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export const FlightStatus = z.object({
  flight: FlightNumber,
  date: FlightDate,
  carrier: z.string().length(2),
  from: Iata,
  to: Iata,
  scheduledDepartsAt: Instant,
  scheduledArrivesAt: Instant,
  /** As expected now; the same as scheduled when all is well. */
  estimatedDepartsAt: Instant,
  estimatedArrivesAt: Instant,
  departedAt: Instant.optional(),
  arrivedAt: Instant.optional(),
  state: z.enum(['scheduled', 'boarding', 'departed', 'arrived', 'cancelled', 'diverted']),
  cause: DisturbanceCause.optional(),
  /** When the passengers were first told of the disturbance. */
  announcedAt: Instant.optional(),
  divertedTo: Iata.optional(),
  terminal: z.string().optional(),
  gate: z.string().optional(),
  belt: z.string().optional(),
  aircraft: z.string(),
  capacity: z.int().positive(),
  /** More than the capacity: oversold. */
  booked: z.int().nonnegative(),
  /** Offered instead of a cancelled flight. */
  replacement: z.object({ flight: FlightNumber, date: FlightDate }).optional(),
})
export type FlightStatus = z.infer<typeof FlightStatus>

export const PnrSegment = z.object({
  flight: FlightNumber,
  date: FlightDate,
  from: Iata,
  to: Iata,
  departsAt: Instant,
  arrivesAt: Instant,
  cabin: Cabin,
  bookingClass: z.string().regex(/^[A-Z]$/),
  /** HK confirmed, UN cancelled by the airline, TK new time, XX cancelled. */
  status: z.enum(['HK', 'UN', 'TK', 'XX']),
  seat: z.string().optional(),
})

export const Pnr = z.object({
  locator: Locator,
  bookedAt: Instant,
  /** Where it was sold. */
  office: z.string(),
  passengers: z.array(
    z.object({ name: z.string(), ticket: TicketNumber, memberNumber: z.string().optional(), contact: E164.optional() }),
  ),
  segments: z.array(PnrSegment),
  ssrs: z.array(z.object({ code: z.string(), text: z.string(), status: z.enum(['HK', 'HN', 'UC']) })),
  remarks: z.array(z.object({ text: z.string(), at: Instant })),
  queues: z.array(z.object({ queue: z.string(), at: Instant })),
})
export type Pnr = z.infer<typeof Pnr>

export const ETicket = z.object({
  number: TicketNumber,
  locator: Locator,
  passengerName: z.string(),
  issuedAt: Instant,
  /** Own counter or site, an agent at home, or an agent abroad. */
  soldBy: z.enum(['airline', 'agent', 'agent-abroad']),
  fare: Money,
  taxes: Money,
  payment: z.enum(['card', 'bank-transfer', 'wallet', 'cash', 'miles']),
  refundable: z.enum(['free', 'with-fee', 'no']),
  coupons: z.array(
    z.object({
      number: z.int().positive(),
      flight: FlightNumber,
      date: FlightDate,
      from: Iata,
      to: Iata,
      fareBasis: z.string(),
      baggage: z.string(),
      status: z.enum(['open', 'checked-in', 'flown', 'suspended', 'refunded', 'exchanged']),
    }),
  ),
})
export type ETicket = z.infer<typeof ETicket>

export const MemberAccount = z.object({
  number: z.string(),
  name: z.string(),
  tier: z.enum(['none', 'basic', 'silver', 'gold', 'platinum']),
  miles: z.int(),
  segments: z.int(),
  milesExpiring: z.int(),
  expiresAt: Instant,
})
export type MemberAccount = z.infer<typeof MemberAccount>

export const BagStep = z.object({
  at: Instant,
  what: z.enum(['reported', 'damage-reported', 'located', 'forwarded', 'arrived', 'delivered', 'settled']),
  station: Iata,
})

/** A file of the baggage tracing system: AHL missing, DPR damaged or pilfered, OHD found without owner. */
export const BagFile = z.object({
  reference: BagReference,
  kind: z.enum(['AHL', 'DPR', 'OHD']),
  /** Ten digits of the tag. */
  tag: z.string(),
  locator: Locator,
  passengerName: z.string(),
  flight: FlightNumber,
  date: FlightDate,
  from: Iata,
  to: Iata,
  openedAt: Instant,
  state: z.enum(['tracing', 'located', 'on-its-way', 'delivered', 'settled']),
  /** When the passenger had it again. */
  deliveredAt: Instant.optional(),
  steps: z.array(BagStep),
})
export type BagFile = z.infer<typeof BagFile>

/** What happened to a flight or a bag, in order of `id`: the reader asks for what comes after the last one it has seen. */
export const ServiceEvent = z.object({
  id: z.string().max(80),
  at: Instant,
  kind: z.enum([
    'delayed',
    'cancelled',
    'oversold',
    'diverted',
    'gate-changed',
    'boarding',
    'departed',
    'arrived',
    'bag-missing',
    'bag-found',
  ]),
  status: FlightStatus,
  bag: BagFile.optional(),
})
export type ServiceEvent = z.infer<typeof ServiceEvent>

/** SSR codes of IATA that an agent may ask for. */
export const SsrCode = z.enum([
  'WCHR',
  'WCHS',
  'WCHC',
  'BLND',
  'DEAF',
  'UMNR',
  'MEDA',
  'PETC',
  'BSCT',
  'VGML',
  'MOML',
  'HNML',
  'KSML',
  'DBML',
  'CHML',
  'BBML',
  'LFML',
  'XBAG',
  'SEAT',
])
export type SsrCode = z.infer<typeof SsrCode>

/** What may be written into a PNR; the id is the same at every try, so that it is done once. */
export const PnrOrder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ssr'), code: SsrCode, text: z.string().max(120) }),
  z.object({ kind: z.literal('remark'), text: z.string().min(1).max(200) }),
  z.object({ kind: z.literal('queue'), queue: z.enum(['reissue', 'refund', 'schedule-change', 'special-service']) }),
])
export type PnrOrder = z.infer<typeof PnrOrder>

/** What came of an order: done, or refused with a reason that a person reads. */
export const PnrOrderAnswer = z.object({ done: z.boolean(), reason: z.string().optional() })
export type PnrOrderAnswer = z.infer<typeof PnrOrderAnswer>

export const FlightQuery = z.object({ from: Iata.optional(), to: Iata.optional(), date: FlightDate })
export type FlightQuery = z.infer<typeof FlightQuery>
