/** Who waits, the longest first. */
import { Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import type { WaitingCaller } from '../../server/contracts/supervision.ts'
import { phoneText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { tierTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { Running } from '../ui/running.tsx'
import { waitingOf } from './drill.ts'
import { supervisionText } from './supervision.text.ts'

export function WaitingTable({ callers }: { callers: WaitingCaller[] }) {
  const t = useText(supervisionText)
  return (
    <Panel title={t('waitingCallers')}>
      <CallersTable callers={waitingOf(callers, undefined)} />
    </Panel>
  )
}

/** The callers in the order given. */
export function CallersTable({ callers }: { callers: WaitingCaller[] }) {
  const t = useText(supervisionText)
  const word = useText(words)
  const columns: TableColumnsType<WaitingCaller> = [
    {
      title: t('name'),
      key: 'name',
      render: (_, caller) =>
        caller.passengerId ? (
          <Link to={`/passengers/${caller.passengerId}`}>{caller.name}</Link>
        ) : (
          (caller.name ?? <span className="muted">{t('unknown')}</span>)
        ),
    },
    {
      title: t('tier'),
      key: 'tier',
      width: 84,
      render: (_, caller) => <Chip tone={tierTone[caller.tier]}>{word(`tier.${caller.tier}`)}</Chip>,
    },
    {
      title: t('number'),
      key: 'number',
      width: 150,
      render: (_, caller) => <span className="figures">{phoneText(caller.ani)}</span>,
    },
    { title: t('queue'), key: 'queue', width: 84, render: (_, caller) => word(`queue.${caller.queueId}`) },
    { title: t('state'), key: 'state', width: 76, render: (_, caller) => word(`entry.${caller.state}`) },
    { title: t('wait'), key: 'wait', width: 76, render: (_, caller) => <Running since={caller.enqueuedAt} /> },
  ]
  return (
    <Table<WaitingCaller>
      size="small"
      rowKey="entryId"
      columns={columns}
      dataSource={callers}
      pagination={false}
      locale={{ emptyText: <EmptyState title={t('noWaiting')} /> }}
    />
  )
}
