/** The server's time as far as this browser knows it, and one shared tick for everything that runs on the screen. */
import { useSyncExternalStore } from 'react'

let offsetMs = 0

/** Learns the difference to the server's clock from one question and answer; half the way there is taken as the delay. */
export function learnServerTime(askedAt: number, serverAt: number, answeredAt: number): void {
  offsetMs = Math.round(serverAt - (askedAt + answeredAt) / 2)
}

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  return Date.now() + offsetMs
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let tick = serverNow()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    tick = serverNow()
    timer = setInterval(advance, 500)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function advance(): void {
  tick = serverNow()
  for (const listener of listeners) listener()
}

/** The server's time, anew about twice a second; the timer runs only while something on the screen needs it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => tick)
}
