/** What went wrong, in the user's language, with the code in small print. */
import { WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { asApiError } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { uiText } from './ui.text.ts'

export function ErrorLine({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const language = useLanguage()
  const t = useText(uiText)
  if (error === undefined || error === null) return null
  const { sentence, code } = asApiError(error)
  return (
    <div className="error-line" role="alert">
      <WarningOutlined aria-hidden />
      <span>{sentence[language]}</span>
      <code>{code}</code>
      {onRetry && (
        <Button size="small" type="link" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  )
}

/** The line under a field; its place is reserved, so that nothing jumps when it appears. */
export function FieldError({ id, text }: { id: string; text: string | undefined }) {
  return (
    <div id={id} className="field-error" role={text ? 'alert' : undefined}>
      {text}
    </div>
  )
}
