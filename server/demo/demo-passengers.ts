/** Sixty passengers of the demo airline. Nobody here exists; the numbers are of ranges kept for examples or plainly invented. */
import type { PhoneNumber, Tier } from '../contracts/passengers.ts'
import type { DemoRecord } from './demo.ports.ts'

/** Numbers worth calling from, for the banner of the start. */
export const demoCallers = [
  { number: '13800138000', who: '王小明，金卡会员 / Wang Xiaoming, gold member: known' },
  { number: '02088880001', who: '旅行社总机，四位旅客共用 / an agency, four passengers: ambiguous' },
  { number: '13912345678', who: '未登记的号码 / nobody on record: unknown' },
] as const

const agency: PhoneNumber = { e164: '+862088880001', kind: 'agency', shared: true }
const family: PhoneNumber = { e164: '+862088880002', kind: 'home', shared: true }
const mobile = (e164: string): PhoneNumber => ({ e164, kind: 'mobile', shared: false })
const work = (e164: string): PhoneNumber => ({ e164, kind: 'work', shared: false })

type Told = Partial<DemoRecord> & Pick<DemoRecord, 'name' | 'latinName' | 'tier'>

/** People with a story; the first is the demo caller. */
const told: Told[] = [
  {
    name: '王小明',
    latinName: 'WANG XIAOMING',
    tier: 'gold',
    birthDate: '1984-06-18',
    employer: '云山贸易有限公司',
    address: '广州市天河区体育东路 8 号',
    city: '广州',
    email: 'wang.xiaoming@example.com',
    seat: 'aisle',
    meal: 'standard',
    drink: '绿茶',
    numbers: [mobile('+8613800138000'), work('+862088881234'), family],
  },
  {
    name: '李芳',
    latinName: 'LI FANG',
    tier: 'silver',
    city: '广州',
    meal: 'VGML',
    numbers: [mobile('+8613900000002'), family],
  },
  {
    name: '王子轩',
    latinName: 'WANG ZIXUAN',
    tier: 'basic',
    city: '广州',
    birthDate: '2017-03-02',
    specialNeeds: ['UMNR'],
    numbers: [family],
  },
  {
    name: '钱德贵',
    latinName: 'QIAN DEGUI',
    tier: 'platinum',
    city: '上海',
    employer: '德贵集团',
    difficult: true,
    seat: 'front',
    drink: '红酒',
    numbers: [mobile('+8613900000004')],
  },
  { name: '赵敏', latinName: 'ZHAO MIN', tier: 'silver', city: '北京', numbers: [mobile('+8613900000005')] },
  { name: '陈静', latinName: 'CHEN JING', tier: 'basic', city: '深圳', numbers: [mobile('+8613900000006')] },
  {
    name: '欧阳娜',
    latinName: 'OUYANG NA',
    tier: 'gold',
    city: '成都',
    seat: 'window',
    numbers: [mobile('+8613900000007')],
  },
  { name: '单志强', latinName: 'SHAN ZHIQIANG', tier: 'basic', city: '广州', numbers: [agency] },
  { name: '吴丽华', latinName: 'WU LIHUA', tier: 'none', city: '佛山', numbers: [agency] },
  { name: '郭建国', latinName: 'GUO JIANGUO', tier: 'silver', city: '东莞', specialNeeds: ['WCHR'], numbers: [agency] },
  { name: '梁美玲', latinName: 'LIANG MEILING', tier: 'basic', city: '广州', numbers: [agency] },
  {
    name: '孙悦',
    latinName: 'SUN YUE',
    tier: 'basic',
    city: '北京',
    specialNeeds: ['INFT'],
    numbers: [mobile('+8613900000012')],
  },
  {
    name: '马晓东',
    latinName: 'MA XIAODONG',
    tier: 'gold',
    city: '西安',
    meal: 'MOML',
    numbers: [mobile('+8613900000013')],
  },
  {
    name: '刘洋',
    latinName: 'LIU YANG',
    tier: 'basic',
    city: '武汉',
    specialNeeds: ['DEAF'],
    numbers: [mobile('+8613900000014')],
  },
  {
    name: '吕思源',
    latinName: 'LYU SIYUAN',
    tier: 'none',
    city: '杭州',
    specialNeeds: ['PETC'],
    numbers: [mobile('+8613900000015')],
  },
  foreign('John Smith', 'platinum', 'London', 'Europe/London', '+447700900123'),
  foreign('Emily Johnson', 'gold', 'New York', 'America/New_York', '+12025550123'),
  foreign('Hans Müller', 'silver', 'Frankfurt', 'Europe/Berlin', '+4930123456'),
  foreign('Marie Dubois', 'basic', 'Paris', 'Europe/Paris', '+33612345678'),
  foreign('Yuki Tanaka', 'gold', 'Tokyo', 'Asia/Tokyo', '+819012345678'),
  foreign('Kim Minjun', 'silver', 'Seoul', 'Asia/Seoul', '+821012345678'),
  foreign('Priya Sharma', 'basic', 'Singapore', 'Asia/Singapore', '+6591234567', { meal: 'HNML' }),
  foreign('Jack Wilson', 'none', 'Sydney', 'Australia/Sydney', '+61491570156'),
  foreign('Wong Ka Yan', 'silver', 'Hong Kong', 'Asia/Hong_Kong', '+85291234567'),
  foreign('Lin Yu-ting', 'gold', 'Taipei', 'Asia/Taipei', '+886912345678'),
  foreign('Daniel Levy', 'basic', 'New York', 'America/New_York', '+12025550145', { meal: 'KSML' }),
]

