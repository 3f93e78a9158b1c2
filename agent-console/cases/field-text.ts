/** Names of what can be edited in a case, as people read them. */
import { caseFields, isFieldName } from '../../server/contracts/case-fields.ts'
import type { Language } from '../../server/contracts/common.ts'
import { labelText } from '../lib/i18n.ts'

/** The name of an editable field as people read it. */
export function fieldText(field: string, language: Language): string {
  const name = field.startsWith('fields.') ? field.slice(7) : field
  if (isFieldName(name)) return labelText(caseFields[name].label, language)
  const own: Record<string, { zh: string; en: string }> = {
    kind: { zh: '类型', en: 'Kind' },
    category: { zh: '业务类别', en: 'Category' },
    subject: { zh: '主题', en: 'Subject' },
    details: { zh: '详情', en: 'Details' },
    stage: { zh: '旅程环节', en: 'Stage' },
    qualities: { zh: '质量维度', en: 'What was lacking' },
    party: { zh: '来电方', en: 'Who asks' },
    partyName: { zh: '来电方名称', en: 'Name of who asks' },
    channel: { zh: '渠道', en: 'Channel' },
    firstContactAt: { zh: '首次联络', en: 'First contact' },
    courier: { zh: '送票状态', en: 'Courier' },
  }
  const label = own[name]
  return label ? labelText(label, language) : name
}
