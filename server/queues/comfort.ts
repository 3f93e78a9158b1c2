/** What a waiting caller hears: music, and every 30 s the place in the queue. */
import type { Clock } from '../platform/clock.ts'
import type { QueuedCall, Sounds } from './queues.ports.ts'

const announceMs = 30_000

/** Plays until the returned stop is called; stops by itself when the caller has gone. `position` is asked anew each time. */
export function comfort(call: QueuedCall, deps: { clock: Clock; sounds: Sounds; position(): number }): () => void {
  const { clock, sounds } = deps
  let playing = call.play([sounds.holdMusic], { loop: true })
  let stopped = false
  let cancel = clock.after(announceMs, announce)

  function announce(): void {
    const spoken = call.play(sounds.position(call.language, deps.position()))
    playing = spoken
    cancel = clock.after(announceMs, announce)
    void spoken.done.then((how) => {
      if (how === 'finished' && !stopped) playing = call.play([sounds.holdMusic], { loop: true })
    })
  }

  function stop(): void {
    if (stopped) return
    stopped = true
    cancel()
    playing.stop()
  }
  void call.ended.then(stop)
  return stop
}
