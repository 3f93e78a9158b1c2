/**
 * One desk an agent: of several tabs of one browser only one has the phone.
 * The newest tab asks for it; a tab in mid-call says no, any other gives it up.
 */

type Message =
  | { kind: 'ask'; tab: string }
  /** To the tab that asked: a call is running here. */
  | { kind: 'busy'; to: string }
  | { kind: 'taken'; tab: string; at: number }

/** What of a BroadcastChannel is needed. */
export interface TabChannel {
  postMessage(message: unknown): void
  onmessage: ((event: MessageEvent) => unknown) | null
  close(): void
}

export interface DeskClaimDeps {
  channel: TabChannel
  tab: string
  now: () => number
  /** A call is on this tab's phone. */
  isBusy: () => boolean
  /** Another tab has the phone from now on. */
  onTaken: () => void
}

export interface DeskClaim {
  /** True when the phone belongs to this tab; false when another tab is in a call. */
  claim(): Promise<boolean>
  /** The phone here is given up: the next question is not about this tab. */
  release(): void
  close(): void
}

/** Tabs of one browser answer within a few milliseconds. */
const answerMs = 150

/** Builds this tab's side of the question. */
export function createDeskClaim({ channel, tab, now, isBusy, onTaken }: DeskClaimDeps): DeskClaim {
  let heldSince: number | undefined
  let refused: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = (message: Message) => channel.postMessage(message)

  channel.onmessage = ({ data }: MessageEvent) => {
    const message = data as Message
    if (message.kind === 'ask' && heldSince !== undefined && isBusy()) send({ kind: 'busy', to: message.tab })
    if (message.kind === 'busy' && message.to === tab) refused?.()
    if (message.kind === 'taken' && message.tab !== tab && isOlder(heldSince, message)) {
      heldSince = undefined
      onTaken()
    }
  }
  /** Of two tabs that took it at the same moment the one with the greater name keeps it. */
  function isOlder(mine: number | undefined, theirs: { at: number; tab: string }): boolean {
    return mine !== undefined && (mine < theirs.at || (mine === theirs.at && tab < theirs.tab))
  }

  return {
    async claim() {
      if (heldSince !== undefined) return true
      clearTimeout(timer)
      const free = await new Promise<boolean>((resolve) => {
        refused = () => resolve(false)
        timer = setTimeout(() => resolve(true), answerMs)
        send({ kind: 'ask', tab })
      })
      refused = undefined
      clearTimeout(timer)
      if (!free) return false
      heldSince = now()
      send({ kind: 'taken', tab, at: heldSince })
      return true
    },
    release() {
      heldSince = undefined
    },
    close() {
      clearTimeout(timer)
      heldSince = undefined
      channel.onmessage = null
      channel.close()
    },
  }
}
