/** Passengers: one record a person, numbers that may be shared, trips, preferences. */
import { z } from 'zod'
import { E164, freeText, Instant, Language, Version } from './common.ts'
import { InteractionId, PassengerId, TeamId, TripId } from './ids.ts'

/** AC-05: four tiers; `none` = not a member. */
export const Tier = z.enum(['none', 'basic', 'silver', 'gold', 'platinum'])
export type Tier = z.infer<typeof Tier>

export const SeatPreference = z.enum(['window', 'aisle', 'front', 'exit-row'])
/** IATA special meal codes that the demo knows, and `standard`. */
export const MealPreference = z.enum(['standard', 'VGML', 'MOML', 'HNML', 'KSML', 'DBML', 'CHML', 'BBML', 'LFML'])
/** SSR codes of special needs (GA-13). */
export const SpecialNeed = z.enum(['WCHR', 'WCHS', 'WCHC', 'BLND', 'DEAF', 'UMNR', 'INFT', 'MEDA', 'PETC'])
export type SpecialNeed = z.infer<typeof SpecialNeed>

export const PhoneNumber = z.object({
  e164: E164,
  kind: z.enum(['mobile', 'home', 'work', 'agency']),
  /** Agencies, hotels and families: a shared number never identifies a person by itself. */
  shared: z.boolean(),
})
export type PhoneNumber = z.infer<typeof PhoneNumber>

export const PassengerSummary = z.object({
  id: PassengerId,
  name: z.string(),
  latinName: z.string(),
  tier: Tier,
  memberNumber: z.string().optional(),
  vip: z.boolean(),
  difficult: z.boolean(),
  city: z.string().optional(),
})
export type PassengerSummary = z.infer<typeof PassengerSummary>

export const Trip = z.object({
  id: TripId,
  pnr: z.string(),
  flight: z.string(),
  from: z.string(),
  to: z.string(),
  departsAt: Instant,
  arrivesAt: Instant,
  /** IANA zones of the two airports: times are shown local. */
  fromZone: z.string(),
  toZone: z.string(),
  cabin: z.enum(['economy', 'premium', 'business', 'first']),
  seat: z.string().optional(),
  status: z.enum(['booked', 'checked-in', 'flown', 'cancelled', 'delayed']),
})
export type Trip = z.infer<typeof Trip>

export const PassengerProfile = PassengerSummary.extend({
  prospect: z.boolean(),
  birthDate: z.string().optional(),
  employer: z.string().optional(),
  address: z.string().optional(),
  email: z.string().optional(),
  language: Language,
  timeZone: z.string(),
  miles: z.int(),
  segments: z.int(),
  memberSince: z.string().optional(),
  ownerName: z.string().optional(),
  numbers: z.array(PhoneNumber),
  seat: SeatPreference.optional(),
  meal: MealPreference.optional(),
  drink: z.string().optional(),
  specialNeeds: z.array(SpecialNeed),
  doNotCall: z.boolean(),
  /** Grows with each change; send it back with an edit. */
  version: z.int(),
})
export type PassengerProfile = z.infer<typeof PassengerProfile>

/** Why a candidate was proposed; shown beside the name. */
export const MatchReason = z.enum(['own-number', 'shared-number', 'called-before', 'number-of-contact'])
export type MatchReason = z.infer<typeof MatchReason>

export const Candidate = z.object({
  passenger: PassengerSummary,
  reasons: z.array(MatchReason),
  lastContactAt: Instant.optional(),
})
export type Candidate = z.infer<typeof Candidate>

/** Who calls: known, several with reasons, or unknown (a prospect form). */
export const CallerMatch = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('known'), passengerId: PassengerId }),
  z.object({ kind: z.literal('ambiguous'), candidates: z.array(Candidate) }),
  z.object({ kind: z.literal('unknown') }),
])
export type CallerMatch = z.infer<typeof CallerMatch>

export const NewPassenger = z.object({
  name: freeText(80).pipe(z.string().min(1)),
  latinName: freeText(80).default(''),
  number: E164.optional(),
  email: z.union([z.email().max(254), z.literal('')]).default(''),
  language: Language,
  note: freeText(500).default(''),
})
export type NewPassenger = z.infer<typeof NewPassenger>

export const PassengerEdit = z.object({
  version: Version,
  seat: SeatPreference.nullable().optional(),
  meal: MealPreference.nullable().optional(),
  drink: freeText(40).nullable().optional(),
  specialNeeds: z.array(SpecialNeed).max(9).optional(),
  language: Language.optional(),
  email: z.union([z.email().max(254), z.literal('')]).optional(),
})
export type PassengerEdit = z.infer<typeof PassengerEdit>

/** A line of the timeline: calls, cases, surveys, notes; newest first. */
export const TimelineItem = z.object({
  id: z.string(),
  kind: z.enum(['interaction', 'case', 'survey', 'attempt', 'task']),
  at: Instant,
  /** Code the console translates, e.g. `closed`, `reopened`, `score`. */
  what: z.string(),
  /** Code or number beside it: disposition, category, score. */
  detail: z.string().optional(),
  /** Free text of people; shown as text. */
  text: z.string().optional(),
  agentName: z.string().optional(),
  interactionId: InteractionId.optional(),
  caseId: z.string().optional(),
  /** Whose case it is: others are told of it but cannot open it. */
  caseTeamId: TeamId.optional(),
})
export type TimelineItem = z.infer<typeof TimelineItem>
