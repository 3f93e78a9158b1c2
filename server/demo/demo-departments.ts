/** The departments of the demo airline (BY-63): 11 functional, 3 of management, 4 business units, 9 operating companies, and the desks below. */
import type { DemoUnit } from './demo.ports.ts'

type Line = [code: string, zh: string, en: string]

const functional: Line[] = [
  ['customer-service', '客户服务部', 'Customer Service'],
  ['marketing', '市场营销部', 'Marketing and Sales'],
  ['quality', '服务质量部', 'Service Quality'],
  ['safety', '安全监察部', 'Safety'],
  ['finance', '财务部', 'Finance'],
  ['human-resources', '人力资源部', 'Human Resources'],
  ['planning', '规划发展部', 'Planning'],
  ['legal', '法律事务部', 'Legal Affairs'],
  ['information-technology', '信息管理部', 'Information Technology'],
  ['international-affairs', '国际合作部', 'International Affairs'],
  ['general-office', '综合办公室', 'General Office'],
]
const management: Line[] = [
  ['operations-control', '运行控制中心', 'Operations Control'],
  ['revenue-management', '收益管理中心', 'Revenue Management'],
  ['procurement', '采购管理中心', 'Procurement'],
]
const businessUnits: Line[] = [
  ['cabin-service', '客舱服务部', 'Cabin Service'],
  ['ground-service', '地面服务部', 'Ground Service'],
  ['flight-operations', '飞行总队', 'Flight Operations'],
  ['engineering', '机务工程部', 'Engineering'],
]
const operatingCompanies: Line[] = [
  ['catering', '航空食品公司', 'Airline Catering'],
  ['cargo', '货运公司', 'Cargo'],
  ['e-commerce', '电子商务公司', 'E-Commerce'],
  ['travel', '旅行社公司', 'Travel Agency'],
  ['hotel', '航空酒店公司', 'Airline Hotels'],
  ['advertising', '航空传媒公司', 'Inflight Media'],
  ['property', '物业管理公司', 'Property'],
  ['training', '航空培训公司', 'Aviation Training'],
  ['ground-transport', '地面运输公司', 'Ground Transport'],
]

/** Desks below a department; requests are dispatched to them by their code. */
const desks: Array<[parent: string, ...Line]> = [
  ['ground-service', 'baggage', '行李查询中心', 'Baggage Tracing'],
  ['ground-service', 'home-station', '基地机场现场', 'Home Station'],
  ['ground-service', 'branch-base', '外站分（子）公司基地', 'Branch Bases'],
  ['ground-service', 'outstation-handling', '外站代理管理', 'Outstation Handling Agents'],
  ['ground-service', 'ground-handling-hq', '地面代理总部', 'Ground Handling Headquarters'],
  ['ground-service', 'vip-service', '要客服务部', 'VIP Service'],
  ['cabin-service', 'branch-cabin', '分（子）公司客舱部', 'Branch Cabin Service'],
  ['marketing', 'reservations', '订座部', 'Reservations'],
  ['marketing', 'ticketing', '票务部', 'Ticketing'],
  ['marketing', 'member-service', '常旅客会员部', 'Frequent-Flyer Service'],
  ['marketing', 'agency-management', '代理人管理', 'Agency Management'],
  ['marketing', 'sales-office', '外站营业部管理', 'Sales Offices'],
  ['marketing', 'overseas-office', '境外办事处', 'Overseas Offices'],
  ['marketing', 'overseas-sales', '境外销售部', 'Overseas Sales'],
  ['marketing', 'delivery', '送票服务', 'Ticket Delivery'],
  ['finance', 'refunds', '退票结算', 'Refunds'],
]

/** Those whose people serve customers all day (BY-15). */
const serving = new Set(['customer-service', 'ground-service', 'baggage', 'vip-service', 'member-service', 'refunds'])

const unit =
  (group: DemoUnit['group']) =>
  ([code, zh, en]: Line): DemoUnit => ({
    code,
    kind: 'department',
    name: { zh, en },
    ...(group && { group }),
    service: serving.has(code) ? 'full-time' : 'none',
  })

/** The departments below the headquarters. */
export const demoDepartments: readonly DemoUnit[] = [
  ...functional.map(unit('functional')),
  ...management.map(unit('management')),
  ...businessUnits.map(unit('business-unit')),
  ...operatingCompanies.map(unit('operating-company')),
]

/** The desks, each with the code of the department it belongs to. */
export const demoDesks: ReadonlyArray<{ parent: string; desk: DemoUnit }> = desks.map(([parent, ...line]) => ({
  parent,
  desk: unit(undefined)(line),
}))
