/**
 * The catalogue of requests (requirements A3): every leaf with what it needs, who answers for it by default, and where
 * a regulator would count it. These are the shipped defaults; administrators override department, extra fields,
 * label and whether a leaf is offered (`CatalogueLeaf`), and a change never touches a case that is closed.
 */
import { z } from 'zod'
import { type FieldName, isFieldName } from './case-fields.ts'
import { bookingLeaves } from './catalogue-booking.ts'
import { carrierPlace, complaintLeaves } from './catalogue-complaints.ts'
import { memberLeaves, praiseLeaves, queryLeaves, suggestionLeaves } from './catalogue-member-query.ts'
import { freeText, Instant, Label, Version } from './common.ts'
import { InteractionId } from './ids.ts'

export const CaseKind = z.enum(['booking', 'complaint', 'query', 'member', 'suggestion', 'praise'])
export type CaseKind = z.infer<typeof CaseKind>

/** Departments by what they answer for; which unit that is, the organisation says. */
export const departments = {
  'customer-service': { zh: '客户服务部', en: 'Customer service' },
  'cabin-service': { zh: '客舱服务部', en: 'Cabin service' },
  'branch-cabin': { zh: '分（子）公司客舱部', en: 'Cabin service of the branch' },
  'ground-service': { zh: '地面服务部', en: 'Ground service' },
  baggage: { zh: '行李查询中心', en: 'Baggage tracing' },
  'home-station': { zh: '基地机场现场', en: 'Home station' },
  'branch-base': { zh: '外站分（子）公司基地', en: 'Branch base at the outstation' },
  'outstation-handling': { zh: '外站代理（无基地）', en: 'Handling agent at the outstation' },
  'sales-office': { zh: '外站营业部', en: 'Sales office at the outstation' },
  'overseas-office': { zh: '境外办事处', en: 'Overseas office' },
  reservations: { zh: '订座部', en: 'Reservations' },
  ticketing: { zh: '票务部', en: 'Ticketing' },
  refunds: { zh: '退票结算', en: 'Refunds' },
  delivery: { zh: '送票服务', en: 'Ticket delivery' },
  'agency-management': { zh: '代理人管理', en: 'Agency management' },
  'overseas-sales': { zh: '境外销售部', en: 'Overseas sales' },
  'vip-service': { zh: '要客服务部', en: 'VIP service' },
  'member-service': { zh: '常旅客会员部', en: 'Frequent-flyer service' },
  'operations-control': { zh: '运行控制中心', en: 'Operations control' },
  quality: { zh: '服务质量部', en: 'Service quality' },
} as const satisfies Record<string, Label>
export type DepartmentCode = keyof typeof departments
export const departmentCodes = Object.keys(departments) as DepartmentCode[]

/** Categories of the monthly bulletin of the CAAC. */
export const caacCategories = {
  flight: { zh: '航班问题', en: 'Flight problems' },
  ticketing: { zh: '预定、票务与登机', en: 'Booking, ticketing and boarding' },
  baggage: { zh: '行李运输差错', en: 'Baggage irregularity' },
  refund: { zh: '退款', en: 'Refunds' },
  service: { zh: '旅客服务', en: 'Passenger service' },
  other: { zh: '综合（包括常旅客）', en: 'Other, incl. frequent flyer' },
  fares: { zh: '票价', en: 'Fares' },
  oversale: { zh: '超售', en: 'Oversale' },
  disability: { zh: '残疾旅客', en: 'Disabled passengers' },
  'sms-fraud': { zh: '短信欺诈', en: 'SMS fraud' },
  discrimination: { zh: '歧视', en: 'Discrimination' },
} as const satisfies Record<string, Label>
export type CaacCategory = keyof typeof caacCategories

