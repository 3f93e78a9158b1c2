/**
 * The golden table: cases and moments, and by hand the clocks that they have. Each due time was counted on paper calendars
 * (China 2024-2026 as announced by the State Council, US federal holidays, last Sundays of March and October in Europe,
 * second Sunday of March and first of November in the US), never taken from the program.
 *
 * A line: what is asked | when (first contact) | clocks as `rule due-instant`, in any order.
 */
import type { Circumstances } from '../../../server/contracts/clocks.ts'

export interface GoldenCase {
  /** Sentence of the domain. */
  title: string
  kind: 'booking' | 'complaint' | 'query' | 'member' | 'suggestion' | 'praise'
  leaf: string
  channel?: 'phone' | 'web' | 'email' | 'sms' | 'letter' | 'fax'
  flight?: string
  flightDate?: string
  /** `PEK-LHR` */
  route?: string
  station?: string
  fields?: Record<string, unknown>
  told?: Circumstances
  /** First contact, ISO with offset. */
  at: string
  clocks: string[]
  /** A year nobody told the holidays of was counted in. */
  uncertain?: string[]
}

const at = (iso: string) => Date.parse(iso)
const cn = '+08:00'

/** Query at a moment; answered ten minutes later, day and night. */
const query = (title: string, when: string, due: string, leaf = 'iq-01'): GoldenCase => ({
  title,
  kind: 'query',
  leaf,
  at: when,
  clocks: [`query-answer ${due}`],
})

/** Domestic complaint by phone that is no irregular flight: half a working day, 24 h, ten working days. */
const domestic = (
  title: string,
  when: string,
  half: string,
  next: string,
  ten: string,
  more: Partial<GoldenCase> = {},
): GoldenCase => ({
  title,
  kind: 'complaint',
  leaf: 'cp-01',
  route: 'PEK-CAN',
  flight: 'CA1301',
  at: when + cn,
  clocks: [`complaint-settlement ${half}${cn}`, `status-update ${next}${cn}`, `ccar273-result ${ten}${cn}`],
  ...more,
})

/** Refund of a domestic ticket: 24 h update and seven working days. */
const refund = (
  title: string,
  when: string,
  next: string,
  seven: string,
  more: Partial<GoldenCase> = {},
): GoldenCase => ({
  title,
  kind: 'booking',
  leaf: 'bk-07',
  route: 'SHA-PEK',
  flight: 'MU5101',
  fields: { refundReason: 'voluntary', paymentMethod: 'card' },
  at: when + cn,
  clocks: [`status-update ${next}${cn}`, `ccar273-refund ${seven}${cn}`],
  ...more,
})

