/** What one endpoint says, as an even sequence of 20 ms frames, for those who mix or record it. Runs only while used. */
import { type Codec, decode } from './g711.ts'
import { JitterBuffer } from './jitter-buffer.ts'
import type { RtpPacket } from './rtp-packet.ts'
import type { Wheel, WheelMember } from './wheel.ts'

export class Playout implements WheelMember {
  /** The present 20 ms; undefined is silence. */
  frame: Int16Array | undefined
  readonly #wheel: Wheel
  /** Only while used: most legs are never mixed nor recorded. */
  #buffer: JitterBuffer | undefined
  #users = 0

  constructor(wheel: Wheel) {
    this.#wheel = wheel
  }

  /** A mixer or recorder begins to read `frame`. */
  use(): void {
    this.#users += 1
    if (this.#users > 1) return
    this.#buffer = new JitterBuffer()
    this.#wheel.join(this)
  }

  /** The counterpart of `use`. */
  release(): void {
    this.#users -= 1
    if (this.#users > 0) return
    this.#wheel.leave(this)
    this.#buffer = undefined
    this.frame = undefined
  }

  /** Takes a packet of sound. */
  take(packet: RtpPacket, codec: Codec): void {
    this.#buffer?.push(packet.timestamp, decode(codec, packet.payload))
  }

  /** The peer presses a key: what is missing now is no lost sound. */
  quiet(): void {
    this.#buffer?.quiet()
  }

  tick(_now: number, turns: number): void {
    for (let turn = 0; turn < turns; turn += 1) this.frame = this.#buffer?.pull()
  }
}
