/** The agent's own state as the server says it: never a guess of this page. */
import { create } from 'zustand'
import { AgentState, PhoneCredential, type PresenceRequest } from '../../server/contracts/agents.ts'
import { ApiError, get, post, put, remove } from '../lib/api.ts'

interface AgentsState {
  me: AgentState | undefined
  /** A command is under way: its buttons wait for the answer. */
  asking: boolean
  error: unknown
  /** Takes a state of the server; an older one than that on the screen is passed over. */
  take: (agent: AgentState) => void
  load: () => Promise<void>
  startShift: () => Promise<void>
  endShift: () => Promise<void>
  choose: (request: PresenceRequest) => Promise<void>
  clear: () => void
}

export const useAgents = create<AgentsState>((set, read) => {
  const command = async (ask: () => Promise<AgentState>) => {
    if (read().asking) return
    set({ asking: true, error: undefined })
    try {
      read().take(await ask())
    } catch (error) {
      set({ error })
    } finally {
      set({ asking: false })
    }
  }
  return {
    me: undefined,
    asking: false,
    error: undefined,
    take: (agent) => set(({ me }) => (me && isOlder(agent, me) ? {} : { me: agent })),
    async load() {
      try {
        set({ me: await get('/agents/me', AgentState) })
      } catch (error) {
        // Before the first shift there is no state of this agent yet.
        if (error instanceof ApiError && error.code === 'shift-not-started') return
        set({ error })
      }
    },
    startShift: () => command(() => post('/agents/me/shift', AgentState)),
    endShift: () => command(() => remove('/agents/me/shift', AgentState)),
    choose: (request) => command(() => put('/agents/me/presence', AgentState, request)),
    clear: () => set({ me: undefined, error: undefined, asking: false }),
  }
})

/** An HTTP answer can be overtaken by the news of the next change: the later of both clocks wins. */
function isOlder(next: AgentState, known: AgentState): boolean {
  return (
    next.agentId === known.agentId &&
    Math.max(next.presenceSince, next.activitySince) < Math.max(known.presenceSince, known.activitySince)
  )
}

/** A short-lived credential for the phone of the logged-in agent. */
export const fetchPhoneCredential = (): Promise<PhoneCredential> => post('/agents/me/phone-credential', PhoneCredential)