const queries: GoldenCase[] = [
  query('a query in the morning', '2026-03-16T09:00:00+08:00', '2026-03-16T09:10:00+08:00'),
  query('a query before midnight ends after it', '2026-03-16T23:55:00+08:00', '2026-03-17T00:05:00+08:00', 'iq-05'),
  query('a query in the last minutes of the year', '2026-12-31T23:55:00+08:00', '2027-01-01T00:05:00+08:00', 'iq-06'),
  query('a query on the leap day', '2028-02-28T23:59:00+08:00', '2028-02-29T00:09:00+08:00', 'iq-03'),
  query('a query at Spring Festival is not excused', '2026-02-17T03:00:00+08:00', '2026-02-17T03:10:00+08:00', 'iq-02'),
  query('a query on National Day', '2026-10-01T12:34:56+08:00', '2026-10-01T12:44:56+08:00', 'iq-07'),
  query(
    'a query while New York puts the clock forward',
    '2026-03-08T01:55:00-05:00',
    '2026-03-08T03:05:00-04:00',
    'iq-09',
  ),
  query(
    'a query while New York puts the clock back',
    '2026-11-01T01:55:00-04:00',
    '2026-11-01T01:05:00-05:00',
    'iq-10',
  ),
  query(
    'a query while London puts the clock forward',
    '2026-03-29T00:55:00+00:00',
    '2026-03-29T02:05:00+01:00',
    'iq-11',
  ),
  query(
    'a query while Brussels puts the clock back',
    '2026-10-25T02:55:00+02:00',
    '2026-10-25T02:05:00+01:00',
    'iq-08',
  ),
  query('a query on a Saturday night', '2026-07-04T23:59:59+08:00', '2026-07-05T00:09:59+08:00'),
  query('a query on a make-up Sunday', '2026-09-20T08:00:00+08:00', '2026-09-20T08:10:00+08:00'),
  {
    title: 'a query for a bag on an international journey shows the passenger his deadlines',
    kind: 'query',
    leaf: 'iq-04',
    flight: 'CA937',
    flightDate: '2026-03-10',
    route: 'PEK-LHR',
    at: '2026-03-11T09:00:00+08:00',
    clocks: [
      'query-answer 2026-03-11T09:10:00+08:00',
      'montreal-delay 2026-03-31T23:59:59.999+01:00',
      'montreal-action-late 2028-03-10T23:59:59.999+00:00',
    ],
  },
  {
    title: 'a query for a bag on a domestic journey does not',
    kind: 'query',
    leaf: 'iq-04',
    flight: 'CA1301',
    flightDate: '2026-03-10',
    route: 'PEK-CAN',
    at: '2026-03-11T09:00:00+08:00',
    clocks: ['query-answer 2026-03-11T09:10:00+08:00'],
  },
  { title: 'praise has no clock', kind: 'praise', leaf: 'praise', at: '2026-03-11T09:00:00+08:00', clocks: [] },
  {
    title: 'a suggestion has no clock',
    kind: 'suggestion',
    leaf: 'suggestion',
    channel: 'web',
    at: '2026-03-11T09:00:00+08:00',
    clocks: [],
  },
  {
    title: 'a frequent-flyer request is told every 24 hours how it stands',
    kind: 'member',
    leaf: 'ff-11',
    at: '2026-03-13T18:00:00+08:00',
    clocks: ['status-update 2026-03-14T18:00:00+08:00'],
  },
  {
    title: 'a seat booking too',
    kind: 'booking',
    leaf: 'bk-01',
    at: '2026-12-31T20:00:00+08:00',
    clocks: ['status-update 2027-01-01T20:00:00+08:00'],
  },
]

