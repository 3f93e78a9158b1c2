/** The rows behind a number of the wallboard: contacts of today, callers who wait, agents. What is live stays live in here. */
import { Drawer } from 'antd'
import type { Wallboard } from '../../server/contracts/supervision.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { groupOf } from './agent-counts.ts'
import { AgentCells } from './agents-grid.tsx'
import { Contacts } from './contacts.tsx'
import { type Drill, waitingOf } from './drill.ts'
import { supervisionText } from './supervision.text.ts'
import { CallersTable } from './waiting-table.tsx'

export interface DrillDrawerProps {
  drill: Drill | undefined
  board: Wallboard
  onClose: () => void
}

export function DrillDrawer({ drill, board, onClose }: DrillDrawerProps) {
  return (
    <Drawer
      open={drill !== undefined}
      size={drill?.kind === 'contacts' ? 900 : 720}
      title={drill && <Title drill={drill} />}
      onClose={onClose}
      destroyOnHidden
    >
      {drill && <Rows drill={drill} board={board} />}
    </Drawer>
  )
}

function Title({ drill }: { drill: Drill }) {
  const t = useText(supervisionText)
  const word = useText(words)
  if (drill.kind === 'agents') return <>{`${t('agents')} · ${drill.what}`}</>
  const queue = drill.queueId ? word(`queue.${drill.queueId}`) : t('allQueues')
  return <>{`${drill.kind === 'contacts' ? t('drawer', { what: drill.what }) : drill.what} · ${queue}`}</>
}

function Rows({ drill, board }: { drill: Drill; board: Wallboard }) {
  if (drill.kind === 'waiting') return <CallersTable callers={waitingOf(board.waiting, drill.queueId)} />
  if (drill.kind === 'agents')
    return <AgentCells agents={board.agents.filter((agent) => groupOf(agent) === drill.group)} />
  return <Contacts queueId={drill.queueId} outcome={drill.outcome} />
}
