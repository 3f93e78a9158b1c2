/** Digits out of RFC 4733 telephone events, each once, however often its packets are repeated or lost. */
import { sampleRate } from './g711.ts'
import { type RtpPacket, timestampDistance } from './rtp-packet.ts'

const names = '0123456789*#ABCD'
/** A digit whose end packets were all lost counts when nothing of it came for this long, ms. */
const endTimeoutMs = 120
/** A timestamp further back than this is a restarted clock, not a late packet, samples. */
const lateSamples = 5 * sampleRate

/** The digit being pressed. */
interface Pressed {
  timestamp: number
  digit: string
}

export class DigitDetector {
  readonly #onDigit: (digit: string) => void
  #pressed: Pressed | undefined
  /** RTP timestamp of the last digit told. */
  #told: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(onDigit: (digit: string) => void) {
    this.#onDigit = onDigit
  }

  /** Takes a telephone-event packet. */
  take(packet: RtpPacket): void {
    const digit = packet.payload.length >= 4 ? names[packet.payload[0]!] : undefined
    if (digit === undefined || this.#isOld(packet.timestamp)) return
    if (this.#pressed !== undefined && this.#pressed.timestamp !== packet.timestamp) this.#tell()
    this.#pressed = { timestamp: packet.timestamp, digit }
    if (packet.payload[1]! & 0x80) this.#tell()
    else this.#watch()
  }

  /** Forgets a digit in the making. */
  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#pressed = undefined
  }

  /** The end packet comes three times (RFC 4733 2.5.1.4), and packets of an earlier digit may come late. */
  #isOld(timestamp: number): boolean {
    if (this.#told === undefined) return false
    const later = timestampDistance(this.#told, timestamp)
    return later <= 0 && later > -lateSamples
  }

  #watch(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#tell(), endTimeoutMs)
  }

  #tell(): void {
    const pressed = this.#pressed
    this.close()
    if (pressed === undefined) return
    this.#told = pressed.timestamp
    this.#onDigit(pressed.digit)
  }
}