// Office hours of the house: 09:00-12:00 and 13:00-17:00.
const domesticComplaints: GoldenCase[] = [
  domestic(
    'Friday 16:00 is Monday noon',
    '2026-03-13T16:00:00',
    '2026-03-16T12:00:00',
    '2026-03-14T16:00:00',
    '2026-03-27T17:00:00',
  ),
  domestic(
    'Monday 09:00 ends after lunch',
    '2026-03-16T09:00:00',
    '2026-03-16T14:00:00',
    '2026-03-17T09:00:00',
    '2026-03-30T17:00:00',
  ),
  domestic(
    'Monday 13:00 ends with the day',
    '2026-03-16T13:00:00',
    '2026-03-16T17:00:00',
    '2026-03-17T13:00:00',
    '2026-03-30T17:00:00',
  ),
  domestic(
    'in the lunch hour the count begins at 13:00',
    '2026-03-16T12:20:00',
    '2026-03-16T17:00:00',
    '2026-03-17T12:20:00',
    '2026-03-30T17:00:00',
  ),
  domestic(
    'before work begins',
    '2026-03-17T06:00:00',
    '2026-03-17T14:00:00',
    '2026-03-18T06:00:00',
    '2026-03-31T17:00:00',
  ),
  domestic(
    'after work is over',
    '2026-03-17T20:00:00',
    '2026-03-18T14:00:00',
    '2026-03-18T20:00:00',
    '2026-03-31T17:00:00',
  ),
  domestic(
    'at midnight between Sunday and Monday',
    '2026-03-16T00:00:00',
    '2026-03-16T14:00:00',
    '2026-03-17T00:00:00',
    '2026-03-30T17:00:00',
  ),
  domestic(
    'one second before that midnight',
    '2026-03-15T23:59:59',
    '2026-03-16T14:00:00',
    '2026-03-16T23:59:59',
    '2026-03-27T17:00:00',
  ),
  domestic('Saturday noon', '2026-03-14T12:00:00', '2026-03-16T14:00:00', '2026-03-15T12:00:00', '2026-03-27T17:00:00'),
  domestic(
    'over Tomb-sweeping Day',
    '2026-04-03T16:00:00',
    '2026-04-07T12:00:00',
    '2026-04-04T16:00:00',
    '2026-04-20T17:00:00',
  ),
  domestic(
    'on the last day before Spring Festival, a make-up Saturday',
    '2026-02-14T16:00:00',
    '2026-02-24T12:00:00',
    '2026-02-15T16:00:00',
    '2026-03-06T17:00:00',
  ),
  domestic(
    'on the Friday before it',
    '2026-02-13T16:00:00',
    '2026-02-14T12:00:00',
    '2026-02-14T16:00:00',
    '2026-03-05T17:00:00',
  ),
  domestic(
    'in the middle of Spring Festival',
    '2026-02-18T10:00:00',
    '2026-02-24T14:00:00',
    '2026-02-19T10:00:00',
    '2026-03-06T17:00:00',
  ),
  domestic(
    'on the first day after Spring Festival',
    '2026-02-24T09:00:00',
    '2026-02-24T14:00:00',
    '2026-02-25T09:00:00',
    '2026-03-09T17:00:00',
  ),
  domestic(
    'on the make-up Saturday after Spring Festival',
    '2026-02-28T15:00:00',
    '2026-03-02T11:00:00',
    '2026-03-01T15:00:00',
    '2026-03-13T17:00:00',
  ),
  domestic(
    'before the Labour Day week',
    '2026-04-30T16:00:00',
    '2026-05-06T12:00:00',
    '2026-05-01T16:00:00',
    '2026-05-18T17:00:00',
  ),
  domestic(
    'on the make-up Saturday after Labour Day',
    '2026-05-09T09:00:00',
    '2026-05-09T14:00:00',
    '2026-05-10T09:00:00',
    '2026-05-22T17:00:00',
  ),
  domestic(
    'over the Dragon Boat Festival',
    '2026-06-18T15:30:00',
    '2026-06-22T11:30:00',
    '2026-06-19T15:30:00',
    '2026-07-03T17:00:00',
  ),
  domestic(
    'over the Mid-Autumn Festival',
    '2026-09-24T16:30:00',
    '2026-09-28T13:30:00',
    '2026-09-25T16:30:00',
    '2026-10-15T17:00:00',
  ),
  domestic(
    'on the make-up Sunday before National Day',
    '2026-09-20T16:00:00',
    '2026-09-21T12:00:00',
    '2026-09-21T16:00:00',
    '2026-10-10T17:00:00',
  ),
  domestic(
    'on the eve of National Day',
    '2026-09-30T16:00:00',
    '2026-10-08T12:00:00',
    '2026-10-01T16:00:00',
    '2026-10-20T17:00:00',
  ),
  domestic(
    'on National Day',
    '2026-10-01T00:00:00',
    '2026-10-08T14:00:00',
    '2026-10-02T00:00:00',
    '2026-10-20T17:00:00',
  ),
  domestic(
    'on the make-up Saturday after National Day',
    '2026-10-10T16:00:00',
    '2026-10-12T12:00:00',
    '2026-10-11T16:00:00',
    '2026-10-23T17:00:00',
  ),
  domestic(
    'over the New Year of 2026 with its make-up Sunday',
    '2025-12-31T16:00:00',
    '2026-01-04T12:00:00',
    '2026-01-01T16:00:00',
    '2026-01-15T17:00:00',
  ),
  domestic(
    'on that make-up Sunday',
    '2026-01-04T09:00:00',
    '2026-01-04T14:00:00',
    '2026-01-05T09:00:00',
    '2026-01-16T17:00:00',
  ),
  domestic(
    'into a year nobody has told the holidays of',
    '2026-12-21T10:00:00',
    '2026-12-21T15:00:00',
    '2026-12-22T10:00:00',
    '2027-01-04T17:00:00',
    { uncertain: ['ccar273-result'] },
  ),
  domestic(
    'on the last day of a known year',
    '2026-12-31T16:00:00',
    '2027-01-01T12:00:00',
    '2027-01-01T16:00:00',
    '2027-01-14T17:00:00',
    { uncertain: ['complaint-settlement', 'ccar273-result'] },
  ),
  domestic(
    'ten working days that just stay before it',
    '2026-12-10T10:00:00',
    '2026-12-10T15:00:00',
    '2026-12-11T10:00:00',
    '2026-12-24T17:00:00',
  ),
  domestic(
    'on the leap day of 2024, a Thursday',
    '2024-02-29T16:00:00',
    '2024-03-01T12:00:00',
    '2024-03-01T16:00:00',
    '2024-03-14T17:00:00',
  ),
  domestic(
    'Spring Festival 2025 and its make-up days',
    '2025-01-26T16:00:00',
    '2025-01-27T12:00:00',
    '2025-01-27T16:00:00',
    '2025-02-14T17:00:00',
  ),
]

