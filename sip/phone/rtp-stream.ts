/** The sound of one call: sends a frame every 20 ms (tone, recording, silence, or keys by RFC 4733) and measures what comes back. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type Codec, decode, encode, frameMs, frameSamples, sampleRate, silenceByte } from '../media/g711.ts'
import type { RemoteSound } from './sdp.ts'
import { SoundMeter } from './sound-meter.ts'

/** What to say: a tone in Hz, samples at 8 kHz that are said once, or nothing. */
export type Sound = number | Int16Array | 'silence'

const keyNames = '0123456789*#ABCD'
/** Peak of a tone: -12 dBFS. */
const toneAmplitude = 8230
/** Frames that a key lasts, its repeated end, and the pause after it. */
const keyFrames = 5
const keyEnds = 3
const keyPause = 4
/** Frames sent at once after the process was held up; older ones are given up. */
const mostLate = 10

interface Key {
  event: number
  /** Frames sent of it. */
  sent: number
  startedAt: number
  done: () => void
}

/** Opens the stream's socket in `ports` (any free one without). Throws when all are taken. */
export async function openRtpStream(host: string, ports?: { low: number; high: number }): Promise<RtpStream> {
  for (let port = ports?.low ?? 0; port <= (ports?.high ?? 0); port += 1) {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 18 })
    try {
      socket.bind(port, host)
      await once(socket, 'listening')
      return new RtpStream(socket)
    } catch {
      // This port is taken: the next one may be free.
      socket.close()
    }
  }
  throw new Error(`No RTP port is free between ${ports?.low ?? 0} and ${ports?.high ?? 0}.`)
}

export class RtpStream {
  readonly port: number
  readonly meter = new SoundMeter()
  /** Packets of sound that came in. */
  packets = 0
  /** Packets that are missing between the first and the last one. */
  lost = 0
  readonly #socket: Socket
  readonly #ssrc = (Math.random() * 0xffff_ffff) >>> 0
  #remote: RemoteSound | undefined
  #timer: NodeJS.Timeout | undefined
  #startedAt = 0
  #frames = 0
  #sequence = Math.floor(Math.random() * 0x8000)
  #sound: Sound = 'silence'
  #said = 0
  #soundDone: () => void = () => undefined
  #keys: Key[] = []
  #heard: { ssrc: number; expected: number; keyTimestamp: number } | undefined
  #closed = false
  #keyListeners = new Set<(key: string) => void>()
  #frameListeners = new Set<() => void>()

