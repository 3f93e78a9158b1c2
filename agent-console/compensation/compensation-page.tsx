/** For leads: what waits for approval, what is open, totals per department, and the authority limits. */
import { useQuery } from '@tanstack/react-query'
import { Button, DatePicker, Segmented, Table, type TableColumnsType } from 'antd'
import dayjs from 'dayjs'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { z } from 'zod'
import { Compensation, CompensationTotal } from '../../server/contracts/compensation.ts'
import { get } from '../lib/api.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { compensationText } from './compensation.text.ts'
import { CompensationChip, CompensationSteps } from './compensation-card.tsx'
import { LimitsPanel } from './limits-panel.tsx'
import { moneyText } from './money.ts'

const tabs = ['waiting', 'open', 'totals', 'limits'] as const

export function CompensationPage() {
  const t = useText(compensationText)
  const [query, setQuery] = useSearchParams()
  const tab = tabs.find((one) => one === query.get('tab')) ?? 'waiting'
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented
          aria-label={t('page')}
          value={tab}
          onChange={(next) => setQuery({ tab: next }, { replace: true })}
          options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
        />
      </div>
      {tab === 'waiting' && <WorkList key={tab} state="proposed" />}
      {tab === 'open' && <WorkList key={tab} state="open" />}
      {tab === 'totals' && <Totals />}
      {tab === 'limits' && <LimitsPanel />}
    </div>
  )
}

function WorkList({ state }: { state: 'proposed' | 'open' }) {
  const t = useText(compensationText)
  const ui = useText(uiText)
  const language = useLanguage()
  const list = usePages(queryKeys.compensations, '/compensations', Compensation, { state })
  const columns = useMemo(
    (): TableColumnsType<Compensation> => [
      {
        title: t('case'),
        key: 'case',
        width: 96,
        render: (_, one) => (
          <Link className="figures" to={`/cases/${one.caseId}`}>
            {one.caseNumber}
          </Link>
        ),
      },
      {
        title: t('amount'),
        key: 'amount',
        width: 150,
        align: 'right',
        render: (_, one) => <span className="figures">{moneyText(one.amountMinor, one.currency, t('miles'))}</span>,
      },
      { title: t('payment'), key: 'payment', width: 90, render: (_, one) => t(`payment.${one.payment}`) },
      { title: t('state'), key: 'state', width: 90, render: (_, one) => <CompensationChip state={one.state} /> },
      { title: t('reason'), dataIndex: 'reason', ellipsis: true },
      {
        title: t('department'),
        key: 'department',
        width: 140,
        ellipsis: true,
        render: (_, one) => (one.departmentName ? labelText(one.departmentName, language) : '–'),
      },
      { title: t('proposedBy'), key: 'by', width: 130, ellipsis: true, render: (_, one) => one.proposedByName ?? '–' },
      {
        title: t('proposedAt'),
        key: 'at',
        width: 110,
        render: (_, one) => <span className="figures">{momentText(one.proposedAt, language)}</span>,
      },
      {
        title: t('actions'),
        key: 'actions',
        width: 330,
        render: (_, one) => <CompensationSteps key={one.version} one={one} />,
      },
    ],
    [t, language],
  )
  return (
    <>
      <ErrorLine error={list.error} onRetry={list.retry} />
      <Table<Compensation>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={list.items}
        loading={{ spinning: list.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={state === 'proposed' ? t('noneWaiting') : t('none')} /> }}
      />
      {list.more && (
        <Button onClick={list.more} loading={list.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

function Totals() {
  const t = useText(compensationText)
  const language = useLanguage()
  const [month, setMonth] = useState(() => dayjs(serverNow()).startOf('month'))
  const from = month.valueOf()
  const to = month.add(1, 'month').valueOf()
  const totals = useQuery({
    queryKey: [queryKeys.compensations, 'totals', from],
    queryFn: () => get('/compensation-totals', z.array(CompensationTotal), { from, to }),
  })
  const columns: TableColumnsType<CompensationTotal> = [
    { title: t('department'), key: 'department', render: (_, line) => labelText(line.departmentName, language) },
    {
      title: t('offers'),
      key: 'offers',
      width: 100,
      align: 'right',
      render: (_, line) => <span className="figures">{line.offers}</span>,
    },
    {
      title: t('openAmount'),
      key: 'open',
      width: 200,
      align: 'right',
      render: (_, line) => <span className="figures">{moneyText(line.openMinor, line.currency, t('miles'))}</span>,
    },
    {
      title: t('paidAmount'),
      key: 'paid',
      width: 200,
      align: 'right',
      render: (_, line) => <span className="figures">{moneyText(line.paidMinor, line.currency, t('miles'))}</span>,
    },
  ]
  return (
    <>
      <div className="row">
        <span className="muted">{t('month')}</span>
        <DatePicker
          aria-label={t('month')}
          picker="month"
          allowClear={false}
          value={month}
          onChange={(next) => next && setMonth(next.startOf('month'))}
        />
      </div>
      <ErrorLine error={totals.error} onRetry={() => void totals.refetch()} />
      <Table<CompensationTotal>
        size="small"
        rowKey={(line) => `${line.departmentId ?? ''} ${line.currency}`}
        columns={columns}
        dataSource={totals.data ?? []}
        loading={{ spinning: totals.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('noTotals')} /> }}
      />
    </>
  )
}
