/** The supervisor's page: what is happening now. It follows the server's pushes; every number opens its rows. */
import { DisconnectOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import type { Wallboard } from '../../server/contracts/supervision.ts'
import { timeText, zoneTimeText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useLink } from '../lib/socket.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { type AgentAction, AgentsGrid } from './agents-grid.tsx'
import type { Drill } from './drill.ts'
import { DrillDrawer } from './drill-drawer.tsx'
import { QueueTable } from './queue-table.tsx'
import { useWallboard } from './supervision.store.ts'
import { supervisionText } from './supervision.text.ts'
import { WaitingTable } from './waiting-table.tsx'
import { WallboardTiles } from './wallboard-tiles.tsx'

/** `agentAction` is shown in the cell of each agent. */
export function WallboardPage({ agentAction }: { agentAction?: AgentAction }) {
  const t = useText(supervisionText)
  const language = useLanguage()
  const { board, error, load } = useWallboard()
  const [drill, setDrill] = useState<Drill>()
  useEffect(() => {
    void load()
  }, [load])
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        {board && (
          <span className="muted figures">
            {t('asOf')} {timeText(board.at, language)} · {t('day')}{' '}
            {zoneTimeText(board.dayStart, board.timeZone, language)} ({board.timeZone})
          </span>
        )}
      </div>
      <StaleLine board={board} />
      <ErrorLine error={error} onRetry={() => void load()} />
      {board ? (
        <Board board={board} onDrill={setDrill} agentAction={agentAction} />
      ) : (
        !error && <LateSkeleton rows={10} />
      )}
      {board && <DrillDrawer drill={drill} board={board} onClose={() => setDrill(undefined)} />}
    </div>
  )
}

function StaleLine({ board }: { board: Wallboard | undefined }) {
  const t = useText(supervisionText)
  const language = useLanguage()
  const lost = useLink((state) => state.state === 'lost')
  if (!lost || !board) return null
  return (
    <div className="banner tone-amber" role="status">
      <DisconnectOutlined aria-hidden />
      {t('stale', { time: timeText(board.at, language) })}
    </div>
  )
}

interface BoardProps {
  board: Wallboard
  onDrill: (drill: Drill) => void
  agentAction: AgentAction | undefined
}

function Board({ board, onDrill, agentAction }: BoardProps) {
  return (
    <>
      <WallboardTiles board={board} onDrill={onDrill} />
      <div className="two-columns">
        <WaitingTable callers={board.waiting} />
        <QueueTable board={board} onDrill={onDrill} />
      </div>
      <AgentsGrid agents={board.agents} action={agentAction} />
    </>
  )
}
