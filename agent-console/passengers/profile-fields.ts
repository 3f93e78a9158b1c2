/** Between a profile and the fields of its form; what is wrong with a field before it is sent. */
import { z } from 'zod'
import type { PassengerEdit, PassengerProfile, PhoneNumber } from '../../server/contracts/passengers.ts'
import { e164Of, wallTimeText } from '../lib/format.ts'
import { kindWords, sharedWords } from './profile.text.ts'

/** Everything as a person types it; lists are one entry a line. */
export interface ProfileFields {
  name: string
  latinName: string
  birthDate: string
  employer: string
  city: string
  address: string
  documentCountry: string
  language: 'zh' | 'en'
  note: string
  numbers: string
  emails: string
  contactChannel: NonNullable<PassengerEdit['contactChannel']> | null
  contactFrom: string
  contactTo: string
  emergencyName: string
  emergencyRelation: string
  emergencyNumber: string
  seat: NonNullable<PassengerEdit['seat']> | null
  meal: NonNullable<PassengerEdit['meal']> | null
  drink: string
  specialNeeds: PassengerProfile['specialNeeds']
  companion: string
}

export type ProfileProblems = Partial<
  Record<keyof ProfileFields, 'nameMissing' | 'numberWrong' | 'badValue' | 'dayWrong' | { line: number }>
>

const kinds: Record<string, PhoneNumber['kind']> = kindWords
const isShared = (word: string) => sharedWords.includes(word)

export function profileFieldsOf(passenger: PassengerProfile): ProfileFields {
  const wall = (minutes: number | undefined) => (minutes === undefined ? '' : wallTimeText(minutes))
  return {
    name: passenger.name,
    latinName: passenger.latinName,
    birthDate: passenger.birthDate ?? '',
    employer: passenger.employer ?? '',
    city: passenger.city ?? '',
    address: passenger.address ?? '',
    documentCountry: passenger.documentCountry ?? '',
    language: passenger.language,
    note: passenger.note,
    numbers: passenger.numbers
      .map((number) => [number.e164, number.kind, ...(number.shared ? ['shared'] : [])].join(' '))
      .join('\n'),
    emails: passenger.emails.join('\n'),
    contactChannel: passenger.contactChannel ?? null,
    contactFrom: wall(passenger.contactFrom),
    contactTo: wall(passenger.contactTo),
    emergencyName: passenger.emergencyContact?.name ?? '',
    emergencyRelation: passenger.emergencyContact?.relation ?? '',
    emergencyNumber: passenger.emergencyContact?.e164 ?? '',
    seat: passenger.seat ?? null,
    meal: passenger.meal ?? null,
    drink: passenger.drink ?? '',
    specialNeeds: passenger.specialNeeds,
    companion: passenger.companion ?? '',
  }
}

/** What is wrong with the form; empty when it may be sent. */
export function checkProfile(form: ProfileFields): ProfileProblems {
  const problems: ProfileProblems = {}
  if (form.name.trim() === '') problems.name = 'nameMissing'
  if (form.birthDate.trim() !== '' && !z.iso.date().safeParse(form.birthDate.trim()).success)
    problems.birthDate = 'dayWrong'
  if (form.documentCountry.trim() !== '' && !/^[a-z]{2}$/i.test(form.documentCountry.trim()))
    problems.documentCountry = 'badValue'
  const bad = linesOf(form.numbers).findIndex((line) => numberOf(line) === undefined)
  if (bad >= 0) problems.numbers = { line: bad + 1 }
  if (linesOf(form.emails).some((line) => !z.email().safeParse(line).success)) problems.emails = 'badValue'
  for (const field of ['contactFrom', 'contactTo'] as const)
    if (form[field].trim() !== '' && minutesOf(form[field]) === undefined) problems[field] = 'badValue'
  const someoneIsNamed = form.emergencyName.trim() !== '' || form.emergencyNumber.trim() !== ''
  if (someoneIsNamed && form.emergencyName.trim() === '') problems.emergencyName = 'nameMissing'
  if (someoneIsNamed && e164Of(form.emergencyNumber) === undefined) problems.emergencyNumber = 'numberWrong'
  return problems
}

/** A checked form as the edit that the server takes. */
export function editOf(form: ProfileFields, version: number): PassengerEdit {
  const text = (value: string) => value.trim() || null
  const emergency = e164Of(form.emergencyNumber)
  return {
    version,
    name: form.name.trim(),
    latinName: form.latinName.trim(),
    birthDate: text(form.birthDate),
    employer: text(form.employer),
    city: text(form.city),
    address: text(form.address),
    documentCountry: text(form.documentCountry.toUpperCase()),
    language: form.language,
    note: form.note.trim(),
    numbers: linesOf(form.numbers).flatMap((line) => numberOf(line) ?? []),
    emails: linesOf(form.emails),
    contactChannel: form.contactChannel,
    contactFrom: minutesOf(form.contactFrom) ?? null,
    contactTo: minutesOf(form.contactTo) ?? null,
    emergencyContact:
      emergency === undefined
        ? null
        : { name: form.emergencyName.trim(), relation: form.emergencyRelation.trim(), e164: emergency },
    seat: form.seat,
    meal: form.meal,
    drink: text(form.drink),
    specialNeeds: form.specialNeeds,
    companion: text(form.companion),
  }
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** `13800138000 mobile shared`, the words in either language and any order. */
function numberOf(line: string): PhoneNumber | undefined {
  const parts = line.split(/\s+/)
  const said = parts.filter((part) => kinds[part.toLowerCase()] !== undefined || isShared(part.toLowerCase()))
  const e164 = e164Of(parts.filter((part) => !said.includes(part)).join(' '))
  if (e164 === undefined) return undefined
  const kind = said.map((part) => kinds[part.toLowerCase()]).find((one) => one !== undefined)
  return { e164, kind: kind ?? 'mobile', shared: said.some((part) => isShared(part.toLowerCase())) }
}

/** 19:30 as minutes after midnight. */
function minutesOf(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim().replace('：', ':'))
  if (!match) return undefined
  const minutes = Number(match[1]) * 60 + Number(match[2])
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : undefined
}
