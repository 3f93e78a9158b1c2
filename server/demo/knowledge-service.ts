/** Standards and skills of the demo airline, along the four stages of a journey: booking, check-in, baggage, on board. */
import { type DemoArticle, heading, list, steps, text } from './knowledge-words.ts'

export const serviceArticles: DemoArticle[] = [
  {
    kind: 'standards',
    title: ['机票预订服务标准', 'Standard of booking'],
    leaves: ['bk-01', 'bk-02', 'ff-01'],
    paths: ['1'],
    days: 240,
    blocks: [
      steps(
        ['20 秒内应答，报工号问候。', 'Answer within 20 seconds, greet and give your number.'],
        ['确认行程、日期、人数与证件。', 'Confirm route, date, number of passengers and documents.'],
        ['至少给出两个方案，先报总价。', 'Offer at least two choices, total price first.'],
        ['复述后出票，告知退改条件与值机时间。', 'Read back, issue, tell conditions and check-in time.'],
      ),
    ],
  },
  {
    kind: 'standards',
    title: ['登机手续服务标准', 'Standard of check-in'],
    leaves: ['ff-14', 'iq-07', 'ff-15'],
    paths: ['3'],
    days: 240,
    blocks: [
      list(
        [
          '国内航班起飞前 45 分钟停止办理，国际 60 分钟。',
          'Check-in closes 45 minutes before domestic and 60 before international departures.',
        ],
        ['排队超过 10 分钟增开柜台。', 'A queue of more than 10 minutes opens another counter.'],
        ['电话值机起飞前 24 至 2 小时受理。', 'By telephone from 24 to 2 hours before departure.'],
      ),
    ],
  },
  {
    kind: 'standards',
    title: ['行李托运服务标准', 'Standard of baggage acceptance'],
    leaves: ['iq-04', 'iq-07'],
    paths: ['3'],
    days: 240,
    blocks: [
      list(
        ['单件不超过 32 公斤，三边之和不超过 158 厘米。', 'A piece has at most 32 kg and 158 cm in sum.'],
        [
          '锂电池、充电宝不得托运，额定能量不超过 100Wh 可随身携带。',
          'Lithium batteries and power banks are not checked in; up to 100 Wh they go into the cabin.',
        ],
        ['易碎品挂签并请旅客签字。', 'Tag fragile pieces and let the passenger sign.'],
      ),
    ],
  },
  {
    kind: 'standards',
    title: ['机上服务标准', 'Standard of service on board'],
    leaves: ['cp-01', 'cp-02'],
    days: 240,
    blocks: [
      list(
        ['起飞后 30 分钟内开始供餐，特殊餐先送。', 'Service starts within 30 minutes; special meals come first.'],
        ['呼唤铃 1 分钟内应答。', 'A call is answered within a minute.'],
        ['座椅、娱乐故障：致歉、换座、登记。', 'Broken seat or screen: apologise, offer another seat, write it down.'],
      ),
    ],
  },
  {
    kind: 'standards',
    title: ['行李遗失登记 AHL 与查询', 'Missing baggage: AHL and tracing'],
    leaves: ['cp-03', 'iq-04'],
    paths: ['2'],
    days: 170,
    blocks: [
      steps(
        [
          '登记 AHL：行李牌号、颜色类型、内物、联系地址。',
          'Open the AHL: tag number, colour and type, content, address.',
        ],
        [
          '查询 OHD 与相邻航班，24 小时内首次回复。',
          'Search OHD files and neighbouring flights; first answer within 24 hours.',
        ],
        [
          '5 日未找到转赔偿，21 日视为遗失。',
          'Unfound after 5 days it goes to claims; after 21 days it counts as lost.',
        ],
      ),
      text(
        '临时生活补贴：国内 200 元，国际 50 美元，凭登记单领取。',
        'First needs: CNY 200 domestic, USD 50 international, against the file.',
      ),
    ],
  },
  {
    kind: 'standards',
    title: ['行李破损登记 DPR', 'Damaged baggage: DPR'],
    leaves: ['cp-04'],
    paths: ['2'],
    days: 170,
    blocks: [
      steps(
        ['登记 DPR，附照片，注明破损部位与程度。', 'Open the DPR with pictures; part and extent of the damage.'],
        ['先修理，再更换，最后赔付。', 'Repair first, then replace, then pay.'],
        ['离场后提出的，核对 7 日时限与行李牌。', 'Reported later: check the 7 days and the tag.'],
      ),
    ],
  },
  {
    kind: 'standards',
    title: ['特殊旅客服务：轮椅、无陪儿童、孕妇', 'Special services: wheelchair, unaccompanied minor, pregnancy'],
    leaves: ['bk-10', 'bk-09'],
    paths: ['1'],
    days: 280,
    blocks: [
      list(
        [
          '轮椅 WCHR / WCHS / WCHC：起飞前 48 小时申请，问清能否上下台阶。',
          'Wheelchair WCHR / WCHS / WCHC: 48 hours ahead; ask whether steps can be climbed.',
        ],
        [
          '无陪儿童 UMNR：5 至 12 周岁，须有接送人资料。',
          'Unaccompanied minor UMNR: age 5 to 12, with who brings and who meets.',
        ],
        [
          '孕妇：32 周以内正常，32 至 36 周凭医生证明。',
          'Pregnancy: freely to week 32, with a doctor’s letter to week 36.',
        ],
      ),
    ],
  },
  {
    kind: 'skills',
    title: ['投诉处理方式：先情绪，后事情', 'Handling a complaint: feelings first'],
    leaves: ['cp-01', 'cp-02', 'cp-12', 'cp-14', 'cp-19', 'ff-09', 'ff-10'],
    paths: ['2'],
    days: 300,
    blocks: [
      steps(
        ['倾听不打断，复述一遍要点。', 'Listen without interrupting and say the point again.'],
        ['就旅客的感受致歉，不推给别的部门。', 'Apologise for how it felt; do not blame another department.'],
        ['说明下一步、由谁办、何时回复。', 'Say what comes next, who does it and by when.'],
        ['只承诺能做到的事。', 'Promise only what you can keep.'],
      ),
    ],
  },
  {
    kind: 'skills',
    title: ['情绪激动旅客的沟通', 'Talking to an upset passenger'],
    leaves: ['cp-07', 'cp-09', 'cp-10'],
    paths: ['2'],
    blocks: [
      list(
        ['放慢语速，降低音量，称呼姓氏。', 'Speak slower and lower, use the name.'],
        ['不说“规定如此”，说“我可以为您做的是”。', 'Not “that is the rule” but “what I can do for you is”.'],
        [
          '辱骂三次提醒后可按流程结束通话并记录。',
          'After three warnings about abuse the call may be ended and recorded.',
        ],
      ),
    ],
  },
  {
    kind: 'skills',
    title: ['电话礼仪与静音、转接', 'Telephone manners, mute and transfer'],
    leaves: ['iq-08', 'pr-03'],
    days: 300,
    blocks: [
      heading('请旅客等候', 'Asking to wait'),
      text('先征得同意，每 60 秒回一次话。', 'Ask first and come back every 60 seconds.'),
      heading('转接', 'Transfer'),
      text('告知转给谁、为什么，先向同事说明情况。', 'Say to whom and why, and tell the colleague first.'),
    ],
  },
  {
    kind: 'skills',
    title: ['代理人客票的识别与说明', 'Tickets of agents: how to tell and explain'],
    leaves: ['cp-13', 'cp-14', 'cp-15'],
    days: 120,
    blocks: [
      text(
        '票号前三位与出票地说明来源；来源不明的客票先核验真伪。',
        'The first three digits and the place of issue show the origin; verify a ticket of unknown origin.',
      ),
      // Written in Chinese only so far: the console shows that the translation is missing.
      text('代理人加收的费用请旅客向原出票处要求退还，并登记投诉。', ''),
    ],
  },
]
