/** Chinese or English; each language is named in itself. */
import { Segmented } from 'antd'
import type { Language } from '../../server/contracts/common.ts'
import { useLanguage } from '../lib/i18n.ts'

export function LanguageSwitch({ label, onChange }: { label: string; onChange: (language: Language) => void }) {
  const language = useLanguage()
  return (
    <Segmented<Language>
      aria-label={label}
      size="small"
      value={language}
      onChange={onChange}
      options={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'EN' },
      ]}
    />
  )
}
