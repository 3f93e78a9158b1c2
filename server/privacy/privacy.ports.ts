/** What privacy needs of the rooms that keep something of a person. */
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'
import type { Standing } from './erasure.rules.ts'

/** One kind of record in an export: its name and everything the room says of the person. */
export interface ExportSection {
  name: string
  tell(id: PassengerId): Promise<unknown>
}

/** What an erasure needs to know in each room. */
export interface Erasing {
  pseudonym: string
  /** Cases whose texts go; the others stay under the pseudonym. */
  cases: Set<string>
}

/** One act of an erasure: how many records it touched, and files to delete once it is committed. */
export interface ErasureStep {
  name: string
  erase(id: PassengerId, how: Erasing, tx: Write): Promise<{ count: number; files?: string[] }>
}

export interface DataSubjects {
  living(id: PassengerId, within?: Write): Promise<PassengerId | undefined>
  nameOf(id: PassengerId, within?: Write): Promise<string | undefined>
  /** Open cases, running contacts, callbacks; the holds are privacy's own. */
  standing(id: PassengerId, within?: Write): Promise<Omit<Standing, 'holds'>>
}

export interface StaffNames {
  namesOf(ids: UserId[]): Promise<Map<UserId, string>>
}
