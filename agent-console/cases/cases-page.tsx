/** The work list of cases: oldest first, because the longest waiting passenger comes first. */
import { Button, Input, Select, Table, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { CaseFilter, CaseKind, CaseSummary } from '../../server/contracts/cases.ts'
import type { Language } from '../../server/contracts/common.ts'
import { momentText } from '../lib/format.ts'
import { type ReadText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { caseTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { casesText } from './cases.text.ts'
import { categoryText } from './category.ts'

const states = ['unfinished', 'reopened', 'closed', 'all'] as const

export function CasesPage() {
  const t = useText(casesText)
  const [query, setQuery] = useSearchParams()
  const filter = CaseFilter.safeParse(Object.fromEntries(query)).data ?? CaseFilter.parse({})
  const change = (part: Record<string, string | undefined>) => {
    const next = { state: filter.state, kind: filter.kind, search: filter.search, ...part }
    setQuery(Object.fromEntries(Object.entries(next).flatMap(([k, v]) => (v ? [[k, v]] : []))), { replace: true })
  }
  const cases = usePages(queryKeys.cases, '/cases', CaseSummary, {
    state: filter.state,
    kind: filter.kind,
    search: filter.search,
  })
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Filters filter={filter} change={change} />
      </div>
      <ErrorLine error={cases.error} onRetry={cases.retry} />
      <CaseTable items={cases.items} loading={cases.isLoading} unfinished={filter.state === 'unfinished'} />
      {cases.more && (
        <Button onClick={cases.more} loading={cases.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

interface FiltersProps {
  filter: ReturnType<typeof CaseFilter.parse>
  change: (part: Record<string, string | undefined>) => void
}

function Filters({ filter, change }: FiltersProps) {
  const t = useText(casesText)
  const word = useText(words)
  const [search, setSearch] = useState(filter.search ?? '')
  return (
    <>
      <Select
        aria-label={t('state')}
        value={filter.state}
        options={states.map((value) => ({ value, label: t(`filter.${value}`) }))}
        onChange={(state) => change({ state })}
        style={{ width: 120 }}
      />
      <Select
        aria-label={t('kind')}
        value={filter.kind ?? ''}
        options={[
          { value: '', label: t('anyKind') },
          ...CaseKind.options.map((value) => ({ value, label: word(`kind.${value}`) })),
        ]}
        onChange={(kind) => change({ kind })}
        style={{ width: 120 }}
      />
      <Input.Search
        aria-label={t('search')}
        placeholder={t('searchHint')}
        allowClear
        maxLength={80}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onSearch={(text) => change({ search: text.trim() })}
        style={{ width: 240 }}
      />
    </>
  )
}

function CaseTable({ items, loading, unfinished }: { items: CaseSummary[]; loading: boolean; unfinished: boolean }) {
  const t = useText(casesText)
  const word = useText(words)
  const language = useLanguage()
  const columns = useMemo(() => columnsOf(t, word, language), [t, word, language])
  const sorted = useMemo(() => items.toSorted((a, b) => a.openedAt - b.openedAt), [items])
  return (
    <Table<CaseSummary>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={sorted}
      loading={{ spinning: loading, delay: 150 }}
      pagination={false}
      locale={{ emptyText: <EmptyState title={unfinished ? t('noneUnfinished') : t('none')} /> }}
    />
  )
}

function columnsOf(
  t: ReadText<keyof typeof casesText.zh>,
  word: ReadText<keyof typeof words.zh>,
  language: Language,
): TableColumnsType<CaseSummary> {
  return [
    {
      title: t('number'),
      key: 'number',
      width: 96,
      render: (_, item) => (
        <Link to={`/cases/${item.id}`} className="figures">
          {item.number}
        </Link>
      ),
    },
    {
      title: t('state'),
      key: 'state',
      width: 150,
      render: (_, item) => (
        <span className="chips">
          <Chip tone={caseTone[item.state]}>{word(`case.${item.state}`)}</Chip>
          {item.lastScore !== undefined && (
            <span className="small muted">{t('scoreText', { score: item.lastScore })}</span>
          )}
        </span>
      ),
    },
    { title: t('kind'), key: 'kind', width: 88, render: (_, item) => word(`kind.${item.kind}`) },
    {
      title: t('category'),
      key: 'category',
      width: 180,
      render: (_, item) => categoryText(item.category, language),
    },
    { title: t('subject'), dataIndex: 'subject', ellipsis: true },
    {
      title: t('passenger'),
      key: 'passenger',
      width: 150,
      render: (_, item) =>
        item.passengerId ? (
          <Link to={`/passengers/${item.passengerId}?from=case-work`}>{item.passengerName}</Link>
        ) : (
          '–'
        ),
    },
    { title: t('owner'), key: 'owner', width: 150, render: (_, item) => item.ownerName ?? '–' },
    {
      title: t('opened'),
      key: 'opened',
      width: 120,
      render: (_, item) => <span className="figures">{momentText(item.openedAt, language)}</span>,
    },
  ]
}
