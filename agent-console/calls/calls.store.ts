/** The one call of this agent: its state is the server's; commands go by HTTP and wait for the answer. */
import { create } from 'zustand'
import { Call } from '../../server/contracts/calls.ts'
import { post } from '../lib/api.ts'

/** What an agent can ask of the running call. */
export type CallCommand = 'hold' | 'retrieve' | 'hang-up' | 'pause-recording' | 'resume-recording'

interface CallsState {
  call: Call | undefined
  asking: CallCommand | undefined
  error: unknown
  /** Takes the call of a contact that came up (offer, or after a refresh). */
  show: (call: Call) => void
  /** Takes news of a call; of another call than the one shown it is passed over. */
  take: (call: Call) => void
  command: (command: CallCommand) => Promise<void>
  clear: () => void
}

export const useCalls = create<CallsState>((set, read) => ({
  call: undefined,
  asking: undefined,
  error: undefined,
  show: (call) => set({ call, error: undefined }),
  take: (call) => set((state) => (state.call?.id === call.id ? { call } : {})),
  async command(command) {
    const { call, asking } = read()
    if (!call || asking) return
    set({ asking: command, error: undefined })
    try {
      read().take(await post(`/calls/${call.id}/${command}`, Call))
    } catch (error) {
      set({ error })
    } finally {
      set({ asking: undefined })
    }
  },
  clear: () => set({ call: undefined, error: undefined }),
}))
