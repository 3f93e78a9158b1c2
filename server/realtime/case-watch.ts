/** Who has which case on the screen, so that two people who work on one record see each other. Nothing of it is kept. */
import type { UserId } from '../contracts/ids.ts'
import { CaseWatchMessage, type ServerToClient } from '../contracts/socket-events.ts'

/** A console, as far as this needs it. */
export interface Watcher {
  connected: boolean
  user: { id: UserId; displayName: string }
  tell(message: Parameters<ServerToClient['case:watched']>[0]): void
}

/** `maySee` says whether a case exists for a watcher. */
export function createCaseWatch<W extends Watcher>(maySee: (watcher: W, caseId: string) => Promise<boolean>) {
  const watching = new Map<W, string>()

  function tell(caseId: string): void {
    const there = [...watching].filter(([, id]) => id === caseId).map(([watcher]) => watcher)
    const people = new Map(there.map(({ user }) => [user.id, user.displayName]))
    const watchers = [...people].map(([userId, name]) => ({ userId, name }))
    for (const watcher of there) watcher.tell({ caseId, watchers })
  }

  function leave(watcher: W): void {
    const before = watching.get(watcher)
    if (before === undefined) return
    watching.delete(watcher)
    tell(before)
  }

  return {
    leave,
    /** The case that is on the screen now; null: none. What is no case of theirs is passed over. */
    async watch(watcher: W, message: unknown): Promise<void> {
      const said = CaseWatchMessage.safeParse(message)
      if (!said.success) return
      leave(watcher)
      const { caseId } = said.data
      if (caseId === null || !(await maySee(watcher, caseId)) || !watcher.connected) return
      leave(watcher)
      watching.set(watcher, caseId)
      tell(caseId)
    },
  }
}
