/** The figures on top of the wallboard. */
import type { Wallboard } from '../../server/contracts/supervision.ts'
import { shareText, spanText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { ConditionIcon } from '../ui/condition-icon.tsx'
import { Running } from '../ui/running.tsx'
import { Tile } from '../ui/tiles.tsx'
import { type AgentGroup, countAgents, groupTone } from './agent-counts.ts'
import type { Drill } from './contacts-drawer.tsx'
import { supervisionText } from './supervision.text.ts'

const groups: AgentGroup[] = ['agentsReady', 'agentsTalking', 'agentsWrapUp', 'agentsNotReady', 'agentsAway']

export function WallboardTiles({ board, onDrill }: { board: Wallboard; onDrill: (drill: Drill) => void }) {
  const t = useText(supervisionText)
  const { total } = board
  const seconds = total.serviceLevelMs / 1000
  return (
    <>
      <div className="tiles">
        <Tile
          label={t('waiting')}
          value={total.waiting}
          onOpen={() => document.querySelector('#waiting-callers')?.scrollIntoView()}
        />
        <Tile
          label={t('longest')}
          value={
            total.longestWaitSince === undefined ? (
              '–'
            ) : (
              <Running since={total.longestWaitSince} late={total.serviceLevelMs} />
            )
          }
        />
        <Tile
          label={t('serviceLevel')}
          value={shareText(total.serviceLevel)}
          note={
            <span title={t(`formula.${board.formula}`)}>{t('formula', { formula: board.formula, t: seconds })}</span>
          }
          onOpen={() => onDrill({ outcome: 'answered-in-time', what: t('answeredInTime', { t: seconds }) })}
        />
        <Tile
          label={t('offered')}
          value={total.offered}
          onOpen={() => onDrill({ outcome: 'offered', what: t('offered') })}
        />
        <Tile
          label={t('answered')}
          value={total.answered}
          note={total.averageAnswerMs === undefined ? '' : `${t('average')} ${spanText(total.averageAnswerMs)}`}
          onOpen={() => onDrill({ outcome: 'answered', what: t('answered') })}
        />
        <Tile
          label={t('abandoned')}
          value={total.abandoned}
          note={`${t('abandonedInTime', { t: seconds })} ${total.abandonedInTime}`}
          onOpen={() => onDrill({ outcome: 'abandoned', what: t('abandoned') })}
        />
      </div>
      <AgentGroups board={board} />
    </>
  )
}

function AgentGroups({ board }: { board: Wallboard }) {
  const t = useText(supervisionText)
  const counts = countAgents(board.agents)
  return (
    <section className="row wrap" aria-label={t('agents')}>
      <strong>{t('agents')}</strong>
      {groups.map((group) => (
        <Chip key={group} tone={groupTone[group]} icon={<ConditionIcon tone={groupTone[group]} />}>
          {t(group)} <strong className="figures">{counts[group]}</strong>
        </Chip>
      ))}
    </section>
  )
}
