/** BY-51: who has how many orders in which state; every number opens its orders. */
import { useQuery } from '@tanstack/react-query'
import { Table, type TableColumnsType } from 'antd'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { BoardLine } from '../../server/contracts/dispatch.ts'
import { get } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { Figure, Tile } from '../ui/tiles.tsx'
import { dispatchText } from './dispatch.text.ts'
import { DispatchTabs } from './dispatch-tabs.tsx'

type Count = keyof BoardLine['counts']
/** A count and the list that has exactly its rows. */
const counts: Array<{ count: Count; state: string }> = [
  { count: 'new', state: 'new' },
  { count: 'accepted', state: 'accepted' },
  { count: 'late', state: 'late' },
  { count: 'escalated', state: 'escalated' },
  { count: 'answered', state: 'answered' },
  { count: 'returned', state: 'returned-today' },
]

export function BoardPage() {
  const t = useText(dispatchText)
  const navigate = useNavigate()
  const board = useQuery({
    queryKey: [queryKeys.orders, 'board'],
    queryFn: () => get('/dispatch/board', z.array(BoardLine)),
  })
  const lines = board.data ?? []
  const open = (state: string, departmentId?: string) =>
    void navigate(`/orders?state=${state}${departmentId ? `&departmentId=${departmentId}` : ''}`)
  const columns = useBoardColumns(open)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('board')}</h1>
        <DispatchTabs current="/dispatch" />
        <span className="muted small">{t('boardHint')}</span>
      </div>
      <ErrorLine error={board.error} onRetry={() => void board.refetch()} />
      <div className="tiles">
        {counts.map(({ count, state }) => (
          <Tile
            key={count}
            label={t(`counts.${count}`)}
            value={lines.reduce((sum, line) => sum + line.counts[count], 0)}
            onOpen={() => open(state)}
          />
        ))}
      </div>
      <Table<BoardLine>
        size="small"
        rowKey="departmentId"
        columns={columns}
        dataSource={lines}
        loading={{ spinning: board.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('boardNone')} /> }}
      />
    </div>
  )
}

function useBoardColumns(open: (state: string, departmentId?: string) => void): TableColumnsType<BoardLine> {
  const t = useText(dispatchText)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        title: t('department'),
        key: 'department',
        render: (_, line) => labelText(line.departmentName, language),
      },
      ...counts.map(({ count, state }) => ({
        title: t(`counts.${count}`),
        key: count,
        width: 120,
        align: 'right' as const,
        render: (_: unknown, line: BoardLine) => (
          <span className={count === 'late' && line.counts.late > 0 ? 'late' : undefined}>
            <Figure
              value={line.counts[count]}
              label={t(`counts.${count}`)}
              onOpen={() => open(state, line.departmentId)}
            />
          </span>
        ),
      })),
      {
        title: t('oldest'),
        key: 'oldest',
        width: 140,
        render: (_, line) => (
          <span className="figures">{line.oldestAt === undefined ? '–' : momentText(line.oldestAt, language)}</span>
        ),
      },
    ],
    [t, language, open],
  )
}
