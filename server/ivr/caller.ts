/** The caller's ear and fingers: says prompts, waits for keys, and notices at every moment that the caller has gone. */
import type { IvrCall, IvrClock } from './ivr.ports.ts'

/** Thrown out of every wait once the caller has gone. */
export class CallerGone extends Error {
  override name = 'CallerGone'
}

/** Keys kept for questions that were not asked yet; more are dropped. */
const mostKeysAhead = 16

export interface Caller {
  readonly gone: boolean
  /** Says the files; a key that `cuts` stops them at once and is kept. Throws CallerGone. */
  say(files: readonly string[], cuts?: (digit: string) => boolean): Promise<void>
  /** The next key, one pressed ahead at once; undefined after `waitMs` without one. Throws CallerGone. */
  key(waitMs: number): Promise<string | undefined>
  /** Waits for `event`, for a key that `ends`, or for `mostMs`, whichever is first. Throws CallerGone. */
  until(event: Promise<unknown>, mostMs: number, ends: (digit: string) => boolean): Promise<void>
  /** Was this key pressed ahead? */
  pressed(digit: string): boolean
  /** Drops keys pressed ahead. */
  forgetKeys(): void
  /** Stops listening; idempotent. */
  close(): void
}

/** Attends to `call` until `close`. */
export function attend(call: IvrCall, clock: IvrClock): Caller {
  const keys: string[] = []
  const wakers = new Set<() => void>()
  let gone = false

  const wake = () => {
    for (const waker of wakers) waker()
  }
  const leave = () => {
    gone = true
    wake()
  }
  const unsubscribe = call.onDigit((digit) => {
    if (keys.length < mostKeysAhead) keys.push(digit)
    wake()
  })
  void call.ended.then(leave, leave)

  /** Resolves when `over()` holds, looked at again after every key and after `mostMs`. */
  const wait = async (over: () => boolean, mostMs?: number): Promise<void> => {
    let late = false
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!gone && !late && !over()) return
        wakers.delete(look)
        cancel?.()
        resolve()
      }
      const cancel =
        mostMs === undefined
          ? undefined
          : clock.after(mostMs, () => {
              late = true
              look()
            })
      wakers.add(look)
      look()
    })
    if (gone) throw new CallerGone('The caller has gone.')
  }

  const until = async (event: Promise<unknown>, over: () => boolean, mostMs?: number): Promise<void> => {
    let happened = false
    const settle = () => {
      happened = true
      wake()
    }
    void event.then(settle, settle)
    await wait(() => happened || over(), mostMs)
  }

  return {
    get gone() {
      return gone
    },
    async say(files, cuts = () => true) {
      if (gone) throw new CallerGone('The caller has gone.')
      if (keys.some(cuts)) return
      const playback = call.play(files)
      try {
        await until(playback.done, () => keys.some(cuts))
      } finally {
        playback.stop()
      }
    },
    async key(waitMs) {
      await wait(() => keys.length > 0, waitMs)
      return keys.shift()
    },
    until: (event, mostMs, ends) => until(event, () => keys.some(ends), mostMs),
    pressed: (digit) => keys.includes(digit),
    forgetKeys() {
      keys.length = 0
    },
    close() {
      unsubscribe()
      wakers.clear()
    },
  }
}
