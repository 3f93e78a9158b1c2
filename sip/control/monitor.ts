/** A third leg on a bridge: who hears whom is a matrix of connections, and a change of mode changes the matrix only. */
import type { MediaEngine } from '../media/media-engine.ts'
import type { Monitor, MonitorMode } from '../telephony.ts'
import type { CallLeg } from './leg.ts'

interface MonitorDeps {
  media: MediaEngine
  /** The bridged legs: the modes are not symmetric. */
  a: CallLeg
  b: CallLeg
  /** The leg of whoever monitors. */
  ear: CallLeg
}

/** Who hears the monitor in each mode. */
const heardBy: Record<MonitorMode, { a: boolean; b: boolean }> = {
  listen: { a: false, b: false },
  whisper: { a: false, b: true },
  barge: { a: true, b: true },
}

export class BridgeMonitor implements Monitor {
  mode: MonitorMode = 'listen'
  readonly #deps: MonitorDeps
  #over = false
  #turn: Promise<unknown> = Promise.resolve()

  constructor(deps: MonitorDeps) {
    this.#deps = deps
  }

  /** Hears both from now on, and is heard as `mode` says. */
  open(mode: MonitorMode): Promise<void> {
    const { a, b, ear } = this.#deps
    return this.#next(async () => {
      await this.#join(a, ear, true)
      await this.#join(b, ear, true)
      await this.#speak(mode)
    })
  }

  change(mode: MonitorMode): Promise<void> {
    return this.#next(() => this.#speak(mode))
  }

  async end(): Promise<void> {
    const { a, b, ear } = this.#deps
    if (!this.#over) {
      const cut = this.#next(async () => {
        for (const leg of [a, b]) {
          await this.#join(leg, ear, false)
          await this.#join(ear, leg, false)
        }
      })
      this.#over = true
      // Whoever closed meanwhile is silent already.
      cut.catch(() => undefined)
    }
    await this.#turn
  }

  async #speak(mode: MonitorMode): Promise<void> {
    const { a, b, ear } = this.#deps
    await this.#join(ear, a, heardBy[mode].a)
    await this.#join(ear, b, heardBy[mode].b)
    this.mode = mode
  }

  /** An endpoint that closed with its leg is connected to nobody. */
  async #join(source: CallLeg, listener: CallLeg, heard: boolean): Promise<void> {
    const [from, to] = [source.endpoint, listener.endpoint]
    if (from === undefined || to === undefined || source.end !== undefined || listener.end !== undefined) return
    const { media } = this.#deps
    await (heard ? media.connect(from, to) : media.disconnect(from, to))
  }

  /** One thing after the other; nothing is begun after the end. */
  #next(work: () => Promise<void>): Promise<void> {
    if (this.#over) return Promise.resolve()
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}
