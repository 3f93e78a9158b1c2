/** The text of an article in one language; what is missing there is shown in Chinese and marked. */
import { TranslationOutlined } from '@ant-design/icons'
import type { Language } from '../../server/contracts/common.ts'
import type { ArticleContent, Block } from '../../server/contracts/knowledge.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { knowledgeText } from './knowledge.text.ts'

/** One side of a pair, and whether Chinese stands in for it. */
export function sideOf(words: { zh: string; en: string }, language: Language): { text: string; missing: boolean } {
  const missing = language === 'en' && words.en === ''
  return { text: missing ? words.zh : words[language], missing }
}

export function ArticleBody({ blocks, language }: { blocks: ArticleContent['blocks']; language: Language }) {
  return (
    <div className="article-body">
      {blocks.map((block, at) => (
        // Blocks have no name of their own: their place is what they are.
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of blocks is fixed within one version
        <BlockView key={at} block={block} language={language} />
      ))}
    </div>
  )
}

function BlockView({ block, language }: { block: Block; language: Language }) {
  const missing = language === 'en' && block.en.length === 0
  const lines = missing ? block.zh : block[language]
  const items = [...new Set(lines)].map((line) => <li key={line}>{line}</li>)
  return (
    <div lang={missing || language === 'zh' ? 'zh-CN' : 'en'}>
      {missing && <MissingEnglish />}
      {block.type === 'heading' && <h3>{lines.join(' ')}</h3>}
      {block.type === 'text' && <p>{lines.join('\n')}</p>}
      {block.type === 'list' && <ul>{items}</ul>}
      {block.type === 'steps' && <ol>{items}</ol>}
    </div>
  )
}

export function MissingEnglish() {
  const t = useText(knowledgeText)
  return (
    <Chip tone="amber" icon={<TranslationOutlined aria-hidden />}>
      {t('noEnglish')}
    </Chip>
  )
}
