/** Passengers: one record a person, numbers that may be shared, trips, preferences. */
import { z } from 'zod'
import { E164, freeText, Instant, Label, Language, Version } from './common.ts'
import { AccountId, InteractionId, PassengerId, TeamId, TripId, UserId } from './ids.ts'
import { CustomerClass, SegmentMarks } from './segments.ts'

/** AC-05: four tiers; `none` = not a member. */
export const Tier = z.enum(['none', 'basic', 'silver', 'gold', 'platinum'])
export type Tier = z.infer<typeof Tier>

export const SeatPreference = z.enum(['window', 'aisle', 'front', 'exit-row'])
/** IATA special meal codes that the demo knows, and `standard`. */
export const MealPreference = z.enum(['standard', 'VGML', 'MOML', 'HNML', 'KSML', 'DBML', 'CHML', 'BBML', 'LFML'])
/** SSR codes of special needs (GA-13). */
export const SpecialNeed = z.enum(['WCHR', 'WCHS', 'WCHC', 'BLND', 'DEAF', 'UMNR', 'INFT', 'MEDA', 'PETC'])
export type SpecialNeed = z.infer<typeof SpecialNeed>

/** A number as a viewer may see it: people of a partner get +86138****8000. */
export const ShownNumber = z.string().regex(/^\+[\d*]{6,20}$/)

export const PhoneNumber = z.object({
  e164: ShownNumber,
  kind: z.enum(['mobile', 'home', 'work', 'agency']),
  /** Agencies, hotels and families: a shared number never identifies a person by itself. */
  shared: z.boolean(),
})
export type PhoneNumber = z.infer<typeof PhoneNumber>

/** CT-21: how a passenger wants to be reached. */
export const ContactChannel = z.enum(['phone', 'sms', 'email', 'wechat', 'letter'])
export type ContactChannel = z.infer<typeof ContactChannel>

/** Whom to call when something happens. */
export const EmergencyContact = z.object({
  name: freeText(80).pipe(z.string().min(1)),
  relation: freeText(40).default(''),
  e164: E164,
})
export type EmergencyContact = z.infer<typeof EmergencyContact>

/** Minutes after midnight in the passenger's own zone. */
const WallMinutes = z.int().min(0).max(1440)
/** ISO 3166 alpha-2; the number of the document is kept elsewhere, as a hash. */
const Country = z.string().regex(/^[A-Z]{2}$/)
/** A calendar day, 1984-06-18. */
export const Day = z.iso.date()

/** The company or agency for which a passenger travels or calls, as a profile shows it. */
export const AccountMark = z.object({
  id: AccountId,
  name: z.string(),
  kind: z.enum(['company', 'agency', 'agreement']),
  /** AC-31 */
  grade: z.enum(['A', 'B', 'C', 'D']).optional(),
})
export type AccountMark = z.infer<typeof AccountMark>

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

/** CS-04: how a trip was bought, how the passenger comes to the airport, what becomes of the baggage. */
export const PurchaseMode = z.enum(['office', 'agency', 'web', 'app', 'phone', 'corporate'])
export const AirportTransport = z.enum(['own-car', 'taxi', 'metro', 'bus', 'pick-up'])
export const BaggageState = z.enum(['none', 'declared', 'checked', 'loaded', 'delivered', 'delayed', 'damaged', 'lost'])

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
  /** As last told by the airline; missing when nothing was told yet. */
  estimatedDepartsAt: Instant.optional(),
  estimatedArrivesAt: Instant.optional(),
  /** GA-14: booking class, Y or J. */
  fareClass: z.string().optional(),
  /** Hundredths of a yuan. */
  fare: z.int().optional(),
  purchaseMode: PurchaseMode.optional(),
  airportTransport: AirportTransport.optional(),
  meal: MealPreference.optional(),
  drink: z.string().optional(),
  baggage: BaggageState.optional(),
  baggagePieces: z.int().optional(),
  version: z.int().optional(),
})
export type Trip = z.infer<typeof Trip>

export const PassengerProfile = PassengerSummary.extend({
  prospect: z.boolean(),
  birthDate: z.string().optional(),
  employer: z.string().optional(),
  address: z.string().optional(),
  /** The first of `emails`. */
  email: z.string().optional(),
  emails: z.array(z.string()).default([]),
  language: Language,
  timeZone: z.string(),
  /** Of a lifetime; both count towards the tier by the year (AC-06). */
  miles: z.int(),
  segments: z.int(),
  yearMiles: z.int().default(0),
  yearSegments: z.int().default(0),
  memberSince: z.string().optional(),
  /** Last day of the tier. */
  tierUntil: z.string().optional(),
  points: z.int().default(0),
  pointsExpiring: z.int().default(0),
  pointsExpireOn: z.string().optional(),
  /** BY-10, BY-16, GA-20: the agent who looks after this passenger. */
  ownerId: UserId.optional(),
  ownerName: z.string().optional(),
  customerClass: CustomerClass.optional(),
  /** BY-17: the one accountable branch. */
  unitId: TeamId.optional(),
  unitName: Label.optional(),
  account: AccountMark.optional(),
  marks: SegmentMarks.optional(),
  numbers: z.array(PhoneNumber),
  seat: SeatPreference.optional(),
  meal: MealPreference.optional(),
  drink: z.string().optional(),
  specialNeeds: z.array(SpecialNeed),
  /** GA-13: who travels along. */
  companion: z.string().optional(),
  documentCountry: z.string().optional(),
  contactChannel: ContactChannel.optional(),
  contactFrom: z.int().optional(),
  contactTo: z.int().optional(),
  emergencyContact: EmergencyContact.optional(),
  /** When somebody last confirmed with the passenger that these data are right (GA-15). */
  dataConfirmedAt: Instant.optional(),
  contactDataStale: z.boolean().default(false),
  note: z.string().default(''),
  doNotCall: z.boolean(),
  /** Grows with each change; send it back with an edit. */
  version: z.int(),
})
export type PassengerProfile = z.infer<typeof PassengerProfile>

