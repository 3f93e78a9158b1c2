/** Policies and products of the demo airline. The figures are examples of the demo, not anybody's tariff. */
import { type DemoArticle, heading, list, steps, text } from './knowledge-words.ts'

export const policyArticles: DemoArticle[] = [
  {
    kind: 'policy',
    title: ['自愿改签与升舱', 'Voluntary rebooking and change of cabin'],
    leaves: ['bk-03', 'bk-04', 'bk-05'],
    paths: ['1'],
    days: 200,
    blocks: [
      text(
        '旅客因个人原因更改日期、航班或舱位，按客票适用条件办理。',
        'A passenger who changes date, flight or cabin for own reasons is rebooked under the conditions of the ticket.',
      ),
      heading('手续费', 'Fees'),
      list(
        [
          '起飞前 7 天以上：免收手续费，补收票价差额。',
          'More than 7 days before departure: no fee, difference of fare is collected.',
        ],
        ['起飞前 7 天至 4 小时：收取票面价的 10%。', 'From 7 days to 4 hours before departure: 10% of the fare.'],
        ['起飞前 4 小时内及起飞后：收取票面价的 20%。', 'Within 4 hours and after departure: 20% of the fare.'],
      ),
      heading('办理', 'How to do it'),
      steps(
        ['核对证件、票号与航段状态。', 'Check identity, ticket number and status of the segment.'],
        ['查询新航班余座，告知手续费与差价合计。', 'Look for seats and name the total of fee and difference.'],
        ['旅客同意后换开客票，复述新航班时间。', 'Reissue once the passenger agrees, and read back the new times.'],
      ),
    ],
  },
  {
    kind: 'policy',
    title: ['非自愿改签：航班取消与延误', 'Involuntary rebooking after delay or cancellation'],
    leaves: ['bk-12', 'bk-03', 'iq-05'],
    paths: ['1', '3'],
    days: 320,
    blocks: [
      text(
        '因承运人原因或天气造成延误、取消，旅客可免费改签一次，不收差价。',
        'After a delay or cancellation, whatever the cause, the passenger is rebooked once free of charge and without difference of fare.',
      ),
      steps(
        ['先查原航班当日后续余座，再查次日。', 'Look at later flights of the same day first, then at the next day.'],
        ['无本公司余座时，提出签转他航。', 'Without own seats offer an endorsement to another carrier.'],
        ['改签后短信通知，并记录旅客选择。', 'Confirm by SMS and record what the passenger chose.'],
      ),
    ],
  },
  {
    kind: 'policy',
    title: ['自愿退票', 'Voluntary refund'],
    leaves: ['bk-07', 'bk-06'],
    paths: ['1'],
    days: 21,
    blocks: [
      text(
        '退票应在客票有效期内提出，款项原路退回。',
        'A refund is asked for while the ticket is valid; money goes back the way it came.',
      ),
      list(
        [
          '退款时限：受理后 7 个工作日内退出，银行到账另计。',
          'We release the money within 7 working days; the bank needs its own time.',
        ],
        ['税费：未使用的机场建设费、燃油附加费全额退还。', 'Unused airport and fuel charges are refunded in full.'],
        ['部分使用的客票，扣除已用航段适用票价。', 'Of a partly used ticket the fare of the used part is deducted.'],
      ),
    ],
  },
  {
    kind: 'policy',
    title: ['非自愿退票', 'Involuntary refund'],
    leaves: ['bk-07', 'cp-12'],
    days: 320,
    blocks: [
      text(
        '航班取消、提前、延误或超售，旅客可全额退票，不收手续费。',
        'After cancellation, delay, earlier departure or oversale the ticket is refunded in full without fee.',
      ),
      text('退票原因须选“非自愿”，并注明航班与日期。', 'Choose the reason “involuntary” and name flight and date.'),
    ],
  },
  {
    kind: 'policy',
    title: ['航班延误服务：餐食与住宿', 'Care during a delay: meals and hotel'],
    leaves: ['cp-07', 'cp-09', 'cp-10', 'iq-05'],
    paths: ['2'],
    days: 150,
    blocks: [
      heading('承运人原因', 'Cause at the carrier'),
      list(
        ['延误 2 小时：提供饮料。', '2 hours: drinks.'],
        ['延误至用餐时间：提供餐食。', 'Over a mealtime: a meal.'],
        ['延误超过 4 小时或跨夜：安排休息或住宿。', 'More than 4 hours or overnight: rest or hotel.'],
      ),
      heading('天气、空管等原因', 'Weather, air traffic control'),
      text(
        '始发站协助安排食宿，费用由旅客自理；经停站由承运人承担。',
        'At the origin we help to arrange meals and hotel at the passenger’s cost; at a stop on the way we pay.',
      ),
    ],
  },
  {
    kind: 'policy',
    title: ['超售与拒载补偿', 'Oversale and denied boarding'],
    leaves: ['bk-13'],
    days: 90,
    blocks: [
      steps(
        ['先征集自愿者，说明补偿与后续航班。', 'Look for volunteers first; name compensation and the next flight.'],
        [
          '无自愿者时按优先登机顺序，老幼病残孕与中转旅客最后。',
          'Without volunteers follow the boarding priority; families, disabled and transfer passengers come last.',
        ],
        ['当场支付补偿并开具证明。', 'Pay on the spot and hand out the certificate.'],
      ),
    ],
  },
  {
    kind: 'policy',
    title: ['行李赔偿限额与时限', 'Baggage: limits of liability and deadlines'],
    leaves: ['cp-03', 'cp-04', 'iq-04'],
    days: 365,
    blocks: [
      list(
        [
          '国内：托运行李每公斤 100 元；国际：1519 特别提款权。',
          'Domestic: CNY 100 a kilogram; international: 1,519 SDR.',
        ],
        ['破损：收到行李之日起 7 日内提出。', 'Damage: within 7 days of receipt.'],
        ['延误：行李交付之日起 21 日内提出。', 'Delay: within 21 days of delivery.'],
      ),
      text('声明价值行李按声明价值赔付。', 'Baggage with a declared value is paid to that value.'),
    ],
  },
  {
    kind: 'policy',
    title: ['里程补登规则', 'Retro-credit of miles'],
    leaves: ['cp-17', 'cp-18', 'ff-11'],
    paths: ['2'],
    days: 12,
    blocks: [
      list(
        [
          '乘机后 180 天内可补登，入会前 30 天内的航班亦可。',
          'Within 180 days after the flight; also flights up to 30 days before joining.',
        ],
        [
          '所需资料：票号、登机牌或行程单、会员卡号。',
          'Needed: ticket number, boarding pass or itinerary, card number.',
        ],
        ['舱位 O、Z、R 不累积。', 'Classes O, Z and R earn nothing.'],
      ),
    ],
  },
  {
    kind: 'policy',
    title: ['旅客个人信息保护', 'Protection of personal data'],
    leaves: ['ff-05', 'ff-06', 'ff-08'],
    days: -20,
    blocks: [
      text('查询或修改资料前必须核验身份两项以上。', 'Check two marks of identity before you tell or change anything.'),
      text('不得向第三人透露行程，包括其家属。', 'Do not tell a journey to third persons, not even to family.'),
    ],
  },
  {
    kind: 'product',
    title: ['预付费行李与额外座位', 'Prepaid baggage and extra seats'],
    leaves: ['iq-03', 'bk-10'],
    paths: ['1'],
    days: 60,
    blocks: [
      list(
        [
          '起飞前 2 小时可在官网、App 购买，比柜台便宜 20%。',
          'Sold on website and app until 2 hours before departure, 20% below the counter.',
        ],
        [
          '额外座位按成人票价 50% 起，须电话申请。',
          'An extra seat costs from 50% of the adult fare and is asked for by telephone.',
        ],
      ),
    ],
  },
  {
    kind: 'product',
    title: ['秋冬优惠：机票加酒店', 'Autumn offer: flight and hotel'],
    leaves: ['iq-02', 'ff-12', 'ff-01'],
    paths: ['3'],
    days: 45,
    blocks: [
      text(
        '三亚、丽江、桂林、哈尔滨四地，机票加两晚酒店立减 300 元。',
        'Sanya, Lijiang, Guilin and Harbin: CNY 300 off flight with two nights.',
      ),
      list(
        [
          '景点：天涯海角、丽江古城、漓江、冰雪大世界门票八折。',
          'Sights: 20% off tickets to Tianya Haijiao, Lijiang old town, Li River and Ice World.',
        ],
        ['金卡以上会员可叠加会员折扣。', 'Gold members and above combine it with their discount.'],
      ),
    ],
  },
  {
    kind: 'product',
    title: ['两舱产品：公务舱与超级经济舱', 'Business and premium economy'],
    leaves: ['iq-03', 'bk-05'],
    days: 180,
    blocks: [
      list(
        ['公务舱：平躺座椅、休息室、优先登机、40 公斤行李。', 'Business: flat bed, lounge, priority boarding, 40 kg.'],
        ['超级经济舱：间距 38 英寸，30 公斤行李。', 'Premium economy: 38 inch pitch, 30 kg.'],
      ),
    ],
  },
  {
    kind: 'product',
    title: ['金银卡会员权益', 'Benefits of gold and silver members'],
    leaves: ['ff-13', 'bk-11', 'cp-19'],
    days: 300,
    blocks: [
      list(
        [
          '保证订座：起飞前 24 小时以上，经济舱全价。',
          'Guaranteed seat: 24 hours before departure, full economy fare.',
        ],
        ['额外行李：金卡 20 公斤，银卡 10 公斤。', 'Extra baggage: gold 20 kg, silver 10 kg.'],
        [
          '优先候补、优先值机、休息室（金卡可携一人）。',
          'Priority on the waitlist and at check-in, lounge (gold with one guest).',
        ],
      ),
    ],
  },
]
