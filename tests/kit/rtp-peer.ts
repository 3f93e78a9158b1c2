/** A scripted RTP peer for tests: speaks G.711 over plain RTP, sends tones and digits, collects and measures what it hears. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type Codec, decode, encode, frameSamples, sampleRate } from '../../sip/media/g711.ts'
import { amplitudeAt, dominantFrequency, tone } from './tone.ts'

/** One RTP packet as the peer heard it. */
export interface HeardPacket {
  /** Monotonic ms. */
  at: number
  sequence: number
  timestamp: number
  ssrc: number
  payloadType: number
  marker: boolean
  payload: Buffer
}

/** What a peer's SDP says; the defaults are a sound trunk. */
export interface PeerSdp {
  /** In order of preference; default PCMU, PCMA. */
  codecs?: Codec[]
  /** Payload type of telephone-event; default 101; `undefined` = none. */
  digitsPayloadType?: number | undefined
  direction?: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
  /** Address in c= and port in m=; default its own. */
  address?: string
  port?: number
}

export interface RtpPeerOptions {
  host?: string
  /** 0 = any free one. */
  port?: number
  ssrc?: number
}

const payloadTypeOf: Record<Codec, number> = { PCMU: 0, PCMA: 8 }
const digitNames = '0123456789*#ABCD'
/** Peak amplitude from which a tone counts as heard: tones are said at 8000, leaks and noise stay below 200. */
const audible = 2000

/** Opens a peer on its own UDP socket. */
export async function openRtpPeer(options: RtpPeerOptions = {}): Promise<RtpPeer> {
  const host = options.host ?? '127.0.0.1'
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  socket.bind(options.port ?? 0, host)
  await once(socket, 'listening')
  return new RtpPeer(socket, host, options.ssrc ?? 0x1000_0000 + socket.address().port)
}

export class RtpPeer {
  readonly host: string
  readonly port: number
  /** Every RTP packet heard since the start or the last `forget`. */
  packets: HeardPacket[] = []
  ssrc: number
  readonly #socket: Socket
  #target: { host: string; port: number } | undefined
  #codec: Codec = 'PCMU'
  #digitsPayloadType = 101
  #closed = false
  #sequence = 1000
  #timestamp = 160_000
  #speaking: NodeJS.Timeout | undefined
  #listeners = new Set<() => void>()

