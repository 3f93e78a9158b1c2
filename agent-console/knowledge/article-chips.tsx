/** Kind and state of an article in words and icons. */
import { ClockCircleOutlined, OrderedListOutlined, TranslationOutlined, WarningOutlined } from '@ant-design/icons'
import type { ArticleSummary, SnippetPart } from '../../server/contracts/knowledge.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { knowledgeText } from './knowledge.text.ts'

const soonMs = 30 * 86_400_000

export function ArticleChips({ article }: { article: ArticleSummary }) {
  const t = useText(knowledgeText)
  const isSoon = !article.expired && article.expiresAt !== undefined && article.expiresAt < Date.now() + soonMs
  return (
    <span className="chips">
      <Chip>{t(`kind.${article.kind}`)}</Chip>
      {article.hasScript && (
        <Chip tone="talking" icon={<OrderedListOutlined aria-hidden />}>
          {t('script')}
        </Chip>
      )}
      {article.expired && (
        <Chip tone="red" icon={<WarningOutlined aria-hidden />}>
          {t('expired')}
        </Chip>
      )}
      {isSoon && (
        <Chip tone="amber" icon={<ClockCircleOutlined aria-hidden />}>
          {t('expiring')}
        </Chip>
      )}
      {article.lacksEnglish && (
        <Chip tone="amber" icon={<TranslationOutlined aria-hidden />}>
          {t('lacksEnglish')}
        </Chip>
      )}
    </span>
  )
}

/** A piece of text with the searched words marked. */
export function Snippet({ parts }: { parts: SnippetPart[] }) {
  if (parts.length === 0) return null
  let at = 0
  return (
    <span className="snippet muted small">
      {parts.map((part) => {
        const key = at
        at += part.text.length
        return part.hit ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>
      })}
    </span>
  )
}