  constructor(socket: Socket) {
    this.#socket = socket
    this.port = socket.address().port
    socket.on('message', (bytes) => this.#hear(bytes))
    // ICMP "port unreachable" after the other side hung up: the BYE says the same, in better order.
    socket.on('error', () => undefined)
  }

  /** From now on packets go to `remote`; the first call starts the stream. */
  aim(remote: RemoteSound): void {
    this.#remote = remote
    if (this.#timer !== undefined) return
    this.#startedAt = performance.now()
    this.#timer = setInterval(() => this.#turn(), frameMs / 2)
    this.#turn()
  }

  /** Says `sound` instead of what was said so far; resolves when samples were said to their end or replaced. */
  say(sound: Sound): Promise<void> {
    this.#soundDone()
    this.#sound = sound
    this.#said = 0
    if (this.#closed || !(sound instanceof Int16Array)) return Promise.resolve()
    return new Promise((resolve) => {
      this.#soundDone = resolve
    })
  }

  /** Presses a key 0-9 * # A-D after those pressed before; resolves when it was sent or the call has ended. Throws RangeError for another. */
  press(key: string): Promise<void> {
    const event = key.length === 1 ? keyNames.indexOf(key.toUpperCase()) : -1
    if (event < 0) throw new RangeError(`There is no key "${key}" on a telephone.`)
    if (this.#closed) return Promise.resolve()
    return new Promise((done) => this.#keys.push({ event, sent: 0, startedAt: 0, done }))
  }

  /** Keys that the other side pressed, each once; returns the unsubscribe. */
  onKey(listener: (key: string) => void): () => void {
    this.#keyListeners.add(listener)
    return () => this.#keyListeners.delete(listener)
  }

  /** Called after each packet of sound; returns the unsubscribe. */
  onFrame(listener: () => void): () => void {
    this.#frameListeners.add(listener)
    return () => this.#frameListeners.delete(listener)
  }

  /** Stops sending and closes the socket; idempotent. */
  close(): void {
    clearInterval(this.#timer)
    this.#soundDone()
    for (const key of this.#keys) key.done()
    this.#keys = []
    this.#socket.removeAllListeners('message')
    if (!this.#closed) this.#socket.close()
    this.#closed = true
  }

  #turn(): void {
    const due = Math.floor((performance.now() - this.#startedAt) / frameMs) + 1
    this.#frames = Math.max(this.#frames, due - mostLate)
    for (; this.#frames < due; this.#frames += 1) this.#sendFrame()
  }

  #sendFrame(): void {
    const remote = this.#remote
    if (remote === undefined || remote.direction === 'sendonly' || remote.direction === 'inactive') return
    const timestamp = (this.#frames * frameSamples) >>> 0
    const key = this.#keys[0]
    if (key !== undefined && remote.digitsType !== undefined) {
      this.#sendKey(key, remote, remote.digitsType, timestamp)
      return
    }
    // The other side takes no keys: they are given up, so that nobody waits for them.
    if (key !== undefined) this.#keys.shift()?.done()
    this.#put(remote, remote.codec === 'PCMU' ? 0 : 8, timestamp, this.#frames === 0, this.#frame(remote.codec))
  }

  /** RFC 4733 2.5.1: every packet of a key has the timestamp of its begin; the end is said three times. */
  #sendKey(key: Key, remote: RemoteSound, type: number, timestamp: number): void {
    if (key.sent === 0) key.startedAt = timestamp
    key.sent += 1
    if (key.sent <= keyFrames + keyEnds) {
      const duration = Math.min(key.sent, keyFrames) * frameSamples
      const end = key.sent > keyFrames ? 0x80 : 0
      const payload = Buffer.from([key.event, end | 10, duration >> 8, duration & 0xff])
      this.#put(remote, type, key.startedAt, key.sent === 1, payload)
    }
    if (key.sent === keyFrames + keyEnds + keyPause) this.#keys.shift()?.done()
  }

  #frame(codec: Codec): Buffer {
    const sound = this.#sound
    if (sound === 'silence') return Buffer.alloc(frameSamples, silenceByte[codec])
    const from = this.#said
    this.#said += frameSamples
    if (typeof sound === 'number') {
      const wave = (_: unknown, n: number) => toneAmplitude * Math.sin((2 * Math.PI * sound * (from + n)) / sampleRate)
      return encode(codec, Int16Array.from({ length: frameSamples }, wave))
    }
    const samples = new Int16Array(frameSamples)
    samples.set(sound.subarray(from, from + frameSamples))
    if (this.#said >= sound.length) {
      this.#sound = 'silence'
      this.#soundDone()
    }
    return encode(codec, samples)
  }

  #put(remote: RemoteSound, type: number, timestamp: number, marker: boolean, payload: Buffer): void {
    const packet = Buffer.alloc(12 + payload.length)
    packet[0] = 0x80
    packet[1] = type | (marker ? 0x80 : 0)
    packet.writeUInt16BE(this.#sequence, 2)
    packet.writeUInt32BE(timestamp, 4)
    packet.writeUInt32BE(this.#ssrc, 8)
    payload.copy(packet, 12)
    this.#sequence = (this.#sequence + 1) & 0xffff
    this.#socket.send(packet, remote.port, remote.host)
  }

  #hear(bytes: Buffer): void {
    if (bytes.length < 13 || bytes[0]! >> 6 !== 2) return
    const type = bytes[1]! & 0x7f
    const payload = bytes.subarray(12 + (bytes[0]! & 0x0f) * 4)
    this.#count(bytes.readUInt16BE(2), bytes.readUInt32BE(8))
    if (type === 0 || type === 8) {
      this.packets += 1
      this.meter.hear(decode(type === 0 ? 'PCMU' : 'PCMA', payload))
      for (const listener of this.#frameListeners) listener()
    } else if (type === this.#remote?.digitsType || type === 101) this.#hearKey(payload, bytes.readUInt32BE(4))
  }

  #count(sequence: number, ssrc: number): void {
    if (this.#heard?.ssrc !== ssrc) this.#heard = { ssrc, expected: sequence, keyTimestamp: -1 }
    const ahead = (sequence - this.#heard.expected) & 0xffff
    // More than half the circle ahead is a late packet, not a gap.
    if (ahead >= 0x8000) return
    this.lost += ahead
    this.#heard.expected = (sequence + 1) & 0xffff
  }

  #hearKey(payload: Buffer, timestamp: number): void {
    const key = keyNames[payload[0] ?? 255]
    if (key === undefined || payload.length < 4 || this.#heard === undefined) return
    if (this.#heard.keyTimestamp === timestamp) return
    this.#heard.keyTimestamp = timestamp
    for (const listener of this.#keyListeners) listener(key)
  }
}
