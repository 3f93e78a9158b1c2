/** Where a case stands in the world: itinerary, carrier, cause and form as the rules of the clocks see them. */

import type { CaseKind } from '../contracts/cases.ts'
import type { Cause, Disruption, Payment, Scope } from '../contracts/clock-rules.ts'
import type { Circumstances } from '../contracts/clocks.ts'

/** An airport as far as a rule cares. */
export interface Place {
  iata: string
  /** ISO 3166, two letters. */
  country: string
  zone: string
}

/** What is known of a case, its places looked up. */
export interface KnownCase {
  kind: CaseKind
  leaf: string
  channel: 'phone' | 'web' | 'email' | 'sms' | 'letter' | 'fax'
  flight?: string | undefined
  flightDate?: string | undefined
  fields: Record<string, unknown>
  /** First contact on any channel, ms UTC. */
  openedAt: number
  circumstances: Circumstances
  origin?: Place | undefined
  destination?: Place | undefined
  /** Where it happened, when the itinerary is not known. */
  station?: Place | undefined
}

/** What the conditions of rules are held against. */
export interface Situation {
  kind: CaseKind
  leaf: string
  scopes: ReadonlySet<Scope>
  carrier: string | undefined
  carrierCountry: string | undefined
  written: boolean
  refund: boolean
  involuntary: boolean
  payment: Payment
  disruption: Disruption
  cause: Cause
  disability: boolean
  baggage: 'late' | 'damaged' | undefined
  regulatorFiled: boolean
  regulatorForwarded: boolean
  origin: Place | undefined
  destination: Place | undefined
  /** Zone at the end of the journey, for deadlines that follow its midnight. */
  arrivalZone: string | undefined
}

/** Where Regulation 261/2004 applies: the EU and the states that take it over by treaty. */
const eu = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS NO CH LI RE GP MQ GF YT'.split(
    ' ',
  ),
)
const us = new Set(['US', 'PR', 'VI', 'GU', 'AS', 'MP'])
const uk = new Set(['GB'])

/** Country of the carriers whose designator our passengers meet; the demo airline flies as YT. */
const carriers: Record<string, string> = {
  ...of('CN', 'CA MU CZ HU 3U ZH MF SC HO 9C FM KN GS JD PN TV EU 8L YT'),
  ...of('HK', 'CX HX UO'),
  ...of('MO', 'NX'),
  ...of('TW', 'CI BR'),
  ...of('US', 'UA AA DL AS B6 WN HA'),
  ...of('GB', 'BA VS U2 LS'),
  ...of('DE', 'LH EW DE'),
  ...of('FR', 'AF'),
  ...of('NL', 'KL HV'),
  ...of('ES', 'IB VY'),
  ...of('IT', 'AZ NO'),
  ...of('AT', 'OS'),
  ...of('BE', 'SN'),
  ...of('FI', 'AY'),
  ...of('SE', 'SK'),
  ...of('PL', 'LO'),
  ...of('PT', 'TP'),
  ...of('IE', 'EI FR'),
  ...of('HU', 'W6'),
  ...of('CH', 'LX'),
  ...of('NO', 'DY'),
  ...of('JP', 'JL NH'),
  ...of('KR', 'KE OZ'),
  ...of('SG', 'SQ TR'),
  ...of('TH', 'TG'),
  ...of('MY', 'MH AK'),
  ...of('AE', 'EK EY'),
  ...of('QA', 'QR'),
  ...of('TR', 'TK'),
  ...of('AU', 'QF'),
  ...of('CA', 'AC'),
  ...of('RU', 'SU'),
}

function of(country: string, codes: string): Record<string, string> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, country]))
}

/** Leaves that speak of an irregular flight on the spot (CP-07 to CP-10). */
const irregularLeaves = new Set(['cp-07', 'cp-08', 'cp-09', 'cp-10'])
const writtenChannels = new Set(['web', 'email', 'letter', 'fax'])

/** The two characters before the number of a flight. */
export function carrierOf(flight: string | undefined): string | undefined {
  return /^((?=[A-Z0-9]*[A-Z])[A-Z0-9]{2})\s?\d{1,4}[A-Z]?$/.exec(flight?.toUpperCase() ?? '')?.[1]
}

/** Puts together what the rules ask for. */
export function situationOf(known: KnownCase): Situation {
  const { circumstances: told, fields } = known
  const carrier = told.carrier ?? carrierOf(known.flight)
  const carrierCountry = carrier === undefined ? undefined : carriers[carrier]
  // An incident at an airport we only know the place of: passengers leave from where they complain.
  const origin = known.origin ?? (known.destination ? undefined : known.station)
  const { destination } = known
  return {
    kind: known.kind,
    leaf: known.leaf,
    scopes: scopesOf(origin, destination, carrierCountry),
    carrier,
    carrierCountry,
    written: writtenChannels.has(known.channel) || told.writtenAt !== undefined,
    refund: isRefund(known),
    involuntary: told.involuntary ?? (fields.refundReason === 'involuntary' || fields.passengerChoice === 'refund'),
    payment:
      told.payment ??
      (fields.paymentMethod === 'card' || fields.paymentMethod === 'other' ? fields.paymentMethod : 'unknown'),
    disruption: told.disruption ?? disruptionOf(known.leaf),
    cause: told.cause ?? 'unknown',
    disability: told.disability ?? false,
    baggage: known.leaf === 'cp-03' || known.leaf === 'iq-04' ? 'late' : known.leaf === 'cp-04' ? 'damaged' : undefined,
    regulatorFiled: told.regulatorFiledAt !== undefined,
    regulatorForwarded: told.regulatorForwardedAt !== undefined,
    origin,
    destination,
    arrivalZone: (destination ?? origin)?.zone,
  }
}

function isRefund({ leaf, fields, circumstances }: KnownCase): boolean {
  return leaf === 'bk-07' || fields.passengerChoice === 'refund' || circumstances.refundRequestedAt !== undefined
}

function disruptionOf(leaf: string): Disruption {
  if (irregularLeaves.has(leaf)) return 'delay'
  if (leaf === 'bk-12') return 'cancellation'
  return leaf === 'bk-13' ? 'denied-boarding' : 'none'
}

/** Nothing known of the journey: the house is a carrier of China, so its rules apply. */
function scopesOf(
  origin: Place | undefined,
  destination: Place | undefined,
  carrierCountry: string | undefined,
): Set<Scope> {
  const scopes = new Set<Scope>()
  const ends = [origin, destination].filter((place) => place !== undefined)
  const touches = (countries: ReadonlySet<string>) => ends.some(({ country }) => countries.has(country))
  if (ends.length === 0 ? (carrierCountry ?? 'CN') === 'CN' : touches(new Set(['CN']))) scopes.add('cn')
  if (touches(us)) scopes.add('us')
  const byEuCarrier = carrierCountry !== undefined && eu.has(carrierCountry)
  const byUkCarrier = carrierCountry === 'GB'
  if ((origin && eu.has(origin.country)) || (destination && eu.has(destination.country) && byEuCarrier))
    scopes.add('eu')
  if (
    (origin && uk.has(origin.country)) ||
    (destination && uk.has(destination.country) && (byUkCarrier || byEuCarrier))
  )
    scopes.add('uk')
  if (origin && destination && origin.country !== destination.country) scopes.add('international')
  return scopes
}