/** One line of a list: the summary with segments, owner and company. */
export const ListedPassenger = PassengerSummary.extend({
  prospect: z.boolean(),
  birthDate: z.string().optional(),
  customerClass: CustomerClass.optional(),
  ownerId: UserId.optional(),
  ownerName: z.string().optional(),
  accountName: z.string().optional(),
  marks: SegmentMarks.optional(),
  lastContactAt: Instant.optional(),
})
export type ListedPassenger = z.infer<typeof ListedPassenger>

/** What a list of passengers may be narrowed by; every figure of the overview is one of these. */
export const PassengerFilter = SegmentMarks.omit({ score: true })
  .extend({
    tier: Tier,
    /** AC-08: silver, gold and platinum. */
    vip: z.literal('true'),
    customerClass: CustomerClass,
    /** Has a class. */
    keyCustomer: z.literal('true'),
    difficult: z.literal('true'),
    prospect: z.enum(['true', 'false']),
    ownerId: UserId,
    unitId: TeamId,
    /** GA-08: birthday today, by the house's calendar. */
    birthday: z.literal('today'),
    contactData: z.literal('stale'),
  })
  .partial()
export type PassengerFilter = z.infer<typeof PassengerFilter>

/** Why a candidate was proposed; shown beside the name. */
export const MatchReason = z.enum([
  'own-number',
  'shared-number',
  'called-before',
  'number-of-contact',
  'same-email',
  'same-member-number',
  'same-document',
  'same-booking',
])
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

/** A field that is left out stays as it is; null takes the value away. */
export const PassengerEdit = z.object({
  version: Version,
  name: freeText(80).pipe(z.string().min(1)).optional(),
  latinName: freeText(80).optional(),
  birthDate: Day.nullable().optional(),
  employer: freeText(120).nullable().optional(),
  address: freeText(200).nullable().optional(),
  city: freeText(60).nullable().optional(),
  numbers: z.array(PhoneNumber).max(12).optional(),
  emails: z.array(z.email().max(254)).max(6).optional(),
  /** The first e-mail alone; for forms that know one only. */
  email: z.union([z.email().max(254), z.literal('')]).optional(),
  language: Language.optional(),
  seat: SeatPreference.nullable().optional(),
  meal: MealPreference.nullable().optional(),
  drink: freeText(40).nullable().optional(),
  specialNeeds: z.array(SpecialNeed).max(9).optional(),
  companion: freeText(120).nullable().optional(),
  documentCountry: Country.nullable().optional(),
  contactChannel: ContactChannel.nullable().optional(),
  contactFrom: WallMinutes.nullable().optional(),
  contactTo: WallMinutes.nullable().optional(),
  emergencyContact: EmergencyContact.nullable().optional(),
  note: freeText(500).optional(),
})
export type PassengerEdit = z.infer<typeof PassengerEdit>

/** A line of the timeline: calls, cases, surveys, notes; newest first. */
export const TimelineKind = z.enum(['interaction', 'case', 'survey', 'attempt', 'task', 'note'])
export type TimelineKind = z.infer<typeof TimelineKind>

export const TimelineItem = z.object({
  id: z.string(),
  kind: TimelineKind,
  at: Instant,
  /** Code the console translates, e.g. `closed`, `reopened`, `score`. */
  what: z.string(),
  /** Code or number beside it: disposition, category, score. */
  detail: z.string().optional(),
  /** Free text of people; shown as text. */
  text: z.string().optional(),
  agentName: z.string().optional(),
  /** What the caller pressed in the menu, in order. */
  pressed: z.array(z.string()).optional(),
  direction: z.enum(['in', 'out']).optional(),
  interactionId: InteractionId.optional(),
  caseId: z.string().optional(),
  /** Whose case it is: others are told of it but cannot open it. */
  caseTeamId: TeamId.optional(),
  /** Whose line it is, in the timeline of an account. */
  passengerId: PassengerId.optional(),
  passengerName: z.string().optional(),
})
export type TimelineItem = z.infer<typeof TimelineItem>
