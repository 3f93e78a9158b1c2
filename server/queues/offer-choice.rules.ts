/** Who is offered whom: first each caller with an owner to that owner, when free (BY-16, GA-20); then for each caller, oldest first, the agent who has been idle longest among those with the skill. */
import type { AgentId, QueueEntryId, QueueId } from '../contracts/ids.ts'

export interface WaitingEntry {
  entryId: QueueEntryId
  queueId: QueueId
  /** Higher goes first; 1 = was talking to an agent who was lost. */
  priority: number
  enqueuedAt: number
  /** Agents who declined this caller a moment ago. */
  coolingDown: ReadonlySet<AgentId>
  /** The agent who looks after this caller; whoever is a personal agent needs no skill for the own customer. */
  ownerId?: AgentId | undefined
}

export interface IdleAgent {
  agentId: AgentId
  skills: readonly QueueId[]
  /** ms UTC */
  idleSince: number
}

export interface Choice<E extends WaitingEntry, A extends IdleAgent> {
  entry: E
  agent: A
  /** Why this agent: so long idle at the moment of choice. */
  idleMs: number
  /** Chosen as the caller's own agent. */
  asOwner: boolean
}

/** The order in which callers are served; ids sort by time of making, so they break ties. */
export function servedBefore(a: WaitingEntry, b: WaitingEntry): number {
  return b.priority - a.priority || a.enqueuedAt - b.enqueuedAt || compare(a.entryId, b.entryId)
}

/** Pairs of this moment; nobody appears twice. */
export function chooseOffers<E extends WaitingEntry, A extends IdleAgent>(
  waiting: readonly E[],
  agents: readonly A[],
  now: number,
): Array<Choice<E, A>> {
  const left = agents.toSorted((a, b) => a.idleSince - b.idleSince || compare(a.agentId, b.agentId))
  const choices: Array<Choice<E, A>> = []
  const queue = waiting.toSorted(servedBefore)
  /** Takes the first free agent who fits the caller; false when there is none. */
  const choose = (entry: E, fits: (agent: A) => boolean, asOwner: boolean): boolean => {
    const at = left.findIndex((agent) => fits(agent) && !entry.coolingDown.has(agent.agentId))
    const agent = left[at]
    if (!agent) return false
    left.splice(at, 1)
    choices.push({ entry, agent, idleMs: Math.max(0, now - agent.idleSince), asOwner })
    return true
  }
  const others = queue.filter((entry) => !choose(entry, (agent) => agent.agentId === entry.ownerId, true))
  for (const entry of others) choose(entry, (agent) => agent.skills.includes(entry.queueId), false)
  return choices
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
