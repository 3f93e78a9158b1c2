/** The case on this screen, told over the wire, and who else has it on theirs. */
import { create } from 'zustand'

interface Watching {
  caseId: string | null
  watchers: Array<{ userId: string; name: string }>
  watch: (caseId: string | null) => void
  hear: (message: { caseId: string; watchers: Watching['watchers'] }) => void
}

export const useWatching = create<Watching>((set, read) => ({
  caseId: null,
  watchers: [],
  watch: (caseId) => set({ caseId, watchers: [] }),
  hear({ caseId, watchers }) {
    if (caseId === read().caseId) set({ watchers })
  },
}))
