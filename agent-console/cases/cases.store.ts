/** Cases that a low score reopened since this page was opened: the badge and the notice. */
import { create } from 'zustand'
import type { CaseSummary } from '../../server/contracts/cases.ts'

interface Reopened {
  items: CaseSummary[]
  add: (item: CaseSummary) => void
  drop: (caseId: string) => void
  clear: () => void
}

export const useReopened = create<Reopened>((set) => ({
  items: [],
  add: (item) => set(({ items }) => ({ items: [item, ...items.filter((one) => one.id !== item.id)] })),
  drop: (caseId) => set(({ items }) => ({ items: items.filter((one) => one.id !== caseId) })),
  clear: () => set({ items: [] }),
}))