/** 张伟 ZHANG WEI and so on: ordinary members. */
const plain = `张伟 ZHANG WEI|王芳 WANG FANG|李娜 LI NA|刘强 LIU QIANG|陈杰 CHEN JIE|杨丽 YANG LI|黄勇 HUANG YONG|周涛 ZHOU TAO
吴超 WU CHAO|徐明 XU MING|孙磊 SUN LEI|胡蓉 HU RONG|朱琳 ZHU LIN|高飞 GAO FEI|林峰 LIN FENG|何雪 HE XUE|郭亮 GUO LIANG
罗敏 LUO MIN|梁晨 LIANG CHEN|宋佳 SONG JIA|郑凯 ZHENG KAI|谢婷 XIE TING|韩冰 HAN BING|唐宁 TANG NING|冯军 FENG JUN
于洁 YU JIE|董浩 DONG HAO|萧然 XIAO RAN|程曦 CHENG XI|曹阳 CAO YANG|袁梦 YUAN MENG|邓超 DENG CHAO|许诺 XU NUO|傅瑶 FU YAO`

const tiers: Tier[] = [
  'basic',
  'none',
  'basic',
  'silver',
  'basic',
  'gold',
  'none',
  'basic',
  'silver',
  'basic',
  'platinum',
]
const cities = ['广州', '北京', '上海', '深圳', '成都', '武汉', '杭州']
const milesOf: Record<Tier, number> = { none: 0, basic: 8_000, silver: 38_000, gold: 92_000, platinum: 240_000 }

/** All sixty, always the same. */
export function demoPassengers(): DemoRecord[] {
  const ordinary = plain.split(/[|\n]/).map((line, i): Told => {
    const [name = '', ...latin] = line.split(' ')
    const e164 = `+86139000001${String(i).padStart(2, '0')}`
    const record: Told = { name, latinName: latin.join(' '), tier: tiers[i % tiers.length]!, numbers: [mobile(e164)] }
    return { ...record, city: cities[i % cities.length]!, ...(i % 3 === 0 && { seat: 'window' }) }
  })
  return [...told, ...ordinary].map(complete)
}

function foreign(
  name: string,
  tier: Tier,
  city: string,
  timeZone: string,
  e164: string,
  more: Partial<Told> = {},
): Told {
  return { name, latinName: name.toUpperCase(), tier, city, timeZone, language: 'en', numbers: [mobile(e164)], ...more }
}

function complete(record: Told, i: number): DemoRecord {
  const member = record.tier !== 'none'
  return {
    language: 'zh',
    timeZone: 'Asia/Shanghai',
    miles: milesOf[record.tier] + i * 137,
    segments: Math.round((milesOf[record.tier] + i * 137) / 1_900),
    birthDate: `${1960 + ((i * 7) % 40)}-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`,
    ...(member && { memberNumber: `CW8000${String(1001 + i)}`, memberSince: `${2008 + (i % 17)}-01-15` }),
    numbers: [],
    ...record,
  }
}