  constructor(socket: Socket, host: string, ssrc: number) {
    this.#socket = socket
    this.host = host
    this.port = socket.address().port
    this.ssrc = ssrc
    socket.on('message', (bytes, from) => this.#hear(bytes, from))
  }

  /** An offer or an answer of this peer; the first codec is what it will send. */
  sdp(options: PeerSdp = {}): string {
    const codecs = options.codecs ?? ['PCMU', 'PCMA']
    const digits = 'digitsPayloadType' in options ? options.digitsPayloadType : 101
    this.#codec = codecs[0] ?? 'PCMU'
    if (digits !== undefined) this.#digitsPayloadType = digits
    const types = [...codecs.map((codec) => payloadTypeOf[codec]), ...(digits === undefined ? [] : [digits])]
    return [
      'v=0',
      `o=peer ${this.port} 1 IN IP4 ${this.host}`,
      's=-',
      `c=IN IP4 ${options.address ?? this.host}`,
      't=0 0',
      `m=audio ${options.port ?? this.port} RTP/AVP ${types.join(' ')}`,
      ...codecs.map((codec) => `a=rtpmap:${payloadTypeOf[codec]} ${codec}/8000`),
      ...(digits === undefined ? [] : [`a=rtpmap:${digits} telephone-event/8000`, `a=fmtp:${digits} 0-16`]),
      'a=ptime:20',
      `a=${options.direction ?? 'sendrecv'}`,
      '',
    ].join('\r\n')
  }

  /** Takes the other side's SDP: where to send, and with its first G.711 codec and its telephone-event number. */
  aim(sdp: string): void {
    const address = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? this.host
    const [, port, types] = /^m=audio (\d+) \S+ ([\d ]+)/m.exec(sdp) ?? []
    this.#target = { host: address, port: Number(port) }
    const first = types?.split(' ').find((type) => type === '0' || type === '8')
    if (first !== undefined) this.#codec = first === '0' ? 'PCMU' : 'PCMA'
    const digits = /^a=rtpmap:(\d+) telephone-event\/8000/m.exec(sdp)?.[1]
    if (digits !== undefined) this.#digitsPayloadType = Number(digits)
  }

  /** Where packets go, when no SDP says it. */
  aimAt(host: string, port: number): void {
    this.#target = { host, port }
  }

  /** Sends a tone in real time until `silence` or `close`, or for `ms`; resolves when the last packet left. */
  say(hz: number, ms = Number.POSITIVE_INFINITY, amplitude = 8000): Promise<void> {
    this.silence()
    const start = performance.now()
    const wave = tone(hz, 1000, amplitude)
    let sent = 0
    return new Promise((resolve) => {
      const turn = () => {
        while (start + sent * 20 <= performance.now() && sent * 20 < ms) {
          const from = (sent * frameSamples) % wave.length
          this.send(encode(this.#codec, wave.subarray(from, from + frameSamples)), { marker: sent === 0 })
          sent += 1
        }
        if (sent * 20 >= ms) {
          this.silence()
          resolve()
        }
      }
      this.#speaking = setInterval(turn, 5)
      turn()
    })
  }

  /** Stops the running tone. */
  silence(): void {
    clearInterval(this.#speaking)
    this.#speaking = undefined
  }

  /** Sends one audio packet now; advances sequence and timestamp. */
  send(payload: Buffer, header: { marker?: boolean; payloadType?: number } = {}): void {
    this.#put(header.payloadType ?? payloadTypeOf[this.#codec], this.#timestamp, header.marker ?? false, payload)
    this.#timestamp = (this.#timestamp + payload.length) >>> 0
  }

  /** Sends digits as RFC 4733 events, back to back, with the end packet three times as 2.5.1.4 asks. `timestamp` is shared by all packets of a digit. */
  press(digits: string): void {
    for (const digit of digits) {
      const event = digitNames.indexOf(digit)
      for (const [index, duration] of [160, 320, 480, 640, 800, 800, 800].entries()) {
        const payload = Buffer.from([event, index >= 4 ? 0x8a : 0x0a, duration >> 8, duration & 0xff])
        this.#put(this.#digitsPayloadType, this.#timestamp, index === 0, payload)
      }
      this.#timestamp = (this.#timestamp + 1600) >>> 0
    }
  }

  /** Sends any bytes to the target. */
  sendRaw(bytes: Buffer): void {
    if (this.#target !== undefined) this.#socket.send(bytes, this.#target.port, this.#target.host)
  }

  /** Everything heard since the start or the last `forget`, decoded by payload type, in order of arrival. */
  heard(): Int16Array {
    return this.#decoded(this.packets)
  }

  /** Forgets what was heard so far. */
  forget(): void {
    this.packets = []
  }

  /** The next `ms` of sound from now on. Rejects when it did not come within `withinMs`. */
  async listen(ms: number, withinMs = 8000): Promise<Int16Array> {
    const wanted = (ms * sampleRate) / 1000
    const from = this.packets.length
    await this.#until(() => this.#decoded(this.packets.slice(from)).length >= wanted, withinMs, `${ms} ms of sound`)
    return this.#decoded(this.packets.slice(from)).subarray(0, wanted)
  }

  /** Resolves when the last 200 ms heard are a tone of `hz` (10 Hz either way); rejects after `withinMs`. */
  async hears(hz: number, withinMs = 8000): Promise<{ hz: number; amplitude: number }> {
    const clear = () => {
      const window = this.#lastWindow()
      return window.length >= 1600 && Math.abs(dominantFrequency(window).hz - hz) <= 10
    }
    await this.#until(clear, withinMs, `a tone of ${hz} Hz`)
    return dominantFrequency(this.#lastWindow())
  }

  /** Resolves when each of the tones `hz` is part of the last 200 ms heard, whatever else is in it; rejects after `withinMs`. */
  async hearsAmong(hz: readonly number[], withinMs = 8000): Promise<void> {
    const clear = () => this.#lastWindow().length >= 1600 && hz.every((one) => this.loudness(one) > audible)
    await this.#until(clear, withinMs, `the tones ${hz.join(' and ')} Hz`)
  }

  /** Peak amplitude of `hz` in the last 200 ms heard. */
  loudness(hz: number): number {
    return amplitudeAt(this.#lastWindow(), hz)
  }

  /** Resolves when `count` packets were heard since the last `forget`. */
  async hearsPackets(count: number, withinMs = 8000): Promise<void> {
    await this.#until(() => this.packets.length >= count, withinMs, `${count} packets`)
  }

  /** Stops speaking and closes the socket. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.silence()
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()))
  }

  #put(payloadType: number, timestamp: number, marker: boolean, payload: Buffer): void {
    const header = Buffer.alloc(12)
    header[0] = 0x80
    header[1] = payloadType | (marker ? 0x80 : 0)
    header.writeUInt16BE(this.#sequence, 2)
    header.writeUInt32BE(timestamp, 4)
    header.writeUInt32BE(this.ssrc, 8)
    this.#sequence = (this.#sequence + 1) & 0xffff
    this.sendRaw(Buffer.concat([header, payload]))
  }

  #hear(bytes: Buffer, _from: RemoteInfo): void {
    if (bytes.length < 12 || bytes[0]! >> 6 !== 2) return
    this.packets.push({
      at: performance.now(),
      sequence: bytes.readUInt16BE(2),
      timestamp: bytes.readUInt32BE(4),
      ssrc: bytes.readUInt32BE(8),
      payloadType: bytes[1]! & 0x7f,
      marker: (bytes[1]! & 0x80) !== 0,
      payload: bytes.subarray(12),
    })
    for (const listener of this.#listeners) listener()
  }

  #decoded(packets: HeardPacket[]): Int16Array {
    const parts = packets
      .filter((packet) => packet.payloadType === 0 || packet.payloadType === 8)
      .map((packet) => decode(packet.payloadType === 0 ? 'PCMU' : 'PCMA', packet.payload))
    const all = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
    let offset = 0
    for (const part of parts) {
      all.set(part, offset)
      offset += part.length
    }
    return all
  }

  #lastWindow(): Int16Array {
    return this.#decoded(this.packets.slice(-12)).slice(-1600)
  }

  #until(condition: () => boolean, withinMs: number, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        clearTimeout(timer)
        this.#listeners.delete(check)
        if (error === undefined) resolve()
        else reject(error)
      }
      const check = () => {
        if (condition()) end()
      }
      const timer = setTimeout(
        () =>
          end(new Error(`Peer on port ${this.port} did not hear ${what}; it heard ${this.packets.length} packets.`)),
        withinMs,
      )
      this.#listeners.add(check)
      check()
    })
  }
}
