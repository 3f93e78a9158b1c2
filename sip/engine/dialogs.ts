/** All dialogs, found by the network's three identifiers, by the application's one, by owner and by flow. */
import type { Dialog } from './dialog.ts'
import type { Flow } from './flow.ts'
import type { AppLink } from './wire-link.ts'

export interface Dialogs {
  add(dialog: Dialog): void
  /** Forgets a dialog and cancels its timers; harmless when it is gone. */
  remove(dialog: Dialog): void
  byId(id: string): Dialog | undefined
  byTags(callId: string, localTag: string, remoteTag: string): Dialog | undefined
  has(dialog: Dialog): boolean
  /** The dialogs of an owner or of a flow, as a list of its own. */
  of(holder: AppLink | Flow): Dialog[]
  readonly size: number
}

/** Builds the empty register. */
export function createDialogs(): Dialogs {
  const ids = new Map<string, Dialog>()
  const tags = new Map<string, Dialog>()

  return {
    add: (dialog) => {
      tags.set(tagKey(dialog.callId, dialog.localTag, dialog.remoteTag), dialog)
      // A fork's second dialog has the same name toward the application; the first keeps it.
      if (!ids.has(dialog.id)) ids.set(dialog.id, dialog)
    },
    remove: (dialog) => {
      for (const timer of dialog.timers) timer.cancel()
      dialog.timers.clear()
      dialog.answer?.timer?.cancel()
      dialog.sessionTimer?.cancel()
      dialog.answer = undefined
      const key = tagKey(dialog.callId, dialog.localTag, dialog.remoteTag)
      if (tags.get(key) === dialog) tags.delete(key)
      if (ids.get(dialog.id) === dialog) ids.delete(dialog.id)
    },
    byId: (id) => ids.get(id),
    byTags: (callId, localTag, remoteTag) => tags.get(tagKey(callId, localTag, remoteTag)),
    has: (dialog) => tags.get(tagKey(dialog.callId, dialog.localTag, dialog.remoteTag)) === dialog,
    of: (holder) => [...tags.values()].filter((dialog) => dialog.owner === holder || dialog.flow === holder),
    get size() {
      return tags.size
    },
  }
}

function tagKey(callId: string, localTag: string, remoteTag: string): string {
  return `${callId}\n${localTag}\n${remoteTag}`
}
