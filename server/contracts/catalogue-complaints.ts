/** The 19 leaves of complaints on their four branches (A3c). */
import type { FieldName } from './case-fields.ts'
import type { DepartmentCode, Leaf, RegulatorCategories } from './catalogue.ts'
import type { Label } from './common.ts'

/** Stands in the label of CP-11 for the name of the carrier, which is a setting. */
export const carrierPlace = '{carrier}'

const service: RegulatorCategories = { caac: 'service', dot: 'customer-service' }
const irregular: RegulatorCategories = { caac: 'flight', dot: 'flight-problems' }
const ticketing: RegulatorCategories = { caac: 'ticketing', dot: 'ticketing' }
const member: RegulatorCategories = { caac: 'other', dot: 'frequent-flyer' }
const onFlight: FieldName[] = ['flight', 'flightDate']
const onSite: FieldName[] = ['flight', 'flightDate', 'station']

type More = { regulator: RegulatorCategories; optional?: FieldName[]; settledBy?: string }

function leaf(id: string, branch: string, label: Label, about: [DepartmentCode, FieldName[], More]): Leaf {
  const [department, required, more] = about
  return { id, kind: 'complaint', branch, label, required, department, ...more }
}

export const complaintLeaves: Leaf[] = [
  leaf('cp-01', 'cabin', { zh: '总部空中服务', en: 'HQ cabin service' }, [
    'cabin-service',
    onFlight,
    { regulator: service, optional: ['seat'] },
  ]),
  leaf('cp-02', 'cabin', { zh: '分、子公司航线空中服务', en: 'Cabin service on branch or subsidiary routes' }, [
    'branch-cabin',
    onFlight,
    { regulator: service, optional: ['seat', 'branchCompany'] },
  ]),
  leaf('cp-03', 'ground', { zh: '行李遗失', en: 'Baggage lost' }, [
    'baggage',
    [...onFlight, 'bagReference'],
    { regulator: { caac: 'baggage', dot: 'baggage', iata: 'AHL' }, optional: ['deliveryAddress'] },
  ]),
  leaf('cp-04', 'ground', { zh: '行李破损', en: 'Baggage damaged' }, [
    'baggage',
    [...onFlight, 'bagReference'],
    { regulator: { caac: 'baggage', dot: 'baggage', iata: 'DPR' }, optional: ['damage'] },
  ]),
  leaf('cp-05', 'ground', { zh: '乘机联遗失', en: 'Flight coupon lost' }, [
    'ground-service',
    ['ticketNumber'],
    { regulator: ticketing },
  ]),
  leaf('cp-06', 'ground', { zh: '乘机联误撕', en: 'Flight coupon wrongly torn' }, [
    'ground-service',
    ['ticketNumber'],
    { regulator: ticketing },
  ]),
  leaf('cp-07', 'ground', { zh: '当天现场突发（不正常航班）', en: 'Same-day incident on site, home base' }, [
    'home-station',
    onSite,
    { regulator: irregular },
  ]),
  leaf(
    'cp-08',
    'ground',
    { zh: '外站分子公司基地当天现场突发', en: 'Same-day incident, outstation with branch base' },
    ['branch-base', onSite, { regulator: irregular }],
  ),
  leaf('cp-09', 'ground', { zh: '外站无基地当天现场突发', en: 'Same-day incident, outstation without base' }, [
    'outstation-handling',
    onSite,
    { regulator: irregular },
  ]),
  leaf('cp-10', 'ground', { zh: '外站有营业部当天现场突发', en: 'Same-day incident, outstation with sales office' }, [
    'sales-office',
    onSite,
    { regulator: irregular },
  ]),
  leaf(
    'cp-11',
    'ground',
    {
      zh: `国外办事处、机场站涉及${carrierPlace}服务质量`,
      en: `Overseas office or airport station, service quality of ${carrierPlace}`,
    },
    ['overseas-office', ['station'], { regulator: service }],
  ),
  leaf('cp-12', 'ticketing', { zh: '持航空公司本票', en: "Ticket on the carrier's own stock" }, [
    'ticketing',
    ['ticketNumber'],
    { regulator: ticketing },
  ]),
  leaf('cp-13', 'ticketing', { zh: '代理人所出客票（来源不明）', en: 'Ticket issued by an agent, origin unknown' }, [
    'agency-management',
    ['agencyCode'],
    { regulator: ticketing, optional: ['ticketNumber'] },
  ]),
  leaf('cp-14', 'ticketing', { zh: '国内代理人所出机票', en: 'Ticket issued by a domestic agent' }, [
    'agency-management',
    ['agencyCode'],
    { regulator: ticketing, optional: ['ticketNumber'] },
  ]),
  leaf('cp-15', 'ticketing', { zh: '境外所出本公司机票', en: 'Own ticket issued abroad' }, [
    'overseas-sales',
    ['pointOfSale'],
    { regulator: ticketing, optional: ['ticketNumber', 'agencyCode'] },
  ]),
  leaf('cp-16', 'ticketing', { zh: '机票遗失、被盗', en: 'Ticket lost or stolen' }, [
    'ticketing',
    ['ticketNumber'],
    { regulator: ticketing },
  ]),
  leaf('cp-17', 'frequent-flyer', { zh: '漏计里程', en: 'Miles not credited' }, [
    'member-service',
    [...onFlight, 'memberNumber'],
    { regulator: member, optional: ['ticketNumber', 'bookingClass'], settledBy: 'ff-11' },
  ]),
  leaf('cp-18', 'frequent-flyer', { zh: '补登里程手续', en: 'Procedure of retro-credit' }, [
    'member-service',
    ['memberNumber'],
    { regulator: member, settledBy: 'ff-11' },
  ]),
  leaf('cp-19', 'frequent-flyer', { zh: '常客服务', en: 'Frequent-flyer service' }, [
    'member-service',
    ['memberNumber'],
    { regulator: member },
  ]),
]
