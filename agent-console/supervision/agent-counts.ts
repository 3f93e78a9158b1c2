/** Agents counted by what they are doing; each agent stands in exactly one group. */
import type { AgentState } from '../../server/contracts/agents.ts'
import type { Tone } from '../lib/tones.ts'

export type AgentGroup = 'agentsReady' | 'agentsTalking' | 'agentsWrapUp' | 'agentsNotReady' | 'agentsAway'

export const groupTone: Record<AgentGroup, Tone> = {
  agentsReady: 'ready',
  agentsTalking: 'talking',
  agentsWrapUp: 'amber',
  agentsNotReady: 'grey',
  agentsAway: 'red',
}

/** The group of an agent on shift; undefined for one who is signed out. Ringing counts as talking: the agent is taken. */
export function groupOf(agent: AgentState): AgentGroup | undefined {
  if (agent.activity === 'unreachable') return agent.presence === 'offline' ? undefined : 'agentsAway'
  if (agent.activity === 'wrap-up') return 'agentsWrapUp'
  if (agent.activity !== 'idle') return 'agentsTalking'
  if (agent.presence === 'offline') return undefined
  return agent.presence === 'ready' ? 'agentsReady' : 'agentsNotReady'
}

/** How many agents are in each group. */
export function countAgents(agents: AgentState[]): Record<AgentGroup, number> {
  const counts = { agentsReady: 0, agentsTalking: 0, agentsWrapUp: 0, agentsNotReady: 0, agentsAway: 0 }
  for (const agent of agents) {
    const group = groupOf(agent)
    if (group) counts[group]++
  }
  return counts
}