const writtenDomestic: GoldenCase[] = [
  [
    'a written complaint needs the written result',
    'email',
    '2026-03-16T09:00:00',
    '2026-03-16T14:00:00',
    '2026-03-17T09:00:00',
    '2026-03-30T17:00:00',
  ],
  ['a letter', 'letter', '2026-07-01T10:00:00', '2026-07-01T15:00:00', '2026-07-02T10:00:00', '2026-07-15T17:00:00'],
  [
    'a fax in the night counts from its arrival',
    'fax',
    '2026-07-01T02:15:00',
    '2026-07-01T14:00:00',
    '2026-07-02T02:15:00',
    '2026-07-15T17:00:00',
  ],
  [
    'the web form at Spring Festival',
    'web',
    '2026-02-16T11:00:00',
    '2026-02-24T14:00:00',
    '2026-02-17T11:00:00',
    '2026-03-06T17:00:00',
  ],
].map(([title, channel, when, half, next, ten]) => ({
  title: title!,
  kind: 'complaint' as const,
  leaf: 'cp-12',
  channel: channel as 'email',
  route: 'PVG-CTU',
  flight: 'MU5401',
  at: `${when}${cn}`,
  clocks: [`complaint-settlement ${half}${cn}`, `status-update ${next}${cn}`, `ccar273-result-written ${ten}${cn}`],
}))

