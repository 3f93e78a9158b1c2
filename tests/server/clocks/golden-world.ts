/** The golden table, continued: Europe, the United Kingdom, baggage on international journeys, irregular flights, 12326. Counted by hand like the rest. */
import { type Abroad, abroad, type GoldenCase } from './golden-cases.ts'

const at = (iso: string) => Date.parse(iso)
/** Monday 16 March 2026 10:00 in China: half a working day ends at 15:00, ten working days on the 30th. */
const monday = {
  at: '2026-03-16T10:00:00+08:00',
  half: '2026-03-16T15:00:00+08:00',
  next: '2026-03-17T10:00:00+08:00',
}
const ten = 'ccar273-result 2026-03-30T17:00:00+08:00'
const onMonday = (more: Omit<Abroad, 'at' | 'half' | 'next'>): GoldenCase => abroad({ ...monday, ...more })

const eu: GoldenCase[] = [
  onMonday({
    title: 'cancelled from Frankfurt: compensation within seven days',
    leaf: 'cp-08',
    flight: 'CA966',
    route: 'FRA-PEK',
    told: { disruption: 'cancellation' },
    rest: [
      ten,
      'ccar300-accept 2026-03-23T23:59:59.999+08:00',
      'ccar300-reply 2026-03-26T23:59:59.999+08:00',
      'eu261-compensation 2026-03-23T23:59:59.999+01:00',
    ],
  }),
  onMonday({
    title: 'late from Paris, how late nobody told yet: no compensation clock',
    leaf: 'cp-08',
    flight: 'CA934',
    route: 'CDG-PEK',
    rest: [ten, 'ccar300-accept 2026-03-23T23:59:59.999+08:00', 'ccar300-reply 2026-03-26T23:59:59.999+08:00'],
  }),
  onMonday({
    title: 'three hours late from Paris',
    leaf: 'cp-08',
    flight: 'CA934',
    route: 'CDG-PEK',
    told: { disruption: 'long-delay' },
    rest: [
      ten,
      'ccar300-accept 2026-03-23T23:59:59.999+08:00',
      'ccar300-reply 2026-03-26T23:59:59.999+08:00',
      'eu261-compensation 2026-03-23T23:59:59.999+01:00',
    ],
  }),
  onMonday({
    title: 'three hours late from Paris in a storm',
    leaf: 'cp-08',
    flight: 'CA934',
    route: 'CDG-PEK',
    told: { disruption: 'long-delay', cause: 'extraordinary' },
    rest: [ten, 'ccar300-accept 2026-03-23T23:59:59.999+08:00', 'ccar300-reply 2026-03-26T23:59:59.999+08:00'],
  }),
  onMonday({
    title: 'to Frankfurt on a Chinese carrier is outside the Regulation',
    leaf: 'cp-08',
    flight: 'CA965',
    route: 'PEK-FRA',
    told: { disruption: 'cancellation' },
    rest: [ten, 'ccar300-accept 2026-03-23T23:59:59.999+08:00', 'ccar300-reply 2026-03-26T23:59:59.999+08:00'],
  }),
  onMonday({
    title: 'to Frankfurt on a German carrier is inside, and the carrier has twenty days in China',
    leaf: 'cp-08',
    flight: 'LH721',
    route: 'PEK-FRA',
    told: { disruption: 'cancellation' },
    rest: [
      ten,
      'ccar300-accept 2026-03-23T23:59:59.999+08:00',
      'ccar300-reply-foreign 2026-04-05T23:59:59.999+08:00',
      'eu261-compensation 2026-03-23T23:59:59.999+01:00',
    ],
  }),
  onMonday({
    title: 'boarding denied in Madrid',
    leaf: 'cp-11',
    flight: 'CA908',
    route: 'MAD-PEK',
    told: { disruption: 'denied-boarding' },
    rest: [ten, 'eu261-compensation 2026-03-23T23:59:59.999+01:00'],
  }),
  onMonday({
    title: 'boarding denied because papers were missing',
    leaf: 'cp-11',
    flight: 'CA908',
    route: 'MAD-PEK',
    told: { disruption: 'denied-boarding', cause: 'passenger' },
    rest: [ten],
  }),
  onMonday({
    title: 'only the station is known: passengers leave from where they complain',
    leaf: 'cp-11',
    flight: 'CA908',
    station: 'MAD',
    told: { disruption: 'denied-boarding' },
    rest: ['eu261-compensation 2026-03-23T23:59:59.999+01:00'],
  }),
  abroad({
    title: 'seven days across the change to summer time',
    leaf: 'cp-11',
    flight: 'CA966',
    route: 'FRA-PEK',
    told: { disruption: 'denied-boarding' },
    at: '2026-03-25T23:30:00+08:00',
    half: '2026-03-26T14:00:00+08:00',
    next: '2026-03-26T23:30:00+08:00',
    rest: ['ccar273-result 2026-04-09T17:00:00+08:00', 'eu261-compensation 2026-04-01T23:59:59.999+02:00'],
  }),
  abroad({
    title: 'seven days across the change to winter time',
    leaf: 'cp-11',
    flight: 'CA966',
    route: 'FRA-PEK',
    told: { disruption: 'denied-boarding' },
    at: '2026-10-20T10:00:00+08:00',
    half: '2026-10-20T15:00:00+08:00',
    next: '2026-10-21T10:00:00+08:00',
    rest: ['ccar273-result 2026-11-03T17:00:00+08:00', 'eu261-compensation 2026-10-27T23:59:59.999+01:00'],
  }),
  {
    title: 'refund of a cancelled flight from Rome',
    kind: 'booking',
    leaf: 'bk-07',
    flight: 'CA940',
    route: 'FCO-PEK',
    fields: { refundReason: 'involuntary', paymentMethod: 'card' },
    at: monday.at,
    clocks: [
      'status-update 2026-03-17T10:00:00+08:00',
      'ccar273-refund 2026-03-25T17:00:00+08:00',
      'eu261-refund 2026-03-23T23:59:59.999+01:00',
    ],
  },
  {
    title: 'refund over the end of the year',
    kind: 'booking',
    leaf: 'bk-07',
    flight: 'CA940',
    route: 'FCO-PEK',
    fields: { refundReason: 'involuntary', paymentMethod: 'card' },
    at: '2025-12-29T10:00:00+08:00',
    clocks: [
      'status-update 2025-12-30T10:00:00+08:00',
      'ccar273-refund 2026-01-08T17:00:00+08:00',
      'eu261-refund 2026-01-05T23:59:59.999+01:00',
    ],
  },
  {
    title: 'a voluntary refund from Rome is no matter of the Regulation',
    kind: 'booking',
    leaf: 'bk-07',
    flight: 'CA940',
    route: 'FCO-PEK',
    fields: { refundReason: 'voluntary', paymentMethod: 'card' },
    at: monday.at,
    clocks: ['status-update 2026-03-17T10:00:00+08:00', 'ccar273-refund 2026-03-25T17:00:00+08:00'],
  },
]

