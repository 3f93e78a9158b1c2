/** The work list of records that may be one person: likeliest first, with the reasons; a person decides. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { DuplicatePair, DuplicatePass } from '../../server/contracts/identity.ts'
import type { PassengerSummary } from '../../server/contracts/passengers.ts'
import { anyAnswer, get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { identityText } from './identity.text.ts'
import { ReasonChips } from './reason-chips.tsx'

type State = DuplicatePair['state']
const states: State[] = ['proposed', 'two-people', 'merged']

export function DuplicatesPage() {
  const t = useText(identityText)
  const ui = useText(uiText)
  const [state, setState] = useState<State>('proposed')
  const pairs = usePages(queryKeys.duplicates, '/duplicates', DuplicatePair, { state })
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: [queryKeys.duplicates] })
  const two = useMutation({
    mutationFn: (id: string) => post(`/duplicates/${id}/two-people`, anyAnswer),
    onSettled: refresh,
  })
  const columns = useColumns(state, (id) => two.mutate(id), two.isPending)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented<State>
          size="small"
          value={state}
          onChange={setState}
          options={states.map((one) => ({ value: one, label: t(`state.${one}`) }))}
        />
        <PassLine onRun={() => void refresh()} />
      </div>
      <p className="muted small">{t('hint')}</p>
      <ErrorLine error={pairs.error ?? two.error} onRetry={pairs.retry} />
      <Table<DuplicatePair>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={pairs.items}
        loading={{ spinning: pairs.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('none')} /> }}
      />
      {pairs.more && (
        <Button onClick={pairs.more} loading={pairs.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </div>
  )
}

function PassLine({ onRun }: { onRun: () => void }) {
  const t = useText(identityText)
  const language = useLanguage()
  const pass = useQuery({
    queryKey: [queryKeys.duplicates, 'pass'],
    queryFn: () => get('/duplicates/pass', DuplicatePass),
  })
  const run = useMutation({ mutationFn: () => post('/duplicates/pass', DuplicatePass), onSuccess: onRun })
  const last = pass.data?.finishedAt ?? pass.data?.startedAt
  return (
    <span className="row end small muted">
      {last !== undefined &&
        `${t('lastPass')} ${momentText(last, language)} · ${t('lookedAt', { n: pass.data?.lookedAt ?? 0 })}`}
      <Button size="small" loading={run.isPending || pass.data?.running === true} onClick={() => run.mutate()}>
        {pass.data?.running ? t('running') : t('runNow')}
      </Button>
    </span>
  )
}

function useColumns(state: State, onTwo: (id: string) => void, busy: boolean): TableColumnsType<DuplicatePair> {
  const t = useText(identityText)
  const language = useLanguage()
  const person = (one: PassengerSummary) => (
    <Link to={`/passengers/${one.id}`}>{[one.name, one.latinName, one.memberNumber].filter(Boolean).join(' · ')}</Link>
  )
  return [
    { title: t('score'), dataIndex: 'score', width: 70, align: 'right', className: 'figures' },
    {
      title: t('pair'),
      key: 'pair',
      width: 360,
      render: (_, pair) => (
        <>
          <div>{person(pair.a)}</div>
          <div>{person(pair.b)}</div>
        </>
      ),
    },
    { title: t('reasons'), key: 'reasons', render: (_, pair) => <ReasonChips reasons={pair.reasons} /> },
    {
      title: state === 'proposed' ? t('found') : t('decided'),
      key: 'at',
      width: 190,
      render: (_, pair) => (
        <span className="figures">
          {momentText(pair.decidedAt ?? pair.foundAt, language)} {pair.decidedByName}
        </span>
      ),
    },
    {
      title: '',
      key: 'act',
      width: 220,
      render: (_, pair) =>
        state === 'proposed' && (
          <span className="row">
            <Link to={`/passengers/${pair.a.id}/merge/${pair.b.id}`}>
              <Button size="small" type="primary">
                {t('compare')}
              </Button>
            </Link>
            <Button size="small" disabled={busy} onClick={() => onTwo(pair.id)}>
              {t('twoPeople')}
            </Button>
          </span>
        ),
    },
  ]
}
