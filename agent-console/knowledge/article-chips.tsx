/** Kind and state of an article in words and icons. */
import { ClockCircleOutlined, OrderedListOutlined, TranslationOutlined, WarningOutlined } from '@ant-design/icons'
import { Fragment } from 'react'
import type { ArticleSummary, SnippetPart } from '../../server/contracts/knowledge.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { knowledgeText } from './knowledge.text.ts'

export function ArticleChips({ article }: { article: ArticleSummary }) {
  const t = useText(knowledgeText)
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
      {article.expiresSoon && (
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
  return (
    <span className="snippet muted small">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no name but their place
        <Fragment key={at}>{part.hit ? <mark>{part.text}</mark> : part.text}</Fragment>
      ))}
    </span>
  )
}
