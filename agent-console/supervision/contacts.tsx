/** Contacts of today, with their recordings. */
import { Button, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { z } from 'zod'
import type { QueueId } from '../../server/contracts/ids.ts'
import { QueueEntryState } from '../../server/contracts/queues.ts'
import { type ContactFilter, ContactRow } from '../../server/contracts/supervision.ts'
import { recordingUrl } from '../lib/api.ts'
import { phoneText, spanText, timeText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { supervisionText } from './supervision.text.ts'

export interface ContactsProps {
  queueId: QueueId | undefined
  outcome: z.output<typeof ContactFilter>['outcome']
}

export function Contacts({ queueId, outcome }: ContactsProps) {
  const t = useText(supervisionText)
  const columns = useContactColumns()
  const contacts = usePages(queryKeys.contacts, '/contacts', ContactRow, { queueId, outcome })
  return (
    <>
      <ErrorLine error={contacts.error} onRetry={contacts.retry} />
      <Table<ContactRow>
        size="small"
        rowKey="entryId"
        columns={columns}
        dataSource={contacts.items}
        loading={{ spinning: contacts.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('none')} /> }}
      />
      {contacts.more && (
        <Button onClick={contacts.more} loading={contacts.isLoadingMore}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function useContactColumns(): TableColumnsType<ContactRow> {
  const t = useText(supervisionText)
  const word = useText(words)
  const language = useLanguage()
  const stateText = (state: string) => {
    const known = QueueEntryState.safeParse(state)
    return known.success ? word(`entry.${known.data}`) : state
  }
  return [
    {
      title: t('time'),
      key: 'time',
      width: 84,
      render: (_, row) => <span className="figures">{timeText(row.enqueuedAt, language)}</span>,
    },
    {
      title: t('name'),
      key: 'name',
      render: (_, row) =>
        row.passengerId ? <Link to={`/passengers/${row.passengerId}`}>{row.passengerName}</Link> : t('unknown'),
    },
    {
      title: t('number'),
      key: 'number',
      width: 150,
      render: (_, row) => <span className="figures">{phoneText(row.ani)}</span>,
    },
    { title: t('queue'), key: 'queue', width: 80, render: (_, row) => word(`queue.${row.queueId}`) },
    {
      title: t('wait'),
      key: 'wait',
      width: 64,
      render: (_, row) => <span className="figures">{row.waitMs === undefined ? '–' : spanText(row.waitMs)}</span>,
    },
    { title: t('state'), key: 'state', width: 80, render: (_, row) => stateText(row.state) },
    { title: t('agent'), key: 'agent', width: 90, render: (_, row) => row.agentName ?? '–' },
    {
      title: t('recording'),
      key: 'recording',
      width: 196,
      render: (_, row) => row.recordingIds.map((id) => <Recording key={id} id={id} label={t('recording')} />),
    },
  ]
}

function Recording({ id, label }: { id: string; label: string }) {
  // biome-ignore lint/a11y/useMediaCaption: a recorded telephone call has no captions.
  return <audio className="comment" controls preload="none" src={recordingUrl(id)} aria-label={label} />
}
