/** Every agent on shift: what, since when, and whether the phone is there. Icon, word and colour together. */
import { CustomerServiceOutlined, DisconnectOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { AgentState } from '../../server/contracts/agents.ts'
import { useText } from '../lib/i18n.ts'
import { agentCondition } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ConditionIcon } from '../ui/condition-icon.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { Running } from '../ui/running.tsx'
import { supervisionText } from './supervision.text.ts'

/** What can be done with an agent, from another feature. */
export type AgentAction = (agent: AgentState) => ReactNode

interface AgentsProps {
  agents: AgentState[]
  action?: AgentAction | undefined
}

export function AgentsGrid({ agents, action }: AgentsProps) {
  const t = useText(supervisionText)
  const onShift = agents.filter((agent) => agent.presence !== 'offline' || agent.activity !== 'idle')
  return (
    <Panel title={t('agents')}>
      <AgentCells agents={onShift} action={action} />
    </Panel>
  )
}

/** One cell an agent, by name. */
export function AgentCells({ agents, action }: AgentsProps) {
  const t = useText(supervisionText)
  if (agents.length === 0) return <EmptyState title={t('noAgents')} />
  return (
    <div className="agents-grid">
      {agents
        .toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'zh-CN'))
        .map((agent) => (
          <AgentCell key={agent.agentId} agent={agent} action={action} />
        ))}
    </div>
  )
}

function AgentCell({ agent, action }: { agent: AgentState; action: AgentAction | undefined }) {
  const word = useText(words)
  const condition = agentCondition(agent)
  const reason = agent.presence === 'not-ready' && agent.reason ? word(`reason.${agent.reason}`) : ''
  return (
    <div className="agent-cell">
      <div className="row">
        <strong>{agent.displayName}</strong>
        {action?.(agent)}
        {agent.phoneRegistered ? (
          <CustomerServiceOutlined className="faint" aria-hidden />
        ) : (
          <DisconnectOutlined className="late" aria-hidden />
        )}
      </div>
      <div className="row">
        <Chip tone={condition.tone} icon={<ConditionIcon tone={condition.tone} />}>
          {word(condition.word)}
        </Chip>
        <Running since={condition.since} />
      </div>
      <div className="small muted">{reason || agent.skills.map((skill) => word(`queue.${skill}`)).join(' · ')}</div>
    </div>
  )
}
