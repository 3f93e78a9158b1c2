/** What an airline owes a passenger now: one item a rule, with its source, its dates and why it applies or not. */
import { z } from 'zod'
import { Instant, Label } from './common.ts'
import { Freshness } from './flights.ts'
import { CaseId, PassengerId, TripId } from './ids.ts'
import { FlightDate, FlightNumber, FlightStatus, Money } from './passenger-service.ts'

export const Regime = z.enum(['eu261', 'uk261', 'us-dot', 'china', 'montreal', 'house', 'tier'])
export type Regime = z.infer<typeof Regime>

export const EntitlementKind = z.enum([
  'care',
  'hotel',
  'rerouting',
  'refund',
  'compensation',
  'baggage',
  'deadline',
  'benefit',
])
export type EntitlementKind = z.infer<typeof EntitlementKind>

/** `depends`: on something that nobody here can know, and `why` says on what. */
export const Verdict = z.enum(['owed', 'depends', 'not-owed'])
export type Verdict = z.infer<typeof Verdict>

/** How well the figure is founded: seen in a public text, from memory and to be verified, or the airline's own. */
export const Confidence = z.enum(['document', 'memory', 'own-conditions'])
export type Confidence = z.infer<typeof Confidence>

export const Entitlement = z.object({
  /** Names the rule: `eu261-compensation`. */
  rule: z.string(),
  regime: Regime,
  kind: EntitlementKind,
  verdict: Verdict,
  title: Label,
  why: Label,
  amount: Money.optional(),
  /** By when, ours or the passenger's, as the title says. */
  dueAt: Instant.optional(),
  source: z.string(),
  confidence: Confidence,
  /** Days on which this version of the rule is in force. */
  effectiveFrom: z.iso.date(),
  effectiveTo: z.iso.date().optional(),
})
export type Entitlement = z.infer<typeof Entitlement>

export const ToldMark = z.object({ at: Instant, byName: z.string().optional() })
export type ToldMark = z.infer<typeof ToldMark>

export const EntitlementCard = z.object({
  passengerId: PassengerId,
  flight: FlightNumber,
  date: FlightDate,
  tripId: TripId.optional(),
  /** Of the flight's status; `away` and `late`: worked out from the trip alone. */
  freshness: Freshness,
  asOf: Instant.optional(),
  status: FlightStatus.optional(),
  distanceKm: z.int().optional(),
  items: z.array(Entitlement.extend({ told: ToldMark.optional() })),
})
export type EntitlementCard = z.infer<typeof EntitlementCard>

export const EntitlementQuery = z
  .object({ tripId: TripId.optional(), flight: FlightNumber.optional(), date: FlightDate.optional() })
  .refine((query) => query.tripId !== undefined || (query.flight !== undefined && query.date !== undefined), {
    path: ['tripId'],
    message: 'a trip, or a flight with its date',
  })
export type EntitlementQuery = z.infer<typeof EntitlementQuery>

export const NewTelling = z.object({
  flight: FlightNumber,
  date: FlightDate,
  rule: z.string().regex(/^[a-z0-9-]{1,60}$/),
  caseId: CaseId.optional(),
})
export type NewTelling = z.infer<typeof NewTelling>

export const regimeLabels: Record<Regime, Label> = {
  eu261: { zh: '欧盟 261/2004', en: 'EU 261/2004' },
  uk261: { zh: '英国 UK261', en: 'UK261' },
  'us-dot': { zh: '美国 DOT', en: 'US DOT' },
  china: { zh: '中国民航规定', en: 'China CCAR' },
  montreal: { zh: '行李与延误责任', en: 'Baggage and delay liability' },
  house: { zh: '本公司运输条件', en: 'Own conditions' },
  tier: { zh: '会员权益', en: 'Member benefits' },
}