const uk: GoldenCase[] = [
  onMonday({
    title: 'from London: eight weeks, then ADR',
    leaf: 'cp-01',
    flight: 'CA938',
    route: 'LHR-PEK',
    rest: [ten, 'uk-adr 2026-05-11T23:59:59.999+01:00'],
  }),
  onMonday({
    title: 'to London on a Chinese carrier: none',
    leaf: 'cp-01',
    flight: 'CA937',
    route: 'PEK-LHR',
    rest: [ten],
  }),
  onMonday({
    title: 'to London on a British carrier',
    leaf: 'cp-01',
    flight: 'BA38',
    route: 'PEK-LHR',
    rest: [ten, 'uk-adr 2026-05-11T23:59:59.999+01:00'],
  }),
  onMonday({
    title: 'to London on a German carrier from Frankfurt: the EU Regulation is silent without disruption',
    leaf: 'cp-01',
    flight: 'LH900',
    route: 'FRA-LHR',
    rest: ['uk-adr 2026-05-11T23:59:59.999+01:00'],
  }),
  abroad({
    title: 'eight weeks into winter time',
    leaf: 'cp-01',
    flight: 'CA938',
    route: 'LHR-PEK',
    at: '2026-09-14T10:00:00+08:00',
    half: '2026-09-14T15:00:00+08:00',
    next: '2026-09-15T10:00:00+08:00',
    rest: ['ccar273-result 2026-09-28T17:00:00+08:00', 'uk-adr 2026-11-09T23:59:59.999+00:00'],
  }),
  abroad({
    title: 'shortly after midnight in China it is the day before in London',
    leaf: 'cp-01',
    flight: 'CA938',
    route: 'LHR-PEK',
    at: '2026-06-02T01:00:00+08:00',
    half: '2026-06-02T14:00:00+08:00',
    next: '2026-06-03T01:00:00+08:00',
    rest: ['ccar273-result 2026-06-16T17:00:00+08:00', 'uk-adr 2026-07-27T23:59:59.999+01:00'],
  }),
  abroad({
    title: 'eight weeks over the end of the year',
    leaf: 'cp-01',
    flight: 'CA938',
    route: 'LHR-PEK',
    at: '2025-12-01T10:00:00+08:00',
    half: '2025-12-01T15:00:00+08:00',
    next: '2025-12-02T10:00:00+08:00',
    rest: ['ccar273-result 2025-12-15T17:00:00+08:00', 'uk-adr 2026-01-26T23:59:59.999+00:00'],
  }),
]

