/** Cases with the catalogue and the checked forms around them, plugged as the house does it, on a test house. */

import type { Opening } from '../../server/cases/case-record.ts'
import { type Cases, createCases } from '../../server/cases/cases.service.ts'
import type { FlightView } from '../../server/catalogue/catalogue.ports.ts'
import { type CatalogueRoom, createCatalogue } from '../../server/catalogue/catalogue.service.ts'
import type { StationClass } from '../../server/contracts/airports.ts'
import type { FieldName } from '../../server/contracts/case-fields.ts'
import { leafOf } from '../../server/contracts/catalogue.ts'
import type { CaseId, PassengerId, TeamId, UserId } from '../../server/contracts/ids.ts'
import type { Tier } from '../../server/contracts/passengers.ts'
import { newId } from '../../server/platform/id.ts'
import { createRequests, type Requests } from '../../server/requests/requests.service.ts'
import { createTasks, type Tasks } from '../../server/tasks/tasks.service.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { testUser } from './http.ts'

export const stations: Record<string, StationClass> = {
  CAN: 'home',
  SZX: 'outstation-base',
  KWE: 'outstation-none',
  CTU: 'outstation-office',
  LHR: 'overseas',
}

/** A value that each field takes; the tables of leaves are filled from it. */
export const sampleValues: Record<FieldName, unknown> = {
  flight: 'YT3101',
  flightDate: '2026-01-05',
  station: 'CAN',
  ticketNumber: '7812401234567',
  pnr: 'NXK4T2',
  bagReference: 'CANYT48213',
  agencyCode: 'CAN123',
  pointOfSale: 'US',
  memberNumber: 'YT60012345',
  bookingClass: 'Y',
  cabin: 'business',
  seat: '12A',
  branchCompany: '深圳分公司',
  damage: '轮子断裂',
  origin: 'CAN',
  destination: 'PEK',
  passengers: 2,
  newDate: '2026-02-01',
  newFlight: 'YT3103',
  refundReason: 'voluntary',
  refundCause: '行程取消',
  paymentMethod: 'card',
  refundAmount: { amount: 123_450, currency: 'CNY' },
  deliveryAddress: '广州市天河区体育西路 1 号',
  deliveryFrom: Date.parse('2026-01-06T01:00Z'),
  deliveryTo: Date.parse('2026-01-06T04:00Z'),
  recipient: '王小明',
  contactNumber: '+8613800138000',
  vipServices: ['lounge', 'fast-track'],
  pickUpAddress: '广州市',
  pickUpAt: Date.parse('2026-01-06T01:00Z'),
  ssrCodes: ['WCHR'],
  ssrText: '需要推送至客舱',
  departureAt: Date.parse('2026-01-20T01:00Z'),
  passengerChoice: 'rebooked',
  itineraryWish: '广州至北京，上午出发',
  mealCode: 'VGML',
  addedService: 'door-to-door',
  city: '广州',
  askedDepartment: '财务部',
  bookingWhat: 'hotel',
  bookingReference: 'H-77',
  hotelName: '白云宾馆',
  checkIn: '2026-02-01',
  checkOut: '2026-02-03',
  rooms: 1,
  payWithMiles: 20_000,
  identityCheck: 'document',
  changedData: '地址改为北京',
  complaintNumber: 'C-000001',
  replyChannel: 'phone',
  replyText: '已向旅客说明处理结果',
  bags: 1,
  praisedPerson: '乘务长李娜',
}

export interface RequestHouse {
  house: TestHouse
  cases: Cases
  catalogue: CatalogueRoom
  requests: Requests
  tasks: Tasks
  team: TeamId
  agent: ReturnType<typeof testUser>
  passenger: PassengerId
  /** Tier of every passenger; gold until a test says otherwise. */
  tiers: Map<PassengerId, Tier>
  /** What is known of a flight, by `flight date`. */
  flights: Map<string, FlightView>
  callbacks: CaseId[]
  /** A case of a leaf with every field that the leaf requires. */
  open(leaf: string, more?: Partial<Opening>): ReturnType<Cases['open']>
  close(id: CaseId, byId?: UserId): ReturnType<Cases['close']>
}

/** Opens the house on Monday 2026-01-05 08:00 UTC. */
export async function openRequestHouse(): Promise<RequestHouse> {
  const house = await openTestHouse()
  const [team, passenger] = [newId<TeamId>(), newId<PassengerId>()]
  const agent = testUser('agent', { teamId: team, displayName: '李代表' })
  const tiers = new Map<PassengerId, Tier>([[passenger, 'gold']])
  const flights = new Map<string, FlightView>()
  const callbacks: CaseId[] = []
  const passengers = { nameOf: async (id: PassengerId) => (tiers.has(id) ? '王小明' : undefined) }
  const staff = { nameOf: async () => agent.displayName }
  const tasks = createTasks({ ...house, passengers, staff })
  const cases = createCases({
    ...house,
    passengers,
    staff,
    tasks,
    onComplaintClosed: async (id) => callbacks.push(id),
    leaves: { entry: (leaf, within) => catalogue.entry(leaf, within) },
    followers: () => [
      { opened: (c, tx) => catalogue.mayOpen(c.leaf, tx), mayClose: (c, tx) => catalogue.mayClose(c, tx) },
      requests,
    ],
  })
  const catalogue: CatalogueRoom = createCatalogue({
    ...house,
    timeZone: 'Asia/Shanghai',
    staff,
    audit: { record: async () => undefined },
    cases,
    stations: {
      get: async (iata) => {
        const stationClass = stations[iata]
        return stationClass && { stationClass, name: { zh: iata, en: iata }, zone: 'Asia/Shanghai' }
      },
    },
    flightOnDay: async (flight, date) => flights.get(`${flight} ${date}`),
  })
  const requests: Requests = createRequests({ ...house, cases, members: { tierOf: async (id) => tiers.get(id) } })

  return {
    house,
    cases,
    catalogue,
    requests,
    tasks,
    team,
    agent,
    passenger,
    tiers,
    flights,
    callbacks,
    open(leaf, more = {}) {
      const shipped = leafOf(leaf)
      if (!shipped) throw new Error(`There is no leaf ${leaf}.`)
      return cases.open({
        kind: shipped.kind,
        category: leaf,
        subject: shipped.label.zh,
        passengerId: passenger,
        openedBy: agent.id,
        teamId: team,
        ...filled(shipped.required),
        ...more,
      })
    },
    async close(id, byId = agent.id) {
      const { version } = (await cases.get(id))!
      return cases.close(id, { version, resolution: '已处理', byId })
    },
  }
}

/** Facts and form values for these fields. */
export function filled(required: readonly FieldName[]): Pick<Opening, 'flight' | 'flightDate' | 'station' | 'fields'> {
  const values = Object.fromEntries(required.map((name) => [name, sampleValues[name]]))
  const { flight, flightDate, station, ...fields } = values
  return {
    ...(typeof flight === 'string' && { flight }),
    ...(typeof flightDate === 'string' && { flightDate }),
    ...(typeof station === 'string' && { station }),
    fields,
  }
}
