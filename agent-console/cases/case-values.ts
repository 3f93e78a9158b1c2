/** Values of a case as people read them. */
import { caseFields, type FieldDef, isFieldName } from '../../server/contracts/case-fields.ts'
import { isEmpty, Money } from '../../server/contracts/case-values.ts'
import type { Language } from '../../server/contracts/common.ts'
import { momentText } from '../lib/format.ts'
import { labelText } from '../lib/i18n.ts'
import { categoryText } from './category.ts'

/** One value in the user's language; an en dash for none. */
export function valueText(field: string, value: unknown, language: Language): string {
  if (isEmpty(value)) return '–'
  const name = field.startsWith('fields.') ? field.slice(7) : field
  if (name === 'category' && typeof value === 'string') return categoryText(value, language)
  if (!isFieldName(name)) return Array.isArray(value) ? value.join(', ') : String(value)
  const def: FieldDef = caseFields[name]
  const optionText = (id: unknown) => {
    const option = def.options?.find((one) => one.id === id)
    return option ? labelText(option.label, language) : String(id)
  }
  if (Array.isArray(value)) return value.map(optionText).join(language === 'zh' ? '、' : ', ')
  if (def.type === 'choice') return optionText(value)
  if (def.type === 'instant' && typeof value === 'number') return momentText(value, language)
  const money = Money.safeParse(value)
  if (money.success) return moneyText(money.data, language)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** 1,234.50 CNY from the smallest unit. */
function moneyText({ amount, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  // As text, so that no digit is lost on the way.
  const text = String(amount).padStart(digits + 1, '0')
  const exact = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return format.format(exact as Intl.StringNumericLiteral)
}
