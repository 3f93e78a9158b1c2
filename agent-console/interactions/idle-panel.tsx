/** The middle of a free desk: what to do next, and what became of the contact before. */
import { CheckCircleOutlined, ClockCircleOutlined, CustomerServiceOutlined } from '@ant-design/icons'
import type { AgentState } from '../../server/contracts/agents.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { useInteractions } from './interactions.store.ts'
import { interactionsText } from './interactions.text.ts'

export function IdlePanel({ agent }: { agent: AgentState | undefined }) {
  const t = useText(interactionsText)
  const error = useInteractions((state) => state.error)
  return (
    <Panel title={t('form')}>
      <EmptyState icon={iconOf(agent)} title={t(nextStep(agent))}>
        <LastLine />
      </EmptyState>
      <ErrorLine error={error} />
    </Panel>
  )
}

function nextStep(agent: AgentState | undefined) {
  if (!agent) return 'idleUnknown'
  if (agent.presence === 'offline') return 'idleOffline'
  if (agent.activity === 'unreachable') return 'idleUnreachable'
  return agent.presence === 'ready' ? 'idleReady' : 'idleNotReady'
}

function iconOf(agent: AgentState | undefined) {
  if (!agent || agent.presence === 'offline') return <CustomerServiceOutlined aria-hidden />
  return agent.presence === 'ready' ? <CheckCircleOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />
}

function LastLine() {
  const t = useText(interactionsText)
  const word = useText(words)
  const last = useInteractions((state) => state.last)
  if (!last) return null
  if (last.name === 'offer-ended') return <span>{t('lastOffer', { why: word(`offer.${last.why}`) })}</span>
  if (last.name === 'lost-in-call') return <span role="status">{t('lastLost')}</span>
  if (last.name === 'closed-by-house') return <span>{t('lastClosed')}</span>
  return <span>{last.caseNumber ? t('lastFiledCase', { number: last.caseNumber }) : t('lastFiled')}</span>
}
