/** PNR, e-ticket and member account of a booking: made from the booking alone, so that they always agree with the trip. */
import type { ETicket, FlightStatus, MemberAccount, Money, Pnr } from '../contracts/passenger-service.ts'
import type { Booking, Member } from './airline-simulator.ports.ts'
import { chanceOf } from './chance.rules.ts'

/** What this house has written into a PNR since. */
export type Written = Pick<Pnr, 'ssrs' | 'remarks' | 'queues'>

const dayMs = 86_400_000
/** Of the demo airline; no carrier has it. */
const accountingCode = '898'

/** The locator in the figures of the ticket, and back. */
export const ticketOf = (pnr: string) => `${accountingCode}${String(Number.parseInt(pnr, 36)).padStart(10, '0')}`
export const locatorOf = (ticket: string) =>
  ticket.startsWith(accountingCode) ? Number(ticket.slice(3)).toString(36).toUpperCase().padStart(6, '0') : undefined

const classOf: Record<Booking['cabin'], string[]> = {
  first: ['F', 'A'],
  business: ['C', 'J', 'D'],
  premium: ['W', 'P'],
  economy: ['Y', 'B', 'M', 'H', 'Q', 'V'],
}

const bookingClassOf = (booking: Booking) => chanceOf(`class|${booking.pnr}`).pick(classOf[booking.cabin])

const meals: ReadonlySet<string> = new Set(['VGML', 'MOML', 'HNML', 'KSML', 'DBML', 'CHML', 'BBML', 'LFML'])

/** The booking as the reservation system shows it. */
export function pnrOf(booking: Booking, status: FlightStatus, written: Written): Pnr {
  const chance = chanceOf(`pnr|${booking.pnr}`)
  const bookedAt = status.scheduledDepartsAt - chance.between(3, 60) * dayMs
  const wishes = [...booking.specialNeeds, ...(booking.meal && meals.has(booking.meal) ? [booking.meal] : [])]
  return {
    locator: booking.pnr,
    bookedAt,
    office: chance.pick(['CAN095530', 'CAN001', 'PEK118', 'PVG203', 'WEB001', 'LON017']),
    passengers: [
      {
        name: booking.name,
        ticket: ticketOf(booking.pnr),
        ...(booking.memberNumber !== undefined && { memberNumber: booking.memberNumber }),
        ...(booking.contact !== undefined && { contact: booking.contact }),
      },
    ],
    segments: [
      {
        flight: status.flight,
        date: status.date,
        from: status.from,
        to: status.to,
        departsAt: status.estimatedDepartsAt,
        arrivesAt: status.estimatedArrivesAt,
        cabin: booking.cabin,
        bookingClass: bookingClassOf(booking),
        status: segmentStatus(status),
        ...(booking.seat !== undefined && { seat: booking.seat }),
      },
    ],
    ssrs: [...wishes.map((code) => ({ code, text: '', status: 'HK' as const })), ...written.ssrs],
    remarks: written.remarks,
    queues: written.queues,
  }
}

function segmentStatus(status: FlightStatus): 'HK' | 'UN' | 'TK' {
  if (status.state === 'cancelled') return 'UN'
  return status.estimatedDepartsAt === status.scheduledDepartsAt ? 'HK' : 'TK'
}

/** The ticket of the booking. */
export function ticketAt(booking: Booking, status: FlightStatus): ETicket {
  const chance = chanceOf(`ticket|${booking.pnr}`)
  const bookingClass = bookingClassOf(booking)
  const fare = fareOf(booking, status)
  const soldBy = chance.pick(['airline', 'airline', 'agent', 'agent', 'agent-abroad'] as const)
  return {
    number: ticketOf(booking.pnr),
    locator: booking.pnr,
    passengerName: booking.name,
    issuedAt: status.scheduledDepartsAt - chance.between(2, 50) * dayMs,
    soldBy,
    fare,
    taxes: { minor: Math.round(fare.minor * 0.12), currency: fare.currency },
    payment: chance.pick(['card', 'wallet', 'bank-transfer', 'card'] as const),
    refundable: booking.cabin === 'economy' ? chance.pick(['with-fee', 'with-fee', 'no'] as const) : 'free',
    coupons: [
      {
        number: 1,
        flight: status.flight,
        date: status.date,
        from: status.from,
        to: status.to,
        fareBasis: `${bookingClass}${chance.pick(['OW', 'RT', 'LR', 'SPC'])}`,
        baggage: booking.cabin === 'economy' ? '1PC' : '2PC',
        status: couponStatus(status),
      },
    ],
  }
}

function couponStatus(status: FlightStatus): ETicket['coupons'][number]['status'] {
  if (status.arrivedAt !== undefined) return 'flown'
  return status.state === 'scheduled' || status.state === 'cancelled' ? 'open' : 'checked-in'
}

const cabinFactor: Record<Booking['cabin'], number> = { economy: 1, premium: 1.6, business: 3, first: 5 }

/** Grows with the time in the air; in yuan. */
function fareOf(booking: Booking, status: FlightStatus): Money {
  const hours = (status.scheduledArrivesAt - status.scheduledDepartsAt) / 3_600_000
  return { minor: Math.round((300 + hours * 330) * cabinFactor[booking.cabin]) * 100, currency: 'CNY' }
}

/** The account of a member; points that are about to expire are a share of the miles. */
export function accountOf(member: Member, now: number): MemberAccount {
  const year = new Date(now).getUTCFullYear()
  return {
    ...member,
    milesExpiring: Math.round(member.miles * 0.08),
    expiresAt: Date.UTC(year, 11, 31, 15, 59),
  }
}
