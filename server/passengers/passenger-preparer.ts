/** Makes a row of a member list ready for the database; runs in the worker of imports, where it may take its time. */
import { z } from 'zod'
import type { PassengerId } from '../contracts/ids.ts'
import { MealPreference, type PhoneNumber, SeatPreference, SpecialNeed, Tier } from '../contracts/passengers.ts'
import { newId } from '../platform/id.ts'
import { emailKey } from './email.repository.ts'
import type { FindKey } from './find-code.rules.ts'
import { languageWords, mealWords, needWords, seatWords, tierWords } from './import-fields.ts'
import { readNumber, zoneOf } from './number.rules.ts'
import { findable, type KnownPassenger, rowOfKnown } from './passenger-record.ts'
import type { PassengerRow } from './passengers.repository.ts'
import { keysOf, searchTextOf } from './search-key.rules.ts'

/** A row that can be inserted as it is, or laid over a record that is there. */
export interface ReadyPassenger {
  row: PassengerRow
  numbers: PhoneNumber[]
  emails: string[]
  keys: FindKey[]
  /** Columns that the file filled: an update changes these and no other. */
  given: Array<keyof PassengerRow>
  /** In what spelling it is looked for. */
  memberKey: string | undefined
  emailKeys: string[]
}

/** A fault of a row: the code of imports, and the field. */
export class RowFault extends Error {
  override name = 'RowFault'
  readonly code: 'missing' | 'too-long' | 'not-a-number' | 'not-a-date' | 'not-a-phone' | 'not-an-email' | 'not-in-list'
  readonly field: string
  constructor(code: RowFault['code'], field: string) {
    super(code)
    this.code = code
    this.field = field
  }
}

type Cells = Record<string, string>

const longest: Record<string, number> = {
  name: 80,
  latinName: 80,
  memberNumber: 40,
  employer: 120,
  address: 200,
  city: 60,
  drink: 40,
}
const Email = z.email().max(254)
const mostCount = 2_000_000_000

/** The row, or what is wrong with it. */
export function preparePassenger(
  cells: Cells,
  context: { now: number; timeZone: string },
): { ready: ReadyPassenger } | { code: RowFault['code']; field: string } {
  try {
    return { ready: readyOf(cells, context) }
  } catch (error) {
    if (error instanceof RowFault) return { code: error.code, field: error.field }
    throw error
  }
}

function readyOf(cells: Cells, { now, timeZone }: { now: number; timeZone: string }): ReadyPassenger {
  const name = textOf(cells, 'name')
  if (name === undefined) throw new RowFault('missing', 'name')
  const numbers = numbersOf(cells)
  const emails = emailsOf(cells)
  const memberNumber = textOf(cells, 'memberNumber')?.replace(/\s+/g, '')
  const first = numbers[0]
  const known: KnownPassenger = {
    name,
    latinName: textOf(cells, 'latinName') ?? '',
    tier: wordOf(cells, 'tier', tierWords, Tier.options) ?? (memberNumber === undefined ? 'none' : 'basic'),
    language:
      wordOf(cells, 'language', languageWords, ['zh', 'en'] as const) ?? (/\p{Script=Han}/u.test(name) ? 'zh' : 'en'),
    timeZone: (first && zoneOf(first.e164)) ?? timeZone,
    miles: countOf(cells, 'miles') ?? 0,
    segments: countOf(cells, 'segments') ?? 0,
    points: countOf(cells, 'points') ?? 0,
    numbers,
    specialNeeds: needsOf(cells),
    ...optional('memberNumber', memberNumber),
    ...optional('birthDate', dateOf(cells, 'birthDate')),
    ...optional('memberSince', dateOf(cells, 'memberSince')),
    ...optional('employer', textOf(cells, 'employer')),
    ...optional('address', textOf(cells, 'address')),
    ...optional('city', textOf(cells, 'city')),
    ...optional('drink', textOf(cells, 'drink')),
    ...optional('email', emails[0]),
    ...optional('seat', wordOf(cells, 'seat', seatWords, SeatPreference.options)),
    ...optional('meal', wordOf(cells, 'meal', mealWords, MealPreference.options)),
  }
  const row = rowOfKnown(newId<PassengerId>(), known, now)
  const searched = findable(
    row,
    numbers.map((number) => number.e164),
  )
  return {
    row: { ...row, search: searchTextOf(searched) },
    numbers,
    emails,
    keys: keysOf(searched),
    given: givenColumns(cells),
    memberKey: memberNumber?.toUpperCase(),
    emailKeys: emails.map(emailKey),
  }
}

