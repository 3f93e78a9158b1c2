/** One article to read: text in the reader's language with a switch, script, vote, facts. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import { Language } from '../../server/contracts/common.ts'
import { Article, type ArticleContent } from '../../server/contracts/knowledge.ts'
import { put } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Fact } from '../ui/panel.tsx'
import { ArticleBody, MissingEnglish, sideOf } from './article-body.tsx'
import { ArticleChips } from './article-chips.tsx'
import { knowledgeText } from './knowledge.text.ts'
import { ScriptWalk } from './script-walk.tsx'

/** `shown` stands in for the content when an older version is read; `contact` names the walk through a script. */
export function ArticleView(props: {
  article: Article
  shown?: ArticleContent | undefined
  contact?: string | undefined
  extra?: ReactNode
}) {
  const t = useText(knowledgeText)
  const screen = useLanguage()
  const [chosen, setChosen] = useState<Language>()
  const language = chosen ?? screen
  const { article } = props
  const content = props.shown ?? article.content
  const title = sideOf(content.title, language)
  return (
    <article>
      <div className="row spread wrap">
        <h2 className="article-heading">{title.text}</h2>
        <div className="row">
          {props.extra}
          <Segmented
            size="small"
            aria-label={t('readIn')}
            value={language}
            onChange={(next) => setChosen(Language.parse(next))}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
      </div>
      <div className="row wrap">
        <ArticleChips article={article} />
        {title.missing && <MissingEnglish />}
      </div>
      <ArticleBody blocks={content.blocks} language={language} />
      {content.script.length > 0 && (
        <ScriptWalk script={content.script} name={`${props.contact ?? ''}/${article.id}`} language={language} />
      )}
      <ArticleFacts article={article} />
      <VoteLine key={article.id} article={article} />
    </article>
  )
}

function ArticleFacts({ article }: { article: Article }) {
  const t = useText(knowledgeText)
  const language = useLanguage()
  const { leaves, menuPaths } = article.content
  const names = leaves.map((leaf) => labelText(categoryLabel(leaf) ?? { zh: leaf, en: leaf }, language))
  return (
    <div className="section facts">
      {names.length > 0 && <Fact label={t('leaves')}>{names.join(language === 'zh' ? '、' : ', ')}</Fact>}
      {menuPaths.length > 0 && <Fact label={t('paths')}>{menuPaths.join(', ')}</Fact>}
      <Fact label={t('owner')}>{article.ownerName ?? '–'}</Fact>
      <Fact label={t('expires')}>
        <span className="figures">
          {article.expiresAt === undefined ? t('noExpiry') : momentText(article.expiresAt, language)}
        </span>
      </Fact>
      <Fact label={t('changed')}>
        <span className="figures">
          {momentText(article.changedAt, language)} · {t('version', { version: article.version })}
          {article.changedByName && ` · ${article.changedByName}`}
        </span>
      </Fact>
      <div className="muted small">{t('opened', { count: article.openings30Days })}</div>
    </div>
  )
}

function VoteLine({ article }: { article: Article }) {
  const t = useText(knowledgeText)
  const client = useQueryClient()
  const [vote, setVote] = useState<boolean>()
  const [note, setNote] = useState('')
  const sending = useMutation({
    mutationFn: () => put(`/knowledge/${article.id}/vote`, Article, { helpful: vote, note }),
    onSuccess: (next) => {
      client.setQueryData([queryKeys.knowledge, 'one', article.id], next)
      setVote(undefined)
      setNote('')
    },
  })
  const button = (helpful: boolean, count: number) => (
    <Button
      size="small"
      type={(vote ?? article.ownVote) === helpful ? 'primary' : 'default'}
      aria-pressed={(vote ?? article.ownVote) === helpful}
      onClick={() => setVote(helpful)}
    >
      {t(helpful ? 'helpful' : 'notHelpful')} <span className="figures">{count}</span>
    </Button>
  )
  return (
    <div className="section">
      <div className="row wrap">
        {button(true, article.helpful)}
        {button(false, article.notHelpful)}
        {sending.isSuccess && vote === undefined && <span className="muted small">{t('voted')}</span>}
      </div>
      {vote !== undefined && (
        <div className="vote-note">
          <Input.TextArea
            rows={2}
            maxLength={500}
            aria-label={t('voteNote')}
            placeholder={t('voteNote')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button size="small" loading={sending.isPending} onClick={() => sending.mutate()}>
            {t('sendVote')}
          </Button>
        </div>
      )}
      <ErrorLine error={sending.error} />
    </div>
  )
}
