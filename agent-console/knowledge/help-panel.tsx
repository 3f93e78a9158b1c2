/** Knowledge beside a running contact: proposed, searched, opened and ticked through without leaving the call. */
import { ArrowLeftOutlined, SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import { z } from 'zod'
import { page } from '../../server/contracts/common.ts'
import { Article, ArticleHit, ProposedArticle } from '../../server/contracts/knowledge.ts'
import { anyAnswer, get, post } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Section } from '../ui/panel.tsx'
import { ArticleList } from './article-list.tsx'
import { ArticleView } from './article-view.tsx'
import { knowledgeText } from './knowledge.text.ts'

/** What is known of the contact on the desk. */
export interface HelpFor {
  interactionId?: string | undefined
  leaf?: string | undefined
  kind?: string | undefined
  /** Keys pressed in the menu, joined: `1>3`. */
  path?: string | undefined
}

export function KnowledgeHelp({ about }: { about: HelpFor }) {
  const t = useText(knowledgeText)
  const [search, setSearch] = useState('')
  const [opened, setOpened] = useState<string>()
  return (
    <Section title={t('helpTitle')}>
      {opened ? (
        <OpenArticle id={opened} contact={about.interactionId} onBack={() => setOpened(undefined)} />
      ) : (
        <>
          <Input
            allowClear
            prefix={<SearchOutlined aria-hidden />}
            aria-label={t('search')}
            placeholder={t('searchHint')}
            maxLength={120}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              event.currentTarget.closest('.section')?.querySelector<HTMLElement>('.article-line')?.focus()
            }}
          />
          {search.trim() === '' ? (
            <Proposed about={about} onOpen={setOpened} />
          ) : (
            <Results search={search} onOpen={setOpened} />
          )}
        </>
      )}
    </Section>
  )
}

function Proposed({ about, onOpen }: { about: HelpFor; onOpen: (id: string) => void }) {
  const t = useText(knowledgeText)
  const { leaf, kind, path } = about
  const found = useQuery({
    queryKey: [queryKeys.knowledge, 'proposed', leaf, kind, path],
    queryFn: () => get('/knowledge/proposed', z.array(ProposedArticle), { leaf, kind, path }),
    enabled: Boolean(leaf ?? kind ?? path),
  })
  const items = (found.data ?? []).map((one) => ({ ...one, note: t(`because.${one.because}`) }))
  return (
    <>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {items.length === 0 ? (
        <p className="muted small help-empty">{t('noProposed')}</p>
      ) : (
        <ArticleList items={items} onOpen={onOpen} />
      )}
    </>
  )
}

function Results({ search, onOpen }: { search: string; onOpen: (id: string) => void }) {
  const t = useText(knowledgeText)
  const language = useLanguage()
  const asked = useDeferredValue(search.trim())
  const found = useQuery({
    queryKey: [queryKeys.knowledge, 'help', asked, language],
    queryFn: () => get('/knowledge', page(ArticleHit), { search: asked, language, limit: 8 }),
    placeholderData: (before) => before,
  })
  return (
    <>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.data?.items.length === 0 && <p className="muted small help-empty">{t('noResults')}</p>}
      <ArticleList items={found.data?.items ?? []} onOpen={onOpen} />
    </>
  )
}

function OpenArticle(props: { id: string; contact: string | undefined; onBack: () => void }) {
  const t = useText(knowledgeText)
  const { id, contact } = props
  const found = useQuery({
    queryKey: [queryKeys.knowledge, 'one', id],
    queryFn: () => get(`/knowledge/${id}`, Article),
  })
  useOpening(id, contact)
  return (
    <div>
      <Button size="small" type="text" autoFocus icon={<ArrowLeftOutlined aria-hidden />} onClick={props.onBack}>
        {t('back')}
      </Button>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={6} />}
      {found.data && <ArticleView article={found.data} contact={contact} />}
    </div>
  )
}

/** Tells the server once that the article is on the screen; that the note did not arrive keeps nobody from reading. */
export function useOpening(id: string, interactionId?: string): void {
  useEffect(() => {
    void post(`/knowledge/${id}/openings`, anyAnswer, { interactionId }).catch((error: unknown) =>
      console.error('An opening was not kept.', error),
    )
  }, [id, interactionId])
}
