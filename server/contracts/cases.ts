/** Cases and tasks: the accountable memory of every request. First level of the catalogue of requirements A3. */
import { z } from 'zod'
import { freeText, Instant, type Label, Version } from './common.ts'
import { CaseId, InteractionId, PassengerId, TaskId, TeamId, UserId } from './ids.ts'

export const CaseKind = z.enum(['booking', 'complaint', 'query'])
export type CaseKind = z.infer<typeof CaseKind>

export const CaseState = z.enum(['open', 'dispatched', 'accepted', 'returned', 'answered', 'closed', 'reopened'])
export type CaseState = z.infer<typeof CaseState>

/** First level of A3c-A3e; ids are those of requirements.md in lower case, branches of complaints by word. */
export const catalogue: Record<CaseKind, Array<{ id: string; label: Label }>> = {
  booking: [
    { id: 'bk-01', label: { zh: '订座', en: 'Seat booking' } },
    { id: 'bk-02', label: { zh: '座位再证实', en: 'Reconfirmation' } },
    { id: 'bk-03', label: { zh: '航段变更', en: 'Change of segment' } },
    { id: 'bk-04', label: { zh: '时间变更', en: 'Change of time' } },
    { id: 'bk-05', label: { zh: '舱位变更', en: 'Change of cabin' } },
    { id: 'bk-06', label: { zh: '取消座位', en: 'Cancel seat' } },
    { id: 'bk-07', label: { zh: '退票服务', en: 'Refund' } },
    { id: 'bk-08', label: { zh: '送票服务', en: 'Ticket delivery' } },
    { id: 'bk-09', label: { zh: 'VIP旅客服务', en: 'VIP passenger service' } },
    { id: 'bk-10', label: { zh: '特殊要求服务', en: 'Special request' } },
    { id: 'bk-11', label: { zh: '金、银卡会员保证订座', en: 'Guaranteed seat, gold and silver' } },
    { id: 'bk-12', label: { zh: '航班取消后的旅客通知', en: 'Notice after cancellation' } },
    { id: 'bk-13', label: { zh: '航班超售后的旅客联系', en: 'Contact after oversale' } },
  ],
  complaint: [
    { id: 'cabin', label: { zh: '空中服务', en: 'Cabin service' } },
    { id: 'ground', label: { zh: '地面服务', en: 'Ground service' } },
    { id: 'ticketing', label: { zh: '票务服务', en: 'Ticketing' } },
    { id: 'frequent-flyer', label: { zh: '常客服务', en: 'Frequent-flyer service' } },
  ],
  query: [
    { id: 'iq-01', label: { zh: '航班信息咨询', en: 'Flight information' } },
    { id: 'iq-02', label: { zh: '酒店信息咨询', en: 'Hotel information' } },
    { id: 'iq-03', label: { zh: '票价信息咨询', en: 'Fare information' } },
    { id: 'iq-04', label: { zh: '行李查询', en: 'Baggage tracing' } },
    { id: 'iq-05', label: { zh: '航班延误及取消查询', en: 'Delay and cancellation' } },
    { id: 'iq-06', label: { zh: '航班到达查询', en: 'Arrival' } },
    { id: 'iq-07', label: { zh: '航空业务查询', en: 'Airline business' } },
    { id: 'iq-08', label: { zh: '职能部门查询', en: 'Which department handles this' } },
    { id: 'iq-09', label: { zh: '国际及地区运价查询', en: 'International fares' } },
    { id: 'iq-10', label: { zh: '代理及合作伙伴查询', en: "Agents' and partners' questions" } },
    { id: 'iq-11', label: { zh: '至机场交通查询', en: 'Transport to the airport' } },
  ],
}

export const NewCase = z
  .object({
    kind: CaseKind,
    category: z.string().max(40),
    subject: freeText(120).pipe(z.string().min(1)),
    details: freeText(4000).default(''),
    flight: freeText(10).default(''),
  })
  .refine((c) => catalogue[c.kind].some((entry) => entry.id === c.category), {
    path: ['category'],
    message: 'not in the catalogue',
  })
export type NewCase = z.infer<typeof NewCase>

export const CaseEvent = z.object({
  seq: z.int(),
  at: Instant,
  event: z.enum(['opened', 'noted', 'closed', 'reopened']),
  byName: z.string().optional(),
  text: z.string().optional(),
  score: z.int().optional(),
})
export type CaseEvent = z.infer<typeof CaseEvent>

export const CaseSummary = z.object({
  id: CaseId,
  /** Short number that a person can say: C-000123. */
  number: z.string(),
  kind: CaseKind,
  category: z.string(),
  subject: z.string(),
  state: CaseState,
  passengerId: PassengerId.optional(),
  passengerName: z.string().optional(),
  teamId: TeamId,
  ownerId: UserId.optional(),
  ownerName: z.string().optional(),
  openedAt: Instant,
  closedAt: Instant.optional(),
  reopenedAt: Instant.optional(),
  lastScore: z.int().optional(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

export const Case = CaseSummary.extend({
  details: z.string(),
  flight: z.string(),
  interactionId: InteractionId.optional(),
  resolution: z.string().optional(),
  version: z.int(),
  events: z.array(CaseEvent),
})
export type Case = z.infer<typeof Case>

export const CaseClosing = z.object({ version: Version, resolution: freeText(2000).pipe(z.string().min(1)) })
export const CaseNote = z.object({ text: freeText(2000).pipe(z.string().min(1)) })
export const CaseFilter = z.object({
  state: z.enum(['unfinished', 'closed', 'reopened', 'all']).default('unfinished'),
  kind: CaseKind.optional(),
  search: freeText(80).optional(),
  passengerId: PassengerId.optional(),
})

/** What somebody must do: call back after an interrupted call, look at a reopened case. */
export const TaskKind = z.enum(['call-back-interrupted', 'reopened-case', 'call-back-promised'])
export type TaskKind = z.infer<typeof TaskKind>
export const Task = z.object({
  id: TaskId,
  kind: TaskKind,
  createdAt: Instant,
  dueAt: Instant,
  doneAt: Instant.optional(),
  doneByName: z.string().optional(),
  passengerId: PassengerId.optional(),
  passengerName: z.string().optional(),
  number: z.string().optional(),
  interactionId: InteractionId.optional(),
  caseId: CaseId.optional(),
})
export type Task = z.infer<typeof Task>
