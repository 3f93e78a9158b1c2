/** The attempts behind the figures, with the spoken comments. */
import { Button, Select, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { Attempt, AttemptState } from '../../server/contracts/campaigns.ts'
import { commentUrl } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { attemptTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { campaignsText } from './campaigns.text.ts'

interface AttemptsTableProps {
  campaignId: string
  state: AttemptState | undefined
  onState: (state: AttemptState | undefined) => void
}

export function AttemptsTable({ campaignId, state, onState }: AttemptsTableProps) {
  const t = useText(campaignsText)
  const columns = useAttemptColumns()
  const attempts = usePages(queryKeys.attempts, `/campaigns/${campaignId}/attempts`, Attempt, { state })
  return (
    <Panel title={t('attempts')} extra={<StateFilter state={state} onState={onState} />}>
      <ErrorLine error={attempts.error} onRetry={attempts.retry} />
      <Table<Attempt>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={attempts.items}
        loading={{ spinning: attempts.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('noAttempts')} /> }}
      />
      {attempts.more && (
        <Button onClick={attempts.more} loading={attempts.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </Panel>
  )
}

function StateFilter({ state, onState }: Pick<AttemptsTableProps, 'state' | 'onState'>) {
  const t = useText(campaignsText)
  const word = useText(words)
  return (
    <Select
      aria-label={t('state')}
      style={{ width: 120 }}
      value={state ?? ''}
      options={[
        { value: '', label: t('allStates') },
        ...AttemptState.options.map((value) => ({ value, label: word(`attempt.${value}`) })),
      ]}
      onChange={(value) => onState(AttemptState.safeParse(value).data)}
    />
  )
}

function useAttemptColumns(): TableColumnsType<Attempt> {
  const t = useText(campaignsText)
  const word = useText(words)
  const language = useLanguage()
  return [
    {
      title: t('due'),
      key: 'due',
      width: 100,
      render: (_, attempt) => <span className="figures">{momentText(attempt.dueAt, language)}</span>,
    },
    {
      title: t('state'),
      key: 'state',
      width: 110,
      render: (_, attempt) => (
        <>
          <Chip tone={attemptTone[attempt.state]}>{word(`attempt.${attempt.state}`)}</Chip>
          {attempt.givenUpReason && <div className="small muted">{word(`givenUp.${attempt.givenUpReason}`)}</div>}
        </>
      ),
    },
    {
      title: t('case'),
      key: 'case',
      width: 96,
      render: (_, attempt) => <Link to={`/cases/${attempt.caseId}`}>{attempt.caseNumber}</Link>,
    },
    {
      title: t('passenger'),
      key: 'passenger',
      width: 110,
      render: (_, attempt) => (
        <Link to={`/passengers/${attempt.passengerId}?from=callback`}>{attempt.passengerName}</Link>
      ),
    },
    {
      title: t('number'),
      key: 'number',
      width: 140,
      render: (_, attempt) => <span className="figures">{attempt.number}</span>,
    },
    { title: t('n'), key: 'n', width: 64, align: 'right', render: (_, attempt) => attempt.n },
    { title: t('score'), key: 'score', width: 56, align: 'right', render: (_, attempt) => attempt.score ?? '–' },
    {
      title: t('comment'),
      key: 'comment',
      width: 196,
      render: (_, attempt) => attempt.hasComment && <Comment id={attempt.id} label={t('comment')} />,
    },
  ]
}

function Comment({ id, label }: { id: string; label: string }) {
  // biome-ignore lint/a11y/useMediaCaption: a spoken comment has no captions.
  return <audio className="comment" controls preload="none" src={commentUrl(id)} aria-label={label} />
}
