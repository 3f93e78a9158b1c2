/** The call that this supervisor monitors: the server's state, commands by HTTP. */
import { create } from 'zustand'
import { PhoneCredential } from '../../server/contracts/agents.ts'
import { type MonitorMode, MonitorSession } from '../../server/contracts/monitoring.ts'
import { get, post, put, remove } from '../lib/api.ts'

interface MonitoringState {
  session: MonitorSession | undefined
  asking: boolean
  error: unknown
  /** Takes news of the own session; one that ended leaves the screen. */
  take: (session: MonitorSession) => void
  /** After a refresh: what the server says is running. */
  load: () => Promise<void>
  start: (callId: string, mode: MonitorMode) => Promise<void>
  change: (mode: MonitorMode) => Promise<void>
  leave: () => Promise<void>
  fail: (error: unknown) => void
  clear: () => void
}

export const useMonitoring = create<MonitoringState>((set, read) => {
  const ask = async (request: () => Promise<MonitorSession>) => {
    if (read().asking) return
    set({ asking: true, error: undefined })
    try {
      read().take(await request())
    } catch (error) {
      set({ error })
    } finally {
      set({ asking: false })
    }
  }
  const own = (request: (path: string) => Promise<MonitorSession>) => {
    const { session } = read()
    return session ? ask(() => request(`/monitoring/${session.id}`)) : Promise.resolve()
  }
  return {
    session: undefined,
    asking: false,
    error: undefined,
    take: (session) => set({ session: session.state === 'ended' ? undefined : session }),
    async load() {
      try {
        set({ session: (await get('/monitoring/current', MonitorSession.nullable())) ?? undefined })
      } catch (error) {
        set({ error })
      }
    },
    start: (callId, mode) => ask(() => post(`/calls/${callId}/monitoring`, MonitorSession, { mode })),
    change: (mode) => own((path) => put(path, MonitorSession, { mode })),
    leave: () => own((path) => remove(path, MonitorSession)),
    fail: (error) => set({ error }),
    clear: () => set({ session: undefined, asking: false, error: undefined }),
  }
})

/** Who speaks into the agent's call besides the passenger. */
interface CoachedState {
  callId: string | undefined
  by: string | undefined
  mode: 'whisper' | 'barge' | undefined
  take: (news: { callId: string; by?: string | undefined; mode?: 'whisper' | 'barge' | undefined }) => void
  clear: () => void
}

export const useCoached = create<CoachedState>((set) => ({
  callId: undefined,
  by: undefined,
  mode: undefined,
  take: ({ callId, by, mode }) => set({ callId, by, mode }),
  clear: () => set({ callId: undefined, by: undefined, mode: undefined }),
}))

/** A short-lived credential for the supervisor's phone. */
export const fetchMonitorCredential = (): Promise<PhoneCredential> =>
  post('/monitoring/phone-credential', PhoneCredential)
