/** Between rows and what the house says about a passenger. */
import { z } from 'zod'
import type { PassengerId, UserId } from '../contracts/ids.ts'
import {
  type NewPassenger,
  type PassengerEdit,
  type PassengerProfile,
  type PassengerSummary,
  type PhoneNumber,
  SpecialNeed,
  type Tier,
} from '../contracts/passengers.ts'
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
  lastContactAt?: number
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

/** The whole record with what other tables and rooms know. */
export function toProfile(
  row: PassengerRow,
  more: { numbers: PhoneNumber[]; ownerName: string | undefined; doNotCall: boolean },
): PassengerProfile {
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
    miles: row.miles,
    segments: row.segments,
    memberSince: row.member_since ?? undefined,
    seat: row.seat ?? undefined,
    meal: row.meal ?? undefined,
    drink: row.drink ?? undefined,
    specialNeeds: z.array(SpecialNeed).parse(JSON.parse(row.special_needs)),
    version: row.version,
  }
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

/** The columns that an edit changes. */
export function changeOf(edit: PassengerEdit): Partial<PassengerRow> {
  const change: Partial<PassengerRow> = {}
  if (edit.seat !== undefined) change.seat = edit.seat
  if (edit.meal !== undefined) change.meal = edit.meal
  if (edit.drink !== undefined) change.drink = edit.drink === '' ? null : edit.drink
  if (edit.specialNeeds !== undefined) change.special_needs = JSON.stringify([...new Set(edit.specialNeeds)])
  if (edit.language !== undefined) change.language = edit.language
  if (edit.email !== undefined) change.email = edit.email === '' ? null : edit.email
  return change
}
