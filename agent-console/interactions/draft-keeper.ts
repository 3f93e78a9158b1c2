/** Keeps what is being typed on the server: 600 ms after typing pauses, at once when a field is left, one request at a time. */
import type { Draft } from '../../server/contracts/interactions.ts'

const pauseMs = 600
const retryMs = 5_000

export type DraftState = { name: 'kept' } | { name: 'typing' } | { name: 'saved'; at: number } | { name: 'failed' }

export interface DraftKeeper {
  edit(interactionId: string, draft: Draft): void
  /** Saves now what still waits. */
  flush(): void
  /** The contact is over: what waits is dropped. */
  forget(): void
}

/** `save` sends a draft and answers when it was kept; `show` hears how it stands. */
export function createDraftKeeper(deps: {
  save(interactionId: string, draft: Draft): Promise<{ savedAt: number }>
  show(state: DraftState): void
}): DraftKeeper {
  let waiting: { interactionId: string; draft: Draft } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving = false

  const plan = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), ms)
  }
  const send = async (): Promise<void> => {
    clearTimeout(timer)
    if (saving || !waiting) return
    const sent = waiting
    waiting = undefined
    saving = true
    try {
      const { savedAt } = await deps.save(sent.interactionId, sent.draft)
      if (!waiting) deps.show({ name: 'saved', at: savedAt })
    } catch {
      waiting ??= sent
      deps.show({ name: 'failed' })
      plan(retryMs)
      return
    } finally {
      saving = false
    }
    if (waiting) plan(pauseMs)
  }
  return {
    edit(interactionId, draft) {
      waiting = { interactionId, draft }
      deps.show({ name: 'typing' })
      plan(pauseMs)
    },
    flush: () => void send(),
    forget() {
      clearTimeout(timer)
      waiting = undefined
    },
  }
}
