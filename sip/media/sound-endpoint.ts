/**
 * One leg's sound inside a worker, whatever carries its packets: whom it hears, what is played to it, what it says.
 *
 * What it sends, in this order: its player; else the mix of several sources on the wheel; else its only source,
 * relayed packet by packet in the same turn of the event loop; else nothing.
 */
import { DigitDetector } from './dtmf.ts'
import { encodeInto, frameSamples, transcodeInto } from './g711.ts'
import { mixInto } from './mixer.ts'
import { OutgoingStream } from './outgoing-stream.ts'
import type { Player } from './player.ts'
import { Playout } from './playout.ts'
import { Reception, type ReceptionFigures } from './reception.ts'
import type { SoundFormat } from './rtp-negotiation.ts'
import { type RtpPacket, rtpHeaderBytes } from './rtp-packet.ts'
import type { Wheel, WheelMember } from './wheel.ts'

/** What an endpoint needs of its surroundings. */
export interface SoundEndpointDeps {
  kind: 'rtp' | 'browser'
  wheel: Wheel
  /** SSRC to send under, when signalling names it. */
  ssrc: number | undefined
  /** Hands a finished RTP packet to the carrier. */
  send(packet: Buffer): void
  onDigit(digit: string): void
}

/** A running playback. */
interface Playing {
  player: Player
  ended(how: 'finished' | 'stopped'): void
}

/** Filled and encoded in one go, so one is enough for all endpoints of the thread. */
const mix = new Int16Array(frameSamples)

export class SoundEndpoint implements WheelMember {
  readonly playout: Playout
  readonly #deps: SoundEndpointDeps
  readonly #outgoing: OutgoingStream
  readonly #reception = new Reception()
  readonly #digits: DigitDetector
  readonly #sources = new Set<SoundEndpoint>()
  readonly #listeners = new Set<SoundEndpoint>()
  readonly #mixed = new Set<SoundEndpoint>()
  #format: SoundFormat | undefined
  #maySend = false
  #mayReceive = false
  #playing: Playing | undefined
  /** Frames of the running spurt that were not sent: the peer holds, or the thread was held up. */
  #unsentFrames = 0

  constructor(deps: SoundEndpointDeps) {
    this.#deps = deps
    this.#outgoing = new OutgoingStream(deps.ssrc)
    this.playout = new Playout(deps.wheel)
    this.#digits = new DigitDetector((digit) => deps.onDigit(digit))
  }

  /** What was agreed with the peer; may come again. A player that waited for it starts. */
  agreed(format: SoundFormat, may: { send: boolean; receive: boolean }): void {
    const waiting = this.#format === undefined && this.#playing !== undefined
    this.#format = format
    this.#maySend = may.send
    this.#mayReceive = may.receive
    this.#reception.expectNewSource()
    if (waiting) this.#startWheel()
  }

