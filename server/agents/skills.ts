/** What each agent may take, with a level per queue. */
import type { AgentId, QueueId } from '../contracts/ids.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { replaceSkills, skillsOf } from './agents.repository.ts'

export interface SkillLevel {
  queueId: QueueId
  level: number
}

export interface Skills {
  setSkills(agentId: AgentId, skills: SkillLevel[], within?: Write): Promise<void>
  skillsOf(ids: AgentId[]): Promise<Map<AgentId, SkillLevel[]>>
}

/** The skills of agents; `settled` looks whether a change has made somebody routable. */
export function createSkills(deps: { store: Store; log: Log; settled: (agentId: AgentId) => Promise<void> }): Skills {
  const { store, log, settled } = deps
  return {
    setSkills: (agentId, skills, within) =>
      store.write(async (tx) => {
        await replaceSkills(tx.db, agentId, skills)
        tx.committed(() => {
          settled(agentId).catch((error: unknown) =>
            log.error({ agentId, error }, 'Whether an agent may take callers could not be read.'),
          )
        })
      }, within),
    async skillsOf(ids) {
      const all = Map.groupBy(await skillsOf(store.db, ids), (row) => row.agent_id)
      return new Map(
        [...all].map(([id, rows]) => [id, rows.map(({ queue_id: queueId, level }) => ({ queueId, level }))]),
      )
    },
  }
}
