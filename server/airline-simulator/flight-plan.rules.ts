/** What becomes of a flight of the timetable on a day: decided once by flight and date, shown as far as `now` may know it. */
import type { DisturbanceCause, FlightStatus, ServiceEvent } from '../contracts/passenger-service.ts'
import { type Chance, chanceOf } from './chance.rules.ts'

/** A flight of the timetable on a day. */
export interface DatedLeg {
  flight: string
  date: string
  from: string
  to: string
  departsAt: number
  arrivesAt: number
  aircraft: string
  capacity: number
}

interface Disturbance {
  kind: 'delayed' | 'cancelled' | 'diverted'
  cause: DisturbanceCause
  /** When passengers are told. */
  announcedAt: number
  delayMs: number
  divertedTo?: string
}

/** Everything that will happen to it. */
export interface FlightPlan extends DatedLeg {
  terminal: string
  gate: string
  belt: string
  booked: number
  oversoldAt?: number
  disturbance?: Disturbance
  newGate?: { gate: string; at: number }
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const boardingMs = 40 * minuteMs
/** How long before departure a cancellation may be told: the regimes differ at 14 and 7 days. */
const cancelNotices = [15 * dayMs, 10 * dayMs, 5 * dayMs, 30 * hourMs, 9 * hourMs, 3 * hourMs, hourMs]
const delayCauses: DisturbanceCause[] = [
  'air-traffic-control',
  'air-traffic-control',
  'weather',
  'weather',
  'late-aircraft',
  'late-aircraft',
  'late-aircraft',
  'technical',
  'technical',
  'crew',
  'airport',
  'security',
  'bird-strike',
]
const cancelCauses: DisturbanceCause[] = ['weather', 'technical', 'crew', 'commercial', 'airport', 'strike-of-others']
const alternates = ['HKG', 'SZX', 'XMN', 'CSX', 'TSN', 'HGH', 'NGO', 'MAN', 'LGW', 'BRU', 'BOS', 'SEA']

/** The whole story of one flight. */
export function planOf(leg: DatedLeg): FlightPlan {
  const chance = chanceOf(`${leg.flight}|${leg.date}`)
  const gate = `${chance.pick(['A', 'B', 'C'])}${chance.between(101, 148)}`
  const plan: FlightPlan = {
    ...leg,
    terminal: leg.from === 'CAN' ? 'T2' : `T${chance.between(1, 3)}`,
    gate,
    belt: String(chance.between(1, 24)),
    booked: Math.round(leg.capacity * (0.6 + chance.next() * 0.38)),
  }
  if (chance.next() < 0.035) {
    plan.booked = leg.capacity + chance.between(1, 9)
    plan.oversoldAt = leg.departsAt - chance.between(5, 40) * hourMs
  }
  const disturbance = disturbanceOf(leg, chance)
  if (disturbance) plan.disturbance = disturbance
  if (chance.next() < 0.1 && disturbance?.kind !== 'cancelled')
    plan.newGate = { gate: `D${chance.between(201, 230)}`, at: leg.departsAt - 90 * minuteMs }
  return plan
}

function disturbanceOf(leg: DatedLeg, chance: Chance): Disturbance | undefined {
  const lot = chance.next()
  if (lot < 0.03) {
    const announcedAt = leg.departsAt - chance.pick(cancelNotices)
    return { kind: 'cancelled', cause: chance.pick(cancelCauses), announcedAt, delayMs: 0 }
  }
  if (lot < 0.037) {
    const announcedAt = leg.departsAt + Math.round((leg.arrivesAt - leg.departsAt) * 0.7)
    const delayMs = chance.between(150, 420) * minuteMs
    const divertedTo = chance.pick(alternates.filter((iata) => iata !== leg.to && iata !== leg.from))
    return {
      kind: 'diverted',
      cause: chance.pick(['weather', 'medical', 'technical']),
      announcedAt,
      delayMs,
      divertedTo,
    }
  }
  if (lot > 0.19) return undefined
  // Mostly short, seldom most of a day: -ln is the shape of waiting.
  const minutes = Math.min(660, 20 + Math.round(-Math.log(1 - chance.next()) * 95))
  const announcedAt = leg.departsAt - chance.between(10, 200) * minuteMs
  return { kind: 'delayed', cause: chance.pick(delayCauses), announcedAt, delayMs: minutes * minuteMs }
}

/** What the airline says about it at `now`. */
export function statusAt(plan: FlightPlan, now: number): FlightStatus {
  const told = plan.disturbance && plan.disturbance.announcedAt <= now ? plan.disturbance : undefined
  const expected = expectedOf(plan, told)
  const status: FlightStatus = {
    flight: plan.flight,
    date: plan.date,
    carrier: plan.flight.slice(0, 2),
    from: plan.from,
    to: plan.to,
    scheduledDepartsAt: plan.departsAt,
    scheduledArrivesAt: plan.arrivesAt,
    ...expected,
    state: 'scheduled',
    terminal: plan.terminal,
    gate: plan.newGate && plan.newGate.at <= now ? plan.newGate.gate : plan.gate,
    aircraft: plan.aircraft,
    capacity: plan.capacity,
    booked: plan.oversoldAt !== undefined && plan.oversoldAt > now ? plan.capacity : plan.booked,
  }
  if (told) Object.assign(status, { cause: told.cause, announcedAt: told.announcedAt })
  if (told?.kind === 'cancelled') {
    const date = new Date(Date.parse(plan.date) + dayMs).toISOString().slice(0, 10)
    return { ...status, state: 'cancelled', replacement: { flight: plan.flight, date } }
  }
  if (told?.divertedTo !== undefined) status.divertedTo = told.divertedTo
  return { ...status, ...progressOf(plan, expected, told, now) }
}

function expectedOf(plan: FlightPlan, told: Disturbance | undefined) {
  // A flight that is diverted left on time.
  const late = told?.kind === 'delayed' ? told.delayMs : 0
  return {
    estimatedDepartsAt: plan.departsAt + late,
    estimatedArrivesAt: plan.arrivesAt + (told?.delayMs ?? 0),
  }
}

function progressOf(
  plan: FlightPlan,
  expected: { estimatedDepartsAt: number; estimatedArrivesAt: number },
  told: Disturbance | undefined,
  now: number,
): Partial<FlightStatus> {
  const { estimatedDepartsAt: departedAt, estimatedArrivesAt: arrivedAt } = expected
  if (now < departedAt - boardingMs) return {}
  if (now < departedAt) return { state: 'boarding' }
  if (now < arrivedAt) return { state: told?.kind === 'diverted' ? 'diverted' : 'departed', departedAt }
  return { state: 'arrived', departedAt, arrivedAt, belt: plan.belt }
}

/** Everything that is told about the flight and when, in order. */
export function eventsOf(plan: FlightPlan): Array<{ at: number; kind: ServiceEvent['kind'] }> {
  const { disturbance, newGate, oversoldAt } = plan
  const events: Array<{ at: number; kind: ServiceEvent['kind'] }> = []
  if (oversoldAt !== undefined) events.push({ at: oversoldAt, kind: 'oversold' })
  if (newGate) events.push({ at: newGate.at, kind: 'gate-changed' })
  if (disturbance) events.push({ at: disturbance.announcedAt, kind: disturbance.kind })
  if (disturbance?.kind !== 'cancelled') {
    const { estimatedDepartsAt, estimatedArrivesAt } = expectedOf(plan, disturbance)
    events.push({ at: estimatedDepartsAt - boardingMs, kind: 'boarding' })
    events.push({ at: estimatedDepartsAt, kind: 'departed' })
    events.push({ at: estimatedArrivesAt, kind: 'arrived' })
  }
  return events.toSorted((a, b) => a.at - b.at)
}