/** Categories of the US DOT consumer report. */
export const dotCategories = {
  'flight-problems': { zh: '航班问题', en: 'Flight problems' },
  baggage: { zh: '行李', en: 'Baggage' },
  'customer-service': { zh: '客户服务', en: 'Customer service' },
  ticketing: { zh: '订座、出票、登机', en: 'Reservations, ticketing, boarding' },
  refunds: { zh: '退款', en: 'Refunds' },
  oversales: { zh: '超售', en: 'Oversales' },
  disability: { zh: '残疾', en: 'Disability' },
  discrimination: { zh: '歧视', en: 'Discrimination' },
  'frequent-flyer': { zh: '常旅客', en: 'Frequent flyer' },
  advertising: { zh: '广告', en: 'Advertising' },
  fares: { zh: '票价', en: 'Fares' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>
export type DotCategory = keyof typeof dotCategories

/** File types of baggage tracing: missing, damaged or pilfered, on hand. */
export type BaggageFile = 'AHL' | 'DPR' | 'OHD'

/** Where regulators would count a case of a leaf. */
export interface RegulatorCategories {
  caac: CaacCategory
  dot: DotCategory
  iata?: BaggageFile
}

/** One entry of the catalogue as shipped. */
export interface Leaf {
  /** The id of requirements.md in lower case: `cp-07`. */
  id: string
  kind: CaseKind
  /** Complaints have four branches; extra services of booking have one of their own. */
  branch?: string
  label: Label
  /** What must be known when the case is closed; `flight`, `flightDate` and `station` are facts of the case itself. */
  required: FieldName[]
  /** What the form asks for besides. */
  optional?: FieldName[]
  department: DepartmentCode
  regulator?: RegulatorCategories
  /** An operation that usually settles this (CP-17 -> FF-11). */
  settledBy?: string
}

/** A heading between kind and leaf. */
export interface Branch {
  id: string
  kind: CaseKind
  label: Label
}

export const branches: Branch[] = [
  { id: 'cabin', kind: 'complaint', label: { zh: '空中服务', en: 'Cabin service' } },
  { id: 'ground', kind: 'complaint', label: { zh: '地面服务', en: 'Ground service' } },
  { id: 'ticketing', kind: 'complaint', label: { zh: '票务服务', en: 'Ticketing' } },
  { id: 'frequent-flyer', kind: 'complaint', label: { zh: '常客服务', en: 'Frequent-flyer service' } },
  { id: 'seats', kind: 'booking', label: { zh: '旅客订座', en: 'Booking requests' } },
  { id: 'added-services', kind: 'booking', label: { zh: '增值服务', en: 'Added-value services' } },
]

/** Every leaf, in the order in which it is offered. */
export const leaves: Leaf[] = [
  ...bookingLeaves,
  ...complaintLeaves,
  ...queryLeaves,
  ...memberLeaves,
  ...suggestionLeaves,
  ...praiseLeaves,
]

const byId = new Map(leaves.map((leaf) => [leaf.id, leaf]))

/** The leaf of an id; undefined for a branch or an id that left the catalogue. */
export const leafOf = (id: string): Leaf | undefined => byId.get(id)

/** Whether a case of this kind may carry this category: a leaf, or for a complaint whose leaf is still open its branch. */
export function fitsKind(kind: CaseKind, category: string): boolean {
  if (byId.get(category)?.kind === kind) return true
  return kind === 'complaint' && branches.some((branch) => branch.kind === kind && branch.id === category)
}

/** Whose service CP-11 is about, until an administrator names the carrier. */
export const defaultCarrier: Label = { zh: '本公司', en: 'our carrier' }

/** A label with the carrier's name in its place. */
export function withCarrier(label: Label, carrier: Label = defaultCarrier): Label {
  return { zh: label.zh.replace(carrierPlace, carrier.zh), en: label.en.replace(carrierPlace, carrier.en) }
}

/** The words for a category, leaf or branch; undefined for an id that left the catalogue. */
export function categoryLabel(category: string): Label | undefined {
  const label = byId.get(category)?.label ?? branches.find((branch) => branch.id === category)?.label
  return label && withCarrier(label)
}

/** An entry as it is in force: the shipped leaf with what administrators changed. */
export const CatalogueLeaf = z.object({
  id: z.string(),
  kind: CaseKind,
  branch: z.string().optional(),
  label: Label,
  required: z.array(z.string()),
  optional: z.array(z.string()),
  department: z.string(),
  regulator: z.object({ caac: z.string(), dot: z.string(), iata: z.string().optional() }).optional(),
  settledBy: z.string().optional(),
  /** Pinyin and initials of the label, for the search. */
  search: z.string(),
  enabled: z.boolean(),
  /** Required beyond what is shipped. */
  extraRequired: z.array(z.string()),
  /** 0: as shipped. */
  version: z.int(),
})
export type CatalogueLeaf = z.infer<typeof CatalogueLeaf>

export const Catalogue = z.object({ carrier: Label, leaves: z.array(CatalogueLeaf) })
export type Catalogue = z.infer<typeof Catalogue>

const shortLabel = z.object({ zh: freeText(60).pipe(z.string().min(1)), en: freeText(100).pipe(z.string().min(1)) })

/** What an administrator may change of an entry, and from when (ms UTC; now when left out). */
export const CatalogueEdit = z.object({
  version: Version,
  label: shortLabel,
  department: z.enum(departmentCodes as [DepartmentCode, ...DepartmentCode[]]),
  extraRequired: z.array(z.string().max(40).refine(isFieldName, { message: 'unknown' })).max(20),
  enabled: z.boolean(),
  effectiveAt: Instant.optional(),
})
export type CatalogueEdit = z.infer<typeof CatalogueEdit>

/** What a change would mean for the cases that are open today. */
export const CataloguePreview = z.object({
  unfinished: z.int(),
  /** Numbers of open cases that would then lack a required field. */
  lacking: z.array(z.string()),
})
export type CataloguePreview = z.infer<typeof CataloguePreview>

/** One version of an entry. */
export const CatalogueChange = z.object({
  version: z.int(),
  effectiveAt: Instant,
  changedAt: Instant,
  changedByName: z.string().optional(),
  label: Label,
  department: z.string(),
  extraRequired: z.array(z.string()),
  enabled: z.boolean(),
})
export type CatalogueChange = z.infer<typeof CatalogueChange>

export const CarrierName = z.object({ carrier: shortLabel })

/** What is known when a leaf is to be proposed. */
export const ProposalQuery = z.object({
  kind: CaseKind.optional(),
  interactionId: InteractionId.optional(),
  flight: z.string().max(10).default(''),
  flightDate: z.string().max(10).default(''),
  station: z.string().max(4).default(''),
  party: z.string().max(20).default('passenger'),
  text: z.string().max(4200).default(''),
  fields: z.record(z.string().max(40), z.unknown()).default({}),
})
export type ProposalQuery = z.infer<typeof ProposalQuery>

/** A leaf with why it is proposed, best first. */
export const LeafProposal = z.object({ kind: CaseKind, leaf: z.string(), weight: z.int(), because: z.array(Label) })
export type LeafProposal = z.infer<typeof LeafProposal>
