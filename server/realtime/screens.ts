/** Puts the caller on the agent's screen before the phone rings, and knows when it was painted. */

import type { AgentId } from '../contracts/ids.ts'
import type { ScreenPop } from '../contracts/interactions.ts'
import { maskedFor } from '../contracts/masking.ts'
import type { Clock } from '../platform/clock.ts'
import type { Realtime } from './socket-server.ts'

export interface Screens {
  /** Resolves when the first of the agent's pages has painted the pop, or after 300 ms without an answer. */
  pop(agentId: AgentId, pop: ScreenPop): Promise<'painted' | 'no-answer'>
}

const longestWaitMs = 300

/** `onPainted` hears the ms from the offer to the painted pop. */
export function createScreens(deps: { realtime: Realtime; clock: Clock; onPainted(ms: number): void }): Screens {
  return {
    async pop(agentId, pop) {
      const sockets = await deps.realtime.socketsOf(agentId)
      if (sockets.length === 0) return 'no-answer'
      const sentAt = deps.clock.monotonic()
      return new Promise((resolve) => {
        const giveUp = deps.clock.after(longestWaitMs, () => resolve('no-answer'))
        for (const socket of sockets) {
          socket.emit(
            'interaction:offered',
            { seq: deps.realtime.seq(), pop: maskedFor(pop, socket.data.session.user) },
            () => {
              giveUp()
              deps.onPainted(deps.clock.monotonic() - sentAt)
              resolve('painted')
            },
          )
        }
      })
    },
  }
}
