/** The chosen article of the page: read, edit, look at older versions and restore one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Article, ArticleVersion, ArticleVersionSummary } from '../../server/contracts/knowledge.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { sideOf } from './article-body.tsx'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleView } from './article-view.tsx'
import { useOpening } from './help-panel.tsx'
import { knowledgeText } from './knowledge.text.ts'

export function ArticlePanel({ id }: { id: string }) {
  const t = useText(knowledgeText)
  const [editing, setEditing] = useState(false)
  const [shown, setShown] = useState<number>()
  const found = useQuery({
    queryKey: [queryKeys.knowledge, 'one', id],
    queryFn: () => get(`/knowledge/${id}`, Article),
  })
  const older = useQuery({
    queryKey: [queryKeys.knowledge, 'version', id, shown],
    queryFn: () => get(`/knowledge/${id}/versions/${shown}`, ArticleVersion),
    enabled: shown !== undefined,
  })
  useOpening(id)
  const article = found.data
  if (article && editing)
    return (
      <Panel title={t('edit')}>
        <ArticleEditor article={article} onDone={() => setEditing(false)} />
      </Panel>
    )
  return (
    <Panel title={article ? t(`kind.${article.kind}`) : t('page')}>
      <ErrorLine error={found.error ?? older.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {article && (
        <>
          {shown !== undefined && (
            <p className="row wrap late">
              {t('showing', { version: shown })}
              <Button size="small" onClick={() => setShown(undefined)}>
                {t('backToCurrent')}
              </Button>
            </p>
          )}
          <ArticleView
            article={article}
            shown={shown === undefined ? undefined : older.data?.content}
            extra={
              article.mayWrite && (
                <Button size="small" onClick={() => setEditing(true)}>
                  {t('edit')}
                </Button>
              )
            }
          />
          <Versions article={article} shown={shown} onShow={setShown} />
        </>
      )}
    </Panel>
  )
}

function Versions(props: { article: Article; shown: number | undefined; onShow: (version?: number) => void }) {
  const t = useText(knowledgeText)
  const language = useLanguage()
  const client = useQueryClient()
  const { article } = props
  const versions = useQuery({
    queryKey: [queryKeys.knowledge, 'versions', article.id, article.version],
    queryFn: () => get(`/knowledge/${article.id}/versions`, z.array(ArticleVersionSummary)),
  })
  const restoring = useMutation({
    mutationFn: (version: number) =>
      post(`/knowledge/${article.id}/versions/${version}/restore`, Article, { version: article.version }),
    onSuccess: () => {
      props.onShow(undefined)
      void client.invalidateQueries({ queryKey: [queryKeys.knowledge] })
    },
  })
  return (
    <Section title={t('versions')}>
      <ErrorLine error={versions.error ?? restoring.error} />
      <ul className="plain">
        {(versions.data ?? []).map((one) => (
          <li key={one.version} className="version-line">
            <Button
              size="small"
              type="link"
              onClick={() => props.onShow(one.version === article.version ? undefined : one.version)}
            >
              {t('version', { version: one.version })}
            </Button>
            <span className="muted small figures">
              {momentText(one.at, language)} · {one.byName ?? '–'}
              {one.restoredFrom !== undefined && ` · ${t('restoredFrom', { version: one.restoredFrom })}`}
            </span>
            <span className="small">{sideOf(one.title, language).text}</span>
            {one.version === article.version && <span className="muted small">{t('current')}</span>}
            {one.version === props.shown && article.mayWrite && (
              <Button size="small" loading={restoring.isPending} onClick={() => restoring.mutate(one.version)}>
                {t('restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