const refunds: GoldenCase[] = [
  refund(
    'seven working days in a plain fortnight',
    '2026-03-16T10:00:00',
    '2026-03-17T10:00:00',
    '2026-03-25T17:00:00',
  ),
  refund('over Spring Festival', '2026-02-12T10:00:00', '2026-02-13T10:00:00', '2026-02-28T17:00:00'),
  refund('over National Day', '2026-09-29T10:00:00', '2026-09-30T10:00:00', '2026-10-14T17:00:00'),
  refund('over Labour Day', '2026-04-29T10:00:00', '2026-04-30T10:00:00', '2026-05-12T17:00:00'),
  refund('asked on a Sunday', '2026-03-15T10:00:00', '2026-03-16T10:00:00', '2026-03-24T17:00:00'),
  refund(
    'at the end of a year that is known into one that is not',
    '2026-12-25T10:00:00',
    '2026-12-26T10:00:00',
    '2027-01-05T17:00:00',
    { uncertain: ['ccar273-refund'] },
  ),
  refund('at the end of 2025', '2025-12-29T10:00:00', '2025-12-30T10:00:00', '2026-01-08T17:00:00'),
  refund(
    'with a valid request later than the first contact',
    '2026-03-16T10:00:00',
    '2026-03-17T10:00:00',
    '2026-03-27T17:00:00',
    {
      told: { refundRequestedAt: at('2026-03-18T15:00:00+08:00') },
    },
  ),
  refund('involuntary, at home nothing else', '2026-03-16T10:00:00', '2026-03-17T10:00:00', '2026-03-25T17:00:00', {
    fields: { refundReason: 'involuntary', paymentMethod: 'other' },
  }),
  refund('journey unknown: a carrier of China', '2026-03-16T10:00:00', '2026-03-17T10:00:00', '2026-03-25T17:00:00', {
    route: '',
    flight: '',
  }),
  refund(
    'cancelled flight, the passenger takes the refund',
    '2026-03-16T10:00:00',
    '2026-03-17T10:00:00',
    '2026-03-25T17:00:00',
    {
      leaf: 'bk-12',
      fields: { passengerChoice: 'refund' },
    },
  ),
  {
    ...refund('cancelled flight, the passenger is rebooked', '2026-03-16T10:00:00', '2026-03-17T10:00:00', ''),
    leaf: 'bk-12',
    fields: { passengerChoice: 'rebooked' },
    clocks: ['status-update 2026-03-17T10:00:00+08:00'],
  },
]

/** Complaints by the rules of other territories; own and Chinese clocks come first. */
export interface Abroad extends Omit<GoldenCase, 'clocks' | 'kind'> {
  half: string
  next: string
  rest: string[]
}
/** A complaint with the clocks that every complaint has, and `rest`. */
export const abroad = ({ half, next, rest, ...more }: Abroad): GoldenCase => ({
  kind: 'complaint',
  ...more,
  clocks: [`complaint-settlement ${half}`, `status-update ${next}`, ...rest],
})

