/** The checks that join several fields of a form, the passenger's tier and the clock; single fields are checked by `case-values.ts`. */
import type { Tier } from '../contracts/passengers.ts'
import { type FormProblem, formLimits } from '../contracts/requests.ts'

/** What a form is judged by. Times in ms UTC. */
export interface FormView {
  leaf: string
  flight?: string | undefined
  flightDate?: string | undefined
  fields: Record<string, unknown>
  tier?: Tier | undefined
  now: number
}

/** Field -> what is wrong with it. */
export type FormProblems = Record<string, FormProblem>

const hour = 3_600_000
const day = 24 * hour
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const instant = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** What is wrong with a form as a whole; empty when nothing is. Missing fields are no problem here: they may come later. */
export function problemsOf(form: FormView): FormProblems {
  return checks[form.leaf]?.(form) ?? {}
}

const checks: Record<string, (form: FormView) => FormProblems> = {
  'bk-08': delivery,
  'by-26': delivery,
  'bk-09': vip,
  'bk-10': special,
  'bk-11': guarantee,
  'ff-01': booking,
  'ff-02': booking,
  'ff-03': booking,
  'ff-11': retroCredit,
  'ff-14': checkIn,
}

function delivery({ fields, now }: FormView): FormProblems {
  const from = instant(fields.deliveryFrom)
  const to = instant(fields.deliveryTo)
  if (to !== undefined && to <= now) return { deliveryTo: 'in-the-past' }
  return from !== undefined && to !== undefined && to <= from ? { deliveryTo: 'window-reversed' } : {}
}

/** AC-33: an Audi for first, a Passat for business, nobody else is fetched. */
function vip({ fields }: FormView): FormProblems {
  if (!list(fields.vipServices).includes('chauffeur')) return {}
  const problems: FormProblems = {}
  if (!['first', 'business'].includes(text(fields.cabin))) problems.cabin = 'cabin-needed'
  if (text(fields.pickUpAddress) === '' || fields.pickUpAt === undefined) problems.pickUpAddress = 'pick-up-needed'
  return problems
}

/** Codes that say nothing without words. */
const wordy = ['MEDA', 'STCR', 'PETC', 'SPML', 'NSST']

function special({ fields }: FormView): FormProblems {
  const needsText = list(fields.ssrCodes).some((code) => wordy.includes(String(code)))
  return needsText && text(fields.ssrText) === '' ? { ssrText: 'text-needed' } : {}
}

/** BK-11: the tier that has the guarantee, asked for early enough. The day begins the count when the hour is unknown. */
function guarantee({ fields, tier, flightDate, now }: FormView): FormProblems {
  if (tier !== undefined && !['silver', 'gold', 'platinum'].includes(tier)) return { memberNumber: 'tier-too-low' }
  const departs = instant(fields.departureAt) ?? (flightDate ? Date.parse(flightDate) : undefined)
  if (departs !== undefined && departs - now < formLimits.guaranteeHours * hour) return { flightDate: 'lead-time' }
  return {}
}

function booking({ leaf, fields, flight }: FormView): FormProblems {
  if (text(fields.bookingWhat) === 'flight') return leaf === 'ff-01' && !flight ? { flight: 'flight-needed' } : {}
  if (text(fields.bookingWhat) !== 'hotel') return {}
  const [begin, end] = [text(fields.checkIn), text(fields.checkOut)]
  if (leaf === 'ff-01' && (text(fields.hotelName) === '' || begin === '' || end === ''))
    return { hotelName: 'hotel-needed' }
  return begin !== '' && end !== '' && end <= begin ? { checkOut: 'bad-dates' } : {}
}

/** FF-11: a flight that was flown, and not too long ago. */
function retroCredit({ flightDate, now }: FormView): FormProblems {
  if (!flightDate) return {}
  const flown = Date.parse(flightDate)
  if (flown > now) return { flightDate: 'too-early' }
  return now - flown > formLimits.claimDays * day ? { flightDate: 'claim-window' } : {}
}

/** FF-14: from a day before departure until the counter closes. */
function checkIn({ fields, now }: FormView): FormProblems {
  const departs = instant(fields.departureAt)
  if (departs === undefined) return {}
  const opens = departs - formLimits.checkInOpensHours * hour
  const closes = departs - formLimits.checkInClosesMinutes * 60_000
  return now < opens || now > closes ? { departureAt: 'check-in-closed' } : {}
}

/** What car the service sends (AC-33). */
export function carOf(cabin: string): 'Audi' | 'Passat' | undefined {
  if (cabin === 'first') return 'Audi'
  return cabin === 'business' ? 'Passat' : undefined
}
