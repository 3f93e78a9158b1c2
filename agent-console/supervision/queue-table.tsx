/** Today's figures queue by queue; each number opens its rows. */
import { Table, type TableColumnsType } from 'antd'
import type { QueueFigures, Wallboard } from '../../server/contracts/supervision.ts'
import { shareText, spanText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Panel } from '../ui/panel.tsx'
import { Running } from '../ui/running.tsx'
import { Figure } from '../ui/tiles.tsx'
import type { Drill } from './drill.ts'
import { supervisionText } from './supervision.text.ts'

type Outcome = Extract<Drill, { kind: 'contacts' }>['outcome']

const counted = ['offered', 'answered', 'abandoned'] as const

export function QueueTable({ board, onDrill }: { board: Wallboard; onDrill: (drill: Drill) => void }) {
  const t = useText(supervisionText)
  const word = useText(words)
  const nameOf = (queue: QueueFigures, what: string) => `${word(`queue.${queue.queueId}`)} ${what}`
  const openWaiting =
    ({ queueId }: QueueFigures) =>
    () =>
      onDrill({ kind: 'waiting', queueId, what: t('waitingCallers') })
  const openContacts =
    ({ queueId }: QueueFigures, outcome: Outcome, what: string) =>
    () =>
      onDrill({ kind: 'contacts', queueId, outcome, what })
  const columns: TableColumnsType<QueueFigures> = [
    { title: t('queue'), key: 'queue', width: 84, render: (_, queue) => word(`queue.${queue.queueId}`) },
    {
      title: t('waiting'),
      key: 'waiting',
      width: 70,
      align: 'right',
      render: (_, queue) => (
        <Figure value={queue.waiting} label={nameOf(queue, t('waiting'))} onOpen={openWaiting(queue)} />
      ),
    },
    {
      title: t('longest'),
      key: 'longest',
      width: 104,
      align: 'right',
      render: (_, queue) =>
        queue.longestWaitSince === undefined ? (
          '–'
        ) : (
          <Figure
            value={<Running since={queue.longestWaitSince} late={queue.serviceLevelMs} />}
            label={nameOf(queue, t('longest'))}
            onOpen={openWaiting(queue)}
          />
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
          label={nameOf(queue, t(outcome))}
          onOpen={openContacts(queue, outcome, t(outcome))}
        />
      ),
    })),
    {
      title: `${t('serviceLevel')} ${board.formula}`,
      key: 'level',
      width: 136,
      align: 'right',
      render: (_, queue) => (
        <>
          <Figure
            value={shareText(queue.serviceLevel)}
            label={nameOf(queue, t('serviceLevel'))}
            onOpen={openContacts(queue, 'answered-in-time', t('answeredInTime', { t: queue.serviceLevelMs / 1000 }))}
          />
          <span className="muted figures">/ {queue.serviceLevelMs / 1000} s</span>
        </>
      ),
    },
    {
      title: t('average'),
      key: 'average',
      width: 68,
      align: 'right',
      render: (_, queue) => (
        <Figure
          value={queue.averageAnswerMs === undefined ? '–' : spanText(queue.averageAnswerMs)}
          label={nameOf(queue, t('average'))}
          onOpen={openContacts(queue, 'answered', t('answered'))}
        />
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
