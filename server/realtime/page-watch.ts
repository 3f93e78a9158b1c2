/** Notices a page that has fallen silent: closed, frozen or asleep. The browser is a view plus a heartbeat. */
import type { UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { PageWatch } from './realtime.ports.ts'

/** Three heartbeats of 5 s missed. */
const silenceMs = 15_000

/** `seen` on each heartbeat of an agent's page; tells the agents' room of the first one and of the silence. */
export function createPageWatch(deps: { agents: PageWatch; clock: Clock }) {
  const cancels = new Map<UserId, () => void>()
  return {
    seen(agentId: UserId): void {
      const cancel = cancels.get(agentId)
      cancel?.()
      cancels.set(
        agentId,
        deps.clock.after(silenceMs, () => {
          cancels.delete(agentId)
          deps.agents.pageLost(agentId)
        }),
      )
      if (!cancel) deps.agents.pageSeen(agentId)
    },
    /** The last page of the agent closed its connection; it may come back at once, after a refresh. */
    gone(agentId: UserId): void {
      const cancel = cancels.get(agentId)
      if (!cancel) return
      cancel()
      cancels.delete(agentId)
      deps.agents.pageLost(agentId)
    },
    close(): void {
      for (const cancel of cancels.values()) cancel()
      cancels.clear()
    },
  }
}
