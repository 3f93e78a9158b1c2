/** Today's figures queue by queue; each number opens its rows. */
import { Table, type TableColumnsType } from 'antd'
import type { QueueFigures, Wallboard } from '../../server/contracts/supervision.ts'
import { shareText, spanText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Panel } from '../ui/panel.tsx'
import { Running } from '../ui/running.tsx'
import { Figure } from '../ui/tiles.tsx'
import type { Drill } from './contacts-drawer.tsx'
import { supervisionText } from './supervision.text.ts'

const counted = ['offered', 'answered', 'abandoned'] as const

export function QueueTable({ board, onDrill }: { board: Wallboard; onDrill: (drill: Drill) => void }) {
  const t = useText(supervisionText)
  const word = useText(words)
  const columns: TableColumnsType<QueueFigures> = [
    { title: t('queue'), key: 'queue', width: 76, render: (_, queue) => word(`queue.${queue.queueId}`) },
    {
      title: t('waiting'),
      key: 'waiting',
      width: 72,
      align: 'right',
      render: (_, queue) => <span className="figures">{queue.waiting}</span>,
    },
    {
      title: t('longest'),
      key: 'longest',
      width: 92,
      align: 'right',
      render: (_, queue) =>
        queue.longestWaitSince === undefined ? (
          '–'
        ) : (
          <Running since={queue.longestWaitSince} late={queue.serviceLevelMs} />
        ),
    },
    ...counted.map((outcome) => ({
      title: t(outcome),
      key: outcome,
      width: 72,
      align: 'right' as const,
      render: (_: unknown, queue: QueueFigures) => (
        <Figure
          value={queue[outcome]}
          label={`${word(`queue.${queue.queueId}`)} ${t(outcome)} ${queue[outcome]}`}
          onOpen={() => onDrill({ queueId: queue.queueId, outcome, what: t(outcome) })}
        />
      ),
    })),
    {
      title: `${t('serviceLevel')} ${board.formula}`,
      key: 'level',
      width: 126,
      align: 'right',
      render: (_, queue) => (
        <span className="figures">
          {shareText(queue.serviceLevel)}
          <span className="muted"> / {queue.serviceLevelMs / 1000} s</span>
        </span>
      ),
    },
    {
      title: t('average'),
      key: 'average',
      width: 96,
      align: 'right',
      render: (_, queue) => (
        <span className="figures">{queue.averageAnswerMs === undefined ? '–' : spanText(queue.averageAnswerMs)}</span>
      ),
    },
  ]
  return (
    <Panel title={t('queues')}>
      <Table<QueueFigures>
        size="small"
        rowKey="queueId"
        columns={columns}
        dataSource={board.queues}
        pagination={false}
      />
    </Panel>
  )
}
