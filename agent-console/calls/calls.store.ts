/** The one call of this agent: its state is the server's; commands go by HTTP and wait for the answer. */
import { create } from 'zustand'
import { Call } from '../../server/contracts/calls.ts'
import type { QueueId } from '../../server/contracts/ids.ts'
import { post } from '../lib/api.ts'

/** What an agent can ask of the running call. */
export type CallCommand = 'hold' | 'retrieve' | 'hang-up' | 'pause-recording' | 'resume-recording'

interface CallsState {
  call: Call | undefined
  asking: CallCommand | 'transfer' | undefined
  error: unknown
  /** Takes the call of a contact that came up (offer, or after a refresh). */
  show: (call: Call) => void
  /** Takes news of a call; of another call than the one shown it is passed over. */
  take: (call: Call) => void
  command: (command: CallCommand) => Promise<void>
  /** Hands the caller on to another queue; the paperwork of the own part follows. */
  transfer: (queueId: QueueId) => Promise<void>
  clear: () => void
}

export const useCalls = create<CallsState>((set, read) => {
  const ask = async (asking: CallCommand | 'transfer', request: (path: string) => Promise<Call>) => {
    const { call, asking: busy } = read()
    if (!call || busy) return
    set({ asking, error: undefined })
    try {
      read().take(await request(`/calls/${call.id}`))
    } catch (error) {
      set({ error })
    } finally {
      set({ asking: undefined })
    }
  }
  return {
    call: undefined,
    asking: undefined,
    error: undefined,
    show: (call) => set({ call, error: undefined }),
    take: (call) => set((state) => (state.call?.id === call.id ? { call } : {})),
    command: (command) => ask(command, (path) => post(`${path}/${command}`, Call)),
    transfer: (queueId) => ask('transfer', (path) => post(`${path}/transfer`, Call, { queueId })),
    clear: () => set({ call: undefined, error: undefined }),
  }
})
