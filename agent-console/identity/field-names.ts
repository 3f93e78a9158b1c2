/** What the columns of a record are called for people. */
import type { Language } from '../../server/contracts/common.ts'

const names: Record<string, readonly [zh: string, en: string]> = {
  name: ['姓名', 'Name'],
  latin_name: ['拼音姓名', 'Latin name'],
  tier: ['会员级别', 'Tier'],
  member_number: ['会员号', 'Member number'],
  member_since: ['入会', 'Member since'],
  tier_until: ['级别有效期', 'Tier until'],
  birth_date: ['出生日期', 'Born'],
  employer: ['单位', 'Employer'],
  address: ['地址', 'Address'],
  city: ['城市', 'City'],
  email: ['邮箱', 'E-mail'],
  language: ['语言', 'Language'],
  time_zone: ['时区', 'Time zone'],
  miles: ['里程', 'Miles'],
  segments: ['航段', 'Segments'],
  year_miles: ['本年里程', 'Miles this year'],
  year_segments: ['本年航段', 'Segments this year'],
  points: ['积分', 'Points'],
  points_expiring: ['即将到期积分', 'Points expiring'],
  points_expire_on: ['积分到期日', 'Points expire on'],
  seat: ['座位偏好', 'Seat'],
  meal: ['餐食偏好', 'Meal'],
  drink: ['饮料', 'Drink'],
  special_needs: ['特殊需求', 'Special needs'],
  companion: ['同行人', 'Companion'],
  document_country: ['证件国家', 'Country of the document'],
  contact_channel: ['联系方式', 'Contact channel'],
  contact_from: ['可联系时间起', 'Contact from'],
  contact_to: ['可联系时间止', 'Contact to'],
  emergency_contact: ['紧急联系人', 'Emergency contact'],
  data_confirmed_at: ['资料确认', 'Data confirmed'],
  customer_class: ['客户类别', 'Class'],
  owner_id: ['专属客服', 'Personal agent'],
  unit_id: ['归属单位', 'Unit'],
  difficult: ['需特别留意', 'Handle with care'],
  note: ['备注', 'Note'],
  last_contact_at: ['上次联络', 'Last contact'],
  created_at: ['建档', 'Created'],
}

/** The column's name; an unknown one stays as it is. */
export function fieldName(field: string, language: Language): string {
  const [zh, en] = names[field] ?? [field, field]
  return language === 'zh' ? zh : en
}
