/** The columns of a member list: what each field is called in files of both languages. */
import type { MealPreference, SeatPreference, SpecialNeed, Tier } from '../contracts/passengers.ts'

/** A field with the words that head its column. */
export interface FileField {
  key: string
  label: { zh: string; en: string }
  required: boolean
  headers: readonly string[]
}

const field = (key: string, zh: string, en: string, ...headers: string[]): FileField => ({
  key,
  label: { zh, en },
  required: key === 'name',
  headers,
})

/** Every field of a passenger that a file may fill. */
export const passengerFields: readonly FileField[] = [
  field('name', '姓名', 'Name', '旅客姓名', '中文姓名', '客户姓名', 'full name', 'passenger', 'passenger name'),
  field('latinName', '英文姓名', 'Latin name', '拼音姓名', '英文名', '姓名拼音', 'name in latin', 'english name'),
  field(
    'memberNumber',
    '会员号',
    'Member number',
    '会员卡号',
    '卡号',
    '常客卡号',
    '知音卡号',
    'ffp',
    'card number',
    'member no',
  ),
  field('tier', '会员级别', 'Tier', '级别', '会员等级', '卡级别', 'member tier', 'card level'),
  field('miles', '里程', 'Miles', '累计里程', '里程数', 'mileage'),
  field('segments', '航段', 'Segments', '航段数', '累计航段', 'flight segments'),
  field('points', '积分', 'Points', '可用积分', '可兑换里程'),
  field('memberSince', '入会日期', 'Member since', '入会时间', 'join date'),
  field(
    'mobile',
    '手机',
    'Mobile',
    '手机号',
    '手机号码',
    '移动电话',
    '联系电话',
    '电话',
    'mobile phone',
    'cell',
    'phone',
    'telephone',
  ),
  field('mobile2', '手机 2', 'Second mobile', '备用手机', '第二手机', 'mobile phone 2'),
  field('homePhone', '家庭电话', 'Home phone', '住宅电话', '宅电', 'home'),
  field('workPhone', '单位电话', 'Work phone', '办公电话', '办公室电话', '公司电话', 'work', 'office phone'),
  field('sharedPhone', '共用电话', 'Shared phone', '总机', '代理人电话', 'switchboard', 'agency phone'),
  field('email', '邮箱', 'E-mail', '电子邮箱', '电子邮件', '邮件', 'email address', 'mail'),
  field('email2', '邮箱 2', 'Second e-mail', '备用邮箱', 'email address 2'),
  field('birthDate', '出生日期', 'Date of birth', '生日', '出生年月日', 'birthday', 'dob'),
  field('employer', '工作单位', 'Employer', '单位', '公司', 'company'),
  field('address', '地址', 'Address', '通信地址', '联系地址', '住址', 'mailing address'),
  field('city', '城市', 'City', '所在城市', '常住城市'),
  field('language', '语言', 'Language', '首选语言', '沟通语言'),
  field('seat', '座位偏好', 'Seat', '座位', '座位喜好', 'seat preference'),
  field('meal', '餐食偏好', 'Meal', '餐食', '特殊餐食', 'meal preference'),
  field('drink', '饮料偏好', 'Drink', '饮料', 'drink preference'),
  field('specialNeeds', '特殊需求', 'Special needs', '特殊服务', 'ssr'),
]

/** Words of files for the tiers, in one spelling. */
export const tierWords: Record<string, Tier> = {
  none: 'none',
  无: 'none',
  非会员: 'none',
  basic: 'basic',
  普通: 'basic',
  普通卡: 'basic',
  基本: 'basic',
  基本卡: 'basic',
  普卡: 'basic',
  silver: 'silver',
  银卡: 'silver',
  银: 'silver',
  gold: 'gold',
  金卡: 'gold',
  金: 'gold',
  platinum: 'platinum',
  白金卡: 'platinum',
  白金: 'platinum',
  铂金卡: 'platinum',
  铂金: 'platinum',
}

/** Words of files for seats. */
export const seatWords: Record<string, (typeof SeatPreference)['options'][number]> = {
  window: 'window',
  靠窗: 'window',
  窗口: 'window',
  aisle: 'aisle',
  过道: 'aisle',
  靠过道: 'aisle',
  通道: 'aisle',
  front: 'front',
  前排: 'front',
  'exit-row': 'exit-row',
  紧急出口: 'exit-row',
  出口: 'exit-row',
}

/** Words of files for meals beside their codes. */
export const mealWords: Record<string, (typeof MealPreference)['options'][number]> = {
  standard: 'standard',
  普通餐: 'standard',
  标准餐: 'standard',
  素食: 'VGML',
  素餐: 'VGML',
  清真餐: 'MOML',
  穆斯林餐: 'MOML',
  印度餐: 'HNML',
  犹太餐: 'KSML',
  糖尿病餐: 'DBML',
  儿童餐: 'CHML',
  婴儿餐: 'BBML',
  低脂餐: 'LFML',
}

/** Words of files for special needs beside their codes. */
export const needWords: Record<string, (typeof SpecialNeed)['options'][number]> = {
  轮椅: 'WCHR',
  机坪轮椅: 'WCHR',
  登机轮椅: 'WCHS',
  客舱轮椅: 'WCHC',
  盲人: 'BLND',
  聋人: 'DEAF',
  无成人陪伴儿童: 'UMNR',
  无陪儿童: 'UMNR',
  婴儿: 'INFT',
  医疗: 'MEDA',
  宠物: 'PETC',
}

/** Words of files for languages. */
export const languageWords: Record<string, 'zh' | 'en'> = {
  zh: 'zh',
  'zh-cn': 'zh',
  中文: 'zh',
  汉语: 'zh',
  普通话: 'zh',
  chinese: 'zh',
  en: 'en',
  english: 'en',
  英文: 'en',
  英语: 'en',
}
