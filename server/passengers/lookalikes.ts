/** What of records is compared when duplicates are looked for, and which records look alike. */
import type { PassengerId } from '../contracts/ids.ts'
import type { PassengerSummary } from '../contracts/passengers.ts'
import type { Store } from '../platform/store.ts'
import { emailKey, listEmails } from './email.repository.ts'
import { findRange } from './find-code.rules.ts'
import { findByEmail, findByMember } from './lookup.repository.ts'
import { listNumbers } from './number.repository.ts'
import { toSummary } from './passenger-record.ts'
import type { PassengerRow } from './passengers.repository.ts'
import { findAll, idsInRange, idsOfNumber, listAfter } from './search.repository.ts'
import { fold, pinyinOf } from './search-key.rules.ts'

const mostAlike = 60
const han = /\p{Script=Han}/u

interface Traits {
  id: PassengerId
  name: string
  pinyin: string
  birthDate: string | undefined
  memberNumber: string | undefined
  emails: string[]
  ownNumbers: string[]
  allNumbers: string[]
}

/** The comparing side of the room of passengers. */
export function createLookalikes({ store }: { store: Store }) {
  async function traitsOf(row: PassengerRow): Promise<Traits> {
    const numbers = await listNumbers(store.db, row.id)
    const emails = await listEmails(store.db, row.id)
    return {
      id: row.id,
      name: fold(row.name).replace(/\s+/g, ''),
      pinyin: pinyinText(row),
      birthDate: row.birth_date ?? undefined,
      memberNumber: row.member_number?.toUpperCase(),
      emails: emails.map(emailKey),
      ownNumbers: numbers.filter((one) => !one.shared && one.kind !== 'agency').map((one) => one.e164),
      allNumbers: numbers.map((one) => one.e164),
    }
  }

  return {
    async traits(ids: PassengerId[]): Promise<Traits[]> {
      const rows = await findAll(store.db, ids)
      return Promise.all(rows.filter((row) => row.merged_into === null).map(traitsOf))
    },

    async like(person: Omit<Traits, 'id'>): Promise<PassengerId[]> {
      const ids: PassengerId[] = []
      for (const e164 of person.allNumbers) ids.push(...(await idsOfNumber(store.db, e164, mostAlike)))
      for (const email of person.emails)
        ids.push(...(await findByEmail(store.db, email, mostAlike)).map((row) => row.id))
      if (person.memberNumber)
        ids.push(...(await findByMember(store.db, person.memberNumber, mostAlike)).map((row) => row.id))
      const name = han.test(person.name) ? findRange(person.name, 'han') : findRange(person.name, 'text')
      if (person.name.length > 1) ids.push(...(await idsInRange(store.db, name, mostAlike)))
      if (person.pinyin.length > 2)
        ids.push(...(await idsInRange(store.db, findRange(person.pinyin, 'text'), mostAlike)))
      return [...new Set(ids)]
    },

    async after(id: string, limit: number) {
      const rows = await listAfter(store.db, id, limit)
      return rows.map((row) => ({ id: row.id, version: row.version, merged: row.merged_into !== null }))
    },

    async summaries(ids: PassengerId[]): Promise<PassengerSummary[]> {
      return (await findAll(store.db, ids)).filter((row) => row.merged_into === null).map(toSummary)
    },
  }
}

/** Wang Xiaoming is 王小明: the Latin name when there is one, else the pinyin of the characters. */
function pinyinText(row: PassengerRow): string {
  const latin = fold(row.latin_name).replace(/[^a-z]/g, '')
  if (latin !== '') return latin
  return han.test(row.name) ? (pinyinOf(row.name)[0] ?? []).join('') : fold(row.name).replace(/[^a-z]/g, '')
}
