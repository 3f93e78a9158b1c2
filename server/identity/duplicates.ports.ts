/** What the search for duplicates needs of the room of passengers. */
import type { PassengerId } from '../contracts/ids.ts'
import type { PassengerSummary } from '../contracts/passengers.ts'

/** What of a record is compared; every text in one spelling. */
export interface DuplicateTraits {
  id: PassengerId
  name: string
  pinyin: string
  birthDate: string | undefined
  memberNumber: string | undefined
  emails: string[]
  ownNumbers: string[]
  allNumbers: string[]
  /** Hashes. */
  documents: string[]
  /** Those of ID cards only. */
  idCards: string[]
}

type PersonTraits = Omit<DuplicateTraits, 'documents' | 'idCards'>

export interface Lookalikes {
  /** Traits of the living records among these. */
  traits(ids: PassengerId[]): Promise<PersonTraits[]>
  /** Living records that share a number, an address, a member number or a name, at most some hundred. */
  like(person: PersonTraits): Promise<PassengerId[]>
  /** Ids and versions of living records after an id, in order. */
  after(id: string, limit: number): Promise<Array<{ id: PassengerId; version: number; merged: boolean }>>
  summaries(ids: PassengerId[]): Promise<PassengerSummary[]>
}
