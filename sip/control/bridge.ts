/** A bridge: two legs that hear each other, with hold and recording. It ends by itself with either leg. */
import { randomUUID } from 'node:crypto'
import type { MediaEndpoint, MediaEngine } from '../media/media-engine.ts'
import type { Bridge, Leg, Monitor, MonitorMode, Playback, Recording, TelephonyLog } from '../telephony.ts'
import { CallLeg } from './leg.ts'
import { legEndedError } from './leg-ended-error.ts'
import { BridgeMonitor } from './monitor.ts'

/** Joins two answered legs; rejects with LegEndedError when one has ended. */
export async function openBridge(media: MediaEngine, log: TelephonyLog, a: CallLeg, b: CallLeg): Promise<Bridge> {
  const bridge = new LegBridge(media, log, a, b)
  await bridge.open()
  return bridge
}

class LegBridge implements Bridge {
  readonly id = randomUUID()
  readonly #media: MediaEngine
  readonly #log: TelephonyLog
  readonly #legs: readonly [CallLeg, CallLeg]
  readonly #ends: readonly [MediaEndpoint, MediaEndpoint]
  readonly #recordings = new Set<Recording>()
  readonly #monitors = new Set<BridgeMonitor>()
  #held: { leg: CallLeg; music: Playback } | undefined
  #over = false
  /** One thing after the other: hold, retrieve and end must not overlap in the worker. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(media: MediaEngine, log: TelephonyLog, a: CallLeg, b: CallLeg) {
    this.#media = media
    this.#log = log
    this.#legs = [a, b]
    this.#ends = [endpointOf(a), endpointOf(b)]
  }

  async open(): Promise<void> {
    await this.#connect()
    for (const leg of this.#legs) void leg.ended.then(() => this.end())
    this.#refuseWhenOver()
  }

  hold(held: Leg, music: string): Promise<void> {
    return this.#next(async () => {
      this.#refuseWhenOver()
      const leg = this.#legs.find((one) => one.id === held.id)
      if (leg === undefined) throw new Error('A bridge can hold its own legs only.')
      if (this.#held?.leg === leg) return
      this.#releaseHeld()
      await this.#disconnect()
      leg.setHeld(true)
      this.#held = { leg, music: leg.play([music], { loop: true }) }
    })
  }

  retrieve(): Promise<void> {
    return this.#next(async () => {
      this.#refuseWhenOver()
      if (this.#held === undefined) return
      this.#releaseHeld()
      await this.#connect()
    })
  }

  async record(path: string): Promise<Recording> {
    this.#refuseWhenOver()
    const [left, right] = this.#ends
    const recording = await this.#media.record({ path, left, right })
    this.#recordings.add(recording)
    void recording.stopped
      .then(() => this.#recordings.delete(recording))
      .catch((error: unknown) => {
        this.#recordings.delete(recording)
        this.#log.error({ error, bridgeId: this.id }, 'A recording was not completed.')
      })
    if (this.#over) await recording.stop()
    return recording
  }

  async monitor(leg: Leg, mode: MonitorMode): Promise<Monitor> {
    this.#refuseWhenOver()
    if (!(leg instanceof CallLeg)) throw new Error('The leg is not one of ours.')
    const [a, b] = this.#legs
    endpointOf(leg)
    const monitor = new BridgeMonitor({ media: this.#media, a, b, ear: leg })
    this.#monitors.add(monitor)
    void leg.ended.then(async () => {
      this.#monitors.delete(monitor)
      await monitor.end()
    })
    await monitor.open(mode)
    return monitor
  }

  async end(): Promise<void> {
    if (!this.#over) {
      this.#over = true
      void this.#next(async () => {
        this.#releaseHeld()
        const recorded = [...this.#recordings].map((recording) => recording.stop())
        const watched = [...this.#monitors].map((monitor) => monitor.end())
        await Promise.all([this.#disconnect(), ...recorded, ...watched])
      }).catch((error: unknown) => this.#log.warn({ error, bridgeId: this.id }, 'A bridge did not end cleanly.'))
    }
    await this.#turn
  }

  async #connect(): Promise<void> {
    const [a, b] = this.#ends
    await Promise.all([this.#media.connect(a, b), this.#media.connect(b, a)])
  }

  async #disconnect(): Promise<void> {
    // An endpoint that closed with its leg is connected to nobody.
    if (this.#legs.some((leg) => leg.end !== undefined)) return
    const [a, b] = this.#ends
    await Promise.all([this.#media.disconnect(a, b), this.#media.disconnect(b, a)])
  }

  #releaseHeld(): void {
    this.#held?.music.stop()
    this.#held?.leg.setHeld(false)
    this.#held = undefined
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #refuseWhenOver(): void {
    for (const leg of this.#legs) if (leg.end !== undefined) throw legEndedError(leg.end)
    if (this.#over) throw new Error('The bridge has ended.')
  }
}

function endpointOf(leg: CallLeg): MediaEndpoint {
  if (leg.end !== undefined) throw legEndedError(leg.end)
  if (leg.endpoint === undefined) throw new Error('A leg without media cannot be bridged.')
  return leg.endpoint
}