const columnsOfFields: Record<string, Array<keyof PassengerRow>> = {
  name: ['name'],
  latinName: ['latin_name'],
  memberNumber: ['member_number'],
  tier: ['tier'],
  miles: ['miles'],
  segments: ['segments'],
  points: ['points'],
  memberSince: ['member_since'],
  birthDate: ['birth_date', 'birth_day'],
  employer: ['employer'],
  address: ['address'],
  city: ['city'],
  language: ['language'],
  seat: ['seat'],
  meal: ['meal'],
  drink: ['drink'],
  specialNeeds: ['special_needs'],
}

/** An empty cell changes nothing. */
const givenColumns = (cells: Cells) =>
  Object.entries(columnsOfFields).flatMap(([key, columns]) => ((cells[key] ?? '').trim() === '' ? [] : columns))

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}

function textOf(cells: Cells, key: string): string | undefined {
  const raw = cells[key]
  if (raw === undefined || raw === '') return undefined
  const text = raw
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  // A file that this house wrote protects cells from being formulas.
  const plain = text.replace(/^'(?=[=+\-@＝＋－＠])/, '')
  if (plain === '') return undefined
  if (plain.length > (longest[key] ?? 200)) throw new RowFault('too-long', key)
  return plain
}

function countOf(cells: Cells, key: string): number | undefined {
  const text = textOf(cells, key)?.normalize('NFKC').replace(/[,\s]/g, '')
  if (text === undefined) return undefined
  if (!/^\d{1,10}(\.0+)?$/.test(text) || Number(text) > mostCount) throw new RowFault('not-a-number', key)
  return Number(text)
}

/** 1984-06-18, 1984/6/18, 1984年6月18日, 19840618; a day that the calendar has. */
function dateOf(cells: Cells, key: string): string | undefined {
  const text = textOf(cells, key)?.normalize('NFKC')
  if (text === undefined) return undefined
  const match = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T].*)?$/.exec(text)
  if (!match) throw new RowFault('not-a-date', key)
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < 1880 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    throw new RowFault('not-a-date', key)
  return date.toISOString().slice(0, 10)
}

function wordOf<T extends string>(
  cells: Cells,
  key: string,
  words: Record<string, T>,
  codes: readonly T[],
): T | undefined {
  const text = textOf(cells, key)
  if (text === undefined) return undefined
  const plain = text.normalize('NFKC').toLowerCase()
  const word = Object.hasOwn(words, plain) ? words[plain] : codes.find((code) => code.toLowerCase() === plain)
  if (word === undefined) throw new RowFault('not-in-list', key)
  return word
}

function needsOf(cells: Cells): SpecialNeed[] {
  const text = textOf(cells, 'specialNeeds')
  if (text === undefined) return []
  const parts = text.split(/[,;，；、/\s]+/).filter((part) => part !== '')
  return [
    ...new Set(parts.map((part) => wordOf({ specialNeeds: part }, 'specialNeeds', needWords, SpecialNeed.options)!)),
  ]
}

const phones = [
  ['mobile', 'mobile', false],
  ['mobile2', 'mobile', false],
  ['homePhone', 'home', false],
  ['workPhone', 'work', false],
  ['sharedPhone', 'agency', true],
] as const

function numbersOf(cells: Cells): PhoneNumber[] {
  const byNumber = new Map<string, PhoneNumber>()
  for (const [key, kind, shared] of phones) {
    const text = textOf(cells, key)
    if (text === undefined) continue
    const number = readNumber(text)
    if (number.kind !== 'e164') throw new RowFault('not-a-phone', key)
    // Behind a switchboard sit many people.
    const isShared = shared || number.extension !== undefined
    if (!byNumber.has(number.e164)) byNumber.set(number.e164, { e164: number.e164, kind, shared: isShared })
  }
  return [...byNumber.values()]
}

function emailsOf(cells: Cells): string[] {
  const byKey = new Map<string, string>()
  for (const key of ['email', 'email2']) {
    const text = textOf(cells, key)
    if (text === undefined) continue
    if (!Email.safeParse(text).success) throw new RowFault('not-an-email', key)
    if (!byKey.has(emailKey(text))) byKey.set(emailKey(text), text)
  }
  return [...byKey.values()]
}
