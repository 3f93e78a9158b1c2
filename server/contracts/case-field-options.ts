/** What can be chosen in the fields of requests. */
import type { Label } from './common.ts'

type Option = { id: string; label: Label }
const option = (id: string, zh: string, en: string): Option => ({ id, label: { zh, en } })

export const caseFieldOptions = {
  cabin: [
    option('economy', '经济舱', 'Economy'),
    option('premium', '超级经济舱', 'Premium economy'),
    option('business', '公务舱', 'Business'),
    option('first', '头等舱', 'First'),
  ],
  refundReason: [option('voluntary', '自愿', 'Voluntary'), option('involuntary', '非自愿', 'Involuntary')],
  payment: [option('card', '银行卡', 'Card'), option('other', '其他', 'Other')],
  // AC-28 has five, AC-33 to AC-35 the others.
  vipServices: [
    option('lounge', '免费候机休息', 'Lounge'),
    option('baggage-drop', '代办行李交运', 'Baggage drop'),
    option('check-in', '代办值机手续', 'Check-in'),
    option('escort', '导乘', 'Escort'),
    option('fast-track', '快速通道登机', 'Fast-track boarding'),
    option('chauffeur', '专车接送（头等舱奥迪、公务舱帕萨特）', 'Chauffeur (first: Audi, business: Passat)'),
    option('security-lane', '专用VIP安检通道', 'VIP security lane'),
    option('meal', '登机前预定餐食', 'Meal ordered before boarding'),
  ],
  ssr: [
    option('WCHR', '轮椅（客梯）', 'Wheelchair, ramp'),
    option('WCHS', '轮椅（客舱门）', 'Wheelchair, steps'),
    option('WCHC', '轮椅（座位）', 'Wheelchair, cabin seat'),
    option('BLND', '视障', 'Blind'),
    option('DEAF', '听障', 'Deaf'),
    option('UMNR', '无陪儿童', 'Unaccompanied minor'),
    option('INFT', '携带婴儿', 'Infant'),
    option('BSCT', '婴儿摇篮', 'Bassinet'),
    option('MEDA', '医疗协助', 'Medical assistance'),
    option('STCR', '担架', 'Stretcher'),
    option('PETC', '携带宠物', 'Pet in cabin'),
    option('XBAG', '超额行李', 'Excess baggage'),
    option('EXST', '额外座位', 'Extra seat'),
    option('NSST', '指定座位', 'Seat request'),
    option('SPML', '特殊餐食', 'Special meal'),
  ],
  meals: [
    option('VGML', '素食', 'Vegetarian'),
    option('MOML', '清真餐', 'Muslim'),
    option('HNML', '印度教餐', 'Hindu'),
    option('KSML', '犹太餐', 'Kosher'),
    option('DBML', '糖尿病餐', 'Diabetic'),
    option('CHML', '儿童餐', 'Child'),
    option('BBML', '婴儿餐', 'Baby'),
    option('LFML', '低脂餐', 'Low fat'),
  ],
  passengerChoice: [
    option('rebooked', '改签', 'Rebooked'),
    option('refund', '退票', 'Refund'),
    option('waits', '等待', 'Waits'),
    option('volunteers', '自愿放弃座位', 'Volunteers to give up the seat'),
    option('not-reached', '未联系上', 'Not reached'),
  ],
  addedServices: [
    option('door-to-door', '门到门', 'Door to door'),
    option('door-to-store', '门到库', 'Door to store'),
    option('timed', '定时服务', 'Timed service'),
    option('storage', '仓储', 'Storage'),
  ],
  bookingWhat: [option('flight', '航班', 'Flight'), option('hotel', '酒店', 'Hotel')],
  identityCheck: [
    option('document', '证件后四位', 'Last four of the document'),
    option('birth-date', '出生日期', 'Date of birth'),
    option('registered-number', '登记电话来电', 'Call from the registered number'),
    option('password', '会员密码', 'Member password'),
  ],
  replyChannel: [
    option('phone', '电话', 'Phone'),
    option('sms', '短信', 'SMS'),
    option('email', '电子邮件', 'E-mail'),
    option('letter', '信函', 'Letter'),
  ],
} satisfies Record<string, Option[]>
