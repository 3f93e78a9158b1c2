/** The desk inside a media worker: carries out the main thread's commands on endpoints, players and recorders. */
import { openBrowserLeg } from './browser-leg.ts'
import type { EndpointCarrier } from './endpoint-carrier.ts'
import type { MediaNews, MediaVerb, MediaVerbs, MediaWorkerSettings } from './media-commands.ts'
import { MediaUnavailable } from './media-engine.ts'
import { Player } from './player.ts'
import { PortPool } from './port-pool.ts'
import { PromptCache } from './prompt-cache.ts'
import { type Recorder, startRecorder } from './recorder.ts'
import { RtpCarrier } from './rtp-carrier.ts'
import { SoundEndpoint } from './sound-endpoint.ts'
import { systemWheelTime, Wheel } from './wheel.ts'

/** Sockets bound ahead in each worker. */
const socketsAhead = 32
/** A port of an ended call rests, ms. */
const portRestMs = 2000

/** An endpoint and what carries it. */
interface Seat {
  endpoint: SoundEndpoint
  carrier: EndpointCarrier
  /** Recordings in which it is heard. */
  recordings: Set<Recorder>
}

/** A playback and where it runs; `cancelled` before its files were read. */
interface Play {
  cancelled: boolean
  stop(): void
}

type Handlers = { [V in MediaVerb]: (ask: MediaVerbs[V]['ask']) => Promise<MediaVerbs[V]['answer']> }

export class MediaDesk {
  readonly #host: string
  readonly #tell: (news: MediaNews) => void
  readonly #wheel: Wheel
  readonly #ports: PortPool
  readonly #prompts = new PromptCache()
  readonly #seats = new Map<string, Seat>()
  readonly #plays = new Map<number, Play>()
  readonly #recorders = new Map<number, Recorder>()

