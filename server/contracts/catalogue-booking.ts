/** The 13 booking requests (A3d) and the added-value services that the sources name beside them. */
import type { FieldName } from './case-fields.ts'
import type { DepartmentCode, Leaf } from './catalogue.ts'
import type { Label } from './common.ts'

type Needs = { required: FieldName[]; optional?: FieldName[]; branch?: string }

function leaf(id: string, label: Label, department: DepartmentCode, needs: Needs): Leaf {
  return { id, kind: 'booking', branch: needs.branch ?? 'seats', label, department, ...needs }
}

const trip: FieldName[] = ['flight', 'flightDate']

export const bookingLeaves: Leaf[] = [
  leaf('bk-01', { zh: '订座', en: 'Seat booking' }, 'reservations', {
    required: ['origin', 'destination', 'flightDate'],
    optional: ['flight', 'passengers', 'cabin'],
  }),
  leaf('bk-02', { zh: '座位再证实', en: 'Reconfirmation' }, 'reservations', { required: ['pnr', ...trip] }),
  leaf('bk-03', { zh: '航段变更', en: 'Change of segment' }, 'reservations', {
    required: ['pnr', 'origin', 'destination'],
    optional: [...trip, 'ticketNumber'],
  }),
  leaf('bk-04', { zh: '时间变更', en: 'Change of time' }, 'reservations', {
    required: ['pnr', ...trip, 'newDate'],
    optional: ['newFlight', 'ticketNumber'],
  }),
  leaf('bk-05', { zh: '舱位变更', en: 'Change of cabin' }, 'reservations', {
    required: ['pnr', ...trip, 'cabin'],
    optional: ['ticketNumber'],
  }),
  leaf('bk-06', { zh: '取消座位', en: 'Cancel seat' }, 'reservations', { required: ['pnr', ...trip] }),
  leaf('bk-07', { zh: '退票服务', en: 'Refund' }, 'refunds', {
    required: ['ticketNumber', 'refundReason', 'paymentMethod', 'refundAmount'],
    optional: [...trip, 'refundCause'],
  }),
  leaf('bk-08', { zh: '送票服务', en: 'Ticket delivery' }, 'delivery', {
    required: ['deliveryAddress', 'deliveryFrom', 'deliveryTo'],
    optional: ['ticketNumber', 'recipient', 'contactNumber'],
  }),
  leaf('bk-09', { zh: 'VIP旅客服务', en: 'VIP passenger service' }, 'vip-service', {
    required: [...trip, 'vipServices'],
    optional: ['cabin', 'pickUpAddress', 'pickUpAt'],
  }),
  leaf('bk-10', { zh: '特殊要求服务', en: 'Special request' }, 'reservations', {
    required: [...trip, 'ssrCodes'],
    optional: ['pnr', 'ssrText'],
  }),
  leaf('bk-11', { zh: '金、银卡会员保证订座', en: 'Guaranteed seat, gold and silver' }, 'reservations', {
    required: [...trip, 'memberNumber', 'bookingClass'],
    optional: ['departureAt', 'pnr'],
  }),
  leaf('bk-12', { zh: '航班取消后的旅客通知', en: 'Notice after cancellation' }, 'operations-control', {
    required: trip,
    optional: ['pnr', 'passengerChoice'],
  }),
  leaf('bk-13', { zh: '航班超售后的旅客联系', en: 'Contact after oversale' }, 'operations-control', {
    required: trip,
    optional: ['pnr', 'passengerChoice'],
  }),
  leaf('ac-27', { zh: '行前机场取票', en: 'Ticket pick-up at the airport' }, 'ticketing', {
    branch: 'added-services',
    required: [...trip, 'station'],
    optional: ['ticketNumber', 'recipient'],
  }),
  leaf('ac-30', { zh: '个性化行程设计', en: 'Tailored itinerary' }, 'vip-service', {
    branch: 'added-services',
    required: ['itineraryWish'],
    optional: ['passengers', 'cabin'],
  }),
  leaf('ac-35', { zh: '餐食预定', en: 'Meal pre-order' }, 'cabin-service', {
    branch: 'added-services',
    required: [...trip, 'mealCode'],
    optional: ['pnr', 'seat'],
  }),
  leaf(
    'by-26',
    { zh: '门到门、门到库、定时服务或仓储', en: 'Door to door, timed service or storage' },
    'customer-service',
    {
      branch: 'added-services',
      required: ['addedService', 'deliveryAddress'],
      optional: ['deliveryFrom', 'deliveryTo', 'recipient', 'contactNumber'],
    },
  ),
]
