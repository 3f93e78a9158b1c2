/** What the catalogue needs of other rooms, in its own words. */
import type { StationClass } from '../contracts/airports.ts'
import type { Role } from '../contracts/auth.ts'
import type { CaseKind, CaseState } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { CaseId, InteractionId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}

/** Changes of what everybody has to fill in are looked at later. */
export interface Trail {
  record(
    entry: {
      actorId?: UserId | undefined
      role?: Role | undefined
      ip: string
      action: string
      objectType: string
      objectId: string
    },
    within?: Write,
  ): Promise<void>
}

/** A case, as far as a leaf may be judged by it. */
export interface JudgedCase {
  id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  state: CaseState
  teamId: TeamId
  interactionId?: InteractionId
  flight?: string
  flightDate?: string
  station?: string
  fields: Record<string, unknown>
}

export interface OpenCases {
  /** Unfinished cases of a leaf, at most `limit`. */
  unfinishedOf(leaf: string, limit: number): Promise<JudgedCase[]>
  facts(id: CaseId, within?: Write): Promise<JudgedCase | undefined>
}

export interface Stations {
  get(iata: string): Promise<{ stationClass: StationClass; name: Label; zone: string } | undefined>
}

/** What is known of a flight on its day; undefined when nobody knows. Never throws, never takes long. */
export type FlightOnDay = (flight: string, date: string) => Promise<FlightView | undefined>

export interface FlightView {
  origin: string
  destination: string
  trouble?: 'delayed' | 'cancelled' | 'oversold' | undefined
}

/** The kind of request that the caller chose in the menu. */
export type MenuChoice = (interactionId: InteractionId) => Promise<'booking' | 'complaint' | 'query' | undefined>