  /** Takes a packet that it understands, from its peer: the carrier has checked both. `now` is monotonic ms. */
  receive(packet: RtpPacket, now: number): void {
    const format = this.#format
    if (format === undefined || !this.#mayReceive || !this.#reception.accept(packet, now)) return
    const isDigit = packet.payloadType === format.digitsPayloadType
    if (isDigit) {
      this.#digits.take(packet)
      this.playout.quiet()
    } else this.playout.take(packet, format.codec)
    for (const listener of this.#listeners) listener.#relay(packet, isDigit, format, now)
  }

  /** True for payload types that were negotiated. */
  understands(packet: RtpPacket): boolean {
    const format = this.#format
    if (format === undefined) return false
    return packet.payloadType === format.payloadType || packet.payloadType === format.digitsPayloadType
  }

  /** From now on this endpoint hears `source`. */
  listenTo(source: SoundEndpoint): void {
    this.#sources.add(source)
    source.#listeners.add(this)
    this.#refresh()
  }

  unlisten(source: SoundEndpoint): void {
    this.#sources.delete(source)
    source.#listeners.delete(this)
    this.#refresh()
  }

  /** Plays instead of whatever was heard; the first packet leaves now. `ended` is told once. */
  play(player: Player, ended: Playing['ended']): void {
    const previous = this.#playing
    this.#playing = { player, ended }
    previous?.ended('stopped')
    this.#refresh()
    if (this.#format !== undefined) this.#startWheel()
  }

  /** Ends the playback whose `ended` this is; another one goes on. */
  stopPlaying(ended: Playing['ended']): void {
    if (this.#playing?.ended === ended) this.#endPlaying('stopped')
  }

  figures(): ReceptionFigures & { packetsSent: number } {
    return { ...this.#reception.figures(this.#deps.wheel.now()), packetsSent: this.#outgoing.packetsSent }
  }

  /** Cuts every tie: players, sources, listeners. */
  close(): void {
    if (this.#playing !== undefined) this.#endPlaying('stopped')
    for (const listener of this.#listeners) listener.unlisten(this)
    for (const source of this.#sources) this.unlisten(source)
    this.#digits.close()
    this.#deps.wheel.leave(this)
    this.#format = undefined
  }

  tick(now: number, turns: number): void {
    if (this.#playing !== undefined) this.#playFrame(this.#playing, now, turns - 1)
    else this.#sendMix(now, turns - 1)
  }

  /** The fast path: one source and no player. Digits go on to trunks only; a browser has no use for them. */
  #relay(packet: RtpPacket, isDigit: boolean, from: SoundFormat, now: number): void {
    const to = this.#format
    if (to === undefined || !this.#maySend || this.#playing !== undefined || this.#sources.size !== 1) return
    const payloadType = isDigit ? to.digitsPayloadType : to.payloadType
    if (payloadType === undefined || (isDigit && this.#deps.kind === 'browser')) return
    const samples = isDigit ? 0 : packet.payload.length
    const shell = this.#outgoing.relayedPacket(packet, payloadType, samples, now)
    if (shell === undefined) return
    if (isDigit) packet.payload.copy(shell, rtpHeaderBytes)
    else transcodeInto(from.codec, to.codec, packet.payload, shell, rtpHeaderBytes)
    this.#deps.send(shell)
  }

  #startWheel(): void {
    this.#beginSpurt()
    if (this.#playing !== undefined) this.#playFrame(this.#playing, this.#deps.wheel.now(), 0)
    if (this.#playing !== undefined) this.#deps.wheel.join(this)
  }

  #beginSpurt(): void {
    this.#outgoing.begin(this.#deps.wheel.now())
    this.#unsentFrames = 0
  }

  #playFrame(playing: Playing, now: number, missedFrames: number): void {
    if (missedFrames > 0) playing.player.skip(missedFrames)
    this.#unsentFrames += missedFrames
    // Told one frame after the last one left, so that it lasts as long as the file says.
    if (playing.player.over) this.#endPlaying('finished')
    else if (this.#maySend) {
      const packet = this.#nextPacket(now)
      playing.player.fill(this.#format!.codec, packet, rtpHeaderBytes)
      this.#deps.send(packet)
    } else {
      playing.player.skip(1)
      this.#unsentFrames += 1
    }
  }

  #nextPacket(now: number): Buffer {
    const packet = this.#outgoing.ownPacket(this.#format!.payloadType, now, this.#unsentFrames)
    this.#unsentFrames = 0
    return packet
  }

  #endPlaying(how: 'finished' | 'stopped'): void {
    const playing = this.#playing
    this.#playing = undefined
    this.#refresh()
    playing?.ended(how)
  }

  #sendMix(now: number, missedFrames: number): void {
    this.#unsentFrames += missedFrames
    if (!this.#maySend || this.#format === undefined) {
      this.#unsentFrames += 1
      return
    }
    const packet = this.#nextPacket(now)
    const heard = mixInto(
      mix,
      Array.from(this.#mixed, (source) => source.playout.frame),
    )
    if (!heard) mix.fill(0)
    encodeInto(this.#format.codec, mix, packet, rtpHeaderBytes)
    this.#deps.send(packet)
  }

  /** Brings the wheel and the sources' playouts in line with who is heard now. */
  #refresh(): void {
    const mixing = this.#playing === undefined && this.#sources.size > 1
    const wanted = mixing ? this.#sources : new Set<SoundEndpoint>()
    for (const source of this.#mixed) {
      if (wanted.has(source)) continue
      this.#mixed.delete(source)
      source.playout.release()
    }
    const began = mixing && this.#mixed.size === 0
    for (const source of wanted) {
      if (this.#mixed.has(source)) continue
      this.#mixed.add(source)
      source.playout.use()
    }
    if (began) {
      this.#beginSpurt()
      this.#deps.wheel.join(this)
    } else if (!mixing && this.#playing === undefined) this.#deps.wheel.leave(this)
  }
}
