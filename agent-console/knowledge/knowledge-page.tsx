/** The knowledge of the house: search while typing, filters, what its owner has to do, and the chosen article. */
import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { useDeferredValue } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { z } from 'zod'
import { ArticleHit, ArticleKind, OwnerWork } from '../../server/contracts/knowledge.ts'
import { get } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { sideOf } from './article-body.tsx'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleList } from './article-list.tsx'
import { ArticlePanel } from './article-panel.tsx'
import { knowledgeText } from './knowledge.text.ts'

const Filters = z.object({
  search: z.string().max(120).catch(''),
  kind: ArticleKind.optional().catch(undefined),
  only: z.enum(['mine', 'expiring']).optional().catch(undefined),
})

export function KnowledgePage() {
  const t = useText(knowledgeText)
  const navigate = useNavigate()
  const { id } = useParams()
  const [query, setQuery] = useSearchParams()
  const isLead = useViewer((state) => state.role) !== 'agent'
  const filters = Filters.parse(Object.fromEntries(query))
  const change = (next: Partial<z.infer<typeof Filters>>) => {
    const all = Object.entries({ ...filters, ...next }).filter(([, value]) => value !== undefined && value !== '')
    setQuery(Object.fromEntries(all) as Record<string, string>, { replace: true })
  }
  const open = (to: string) => void navigate({ pathname: `/knowledge/${to}`, search: query.toString() })
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented
          aria-label={t('kinds')}
          value={filters.kind ?? 'all'}
          onChange={(kind) => change({ kind: kind === 'all' ? undefined : ArticleKind.parse(kind) })}
          options={[
            { value: 'all', label: t('all') },
            ...ArticleKind.options.map((value) => ({ value, label: t(`kind.${value}`) })),
          ]}
        />
        <Segmented
          aria-label={t('owner')}
          value={filters.only ?? 'all'}
          onChange={(only) => change({ only: only === 'mine' || only === 'expiring' ? only : undefined })}
          options={(['all', 'mine', 'expiring'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {isLead && (
          <Button className="end" type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open('new')}>
            {t('new')}
          </Button>
        )}
      </div>
      <div className="knowledge-columns">
        <div className="page-stack">
          <Input
            allowClear
            autoFocus
            prefix={<SearchOutlined aria-hidden />}
            aria-label={t('search')}
            placeholder={t('searchHint')}
            maxLength={120}
            value={filters.search}
            onChange={(event) => change({ search: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              document.querySelector<HTMLElement>('.article-line')?.focus()
            }}
          />
          <Found filters={filters} chosen={id} onOpen={open} />
          <Work onOpen={open} />
        </div>
        <Chosen id={id} onOpen={open} />
      </div>
    </div>
  )
}

function Chosen({ id, onOpen }: { id: string | undefined; onOpen: (id: string) => void }) {
  const t = useText(knowledgeText)
  if (id === 'new')
    return (
      <Panel title={t('new')}>
        <ArticleEditor onDone={(made) => onOpen(made?.id ?? '')} />
      </Panel>
    )
  if (id) return <ArticlePanel key={id} id={id} />
  return (
    <Panel title={t('page')}>
      <EmptyState title={t('choose')}>{t('chooseHint')}</EmptyState>
    </Panel>
  )
}

function Found(props: { filters: z.infer<typeof Filters>; chosen: string | undefined; onOpen: (id: string) => void }) {
  const t = useText(knowledgeText)
  const ui = useText(uiText)
  const language = useLanguage()
  const { kind, only } = props.filters
  const search = useDeferredValue(props.filters.search.trim())
  const found = usePages(queryKeys.knowledge, '/knowledge', ArticleHit, { search, kind, only, language })
  return (
    <Panel title={search === '' ? t('page') : t('results')} extra={<Count count={found.items.length} />}>
      <ErrorLine error={found.error} onRetry={found.retry} />
      {found.isLoading && <LateSkeleton rows={6} />}
      {!found.isLoading && found.items.length === 0 && <EmptyState title={t('none')}>{t('noneHint')}</EmptyState>}
      <ArticleList items={found.items} chosen={props.chosen} onOpen={props.onOpen} />
      {found.more && (
        <Button size="small" onClick={found.more} loading={found.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </Panel>
  )
}

const Count = ({ count }: { count: number }) => <span className="muted figures">{count}</span>

function Work({ onOpen }: { onOpen: (id: string) => void }) {
  const t = useText(knowledgeText)
  const language = useLanguage()
  const work = useQuery({
    queryKey: [queryKeys.knowledge, 'work'],
    queryFn: () => get('/knowledge/work', z.array(OwnerWork)),
  })
  return (
    <Panel title={t('work')}>
      <ErrorLine error={work.error} onRetry={() => void work.refetch()} />
      {work.data?.length === 0 && <p className="muted small">{t('noWork')}</p>}
      <ul className="plain article-list">
        {(work.data ?? []).map((one) => (
          <li key={`${one.articleId} ${one.why} ${one.at} ${one.byName ?? ''}`}>
            <button type="button" className="article-line" onClick={() => onOpen(one.articleId)}>
              <span className="article-title">{sideOf(one.title, language).text}</span>
              <span className="small muted figures">
                {t(`work.${one.why}`)} · {momentText(one.at, language)}
                {one.byName && ` · ${one.byName}`}
              </span>
              {one.note && <span className="small">{one.note}</span>}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
