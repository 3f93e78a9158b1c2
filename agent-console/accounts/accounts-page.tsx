/** The list of companies, agencies and agreement customers, narrowed by kind, grade, stage and state. */
import { Button, Input, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import {
  AccountFilter,
  AccountGrade,
  AccountKind,
  AccountStage,
  AccountState,
  AccountSummary,
} from '../../server/contracts/accounts.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { AccountForm } from './account-form.tsx'
import { accountsText } from './accounts.text.ts'

export function AccountsPage() {
  const t = useText(accountsText)
  const ui = useText(uiText)
  const [query, setQuery] = useSearchParams()
  const navigate = useNavigate()
  const isLead = useViewer((viewer) => viewer.role === 'supervisor' || viewer.role === 'admin')
  const [adding, setAdding] = useState(false)
  const filter = AccountFilter.safeParse(Object.fromEntries(query)).data ?? {}
  const change = (part: Record<string, string | undefined>) =>
    setQuery(Object.fromEntries(Object.entries({ ...filter, ...part }).flatMap(([k, v]) => (v ? [[k, v]] : []))), {
      replace: true,
    })
  const found = usePages(queryKeys.accounts, '/accounts', AccountSummary, filter)
  const columns = useAccountColumns()
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Filters filter={filter} change={change} />
        {isLead && (
          <Button className="end" type="primary" size="small" onClick={() => setAdding(!adding)}>
            {t('newAccount')}
          </Button>
        )}
      </div>
      {adding && (
        <Panel title={t('newAccount')}>
          <AccountForm
            onClose={() => setAdding(false)}
            onSaved={(account) => void navigate(`/accounts/${account.id}`)}
          />
        </Panel>
      )}
      <ErrorLine error={found.error} onRetry={found.retry} />
      <Table<AccountSummary>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={found.items}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('none')} /> }}
      />
      {found.more && (
        <Button onClick={found.more} loading={found.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </div>
  )
}

interface FiltersProps {
  filter: AccountFilter
  change: (part: Record<string, string | undefined>) => void
}

function Filters({ filter, change }: FiltersProps) {
  const t = useText(accountsText)
  const word = useText(segmentWords)
  const select = (name: 'kind' | 'grade' | 'stage' | 'state', options: Array<{ value: string; label: string }>) => (
    <Select
      size="small"
      allowClear
      aria-label={t(name)}
      placeholder={t(name)}
      value={filter[name] ?? null}
      options={options}
      onChange={(value: string | undefined) => change({ [name]: value })}
      style={{ width: 128 }}
    />
  )
  return (
    <>
      <Input.Search
        size="small"
        aria-label={t('search')}
        placeholder={t('searchHint')}
        allowClear
        maxLength={80}
        defaultValue={filter.search ?? ''}
        onSearch={(search) => change({ search: search.trim() })}
        style={{ width: 240 }}
      />
      {select(
        'kind',
        AccountKind.options.map((value) => ({ value, label: word(`account.${value}`) })),
      )}
      {select(
        'grade',
        AccountGrade.options.map((value) => ({ value, label: word(`grade.${value}`) })),
      )}
      {select(
        'stage',
        AccountStage.options.map((value) => ({ value, label: t(`stage.${value}`) })),
      )}
      {select(
        'state',
        AccountState.options.map((value) => ({ value, label: t(`state.${value}`) })),
      )}
      <Button
        size="small"
        type={filter.revisit ? 'primary' : 'default'}
        aria-pressed={filter.revisit !== undefined}
        onClick={() => change({ revisit: filter.revisit ? undefined : 'due' })}
      >
        {t('revisitDue')}
      </Button>
      <Button
        size="small"
        type={filter.implant ? 'primary' : 'default'}
        aria-pressed={filter.implant !== undefined}
        onClick={() => change({ implant: filter.implant ? undefined : 'true' })}
      >
        {t('implant')}
      </Button>
    </>
  )
}

function useAccountColumns(): TableColumnsType<AccountSummary> {
  const t = useText(accountsText)
  const word = useText(segmentWords)
  const language = useLanguage()
  return [
    { title: t('name'), key: 'name', render: (_, one) => <Link to={`/accounts/${one.id}`}>{one.name}</Link> },
    { title: t('kind'), key: 'kind', width: 130, render: (_, one) => word(`account.${one.kind}`) },
    { title: t('grade'), key: 'grade', width: 80, render: (_, one) => (one.grade ? word(`grade.${one.grade}`) : '–') },
    { title: t('stage'), key: 'stage', width: 110, render: (_, one) => t(`stage.${one.stage}`) },
    { title: t('state'), key: 'state', width: 130, render: (_, one) => t(`state.${one.state}`) },
    { title: t('city'), key: 'city', width: 90, render: (_, one) => one.city ?? '–' },
    {
      title: t('unit'),
      key: 'unit',
      width: 150,
      render: (_, one) => (one.unitName ? labelText(one.unitName, language) : '–'),
    },
    { title: t('owner'), key: 'owner', width: 150, render: (_, one) => one.ownerName ?? '–' },
    {
      title: t('contacts'),
      key: 'contacts',
      width: 80,
      render: (_, one) => <span className="figures">{one.contacts}</span>,
    },
    {
      title: t('agreementTo'),
      key: 'to',
      width: 100,
      render: (_, one) => <span className="figures">{one.agreementTo ?? '–'}</span>,
    },
    {
      title: t('revisit'),
      key: 'revisit',
      width: 110,
      render: (_, one) => <span className="figures">{one.revisitOn ?? '–'}</span>,
    },
  ]
}
