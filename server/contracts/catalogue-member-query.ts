/** The 11 queries (A3e), the 15 frequent-flyer operations (A3b), and what passengers suggest or praise. */
import type { FieldName } from './case-fields.ts'
import type { CaseKind, DepartmentCode, Leaf } from './catalogue.ts'
import type { Label } from './common.ts'

type Needs = { required?: FieldName[]; optional?: FieldName[] }

function leaf(kind: CaseKind, id: string, label: Label, about: [DepartmentCode, Needs?]): Leaf {
  const [department, { required = [], ...more } = {}] = about
  return { id, kind, label, department, required, ...more }
}

const query = leaf.bind(undefined, 'query')
const member = leaf.bind(undefined, 'member')
const suggestion = leaf.bind(undefined, 'suggestion')
const praise = leaf.bind(undefined, 'praise')

const trip: FieldName[] = ['flight', 'flightDate']

export const queryLeaves: Leaf[] = [
  query('iq-01', { zh: '航班信息咨询', en: 'Flight information' }, ['customer-service', { optional: trip }]),
  query('iq-02', { zh: '酒店信息咨询', en: 'Hotel information' }, ['customer-service', { optional: ['city'] }]),
  query('iq-03', { zh: '票价信息咨询', en: 'Fare information' }, [
    'customer-service',
    { optional: ['origin', 'destination', 'flightDate'] },
  ]),
  query('iq-04', { zh: '行李查询、行李遗失查询', en: 'Baggage and lost-baggage tracing' }, [
    'baggage',
    { required: ['bagReference'], optional: trip },
  ]),
  query('iq-05', { zh: '航班延误及取消查询', en: 'Delay and cancellation' }, ['customer-service', { required: trip }]),
  query('iq-06', { zh: '航班到达查询', en: 'Arrival' }, ['customer-service', { required: trip }]),
  query('iq-07', { zh: '航空业务查询', en: 'Airline business and rules' }, ['customer-service']),
  query('iq-08', { zh: '职能部门查询', en: 'Which department handles this' }, [
    'customer-service',
    { optional: ['askedDepartment'] },
  ]),
  query('iq-09', { zh: '国际及地区运价查询', en: 'International and regional fares' }, [
    'customer-service',
    { optional: ['origin', 'destination', 'flightDate'] },
  ]),
  query('iq-10', { zh: '代理及合作伙伴查询', en: "Agents' and partners' questions" }, [
    'agency-management',
    { optional: ['agencyCode', 'askedDepartment'] },
  ]),
  query('iq-11', { zh: '至机场的车辆线路及交通查询', en: 'Transport to the airport' }, [
    'customer-service',
    { optional: ['station', 'city'] },
  ]),
]

const card: FieldName[] = ['memberNumber']

export const memberLeaves: Leaf[] = [
  member('ff-01', { zh: '航班或酒店预定', en: 'Book flight or hotel' }, [
    'member-service',
    {
      required: ['bookingWhat'],
      optional: ['hotelName', 'city', 'checkIn', 'checkOut', 'rooms', ...trip, 'payWithMiles'],
    },
  ]),
  member('ff-02', { zh: '航班或酒店修改', en: 'Change flight or hotel' }, [
    'member-service',
    { required: ['bookingWhat', 'bookingReference'], optional: ['hotelName', 'checkIn', 'checkOut', 'rooms', ...trip] },
  ]),
  member('ff-03', { zh: '航班或酒店取消', en: 'Cancel flight or hotel' }, [
    'member-service',
    { required: ['bookingWhat', 'bookingReference'], optional: trip },
  ]),
  member('ff-04', { zh: '查询会员乘机信息', en: 'Query flight history' }, ['member-service', { required: card }]),
  member('ff-05', { zh: '查询会员消费信息', en: 'Query consumption' }, ['member-service', { required: card }]),
  member('ff-06', { zh: '查询会员基本资料', en: 'Query master data' }, ['member-service', { required: card }]),
  member('ff-07', { zh: '查询会员总分', en: 'Query total points' }, ['member-service', { required: card }]),
  member('ff-08', { zh: '修改会员地址等基本资料', en: 'Change address or master data' }, [
    'member-service',
    { required: [...card, 'identityCheck', 'changedData'] },
  ]),
  member('ff-09', { zh: '输入会员投诉', en: 'Enter member complaint' }, [
    'member-service',
    { required: [...card, 'complaintNumber'] },
  ]),
  member('ff-10', { zh: '回复投诉', en: 'Reply to complaint' }, [
    'member-service',
    { required: ['complaintNumber', 'replyChannel', 'replyText'] },
  ]),
  member('ff-11', { zh: '会员里程补登', en: 'Retro-credit of miles' }, [
    'member-service',
    { required: [...trip, 'ticketNumber', 'bookingClass', ...card], optional: ['complaintNumber'] },
  ]),
  member('ff-12', { zh: '查询合作伙伴活动内容', en: 'Query partner promotions' }, ['member-service']),
  member('ff-13', { zh: '查询金、银卡特殊服务', en: 'Query gold and silver services' }, ['member-service']),
  member('ff-14', { zh: '电话办理登机手续', en: 'Check-in by telephone' }, [
    'ground-service',
    { required: [...trip, 'ticketNumber', 'seat'], optional: ['departureAt', 'bags'] },
  ]),
  member('ff-15', { zh: '处理候补', en: 'Standby and waitlist' }, [
    'reservations',
    { required: [...trip, 'bookingClass'], optional: ['pnr', 'ticketNumber'] },
  ]),
]

export const suggestionLeaves: Leaf[] = [
  suggestion('sg-01', { zh: '空中服务建议', en: 'On cabin service' }, ['cabin-service', { optional: trip }]),
  suggestion('sg-02', { zh: '地面服务建议', en: 'On ground service' }, [
    'ground-service',
    { optional: [...trip, 'station'] },
  ]),
  suggestion('sg-03', { zh: '票务与网站建议', en: 'On ticketing and website' }, ['ticketing']),
  suggestion('sg-04', { zh: '常旅客计划建议', en: 'On the frequent-flyer programme' }, ['member-service']),
  suggestion('sg-05', { zh: '其他建议', en: 'Other' }, ['quality']),
]

export const praiseLeaves: Leaf[] = [
  praise('pr-01', { zh: '表扬空中服务', en: 'Cabin service' }, [
    'cabin-service',
    { optional: [...trip, 'praisedPerson'] },
  ]),
  praise('pr-02', { zh: '表扬地面服务', en: 'Ground service' }, [
    'ground-service',
    { optional: [...trip, 'station', 'praisedPerson'] },
  ]),
  praise('pr-03', { zh: '表扬客服', en: 'Contact centre' }, ['customer-service', { optional: ['praisedPerson'] }]),
  praise('pr-04', { zh: '表扬常客服务', en: 'Frequent-flyer service' }, [
    'member-service',
    { optional: ['praisedPerson'] },
  ]),
]
