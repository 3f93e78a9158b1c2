/** Lists of invented members, any number of them, as a CSV file would hold them. */

const families = Array.from('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗')
const latinFamilies = 'WANG LI ZHANG LIU CHEN YANG HUANG ZHAO WU ZHOU XU SUN MA ZHU HU GUO HE GAO LIN LUO'.split(' ')
const given = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬燕云慧佳欣宇轩浩然子涵雨泽思')
const cities = ['广州', '深圳', '北京', '上海', '成都', '昆明', '武汉', '西安']
const tiers = ['普通卡', '银卡', '金卡', '白金卡']

/** The header of the list, as a Chinese airline writes it. */
export const memberHeader = [
  '会员卡号',
  '姓名',
  '拼音姓名',
  '手机号码',
  '电子邮箱',
  '会员级别',
  '累计里程',
  '航段数',
  '出生日期',
  '工作单位',
  '城市',
  '座位偏好',
  '餐食',
]

/** Member number `i` of the list; every one has a number and an address of their own. */
export function memberRow(i: number): string[] {
  const family = i % families.length
  const first = given[(i * 7) % given.length]!
  const second = given[Math.floor(i / 3) % given.length]!
  return [
    `KN${String(100_000_000 + i)}`,
    `${families[family]}${first}${second}`,
    `${latinFamilies[family]} ${String.fromCharCode(65 + (i % 26))}IAO${String.fromCharCode(65 + (i % 23))}ING`,
    `138${String(10_000_000 + i)}`,
    `member${i}@example.com`,
    tiers[i % tiers.length]!,
    String((i * 37) % 400_000),
    String(i % 120),
    `19${String(50 + (i % 50)).padStart(2, '0')}-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`,
    `云山贸易${i % 500}公司`,
    cities[i % cities.length]!,
    i % 2 === 0 ? '靠窗' : '过道',
    i % 9 === 0 ? '素食' : '普通餐',
  ]
}

/** A whole file in UTF-8 with a mark. */
export function memberList(count: number, from = 0): string {
  const lines = [memberHeader.join(',')]
  for (let i = from; i < from + count; i++) lines.push(memberRow(i).join(','))
  return `\u{feff}${lines.join('\r\n')}\r\n`
}