const bags: GoldenCase[] = [
  onMonday({
    title: 'broken bag at New York: seven days at its midnight',
    leaf: 'cp-04',
    flight: 'CA981',
    flightDate: '2026-03-14',
    route: 'PEK-JFK',
    rest: [
      ten,
      'montreal-damage 2026-03-21T23:59:59.999-04:00',
      'montreal-action-damaged 2028-03-14T23:59:59.999-04:00',
    ],
  }),
  onMonday({
    title: 'late bag at London: 21 days',
    leaf: 'cp-03',
    flight: 'CA937',
    flightDate: '2026-03-14',
    route: 'PEK-LHR',
    rest: [ten, 'montreal-delay 2026-04-04T23:59:59.999+01:00', 'montreal-action-late 2028-03-14T23:59:59.999+00:00'],
  }),
  onMonday({
    title: 'at home the Convention is silent',
    leaf: 'cp-04',
    flight: 'CA1301',
    flightDate: '2026-03-14',
    route: 'PEK-CAN',
    rest: [ten],
  }),
  onMonday({
    title: 'from Hong Kong it is an international journey',
    leaf: 'cp-04',
    flight: 'CX390',
    flightDate: '2026-03-14',
    route: 'HKG-PEK',
    rest: [
      ten,
      'montreal-damage 2026-03-21T23:59:59.999+08:00',
      'montreal-action-damaged 2028-03-14T23:59:59.999+08:00',
    ],
  }),
  onMonday({
    title: 'the bag came later than the flight',
    leaf: 'cp-04',
    flight: 'CA981',
    flightDate: '2026-03-12',
    route: 'PEK-JFK',
    told: { bagReceivedAt: at('2026-03-15T20:00:00-04:00') },
    rest: [
      ten,
      'montreal-damage 2026-03-22T23:59:59.999-04:00',
      'montreal-action-damaged 2028-03-15T23:59:59.999-04:00',
    ],
  }),
  onMonday({
    title: 'flight day unknown: from the first contact, in the zone of arrival',
    leaf: 'cp-03',
    flight: 'CA981',
    route: 'PEK-JFK',
    rest: [ten, 'montreal-delay 2026-04-05T23:59:59.999-04:00', 'montreal-action-late 2028-03-15T23:59:59.999-04:00'],
  }),
  abroad({
    title: 'a leap day: two years end on the last of February',
    leaf: 'cp-04',
    flight: 'CA937',
    flightDate: '2024-02-29',
    route: 'PEK-LHR',
    at: '2024-03-01T10:00:00+08:00',
    half: '2024-03-01T15:00:00+08:00',
    next: '2024-03-02T10:00:00+08:00',
    rest: [
      'ccar273-result 2024-03-15T17:00:00+08:00',
      'montreal-damage 2024-03-07T23:59:59.999+00:00',
      'montreal-action-damaged 2026-02-28T23:59:59.999+00:00',
    ],
  }),
  abroad({
    title: 'over the end of the year',
    leaf: 'cp-03',
    flight: 'CA937',
    flightDate: '2025-12-20',
    route: 'PEK-LHR',
    at: '2025-12-22T10:00:00+08:00',
    half: '2025-12-22T15:00:00+08:00',
    next: '2025-12-23T10:00:00+08:00',
    rest: [
      'ccar273-result 2026-01-06T17:00:00+08:00',
      'montreal-delay 2026-01-10T23:59:59.999+00:00',
      'montreal-action-late 2027-12-20T23:59:59.999+00:00',
    ],
  }),
]

const irregular = (
  title: string,
  flight: string,
  route: string,
  rest: string[],
  more: Partial<Abroad> = {},
): GoldenCase =>
  onMonday({
    title,
    leaf: 'cp-07',
    flight,
    route,
    rest: [ten, 'ccar300-accept 2026-03-23T23:59:59.999+08:00', ...rest],
    ...more,
  })
