/** The wallboard as pushed by the server; an older picture never replaces a newer one. */
import { create } from 'zustand'
import { Wallboard } from '../../server/contracts/supervision.ts'
import { get } from '../lib/api.ts'

interface WallboardState {
  board: Wallboard | undefined
  error: unknown
  take: (board: Wallboard) => void
  load: () => Promise<void>
  clear: () => void
}

export const useWallboard = create<WallboardState>((set, read) => ({
  board: undefined,
  error: undefined,
  take: (board) =>
    set((state) => (state.board && board.seq < state.board.seq && board.at < state.board.at ? {} : { board })),
  async load() {
    try {
      read().take(await get('/wallboard', Wallboard))
      set({ error: undefined })
    } catch (error) {
      set({ error })
    }
  },
  clear: () => set({ board: undefined, error: undefined }),
}))
