/** The work lists: mine, my department's, all; longest open first or the clock that ends first. Everything chosen stands in the address. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { z } from 'zod'
import { CaseCounts, CaseFilter, CaseKind, CaseOrder, CaseScope, CaseSummary } from '../../server/contracts/cases.ts'
import { leaves, withCarrier } from '../../server/contracts/catalogue.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { CaseTable } from './case-table.tsx'
import { casesText } from './cases.text.ts'

const states = [
  'unfinished',
  'open',
  'dispatched',
  'accepted',
  'returned',
  'answered',
  'reopened',
  'closed',
  'all',
] as const

type Change = (part: Record<string, string | undefined>) => void

export function CasesPage() {
  const t = useText(casesText)
  const [query, setQuery] = useSearchParams()
  const filter = CaseFilter.safeParse(Object.fromEntries(query)).data ?? CaseFilter.parse({})
  const change: Change = (part) => {
    const next = { ...Object.fromEntries(query), ...part }
    setQuery(Object.fromEntries(Object.entries(next).flatMap(([k, v]) => (v ? [[k, v]] : []))), { replace: true })
  }
  const cases = usePages(queryKeys.cases, '/cases', CaseSummary, {
    state: filter.state,
    scope: filter.scope,
    order: filter.order,
    kind: filter.kind,
    category: filter.category,
    departmentId: filter.departmentId,
    search: filter.search,
  })
  const counts = useQuery({
    queryKey: [queryKeys.cases, 'counts'],
    queryFn: () => get('/cases/counts', CaseCounts),
    retry: false,
  })
  const [chosen, setChosen] = useState<string[]>([])
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Lists filter={filter} counts={counts.data} change={change} />
      </div>
      <div className="page-head">
        <Filters key={filter.search ?? ''} filter={filter} change={change} />
        <TakeOver ids={chosen} onDone={() => setChosen([])} />
      </div>
      <Summary counts={counts.data} change={change} />
      <ErrorLine error={cases.error} onRetry={cases.retry} />
      <CaseTable
        items={cases.items}
        loading={cases.isLoading}
        order={filter.order}
        unfinished={filter.state === 'unfinished'}
        chosen={chosen}
        onChoose={setChosen}
      />
      {cases.more && (
        <Button onClick={cases.more} loading={cases.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

interface FilterProps {
  filter: CaseFilter
  change: Change
}

function Lists({ filter, counts, change }: FilterProps & { counts: CaseCounts | undefined }) {
  const t = useText(casesText)
  const countOf = (scope: CaseScope) => (counts ? ` ${counts[scope]}` : '')
  return (
    <>
      <Segmented<CaseScope>
        aria-label={t('scope')}
        value={filter.scope}
        options={CaseScope.options.map((value) => ({ value, label: `${t(`scope.${value}`)}${countOf(value)}` }))}
        onChange={(scope) => change({ scope })}
      />
      <Segmented<CaseOrder>
        aria-label={t('order')}
        value={filter.order}
        options={CaseOrder.options.map((value) => ({ value, label: t(`order.${value}`) }))}
        onChange={(order) => change({ order })}
      />
    </>
  )
}

function Filters({ filter, change }: FilterProps) {
  const t = useText(casesText)
  const word = useText(words)
  const language = useLanguage()
  const [search, setSearch] = useState(filter.search ?? '')
  const shown = leaves.filter((leaf) => filter.kind === undefined || leaf.kind === filter.kind)
  return (
    <>
      <Select
        aria-label={t('state')}
        value={filter.state}
        options={states.map((value) => ({
          value,
          label: value === 'unfinished' || value === 'all' ? t(`filter.${value}`) : word(`case.${value}`),
        }))}
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
        onChange={(kind) => change({ kind, category: undefined })}
        style={{ width: 130 }}
      />
      <Select
        aria-label={t('category')}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter.category ?? ''}
        options={[
          { value: '', label: t('anyLeaf') },
          ...shown.map((leaf) => ({ value: leaf.id, label: labelText(withCarrier(leaf.label), language) })),
        ]}
        onChange={(category) => change({ category })}
        style={{ width: 220 }}
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

/** Numbers that open their rows. */
function Summary({ counts, change }: { counts: CaseCounts | undefined; change: Change }) {
  const t = useText(casesText)
  const language = useLanguage()
  if (!counts) return null
  const open = (part: Record<string, string | undefined>) => () => change({ state: 'unfinished', ...part })
  return (
    <div className="row wrap small">
      <Button size="small" type="link" danger={counts.breached > 0} onClick={open({ order: 'due' })}>
        {t('breached', { count: counts.breached })}
      </Button>
      <Button size="small" type="link" onClick={open({ order: 'due' })}>
        {t('dueSoon', { count: counts.dueSoon })}
      </Button>
      {counts.oldestOpenedAt !== undefined && (
        <Button size="small" type="link" onClick={open({ order: 'oldest', scope: 'all' })}>
          {t('oldestOpen', { time: momentText(counts.oldestOpenedAt, language) })}
        </Button>
      )}
    </div>
  )
}

function TakeOver({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const t = useText(casesText)
  const client = useQueryClient()
  const taking = useMutation({
    mutationFn: () => post('/cases/take-over', z.array(CaseSummary), { ids }),
    onSuccess() {
      void client.invalidateQueries({ queryKey: [queryKeys.cases] })
      onDone()
    },
  })
  return (
    <>
      <Button disabled={ids.length === 0} loading={taking.isPending} onClick={() => taking.mutate()}>
        {t('takeOver', { count: ids.length })}
      </Button>
      <ErrorLine error={taking.error} />
    </>
  )
}
