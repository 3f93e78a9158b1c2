/** Who leads the units of the demo airline, who is on duty, and what each department answers for. People without a login. */
import type { DemoPerson } from './demo.ports.ts'

const surnames =
  '王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 周Zhou 吴Wu 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 林Lin 郭Guo 何He 高Gao 罗Luo'
const given =
  '建国Jianguo 志强Zhiqiang 秀英Xiuying 丽华Lihua 伟Wei 敏Min 海燕Haiyan 国栋Guodong 晓东Xiaodong 雪梅Xuemei 文斌Wenbin 玉兰Yulan 俊杰Junjie 静怡Jingyi 永康Yongkang 思远Siyuan 佳慧Jiahui'

const [surnameList, givenList] = [surnames, given].map((text) =>
  text.split(' ').map((word) => /^(\p{Script=Han}+)(.+)$/u.exec(word)!.slice(1) as [string, string]),
)

/** The n-th person: no two of the first 340 share a name. */
export function personName(n: number): string {
  const [surname, latin] = surnameList![n % surnameList!.length]!
  const [name, latinName] = givenList![n % givenList!.length]!
  return `${surname}${name} ${latin} ${latinName}`
}

type Title = DemoPerson['title']

/** What a department answers for (IQ-08): code -> functions. */
export const handledBy: Record<string, Array<[zh: string, en: string]>> = {
  'customer-service': [
    ['投诉受理与督办', 'Complaints and their follow-up'],
    ['旅客表扬与建议', 'Praise and suggestions'],
  ],
  'cabin-service': [
    ['客舱服务投诉', 'Complaints about cabin service'],
    ['机上遗失物品', 'Items lost on board'],
    ['特殊餐食', 'Special meals'],
  ],
  'ground-service': [
    ['值机与登机', 'Check-in and boarding'],
    ['特殊旅客服务', 'Passengers with special needs'],
    ['贵宾休息室', 'Lounges'],
  ],
  baggage: [
    ['行李丢失查询', 'Lost baggage tracing'],
    ['行李破损赔偿', 'Compensation for damaged baggage'],
    ['行李迟到', 'Delayed baggage'],
  ],
  'vip-service': [
    ['要客保障', 'VIP handling'],
    ['两舱接送', 'Chauffeur transfer'],
  ],
  reservations: [
    ['订座与改签', 'Bookings and rebookings'],
    ['候补', 'Waiting list'],
    ['团队订座', 'Group bookings'],
  ],
  ticketing: [
    ['出票与票价', 'Ticket issue and fares'],
    ['电子行程单', 'Itinerary receipts'],
  ],
  refunds: [
    ['退票办理', 'Refund processing'],
    ['退款进度查询', 'Status of refunds'],
  ],
  'member-service': [
    ['里程补登', 'Retro-credit of miles'],
    ['会员卡与密码', 'Member cards and passwords'],
    ['奖励兑换', 'Award redemption'],
  ],
  delivery: [['送票上门', 'Ticket delivery']],
  'agency-management': [['代理人资质与结算', 'Agencies: accreditation and settlement']],
  'overseas-office': [['境外旅客求助', 'Passengers abroad in need']],
  'operations-control': [
    ['航班动态', 'Flight status'],
    ['不正常航班处置', 'Irregular operations'],
  ],
  quality: [['服务质量监督', 'Supervision of service quality']],
  catering: [['餐食质量', 'Quality of meals']],
  cargo: [['货运查询', 'Cargo enquiries']],
  legal: [['索赔与诉讼', 'Claims and litigation']],
  finance: [['发票', 'Invoices']],
  'ground-transport': [['机场巴士', 'Airport coaches']],
  hotel: [['延误旅客住宿', 'Hotels for delayed passengers']],
  'information-technology': [['官网与 App 故障', 'Website and app faults']],
}

/** Units that have somebody on duty day and night, in three shifts. */
export const aroundTheClock = ['customer-service', 'baggage', 'operations-control', 'ground-service', 'vip-service']

/** The three shifts of a day, minutes after midnight; the last one passes midnight. */
export const shiftTimes = [
  { zh: '早班值班', en: 'Early duty', from: 7 * 60, to: 15 * 60 },
  { zh: '中班值班', en: 'Late duty', from: 15 * 60, to: 23 * 60 },
  { zh: '夜班值班', en: 'Night duty', from: 23 * 60, to: 7 * 60 },
] as const

/** What the head of a kind of unit is called. */
export const headTitle: Record<string, Title> = {
  headquarters: { zh: '服务总监', en: 'Chief service officer' },
  branch: { zh: '分公司总经理', en: 'General manager of the branch' },
  'sales-office': { zh: '营业部经理', en: 'Sales office manager' },
  department: { zh: '部门负责人', en: 'Head of department' },
}
