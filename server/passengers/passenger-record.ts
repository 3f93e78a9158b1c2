/** Between rows and what the house says about a passenger. */
import { z } from 'zod'
import type { Label } from '../contracts/common.ts'
import type { PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import {
  type AccountMark,
  EmergencyContact,
  type ListedPassenger,
  type NewPassenger,
  type PassengerProfile,
  type PassengerSummary,
  type PhoneNumber,
  SpecialNeed,
  type Tier,
} from '../contracts/passengers.ts'
import type { CustomerClass, SegmentMarks } from '../contracts/segments.ts'
import { isStale } from './data-age.rules.ts'
import type { PassengerRow } from './passengers.repository.ts'
import { type Findable, searchTextOf } from './search-key.rules.ts'
import { isVip } from './tier.rules.ts'

/** A whole record as it comes from a list of members: an import, or the demo airline. */
export interface KnownPassenger {
  name: string
  latinName: string
  tier: Tier
  memberNumber?: string
  difficult?: boolean
  ownerId?: UserId
  birthDate?: string
  employer?: string
  address?: string
  city?: string
  email?: string
  language: 'zh' | 'en'
  timeZone: string
  miles: number
  segments: number
  memberSince?: string
  seat?: PassengerProfile['seat']
  meal?: PassengerProfile['meal']
  drink?: string
  specialNeeds?: PassengerProfile['specialNeeds']
  numbers: PhoneNumber[]
  emails?: string[]
  lastContactAt?: number
  companion?: string
  documentCountry?: string
  contactChannel?: PassengerProfile['contactChannel']
  contactFrom?: number
  contactTo?: number
  emergencyContact?: PassengerProfile['emergencyContact']
  dataConfirmedAt?: number
  customerClass?: CustomerClass
  unitId?: TeamId
  tierUntil?: string
  points?: number
  pointsExpiring?: number
  pointsExpireOn?: string
}

type SummaryColumns = Pick<PassengerRow, 'id' | 'name' | 'latin_name' | 'tier' | 'member_number' | 'difficult' | 'city'>

/** The line that lists and pops show. */
export function toSummary(row: SummaryColumns): PassengerSummary {
  return {
    id: row.id,
    name: row.name,
    latinName: row.latin_name,
    tier: row.tier,
    memberNumber: row.member_number ?? undefined,
    vip: isVip(row.tier),
    difficult: row.difficult === 1,
    city: row.city ?? undefined,
  }
}

/** One line of a list. */
export function toListed(
  row: PassengerRow,
  more: { ownerName: string | undefined; accountName: string | undefined },
): ListedPassenger {
  return {
    ...toSummary(row),
    ...more,
    prospect: row.prospect === 1,
    birthDate: row.birth_date ?? undefined,
    customerClass: row.customer_class ?? undefined,
    ownerId: row.owner_id ?? undefined,
    marks: marksOf(row),
    lastContactAt: row.last_contact_at ?? undefined,
  }
}

/** What other tables and rooms know of a passenger. */
export interface MoreOfProfile {
  numbers: PhoneNumber[]
  emails: string[]
  ownerName: string | undefined
  unitName: Label | undefined
  account: AccountMark | undefined
  doNotCall: boolean
}

/** The whole record. */
export function toProfile(row: PassengerRow, more: MoreOfProfile, now: number): PassengerProfile {
  return {
    ...toSummary(row),
    ...more,
    prospect: row.prospect === 1,
    birthDate: row.birth_date ?? undefined,
    employer: row.employer ?? undefined,
    address: row.address ?? undefined,
    email: row.email ?? undefined,
    language: row.language,
    timeZone: row.time_zone,
    seat: row.seat ?? undefined,
    meal: row.meal ?? undefined,
    drink: row.drink ?? undefined,
    specialNeeds: z.array(SpecialNeed).parse(JSON.parse(row.special_needs)),
    companion: row.companion ?? undefined,
    documentCountry: row.document_country ?? undefined,
    contactChannel: row.contact_channel ?? undefined,
    contactFrom: row.contact_from ?? undefined,
    contactTo: row.contact_to ?? undefined,
    emergencyContact:
      row.emergency_contact === null ? undefined : EmergencyContact.parse(JSON.parse(row.emergency_contact)),
    dataConfirmedAt: row.data_confirmed_at ?? undefined,
    contactDataStale: isStale({ confirmedAt: row.data_confirmed_at ?? undefined, createdAt: row.created_at }, now),
    note: row.note,
    ...membershipOf(row),
    ownerId: row.owner_id ?? undefined,
    customerClass: row.customer_class ?? undefined,
    unitId: row.unit_id ?? undefined,
    marks: marksOf(row),
    version: row.version,
  }
}

function membershipOf(row: PassengerRow) {
  return {
    miles: row.miles,
    segments: row.segments,
    yearMiles: row.year_miles,
    yearSegments: row.year_segments,
    memberSince: row.member_since ?? undefined,
    tierUntil: row.tier_until ?? undefined,
    points: row.points,
    pointsExpiring: row.points_expiring,
    pointsExpireOn: row.points_expire_on ?? undefined,
  }
}

type MarkColumns = Pick<
  PassengerRow,
  | 'relation'
  | 'purpose'
  | 'frequency'
  | 'value_level'
  | 'satisfaction'
  | 'caller_type'
  | 'lifecycle'
  | 'churn'
  | 'activity'
  | 'score'
>

/** The segments of a row; undefined until they were decided for the first time. */
export function marksOf(row: MarkColumns): SegmentMarks | undefined {
  const { relation, purpose, frequency, satisfaction, lifecycle, churn, activity, score } = row
  const { value_level: value, caller_type: callerType } = row
  if (!relation || !purpose || !frequency || !value || !satisfaction || !callerType || !lifecycle) return undefined
  if (!churn || !activity) return undefined
  return { relation, purpose, frequency, value, satisfaction, callerType, lifecycle, churn, activity, score }
}

/** What of a row is searched. */
export function findable(
  row: Pick<PassengerRow, 'name' | 'latin_name' | 'member_number' | 'email'>,
  numbers: string[],
  pnrs: string[] = [],
): Findable {
  return {
    name: row.name,
    latinName: row.latin_name,
    memberNumber: row.member_number ?? undefined,
    email: row.email ?? undefined,
    numbers,
    pnrs,
  }
}

/** A row for a record that is complete from the start. */
export function rowOfKnown(id: PassengerId, known: KnownPassenger, now: number): PassengerRow {
  const row = {
    id,
    name: known.name,
    latin_name: known.latinName,
    tier: known.tier,
    member_number: known.memberNumber ?? null,
    prospect: 0,
    difficult: known.difficult ? 1 : 0,
    owner_id: known.ownerId ?? null,
    birth_date: known.birthDate ?? null,
    employer: known.employer ?? null,
    address: known.address ?? null,
    city: known.city ?? null,
    email: known.email ?? null,
    language: known.language,
    time_zone: known.timeZone,
    miles: known.miles,
    segments: known.segments,
    member_since: known.memberSince ?? null,
    seat: known.seat ?? null,
    meal: known.meal ?? null,
    drink: known.drink ?? null,
    special_needs: JSON.stringify(known.specialNeeds ?? []),
    note: '',
    last_contact_at: known.lastContactAt ?? null,
    created_at: now,
    version: 1,
    ...moreOfKnown(known),
    ...undecided,
    merged_into: null,
  }
  return {
    ...row,
    search: searchTextOf(
      findable(
        row,
        known.numbers.map((number) => number.e164),
      ),
    ),
  }
}

function moreOfKnown(known: KnownPassenger) {
  return {
    companion: known.companion ?? null,
    document_country: known.documentCountry ?? null,
    contact_channel: known.contactChannel ?? null,
    contact_from: known.contactFrom ?? null,
    contact_to: known.contactTo ?? null,
    emergency_contact: known.emergencyContact ? JSON.stringify(known.emergencyContact) : null,
    data_confirmed_at: known.dataConfirmedAt ?? null,
    customer_class: known.customerClass ?? null,
    unit_id: known.unitId ?? null,
    tier_until: known.tierUntil ?? null,
    points: known.points ?? 0,
    points_expiring: known.pointsExpiring ?? 0,
    points_expire_on: known.pointsExpireOn ?? null,
    birth_day: known.birthDate?.slice(5) ?? null,
  }
}

/** The columns that the rules of membership fill. */
const undecided = {
  year_miles: 0,
  year_segments: 0,
  relation: null,
  purpose: null,
  frequency: null,
  value_level: null,
  satisfaction: null,
  caller_type: null,
  lifecycle: null,
  churn: null,
  activity: null,
  score: 0,
} satisfies Partial<PassengerRow>

/** A row for somebody whom an agent met on the phone (BY-57). */
export function rowOfProspect(id: PassengerId, fresh: NewPassenger, timeZone: string, now: number): PassengerRow {
  const known: KnownPassenger = {
    name: fresh.name,
    latinName: fresh.latinName,
    tier: 'none',
    language: fresh.language,
    timeZone,
    miles: 0,
    segments: 0,
    numbers: fresh.number ? [{ e164: fresh.number, kind: 'mobile', shared: false }] : [],
    lastContactAt: now,
    ...(fresh.email === '' ? {} : { email: fresh.email }),
  }
  return { ...rowOfKnown(id, known, now), prospect: 1, note: fresh.note }
}
