/** What the demo airline needs of the rooms: only what a real import or a person would use too. */

import type { NewAccount, NewCommitment } from '../contracts/accounts.ts'
import type { StationClass } from '../contracts/airports.ts'
import type { CampaignSettings } from '../contracts/campaigns.ts'
import type { Case, CaseSummary, NewCase } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { NewShift } from '../contracts/directory.ts'
import type {
  AccountId,
  AgentId,
  AttemptId,
  CampaignId,
  CaseId,
  PassengerId,
  QueueId,
  TeamId,
  UserId,
} from '../contracts/ids.ts'
import type { Disposition } from '../contracts/interactions.ts'
import type { Unit } from '../contracts/organisation.ts'
import type { PassengerProfile, Tier, Trip } from '../contracts/passengers.ts'
import type { NewPost } from '../contracts/posts.ts'
import type { CustomerClass } from '../contracts/segments.ts'
import type { Write } from '../platform/store.ts'

/** A complete passenger record. */
export interface DemoRecord {
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
  numbers: PassengerProfile['numbers']
  lastContactAt?: number
  documentCountry?: string
  companion?: string
  contactChannel?: PassengerProfile['contactChannel']
  contactFrom?: number
  contactTo?: number
  emergencyContact?: PassengerProfile['emergencyContact']
  dataConfirmedAt?: number
  customerClass?: CustomerClass
  points?: number
  pointsExpiring?: number
  pointsExpireOn?: string
  tierUntil?: string
}

/** A contact that is over; without a call behind it. */
export interface PastContact {
  passengerId: PassengerId
  agentId: AgentId
  agentName: string
  teamId: TeamId
  queueId: QueueId
  openedAt: number
  endedAt: number
  disposition: Disposition
  note: string
}

/** A unit of the tree; what is not said is empty. */
export type DemoUnit = Pick<Unit, 'code' | 'kind' | 'name'> & Partial<Unit>

/** Somebody who works here without a login. */
export interface DemoPerson extends NewMember {
  title: Label
  extension: string
}

interface NewMember {
  id: UserId
  username: string
  displayName: string
  role: 'agent' | 'supervisor' | 'admin'
  teamId: TeamId
  language: 'zh' | 'en'
}

interface SurveyOrder {
  attemptId: AttemptId
  campaignId: CampaignId
  caseId: CaseId
  passengerId: PassengerId
  teamId: TeamId
  language: 'zh' | 'en'
  reopenAtOrBelow: number
}

export interface DemoRooms {
  airline: AirlineFlights
  organisation: {
    teams(): Promise<unknown[]>
    addUnits(units: DemoUnit[], within: Write): Promise<unknown>
    addManyStaff(people: DemoPerson[], within: Write): Promise<void>
    addPosts(posts: NewPost[], within: Write): Promise<void>
    addStaff(member: NewMember, within: Write): Promise<unknown>
  }
  airports: { classify(classes: Array<{ iata: string; stationClass: StationClass }>, within: Write): Promise<void> }
  directory: {
    fill(content: { handles: Array<{ unitId: TeamId; name: Label }>; shifts: NewShift[] }, within: Write): Promise<void>
  }
  auth: {
    hashAll(passwords: Array<{ userId: UserId; password: string; demo: boolean }>): Promise<Hashed[]>
    savePasswords(hashed: Hashed[], within: Write): Promise<void>
  }
  agents: { setSkills(id: AgentId, skills: Array<{ queueId: QueueId; level: number }>): Promise<void> }
  passengers: {
    register(record: DemoRecord, trips: Array<Omit<Trip, 'id'>>, within: Write): Promise<PassengerId>
  }
  members: {
    setYears(
      id: PassengerId,
      years: Array<{ year: number; miles: number; segments: number }>,
      within: Write,
    ): Promise<void>
  }
  accounts: {
    create(fresh: NewAccount, actor: { id: UserId }, within: Write): Promise<AccountId>
    addContact(
      id: AccountId,
      contact: { passengerId: PassengerId; role: string; main: boolean },
      actor: { id: UserId },
      within: Write,
    ): Promise<void>
    commit(
      whose: { passengerId?: PassengerId; accountId?: AccountId },
      fresh: NewCommitment,
      actor: { id: UserId },
      within: Write,
    ): Promise<unknown>
  }
  interactions: { takeOver(contact: PastContact, within: Write): Promise<unknown> }
  cases: {
    open(
      fresh: NewCase & { passengerId: PassengerId; openedBy: UserId; teamId: TeamId; at: number },
      within: Write,
    ): Promise<CaseSummary>
    close(
      id: CaseId,
      closing: { version: number; resolution: string; byId: UserId; at: number },
      within: Write,
    ): Promise<Case>
  }
  campaigns: {
    get(id: CampaignId): Promise<{ version: number; settings: CampaignSettings }>
    edit(id: CampaignId, edit: { version: number; settings: CampaignSettings }): Promise<unknown>
    attempts: {
      list(wanted: { passengerId: PassengerId; limit: number }): Promise<{ items: Array<{ id: AttemptId }> }>
      beginDial(id: AttemptId): Promise<SurveyOrder | undefined>
      markAnswered(id: AttemptId): Promise<void>
      settle(id: AttemptId, end: { cause: 'hung-up-by-us' }): Promise<void>
    }
  }
  surveys: { score(asked: SurveyOrder, score: number): Promise<void> }
}

/** A flight as a trip holds it. */
export interface AirlineLeg {
  flight: string
  from: string
  to: string
  departsAt: number
  arrivesAt: number
  fromZone: string
  toZone: string
}

/** The flights of the demo airline. */
export interface AirlineFlights {
  /** The flight of this number on the day to which a moment belongs at its first airport. Throws when there is none. */
  leg(flight: string, at: number): AirlineLeg
  /** Flights of today and tomorrow with which something is wrong, the worst first. */
  inTrouble(now: number): AirlineLeg[]
}

interface Hashed {
  userId: UserId
  hash: string
  demo: boolean
}