const irregulars: GoldenCase[] = [
  irregular('a late flight at home: ten days', 'CA1301', 'PEK-CAN', ['ccar300-reply 2026-03-26T23:59:59.999+08:00']),
  irregular('to Hong Kong on a Chinese carrier: ten days', 'CA101', 'PEK-HKG', [
    'ccar300-reply 2026-03-26T23:59:59.999+08:00',
  ]),
  irregular('to Hong Kong on a carrier of Hong Kong: twenty', 'CX391', 'PEK-HKG', [
    'ccar300-reply-foreign 2026-04-05T23:59:59.999+08:00',
  ]),
  irregular('to Taipei on a carrier of Taiwan: twenty', 'CI518', 'PVG-TPE', [
    'ccar300-reply-foreign 2026-04-05T23:59:59.999+08:00',
  ]),
  irregular('to Tokyo on a Japanese carrier: twenty', 'NH964', 'PEK-NRT', [
    'ccar300-reply-foreign 2026-04-05T23:59:59.999+08:00',
  ]),
  irregular('carrier not told: that of the house', '', 'PEK-CAN', ['ccar300-reply 2026-03-26T23:59:59.999+08:00'], {
    leaf: 'cp-09',
  }),
  irregular(
    'cancelled at an outstation with sales office',
    'CA1301',
    'PEK-CAN',
    ['ccar300-reply 2026-03-26T23:59:59.999+08:00'],
    { leaf: 'cp-10', told: { disruption: 'cancellation' } },
  ),
  abroad({
    title: 'days of the calendar do not care for Spring Festival',
    leaf: 'cp-07',
    flight: 'CA1301',
    route: 'PEK-CAN',
    at: '2026-02-13T16:00:00+08:00',
    half: '2026-02-14T12:00:00+08:00',
    next: '2026-02-14T16:00:00+08:00',
    rest: [
      'ccar273-result 2026-03-05T17:00:00+08:00',
      'ccar300-accept 2026-02-20T23:59:59.999+08:00',
      'ccar300-reply 2026-02-23T23:59:59.999+08:00',
    ],
  }),
]

const forwarded: GoldenCase[] = [
  onMonday({
    title: 'filed with 12326: the centre has two working days',
    leaf: 'cp-01',
    flight: 'CA1301',
    route: 'PEK-CAN',
    told: { regulatorFiledAt: at('2026-03-20T10:00:00+08:00') },
    rest: [ten, '12326-forward 2026-03-24T17:00:00+08:00'],
  }),
  onMonday({
    title: 'forwarded by 12326: ten and twenty working days',
    leaf: 'cp-01',
    flight: 'CA1301',
    route: 'PEK-CAN',
    told: { regulatorForwardedAt: at('2026-03-23T10:00:00+08:00') },
    rest: [ten, '12326-reply 2026-04-07T17:00:00+08:00', '12326-mediation 2026-04-21T17:00:00+08:00'],
  }),
  onMonday({
    title: 'both',
    leaf: 'cp-01',
    flight: 'CA1301',
    route: 'PEK-CAN',
    told: { regulatorFiledAt: at('2026-03-20T10:00:00+08:00'), regulatorForwardedAt: at('2026-03-23T10:00:00+08:00') },
    rest: [
      ten,
      '12326-forward 2026-03-24T17:00:00+08:00',
      '12326-reply 2026-04-07T17:00:00+08:00',
      '12326-mediation 2026-04-21T17:00:00+08:00',
    ],
  }),
  onMonday({
    title: 'forwarded on the eve of National Day',
    leaf: 'cp-01',
    flight: 'CA1301',
    route: 'PEK-CAN',
    told: { regulatorForwardedAt: at('2026-09-30T10:00:00+08:00') },
    rest: [ten, '12326-reply 2026-10-20T17:00:00+08:00', '12326-mediation 2026-11-03T17:00:00+08:00'],
  }),
]

const before: GoldenCase[] = [
  {
    title: 'before CCAR-273 was in force a complaint had only the own clocks',
    kind: 'complaint',
    leaf: 'cp-01',
    flight: 'CA1301',
    route: 'PEK-CAN',
    at: '2021-08-31T10:00:00+08:00',
    clocks: ['complaint-settlement 2021-08-31T15:00:00+08:00', 'status-update 2021-09-01T10:00:00+08:00'],
    uncertain: ['complaint-settlement'],
  },
  {
    title: 'on its first day it had ten working days',
    kind: 'complaint',
    leaf: 'cp-01',
    flight: 'CA1301',
    route: 'PEK-CAN',
    at: '2021-09-01T00:00:00+08:00',
    clocks: [
      'complaint-settlement 2021-09-01T14:00:00+08:00',
      'status-update 2021-09-02T00:00:00+08:00',
      'ccar273-result 2021-09-15T17:00:00+08:00',
    ],
    uncertain: ['complaint-settlement', 'ccar273-result'],
  },
]

export const goldenWorld: GoldenCase[] = [...eu, ...uk, ...bags, ...irregulars, ...forwarded, ...before]
