/** The register of common problems, the trend of each category, and what is more than usual. */
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { Link, useSearchParams } from 'react-router'
import { ProblemFilter, ProblemSummary } from '../../server/contracts/problems.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { ProblemChips } from './problem-chip.tsx'
import { problemsText } from './problems.text.ts'
import { ThresholdsPanel } from './thresholds-panel.tsx'
import { fetchTrends, SpikesPanel, TrendsPanel } from './trends-panel.tsx'

const states = ['living', 'proposed', 'solved', 'declined', 'all'] as const

export function ProblemsPage() {
  const t = useText(problemsText)
  const ui = useText(uiText)
  const isLead = useViewer((state) => state.role) !== 'agent'
  const [query, setQuery] = useSearchParams()
  const { state, leaf } = ProblemFilter.safeParse(Object.fromEntries(query)).data ?? ProblemFilter.parse({})
  const problems = usePages(queryKeys.problems, '/problems', ProblemSummary, { state, leaf })
  const trends = useQuery({ queryKey: [queryKeys.problems, 'trends'], queryFn: fetchTrends })
  const columns = useProblemColumns()
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented
          aria-label={t('state')}
          value={state}
          onChange={(next) => setQuery({ state: next }, { replace: true })}
          options={states.map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
      </div>
      <ErrorLine error={problems.error ?? trends.error} onRetry={problems.retry} />
      <div className="columns-wide">
        <div className="page-stack">
          <Table<ProblemSummary>
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={problems.items}
            loading={{ spinning: problems.isLoading, delay: 150 }}
            pagination={false}
            locale={{ emptyText: <EmptyState title={t('none')}>{t('noneHint')}</EmptyState> }}
          />
          {problems.more && (
            <Button onClick={problems.more} loading={problems.isLoadingMore}>
              {ui('more')}
            </Button>
          )}
        </div>
        <div className="page-stack">
          <SpikesPanel spikes={trends.data?.spikes ?? []} mayMark={isLead} />
          <TrendsPanel trends={trends.data} />
          {isLead && <ThresholdsPanel />}
        </div>
      </div>
    </div>
  )
}

function useProblemColumns(): TableColumnsType<ProblemSummary> {
  const t = useText(problemsText)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        title: t('number'),
        key: 'number',
        width: 84,
        render: (_, problem) => (
          <Link className="figures" to={`/problems/${problem.id}`}>
            {problem.number}
          </Link>
        ),
      },
      { title: t('state'), key: 'state', width: 150, render: (_, problem) => <ProblemChips problem={problem} /> },
      { title: t('title'), dataIndex: 'title', ellipsis: true },
      {
        title: t('shared'),
        key: 'shared',
        width: 104,
        ellipsis: true,
        render: (_, problem) =>
          problem.trait === 'text' ? t('trait.text') : `${t(`trait.${problem.trait}`)} ${problem.traitValue}`,
      },
      {
        title: t('cases'),
        key: 'cases',
        width: 72,
        align: 'right',
        render: (_, problem) => <span className="figures">{problem.cases}</span>,
      },
      {
        title: t('department'),
        key: 'department',
        width: 100,
        ellipsis: true,
        render: (_, problem) => (problem.departmentName ? labelText(problem.departmentName, language) : '–'),
      },
      { title: t('owner'), key: 'owner', width: 90, ellipsis: true, render: (_, problem) => problem.ownerName ?? '–' },
      {
        title: t('next'),
        key: 'next',
        width: 90,
        render: (_, problem) => (
          <span className="figures">
            {problem.nextActionAt === undefined ? '–' : momentText(problem.nextActionAt, language)}
          </span>
        ),
      },
    ],
    [t, language],
  )
}
