/** What the checked forms of requests say beyond their fields: the courier, the standby list, the limits that are settings of the house. */
import { z } from 'zod'
import { CaseSummary } from './cases.ts'
import { freeText, type Label } from './common.ts'

/** Where a ticket on its way to the passenger is. */
export const CourierState = z.enum(['ordered', 'on-the-way', 'delivered', 'failed'])
export type CourierState = z.infer<typeof CourierState>
export const CourierStep = z.enum(['set-out', 'hand-over', 'give-up', 'order-again'])
export type CourierStep = z.infer<typeof CourierStep>
export const CourierMove = z.object({ step: CourierStep, text: freeText(500).default('') })

/** A passenger who waits for a seat, in the order in which seats are given (AC-26). */
export const StandbyEntry = z.object({
  place: z.int(),
  case: CaseSummary,
  flight: z.string(),
  flightDate: z.string(),
  bookingClass: z.string(),
  /** Why here: the guarantee of the tier or of the account. */
  priority: z.enum(['platinum', 'gold', 'silver', 'agreement', 'basic', 'none']),
})
export type StandbyEntry = z.infer<typeof StandbyEntry>

/** What a form refuses, beside the field. */
export const formProblems = {
  'too-early': { zh: '航班还没有起飞', en: 'The flight has not flown yet' },
  'claim-window': {
    zh: '已超过补登期限（{days} 天）',
    en: 'Later than the {days} days within which miles are credited',
  },
  'tier-too-low': {
    zh: '仅金、银、白金卡会员保证订座',
    en: 'Guaranteed seats are for silver, gold and platinum members',
  },
  'lead-time': { zh: '距起飞不足 {hours} 小时', en: 'Less than {hours} hours before departure' },
  'window-reversed': { zh: '结束时间早于开始时间', en: 'Ends before it begins' },
  'in-the-past': { zh: '时间已过', en: 'This time has passed' },
  'cabin-needed': { zh: '专车接送须为头等舱或公务舱', en: 'The chauffeur is for first and business class' },
  'pick-up-needed': { zh: '请填写接送地址和时间', en: 'Pick-up address and time are needed' },
  'check-in-closed': { zh: '值机时间已过或未到', en: 'Check-in is closed or not yet open' },
  'hotel-needed': { zh: '请填写酒店、入住和离店日期', en: 'Hotel, check-in and check-out date are needed' },
  'flight-needed': { zh: '请填写航班', en: 'The flight is needed' },
  'no-such-complaint': { zh: '没有此投诉工单', en: 'There is no such complaint' },
  'not-delivered': { zh: '机票尚未送达', en: 'The ticket has not been delivered' },
  'text-needed': { zh: '请补充说明', en: 'Say more in words' },
  'bad-dates': { zh: '离店须晚于入住', en: 'Check-out must be after check-in' },
} as const satisfies Record<string, Label>
export type FormProblem = keyof typeof formProblems

/** Limits of forms; hours and days. Shipped defaults. */
export const formLimits = {
  claimDays: 180,
  guaranteeHours: 72,
  checkInOpensHours: 24,
  checkInClosesMinutes: 60,
  mealHours: 24,
}
