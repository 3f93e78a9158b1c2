/** The figures on top of the wallboard. */
import type { Wallboard } from '../../server/contracts/supervision.ts'
import { shareText, spanText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { ConditionIcon } from '../ui/condition-icon.tsx'
import { Running } from '../ui/running.tsx'
import { Figure, Tile } from '../ui/tiles.tsx'
import { type AgentGroup, countAgents, groupTone } from './agent-counts.ts'
import type { Drill } from './drill.ts'
import { supervisionText } from './supervision.text.ts'

const groups: AgentGroup[] = ['agentsReady', 'agentsTalking', 'agentsWrapUp', 'agentsNotReady', 'agentsAway']

export function WallboardTiles({ board, onDrill }: { board: Wallboard; onDrill: (drill: Drill) => void }) {
  const t = useText(supervisionText)
  const { total } = board
  const seconds = total.serviceLevelMs / 1000
  const openWaiting = () => onDrill({ kind: 'waiting', what: t('waitingCallers') })
  const inTime = t('abandonedInTime', { t: seconds })
  return (
    <>
      <div className="tiles">
        <Tile label={t('waiting')} value={total.waiting} onOpen={openWaiting} />
        <Tile
          label={t('longest')}
          value={
            total.longestWaitSince === undefined ? (
              '–'
            ) : (
              <Running since={total.longestWaitSince} late={total.serviceLevelMs} />
            )
          }
          onOpen={openWaiting}
        />
        <Tile
          label={t('serviceLevel')}
          value={shareText(total.serviceLevel)}
          note={
            <span title={t(`formula.${board.formula}`)}>{t('formula', { formula: board.formula, t: seconds })}</span>
          }
          onOpen={() =>
            onDrill({ kind: 'contacts', outcome: 'answered-in-time', what: t('answeredInTime', { t: seconds }) })
          }
        />
        <Tile
          label={t('offered')}
          value={total.offered}
          onOpen={() => onDrill({ kind: 'contacts', outcome: 'offered', what: t('offered') })}
        />
        <Tile
          label={t('answered')}
          value={total.answered}
          note={total.averageAnswerMs === undefined ? '' : `${t('average')} ${spanText(total.averageAnswerMs)}`}
          onOpen={() => onDrill({ kind: 'contacts', outcome: 'answered', what: t('answered') })}
        />
        <Tile
          label={t('abandoned')}
          value={total.abandoned}
          note={
            <Figure
              value={`${inTime} ${total.abandonedInTime}`}
              onOpen={() => onDrill({ kind: 'contacts', outcome: 'abandoned-in-time', what: inTime })}
            />
          }
          onOpen={() => onDrill({ kind: 'contacts', outcome: 'abandoned', what: t('abandoned') })}
        />
      </div>
      <AgentGroups board={board} onDrill={onDrill} />
    </>
  )
}

function AgentGroups({ board, onDrill }: { board: Wallboard; onDrill: (drill: Drill) => void }) {
  const t = useText(supervisionText)
  const counts = countAgents(board.agents)
  return (
    <section className="row wrap" aria-label={t('agents')}>
      <strong>{t('agents')}</strong>
      {groups.map((group) => (
        <button
          key={group}
          type="button"
          className="chip-button"
          onClick={() => onDrill({ kind: 'agents', group, what: t(group) })}
        >
          <Chip tone={groupTone[group]} icon={<ConditionIcon tone={groupTone[group]} />}>
            {t(group)} <strong className="figures">{counts[group]}</strong>
          </Chip>
        </button>
      ))}
    </section>
  )
}