const us: GoldenCase[] = [
  abroad({
    title: 'written, Beijing to New York',
    leaf: 'cp-01',
    channel: 'email',
    flight: 'CA981',
    route: 'PEK-JFK',
    at: '2026-03-16T10:00:00+08:00',
    half: '2026-03-16T15:00:00+08:00',
    next: '2026-03-17T10:00:00+08:00',
    rest: [
      'ccar273-result-written 2026-03-30T17:00:00+08:00',
      'us259-acknowledgement 2026-04-14T23:59:59.999-04:00',
      'us259-reply 2026-05-14T23:59:59.999-04:00',
    ],
  }),
  abroad({
    title: 'the same by phone has no American clock',
    leaf: 'cp-01',
    flight: 'CA981',
    route: 'PEK-JFK',
    at: '2026-03-16T10:00:00+08:00',
    half: '2026-03-16T15:00:00+08:00',
    next: '2026-03-17T10:00:00+08:00',
    rest: ['ccar273-result 2026-03-30T17:00:00+08:00'],
  }),
  abroad({
    title: 'written, across the change to summer time',
    leaf: 'cp-02',
    channel: 'web',
    flight: 'MU587',
    route: 'PVG-JFK',
    at: '2026-02-27T09:00:00+08:00',
    half: '2026-02-27T14:00:00+08:00',
    next: '2026-02-28T09:00:00+08:00',
    rest: [
      'ccar273-result-written 2026-03-12T17:00:00+08:00',
      'us259-acknowledgement 2026-03-28T23:59:59.999-04:00',
      'us259-reply 2026-04-27T23:59:59.999-04:00',
    ],
  }),
  abroad({
    title: 'written, across the change to winter time',
    leaf: 'cp-02',
    channel: 'web',
    flight: 'MU587',
    route: 'JFK-PVG',
    at: '2026-10-15T22:00:00+08:00',
    half: '2026-10-16T14:00:00+08:00',
    next: '2026-10-16T22:00:00+08:00',
    rest: [
      'ccar273-result-written 2026-10-29T17:00:00+08:00',
      'us259-acknowledgement 2026-11-14T23:59:59.999-05:00',
      'us259-reply 2026-12-14T23:59:59.999-05:00',
    ],
  }),
  abroad({
    title: 'written shortly after midnight in China is the day before in New York',
    leaf: 'cp-19',
    channel: 'email',
    flight: 'UA889',
    route: 'PEK-SFO',
    at: '2026-03-17T00:30:00+08:00',
    half: '2026-03-17T14:00:00+08:00',
    next: '2026-03-18T00:30:00+08:00',
    rest: [
      'ccar273-result-written 2026-03-31T17:00:00+08:00',
      'us259-acknowledgement 2026-04-15T23:59:59.999-04:00',
      'us259-reply 2026-05-15T23:59:59.999-04:00',
    ],
  }),
  abroad({
    title: 'thirty days that end on a leap day',
    leaf: 'cp-19',
    channel: 'letter',
    flight: 'UA889',
    route: 'SFO-PEK',
    at: '2028-01-30T20:00:00-05:00',
    half: '2028-01-31T14:00:00+08:00',
    next: '2028-02-01T09:00:00+08:00',
    rest: [
      'ccar273-result-written 2028-02-14T17:00:00+08:00',
      'us259-acknowledgement 2028-02-29T23:59:59.999-05:00',
      'us259-reply 2028-03-30T23:59:59.999-04:00',
    ],
    uncertain: ['complaint-settlement', 'ccar273-result-written'],
  }),
  abroad({
    title: 'within the US by an American carrier is no matter of China',
    leaf: 'cp-19',
    channel: 'email',
    flight: 'UA1',
    route: 'SFO-JFK',
    at: '2026-06-01T10:00:00+08:00',
    half: '2026-06-01T15:00:00+08:00',
    next: '2026-06-02T10:00:00+08:00',
    rest: ['us259-acknowledgement 2026-06-30T23:59:59.999-04:00', 'us259-reply 2026-07-30T23:59:59.999-04:00'],
  }),
  abroad({
    title: 'about a disability: one dispositive reply more',
    leaf: 'cp-11',
    channel: 'email',
    flight: 'CA981',
    route: 'PEK-JFK',
    told: { disability: true },
    at: '2026-03-16T10:00:00+08:00',
    half: '2026-03-16T15:00:00+08:00',
    next: '2026-03-17T10:00:00+08:00',
    rest: [
      'ccar273-result-written 2026-03-30T17:00:00+08:00',
      'us259-acknowledgement 2026-04-14T23:59:59.999-04:00',
      'us259-reply 2026-05-14T23:59:59.999-04:00',
      'us382-reply 2026-04-14T23:59:59.999-04:00',
    ],
  }),
  abroad({
    title: 'about a disability at home: none',
    leaf: 'cp-11',
    channel: 'email',
    flight: 'CA1301',
    route: 'PEK-CAN',
    told: { disability: true },
    at: '2026-03-16T10:00:00+08:00',
    half: '2026-03-16T15:00:00+08:00',
    next: '2026-03-17T10:00:00+08:00',
    rest: ['ccar273-result-written 2026-03-30T17:00:00+08:00'],
  }),
  abroad({
    title: 'written down after a call: the American clocks begin with the letter',
    leaf: 'cp-01',
    flight: 'CA981',
    route: 'PEK-JFK',
    told: { writtenAt: at('2026-03-20T10:00:00+08:00') },
    at: '2026-03-16T10:00:00+08:00',
    half: '2026-03-16T15:00:00+08:00',
    next: '2026-03-17T10:00:00+08:00',
    rest: [
      'ccar273-result-written 2026-03-30T17:00:00+08:00',
      'us259-acknowledgement 2026-04-18T23:59:59.999-04:00',
      'us259-reply 2026-05-18T23:59:59.999-04:00',
    ],
  }),
]