  constructor(settings: MediaWorkerSettings, tell: (news: MediaNews) => void) {
    this.#host = settings.host
    this.#tell = tell
    this.#wheel = new Wheel(systemWheelTime, (error) =>
      this.#log('error', { error: String(error) }, 'A member of the media wheel failed and was dropped.'),
    )
    this.#ports = new PortPool({
      host: settings.host,
      ports: settings.ports,
      ahead: Math.min(socketsAhead, settings.ports.length >> 2),
      restMs: portRestMs,
      now: () => this.#wheel.now(),
    })
  }

  get freePorts(): number {
    return this.#ports.free
  }

  /** Binds the first sockets. */
  start(): Promise<void> {
    return this.#ports.fill()
  }

  /** Carries out one command. Throws MediaRefusal and MediaUnavailable as the port says. */
  carryOut<V extends MediaVerb>(verb: V, ask: MediaVerbs[V]['ask']): Promise<MediaVerbs[V]['answer']> {
    const handler: Handlers[V] = this.#handlers[verb]
    return handler(ask)
  }

  readonly #handlers: Handlers = {
    open: (ask) => this.#open(ask),
    'accept-answer': async ({ endpoint, sdp }) => {
      await this.#seat(endpoint).carrier.acceptAnswer(sdp)
      return undefined
    },
    'accept-offer': async ({ endpoint, sdp }) => ({ sdp: await this.#seat(endpoint).carrier.acceptOffer(sdp) }),
    connect: async ({ source, listener }) => {
      this.#seat(listener).endpoint.listenTo(this.#seat(source).endpoint)
      return undefined
    },
    disconnect: async ({ source, listener }) => {
      const from = this.#seats.get(source)
      if (from !== undefined) this.#seats.get(listener)?.endpoint.unlisten(from.endpoint)
      return undefined
    },
    play: (ask) => this.#play(ask),
    'stop-playing': async ({ play }) => {
      this.#plays.get(play)?.stop()
      return undefined
    },
    record: (ask) => this.#record(ask),
    'pause-recording': async ({ recording }) => {
      this.#recorders.get(recording)?.pause()
      return undefined
    },
    'resume-recording': async ({ recording }) => {
      this.#recorders.get(recording)?.resume()
      return undefined
    },
    'stop-recording': async ({ recording }) => {
      void this.#recorders.get(recording)?.stop()
      return undefined
    },
    stats: async ({ endpoint }) => this.#seat(endpoint).endpoint.figures(),
    'close-endpoint': ({ endpoint }) => this.#closeEndpoint(endpoint),
    close: () => this.#close(),
  }

  async #open({ endpoint: id, kind, offer }: MediaVerbs['open']['ask']): Promise<{ sdp: string }> {
    const carrier = kind === 'rtp' ? await this.#openRtp() : await this.#openBrowser(id)
    const endpoint = new SoundEndpoint({
      kind,
      wheel: this.#wheel,
      ssrc: carrier.ssrc,
      send: (packet) => carrier.send(packet),
      onDigit: (digit) => this.#tell({ type: 'digit', endpoint: id, digit }),
    })
    carrier.attach(endpoint)
    try {
      const sdp = offer === undefined ? await carrier.offer() : await carrier.acceptOffer(offer)
      this.#seats.set(id, { endpoint, carrier, recordings: new Set() })
      return { sdp }
    } catch (error) {
      endpoint.close()
      await carrier.close()
      throw error
    }
  }

  async #openRtp(): Promise<EndpointCarrier> {
    const socket = await this.#ports.takeSocket()
    const release = (taken: typeof socket) => this.#ports.release(taken)
    return new RtpCarrier({
      socket,
      port: this.#ports.portOf(socket),
      host: this.#host,
      release,
      now: () => this.#wheel.now(),
    })
  }

  #openBrowser(id: string): Promise<EndpointCarrier> {
    return openBrowserLeg({
      host: this.#host,
      ports: this.#ports,
      now: () => this.#wheel.now(),
      onFailed: (why) => this.#tell({ type: 'failed', endpoint: id, why }),
    })
  }

  async #play({ endpoint, play, files, loop }: MediaVerbs['play']['ask']): Promise<undefined> {
    const target = this.#seats.get(endpoint)?.endpoint
    if (target === undefined) {
      this.#tell({ type: 'played', play, how: 'stopped' })
      return undefined
    }
    const ended = (how: 'finished' | 'stopped') => {
      if (this.#plays.delete(play)) this.#tell({ type: 'played', play, how })
    }
    const entry: Play = {
      cancelled: false,
      stop: () => {
        entry.cancelled = true
        target.stopPlaying(ended)
        ended('stopped')
      },
    }
    this.#plays.set(play, entry)
    const held = files.map((file) => this.#prompts.held(file)).filter((prompt) => prompt !== undefined)
    const prompts = held.length === files.length ? held : await this.#load(files)
    if (entry.cancelled || this.#seats.get(endpoint)?.endpoint !== target) ended('stopped')
    else if (prompts.length === 0) entry.stop()
    else target.play(new Player(prompts, loop), ended)
    return undefined
  }

  /** A file that cannot be played is left out and logged: the call goes on. */
  async #load(files: readonly string[]) {
    const loaded = await Promise.allSettled(files.map((file) => this.#prompts.load(file)))
    return loaded.flatMap((result, index) => {
      if (result.status === 'fulfilled') return [result.value]
      this.#log('error', { file: files[index], error: String(result.reason) }, 'A prompt could not be played.')
      return []
    })
  }

  async #record({ recording, path, left, right, silenceMs }: MediaVerbs['record']['ask']): Promise<undefined> {
    const seats = [left, ...(right === undefined ? [] : [right])].map((id) => this.#seat(id))
    const channels = seats.map((seat) => seat.endpoint.playout)
    const recorder = await startRecorder({ path, channels, wheel: this.#wheel, silenceMs })
    this.#recorders.set(recording, recorder)
    for (const seat of seats) seat.recordings.add(recorder)
    const over = () => {
      this.#recorders.delete(recording)
      for (const seat of seats) seat.recordings.delete(recorder)
    }
    recorder.stopped.then(
      (result) => {
        over()
        this.#tell({ type: 'recorded', recording, result })
      },
      (error: unknown) => {
        over()
        this.#tell({ type: 'recorded', recording, error: String(error) })
      },
    )
    // A leg that ended while the file was being opened ends its recording too.
    if (seats.some((seat) => ![...this.#seats.values()].includes(seat))) void recorder.stop()
    return undefined
  }

  async #closeEndpoint(id: string): Promise<MediaVerbs['close-endpoint']['answer']> {
    const seat = this.#seats.get(id)
    this.#seats.delete(id)
    if (seat === undefined) return undefined
    for (const recorder of seat.recordings) void recorder.stop()
    const figures = seat.endpoint.figures()
    seat.endpoint.close()
    await seat.carrier.close()
    return figures
  }

  async #close(): Promise<undefined> {
    const recorded = [...this.#recorders.values()].map((recorder) => recorder.stop())
    await Promise.all([...this.#seats.keys()].map((id) => this.#closeEndpoint(id)))
    await Promise.allSettled(recorded)
    this.#wheel.close()
    await this.#ports.close()
    return undefined
  }

  #seat(id: string): Seat {
    const seat = this.#seats.get(id)
    if (seat === undefined) throw new MediaUnavailable('The media endpoint is closed.')
    return seat
  }

  #log(level: 'info' | 'warn' | 'error', fields: object, sentence: string): void {
    this.#tell({ type: 'log', level, fields, sentence })
  }
}
