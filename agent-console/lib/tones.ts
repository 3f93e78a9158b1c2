/** Which tone each state of the house has. A tone is never alone: an icon and the word stand with it. */
import type { Activity, AgentState } from '../../server/contracts/agents.ts'
import type { AttemptState } from '../../server/contracts/campaigns.ts'
import type { CaseState } from '../../server/contracts/cases.ts'
import type { Tier } from '../../server/contracts/passengers.ts'

export type Tone = 'ready' | 'talking' | 'amber' | 'grey' | 'red' | 'silver' | 'gold' | 'platinum'

export const tierTone: Record<Tier, Tone> = {
  none: 'grey',
  basic: 'grey',
  silver: 'silver',
  gold: 'gold',
  platinum: 'platinum',
}

export const caseTone: Record<CaseState, Tone> = {
  open: 'talking',
  dispatched: 'talking',
  accepted: 'talking',
  returned: 'amber',
  answered: 'ready',
  closed: 'grey',
  reopened: 'red',
}

export const attemptTone: Record<AttemptState, Tone> = {
  scheduled: 'grey',
  dialling: 'talking',
  answered: 'talking',
  surveyed: 'ready',
  'retry-at': 'amber',
  'given-up': 'grey',
  unknown: 'red',
}

const activityTone: Record<Activity, Tone> = {
  idle: 'ready',
  reserved: 'talking',
  ringing: 'talking',
  talking: 'talking',
  'wrap-up': 'amber',
  unreachable: 'red',
}

/** What an agent is doing in one word: the activity while there is one, else the presence. `since` is when that began. */
export function agentCondition(agent: AgentState): {
  word: `activity.${Activity}` | `presence.${AgentState['presence']}`
  tone: Tone
  since: number
} {
  if (agent.activity !== 'idle')
    return { word: `activity.${agent.activity}`, tone: activityTone[agent.activity], since: agent.activitySince }
  const tone = agent.presence === 'ready' ? 'ready' : 'grey'
  return { word: `presence.${agent.presence}`, tone, since: agent.presenceSince }
}
