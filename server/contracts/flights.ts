/** Flights as this house shows them: what the source says, how old that is, and what follows for passengers. */
import { z } from 'zod'
import { Instant, type Label } from './common.ts'
import { CaseId, PassengerId, TaskId, TripId, UserId } from './ids.ts'
import {
  BagFile,
  type DisturbanceCause,
  ETicket,
  FlightDate,
  FlightNumber,
  FlightStatus,
  Locator,
  MemberAccount,
  Pnr,
  PnrOrder,
} from './passenger-service.ts'
import { PassengerSummary, Trip } from './passengers.ts'

/**
 * How fresh an answer is: `fresh` asked now, `kept` from memory, `late` the source has not answered within the time that a
 * caller can wait (ask again), `away` it cannot be asked and nothing is known.
 */
export const Freshness = z.enum(['fresh', 'kept', 'late', 'away'])
export type Freshness = z.infer<typeof Freshness>

/** An answer of the source with its age; `value` is missing when nothing is known (yet) or there is no such record. */
export const told = <T extends z.ZodType>(value: T) =>
  z.object({ freshness: Freshness, asOf: Instant.optional(), value: value.optional() })
export interface Told<T> {
  freshness: Freshness
  asOf?: number | undefined
  value?: T | undefined
}

export const ToldStatus = told(FlightStatus)
export const ToldFlights = told(z.array(FlightStatus))
export const ToldPnr = told(Pnr)
export const ToldTicket = told(ETicket)
export const ToldAccount = told(MemberAccount)
export const ToldBag = told(BagFile)
export const ToldBags = told(z.array(BagFile))

/** Whether the passenger-service system can be asked. */
export const SourceState = z.object({
  adapter: z.enum(['simulator', 'http']),
  state: z.enum(['up', 'down']),
  /** Since when it has been so. */
  since: Instant,
  /** The last moment at which it answered. */
  lastAnswerAt: Instant.optional(),
  /** Orders that wait to be written into PNRs. */
  waitingOrders: z.int(),
})
export type SourceState = z.infer<typeof SourceState>

/** A trip of a passenger with everything that can be said about it on the phone. */
export const LiveTrip = z.object({ trip: Trip, date: FlightDate, status: ToldStatus, bags: ToldBags })
export type LiveTrip = z.infer<typeof LiveTrip>

export const LiveTrips = z.object({ next: z.array(LiveTrip), last: z.array(LiveTrip) })
export type LiveTrips = z.infer<typeof LiveTrips>

export const OrderState = z.enum(['waiting', 'done', 'refused', 'given-up'])
export type OrderState = z.infer<typeof OrderState>

/** An order to the passenger-service system, kept before it is sent. */
export const KeptOrder = z.object({
  id: z.uuid(),
  locator: Locator,
  order: PnrOrder,
  state: OrderState,
  createdAt: Instant,
  byId: UserId,
  byName: z.string().optional(),
  tries: z.int(),
  settledAt: Instant.optional(),
  reason: z.string().optional(),
})
export type KeptOrder = z.infer<typeof KeptOrder>

/** The id is made by the console and stays the same when a request is sent twice. */
export const NewOrder = z.object({
  id: z.uuid(),
  order: PnrOrder,
  passengerId: PassengerId.optional(),
  caseId: CaseId.optional(),
})
export type NewOrder = z.infer<typeof NewOrder>

/** What is wrong with a flight. */
export const Trouble = z.enum(['cancelled', 'oversold', 'diverted', 'delayed'])
export type Trouble = z.infer<typeof Trouble>

export const Disruption = z.object({
  flight: FlightNumber,
  date: FlightDate,
  trouble: Trouble,
  status: FlightStatus,
  /** When this house heard of the last change. */
  heardAt: Instant,
  affected: z.int(),
  /** Members of the silver tier and above among them. */
  valued: z.int(),
  tasks: z.int(),
  tasksDone: z.int(),
  caseId: CaseId.optional(),
  caseNumber: z.string().optional(),
})
export type Disruption = z.infer<typeof Disruption>

/** Somebody who must be told. */
export const Affected = z.object({
  passenger: PassengerSummary,
  tripId: TripId,
  pnr: z.string(),
  cabin: Trip.shape.cabin,
  number: z.string().optional(),
  language: z.enum(['zh', 'en']),
  specialNeeds: z.array(z.string()),
  taskId: TaskId.optional(),
  toldAt: Instant.optional(),
})
export type Affected = z.infer<typeof Affected>

export const DisruptionDetail = Disruption.extend({ passengers: z.array(Affected) })
export type DisruptionDetail = z.infer<typeof DisruptionDetail>

/** Words for what can go wrong, and why. */
export const troubleLabels: Record<Trouble, Label> = {
  cancelled: { zh: '取消', en: 'Cancelled' },
  oversold: { zh: '超售', en: 'Oversold' },
  diverted: { zh: '备降', en: 'Diverted' },
  delayed: { zh: '延误', en: 'Delayed' },
}

export const causeLabels: Record<DisturbanceCause, Label> = {
  weather: { zh: '天气', en: 'Weather' },
  'air-traffic-control': { zh: '空中交通管制', en: 'Air traffic control' },
  security: { zh: '安全检查', en: 'Security' },
  airport: { zh: '机场原因', en: 'Airport' },
  'strike-of-others': { zh: '第三方罢工', en: 'Strike of others' },
  'bird-strike': { zh: '鸟击', en: 'Bird strike' },
  medical: { zh: '旅客急病', en: 'Medical emergency' },
  technical: { zh: '机械故障', en: 'Technical' },
  crew: { zh: '机组原因', en: 'Crew' },
  'late-aircraft': { zh: '前序航班晚到', en: 'Late incoming aircraft' },
  'strike-of-own-staff': { zh: '本公司罢工', en: 'Strike of own staff' },
  commercial: { zh: '航班计划调整', en: 'Schedule change by the airline' },
}
