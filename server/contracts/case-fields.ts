/** The fields that requests ask for: what each is called and how it is checked, for forms, server and console alike. */
import { caseFieldOptions } from './case-field-options.ts'
import type { Label } from './common.ts'

export type FieldType =
  | 'text'
  | 'long'
  | 'flight'
  | 'date'
  | 'station'
  | 'ticket'
  | 'bag'
  | 'agency'
  | 'country'
  | 'pnr'
  | 'member'
  | 'seat'
  | 'class'
  | 'phone'
  | 'case-number'
  | 'count'
  | 'instant'
  | 'money'
  | 'choice'
  | 'choices'

/** One field of a form. */
export interface FieldDef {
  label: Label
  type: FieldType
  options?: ReadonlyArray<{ id: string; label: Label }>
}

const text = (zh: string, en: string, type: FieldType = 'text'): FieldDef => ({ label: { zh, en }, type })
const choice = (zh: string, en: string, list: keyof typeof caseFieldOptions): FieldDef => ({
  label: { zh, en },
  type: 'choice',
  options: caseFieldOptions[list],
})
const choices = (zh: string, en: string, list: keyof typeof caseFieldOptions): FieldDef => ({
  ...choice(zh, en, list),
  type: 'choices',
})

export const caseFields = {
  flight: text('航班', 'Flight', 'flight'),
  flightDate: text('航班日期', 'Flight date', 'date'),
  station: text('机场', 'Airport', 'station'),
  ticketNumber: text('票号', 'Ticket number', 'ticket'),
  pnr: text('订座记录', 'PNR', 'pnr'),
  bagReference: text('PIR 或行李牌号', 'PIR or bag tag', 'bag'),
  agencyCode: text('代理人代码', 'Agency code', 'agency'),
  pointOfSale: text('出票国家（地区）', 'Point of sale (country)', 'country'),
  memberNumber: text('会员卡号', 'Member number', 'member'),
  bookingClass: text('订座舱位', 'Booking class', 'class'),
  cabin: choice('舱位等级', 'Cabin', 'cabin'),
  seat: text('座位', 'Seat', 'seat'),
  branchCompany: text('分、子公司', 'Branch or subsidiary'),
  damage: text('破损情况', 'Damage', 'long'),
  origin: text('出发地', 'From', 'station'),
  destination: text('目的地', 'To', 'station'),
  passengers: text('人数', 'Passengers', 'count'),
  newDate: text('改为日期', 'New date', 'date'),
  newFlight: text('改为航班', 'New flight', 'flight'),
  refundReason: choice('退票性质', 'Reason of refund', 'refundReason'),
  refundCause: text('退票原因', 'Cause', 'long'),
  paymentMethod: choice('原支付方式', 'Paid by', 'payment'),
  refundAmount: text('退款金额', 'Amount', 'money'),
  deliveryAddress: text('地址', 'Address', 'long'),
  deliveryFrom: text('不早于', 'Not before', 'instant'),
  deliveryTo: text('不晚于', 'Not after', 'instant'),
  recipient: text('收件人', 'Recipient'),
  contactNumber: text('联系电话', 'Contact number', 'phone'),
  vipServices: choices('服务项目', 'Services', 'vipServices'),
  pickUpAddress: text('接送地址', 'Pick-up address', 'long'),
  pickUpAt: text('接送时间', 'Pick-up time', 'instant'),
  ssrCodes: choices('特殊服务代码', 'SSR codes', 'ssr'),
  ssrText: text('特殊服务说明', 'SSR text', 'long'),
  departureAt: text('起飞时间', 'Departure', 'instant'),
  passengerChoice: choice('旅客选择', "Passenger's choice", 'passengerChoice'),
  itineraryWish: text('行程需求', 'What is wished', 'long'),
  mealCode: choice('餐食', 'Meal', 'meals'),
  addedService: choice('服务项目', 'Service', 'addedServices'),
  city: text('城市', 'City'),
  askedDepartment: text('所问部门', 'Department asked for'),
  bookingWhat: choice('预定对象', 'What is booked', 'bookingWhat'),
  bookingReference: text('预定编号', 'Booking reference'),
  hotelName: text('酒店', 'Hotel'),
  checkIn: text('入住日期', 'Check-in date', 'date'),
  checkOut: text('离店日期', 'Check-out date', 'date'),
  rooms: text('房间数', 'Rooms', 'count'),
  payWithMiles: text('兑换里程', 'Miles to redeem', 'count'),
  identityCheck: choice('身份核实', 'Identity checked by', 'identityCheck'),
  changedData: text('修改内容', 'What is changed', 'long'),
  complaintNumber: text('投诉工单号', 'Complaint case', 'case-number'),
  replyChannel: choice('回复渠道', 'Replied by', 'replyChannel'),
  replyText: text('回复内容', 'Reply', 'long'),
  bags: text('托运行李件数', 'Bags to check', 'count'),
  praisedPerson: text('被表扬人员', 'Who is praised'),
} satisfies Record<string, FieldDef>

export type FieldName = keyof typeof caseFields
export const fieldNames = Object.keys(caseFields) as FieldName[]
export const isFieldName = (name: string): name is FieldName => Object.hasOwn(caseFields, name)

/** Fields that are facts of the case itself and not of its form. */
export const factFields = ['flight', 'flightDate', 'station'] as const satisfies FieldName[]
export type FactField = (typeof factFields)[number]
export const isFactField = (name: string): name is FactField => (factFields as readonly string[]).includes(name)
