/** Finding passengers by words and by marks: every figure of the customers' page leads here. */
import { Button, Input, Select, Table, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { ListedPassenger, PassengerFilter, Tier } from '../../server/contracts/passengers.ts'
import { CustomerClass, SegmentMarks } from '../../server/contracts/segments.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { useViewer } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { PassengerChips } from './identity.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'
import { SegmentChips } from './segment-chips.tsx'

/** A Chinese surname is one character; one letter would find half the house. */
const isEnough = (search: string) => search.length >= 2 || /\p{Script=Han}/u.test(search)

export function PassengersPage() {
  const t = useText(passengersText)
  const ui = useText(uiText)
  const isLead = useViewer((viewer) => viewer.role === 'supervisor' || viewer.role === 'admin')
  const [query, setQuery] = useSearchParams()
  const search = query.get('search')?.trim() ?? ''
  const filter = PassengerFilter.safeParse(Object.fromEntries(query)).data ?? {}
  const enabled = search === '' || isEnough(search)
  const found = usePages(queryKeys.passengers, '/passengers', ListedPassenger, { ...filter, search }, enabled)
  const columns = usePassengerColumns()
  const change = (part: Record<string, string | undefined>) =>
    setQuery(
      Object.fromEntries(Object.entries({ ...filter, search, ...part }).flatMap(([k, v]) => (v ? [[k, v]] : []))),
      { replace: true },
    )
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
          onSearch={(text) => change({ search: text.trim() })}
          style={{ width: 320 }}
        />
        <Filters filter={filter} change={change} clear={() => setQuery(search ? { search } : {}, { replace: true })} />
        {isLead && (
          <span className="row end">
            <Link to="/duplicates">{t('duplicates')}</Link>
            <Link to="/privacy">{t('privacyRequests')}</Link>
          </span>
        )}
      </div>
      <ErrorLine error={found.error} onRetry={found.retry} />
      <Table<ListedPassenger>
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

interface FiltersProps {
  filter: PassengerFilter
  change: (part: Record<string, string | undefined>) => void
  clear: () => void
}

const axes = ['lifecycle', 'churn', 'activity', 'purpose', 'frequency', 'value', 'satisfaction', 'callerType'] as const

function Filters({ filter, change, clear }: FiltersProps) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(segmentWords)
  const tierWord = useText(words)
  const select = (name: string, label: string, value: string | undefined, options: Array<[string, string]>) => (
    <Select
      key={name}
      size="small"
      allowClear
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      options={options.map(([one, text]) => ({ value: one, label: text }))}
      onChange={(next: string | undefined) => change({ [name]: next })}
      style={{ width: 112 }}
    />
  )
  return (
    <>
      {select(
        'tier',
        t('tier'),
        filter.tier,
        Tier.options.map((tier) => [tier, tierWord(`tier.${tier}`)]),
      )}
      {axes.map((axis) =>
        select(
          axis,
          word(`axis.${axis}`),
          filter[axis],
          SegmentMarks.shape[axis].options.map((value) => [
            value,
            word(`${axis}.${value}` as keyof typeof segmentWords.zh),
          ]),
        ),
      )}
      {select(
        'customerClass',
        own('class'),
        filter.customerClass,
        CustomerClass.options.map((value) => [value, word(`class.${value}`)]),
      )}
      <Toggles filter={filter} change={change} />
      {Object.keys(filter).length > 0 && (
        <Button size="small" type="link" onClick={clear}>
          {own('clear')}
        </Button>
      )}
    </>
  )
}

function Toggles({ filter, change }: Pick<FiltersProps, 'filter' | 'change'>) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const me = useViewer((viewer) => viewer.userId)
  const toggle = (name: keyof PassengerFilter, label: string, value: string) => (
    <Button
      key={name}
      size="small"
      type={filter[name] === undefined ? 'default' : 'primary'}
      aria-pressed={filter[name] !== undefined}
      onClick={() => change({ [name]: filter[name] === undefined ? value : undefined })}
    >
      {label}
    </Button>
  )
  return (
    <>
      {me !== undefined && toggle('ownerId', own('mine'), me)}
      {toggle('vip', own('vipOnly'), 'true')}
      {toggle('keyCustomer', own('keyCustomers'), 'true')}
      {toggle('difficult', t('difficult'), 'true')}
      {toggle('prospect', t('prospect'), 'true')}
      {toggle('birthday', own('birthdayToday'), 'today')}
      {toggle('contactData', own('staleData'), 'stale')}
    </>
  )
}

function usePassengerColumns(): TableColumnsType<ListedPassenger> {
  const t = useText(passengersText)
  const own = useText(profileText)
  const language = useLanguage()
  return [
    {
      title: t('name'),
      key: 'name',
      width: 190,
      render: (_, passenger) => (
        <>
          <Link to={`/passengers/${passenger.id}`}>{passenger.name}</Link>{' '}
          <span className="muted small">{passenger.latinName}</span>
        </>
      ),
    },
    { title: t('tier'), key: 'tier', width: 190, render: (_, passenger) => <PassengerChips passenger={passenger} /> },
    { title: own('segments'), key: 'segments', render: (_, passenger) => <SegmentChips passenger={passenger} /> },
    {
      title: own('score'),
      key: 'score',
      width: 72,
      render: (_, passenger) => <span className="figures">{passenger.marks?.score ?? '–'}</span>,
    },
    {
      title: t('member'),
      key: 'member',
      width: 120,
      render: (_, passenger) => <span className="figures">{passenger.memberNumber ?? '–'}</span>,
    },
    { title: own('account'), key: 'account', width: 150, render: (_, passenger) => passenger.accountName ?? '–' },
    { title: own('owner'), key: 'owner', width: 130, render: (_, passenger) => passenger.ownerName ?? '–' },
    { title: t('city'), key: 'city', width: 90, render: (_, passenger) => passenger.city ?? '–' },
    {
      title: own('lastContact'),
      key: 'last',
      width: 110,
      render: (_, passenger) => (
        <span className="figures">
          {passenger.lastContactAt === undefined ? '–' : momentText(passenger.lastContactAt, language)}
        </span>
      ),
    },
  ]
}