const usRefund = (title: string, when: string, more: Partial<GoldenCase> & { clocks: string[] }): GoldenCase => ({
  title,
  kind: 'booking',
  leaf: 'bk-07',
  flight: 'CA981',
  route: 'PEK-JFK',
  at: when,
  fields: { refundReason: 'involuntary', paymentMethod: 'card' },
  ...more,
})
const usRefunds: GoldenCase[] = [
  usRefund('card, involuntary: seven business days', '2026-03-16T10:00:00+08:00', {
    clocks: [
      'status-update 2026-03-17T10:00:00+08:00',
      'ccar273-refund 2026-03-25T17:00:00+08:00',
      'us-refund-card 2026-03-24T17:00:00-04:00',
    ],
  }),
  usRefund('in New York it is the same Monday', '2026-03-16T22:00:00+08:00', {
    clocks: [
      'status-update 2026-03-17T22:00:00+08:00',
      'ccar273-refund 2026-03-25T17:00:00+08:00',
      'us-refund-card 2026-03-25T17:00:00-04:00',
    ],
  }),
  usRefund('over Thanksgiving', '2026-11-20T23:00:00+08:00', {
    clocks: [
      'status-update 2026-11-21T23:00:00+08:00',
      'ccar273-refund 2026-12-01T17:00:00+08:00',
      'us-refund-card 2026-12-02T17:00:00-05:00',
    ],
  }),
  usRefund('over Independence Day, kept on Friday', '2026-07-01T23:00:00+08:00', {
    clocks: [
      'status-update 2026-07-02T23:00:00+08:00',
      'ccar273-refund 2026-07-10T17:00:00+08:00',
      'us-refund-card 2026-07-13T17:00:00-04:00',
    ],
  }),
  usRefund('over Christmas and New Year', '2026-12-22T23:00:00+08:00', {
    clocks: [
      'status-update 2026-12-23T23:00:00+08:00',
      'ccar273-refund 2026-12-31T17:00:00+08:00',
      'us-refund-card 2027-01-04T17:00:00-05:00',
    ],
    uncertain: ['ccar273-refund'],
  }),
  usRefund('over Columbus Day and Veterans Day it is only the first', '2026-10-08T23:00:00+08:00', {
    clocks: [
      'status-update 2026-10-09T23:00:00+08:00',
      'ccar273-refund 2026-10-16T17:00:00+08:00',
      'us-refund-card 2026-10-20T17:00:00-04:00',
    ],
  }),
  usRefund('not by card: twenty calendar days', '2026-03-16T22:00:00+08:00', {
    fields: { refundReason: 'involuntary', paymentMethod: 'other' },
    clocks: [
      'status-update 2026-03-17T22:00:00+08:00',
      'ccar273-refund 2026-03-25T17:00:00+08:00',
      'us-refund-other 2026-04-05T23:59:59.999-04:00',
    ],
  }),
  usRefund('not by card, across the change to winter time', '2026-10-20T22:00:00+08:00', {
    fields: { refundReason: 'involuntary', paymentMethod: 'other' },
    clocks: [
      'status-update 2026-10-21T22:00:00+08:00',
      'ccar273-refund 2026-10-29T17:00:00+08:00',
      'us-refund-other 2026-11-09T23:59:59.999-05:00',
    ],
  }),
  usRefund('payment unknown: the shorter term', '2026-03-16T22:00:00+08:00', {
    fields: { refundReason: 'involuntary' },
    clocks: [
      'status-update 2026-03-17T22:00:00+08:00',
      'ccar273-refund 2026-03-25T17:00:00+08:00',
      'us-refund-card 2026-03-25T17:00:00-04:00',
    ],
  }),
  usRefund('voluntary: only the Chinese term', '2026-03-16T22:00:00+08:00', {
    fields: { refundReason: 'voluntary', paymentMethod: 'card' },
    clocks: ['status-update 2026-03-17T22:00:00+08:00', 'ccar273-refund 2026-03-25T17:00:00+08:00'],
  }),
]

export const goldenAtHome: GoldenCase[] = [...queries, ...domesticComplaints, ...writtenDomestic, ...refunds]
export const goldenUnitedStates: GoldenCase[] = [...us, ...usRefunds]
