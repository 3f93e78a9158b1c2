/** Finding passengers: two Chinese characters, pinyin, a number, a member number, a PNR. */
import { Button, Input, Table, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { PassengerSummary } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { PassengerChips } from './identity.tsx'
import { passengersText } from './passengers.text.ts'

/** A Chinese surname is one character; one letter would find half the house. */
const isEnough = (search: string) => search.length >= 2 || /\p{Script=Han}/u.test(search)

export function PassengersPage() {
  const t = useText(passengersText)
  const ui = useText(uiText)
  const isLead = useViewer((viewer) => viewer.role === 'supervisor' || viewer.role === 'admin')
  const [query, setQuery] = useSearchParams()
  const search = query.get('search')?.trim() ?? ''
  const enabled = isEnough(search)
  const found = usePages(queryKeys.passengers, '/passengers', PassengerSummary, { search }, enabled)
  const columns = usePassengerColumns()
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Input.Search
          aria-label={t('search')}
          placeholder={t('searchHint')}
          allowClear
          autoFocus
          maxLength={80}
          key={search}
          defaultValue={search}
          onSearch={(text) => setQuery(text.trim() === '' ? {} : { search: text.trim() }, { replace: true })}
          style={{ width: 360 }}
        />
        {isLead && (
          <span className="row end">
            <Link to="/duplicates">{t('duplicates')}</Link>
            <Link to="/privacy">{t('privacyRequests')}</Link>
          </span>
        )}
      </div>
      <ErrorLine error={found.error} onRetry={found.retry} />
      <Table<PassengerSummary>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={enabled ? found.items : []}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={enabled ? t('searchNone') : t('searchStart')} /> }}
      />
      {found.more && (
        <Button onClick={found.more} loading={found.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </div>
  )
}

function usePassengerColumns(): TableColumnsType<PassengerSummary> {
  const t = useText(passengersText)
  return [
    {
      title: t('name'),
      key: 'name',
      width: 180,
      render: (_, passenger) => <Link to={`/passengers/${passenger.id}`}>{passenger.name}</Link>,
    },
    { title: t('latinName'), dataIndex: 'latinName', width: 200 },
    { title: t('tier'), key: 'tier', render: (_, passenger) => <PassengerChips passenger={passenger} /> },
    {
      title: t('member'),
      key: 'member',
      width: 160,
      render: (_, passenger) => <span className="figures">{passenger.memberNumber ?? '–'}</span>,
    },
    { title: t('city'), key: 'city', width: 140, render: (_, passenger) => passenger.city ?? '–' },
  ]
}
