/**
 * One worker as the main thread sees it: its line, and the handles of everything that lives there. When the thread
 * dies every handle is told, and a new thread takes the place with the same ports.
 */
import type { LegStats, Playback, Recording, RecordingResult, TelephonyLog } from '../telephony.ts'
import { EndpointHandle } from './endpoint-handle.ts'
import type { MediaNews, MediaVerb, MediaVerbs, MediaWorkerSettings } from './media-commands.ts'
import { type EndpointOptions, type MediaEndpoint, MediaUnavailable, type RecordOptions } from './media-engine.ts'
import { WorkerLine } from './worker-line.ts'

/** A thread that could not even start is replaced after this pause, ms; any other at once. */
const restartPauseMs = 500

export class MediaPlace {
  readonly #settings: MediaWorkerSettings
  readonly #log: TelephonyLog
  readonly #endpoints = new Map<string, EndpointHandle>()
  readonly #plays = new Map<number, PromiseWithResolvers<'finished' | 'stopped'>>()
  readonly #recordings = new Map<number, PromiseWithResolvers<RecordingResult>>()
  #line: WorkerLine
  #restart: NodeJS.Timeout | undefined
  #closed = false
  #next = 1

  constructor(settings: MediaWorkerSettings, log: TelephonyLog) {
    this.#settings = settings
    this.#log = log
    this.#line = this.#connect()
  }

  get line(): WorkerLine {
    return this.#line
  }

  /** How many endpoints live here, those being opened included. */
  get size(): number {
    return this.#endpoints.size
  }

  get freePorts(): number {
    return this.#line.freePorts
  }

  /** Resolves when the thread listens. */
  start(): Promise<void> {
    return this.#line.ready
  }

  /** Opens an endpoint here. Throws MediaRefusal, MediaUnavailable. */
  async open(kind: 'rtp' | 'browser', { id, offer }: EndpointOptions): Promise<EndpointHandle> {
    if (this.#endpoints.has(id)) throw new Error('A media endpoint of this id is open.')
    const handle = new EndpointHandle(this, id, kind)
    this.#endpoints.set(id, handle)
    try {
      const { sdp } = await this.#line.call('open', { endpoint: id, kind, offer })
      handle.localSdp = sdp
      return handle
    } catch (error) {
      this.#endpoints.delete(id)
      throw error
    }
  }

  async closeEndpoint(endpoint: EndpointHandle): Promise<LegStats | undefined> {
    if (!this.#lives(endpoint)) return undefined
    this.#endpoints.delete(endpoint.id)
    return this.#line.call('close-endpoint', { endpoint: endpoint.id }).catch(ignoreDeath)
  }

  /** Asks the worker something about endpoints. Throws MediaUnavailable when one of them is closed or died. */
  async call<V extends MediaVerb>(
    verb: V,
    endpoints: readonly MediaEndpoint[],
    ask: MediaVerbs[V]['ask'],
  ): Promise<MediaVerbs[V]['answer']> {
    if (!endpoints.every((endpoint) => this.#lives(endpoint)))
      throw new MediaUnavailable('The media endpoint is closed.')
    return this.#line.call(verb, ask)
  }

  play(handle: EndpointHandle, files: readonly string[], loop: boolean): Playback {
    const play = this.#number()
    const done = Promise.withResolvers<'finished' | 'stopped'>()
    this.#plays.set(play, done)
    const ask = { endpoint: handle.id, play, files, loop }
    // Whatever becomes of it comes back as news, so the order itself wants no answer.
    if (!this.#lives(handle) || !this.#line.tell('play', ask)) this.#played(play, 'stopped')
    return {
      done: done.promise,
      stop: () => {
        if (this.#plays.has(play) && !this.#line.tell('stop-playing', { play })) this.#played(play, 'stopped')
      },
    }
  }

  /** Throws when the file cannot be created or an endpoint is closed. */
  async record({ path, left, right, silenceMs }: RecordOptions): Promise<Recording> {
    const recording = this.#number()
    const settled = Promise.withResolvers<RecordingResult>()
    // The recording's owner hears of it through `stopped`; one who does not wait for it must not end the process.
    settled.promise.catch((error: unknown) =>
      this.#log.error({ path, error: String(error) }, 'A recording could not be completed.'),
    )
    this.#recordings.set(recording, settled)
    try {
      const heard = right === undefined ? [left] : [left, right]
      await this.call('record', heard, { recording, path, left: left.id, right: right?.id, silenceMs })
    } catch (error) {
      this.#recordings.delete(recording)
      throw error
    }
    return {
      path,
      stopped: settled.promise,
      pause: () => this.#line.call('pause-recording', { recording }),
      resume: () => this.#line.call('resume-recording', { recording }),
      stop: () => {
        if (this.#recordings.has(recording)) this.#line.call('stop-recording', { recording }).catch(settled.reject)
        return settled.promise
      },
    }
  }

  /** Ends everything here and the thread. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#restart)
    await this.#line.call('close', {}).catch(ignoreDeath)
    await this.#line.terminate()
  }

  #connect(): WorkerLine {
    const line = new WorkerLine(this.#settings, {
      news: (news) => this.#hear(news),
      death: (error) => this.#died(error),
    })
    // `start` reports a failure at the first start; a later one is reported by `#died`.
    line.ready.catch(() => undefined)
    return line
  }

  #hear(news: MediaNews): void {
    switch (news.type) {
      case 'digit':
        this.#guard(() => this.#endpoints.get(news.endpoint)?.tellDigit(news.digit))
        break
      case 'failed':
        this.#guard(() => this.#endpoints.get(news.endpoint)?.tellFailed(news.why))
        break
      case 'played':
        this.#played(news.play, news.how)
        break
      case 'recorded':
        this.#recorded(news.recording, news.result ?? new Error(news.error))
        break
      case 'log':
        this.#log[news.level](news.fields, news.sentence)
        break
      case 'ready':
        break
    }
  }

  #played(play: number, how: 'finished' | 'stopped'): void {
    this.#plays.get(play)?.resolve(how)
    this.#plays.delete(play)
  }

  #recorded(recording: number, result: RecordingResult | Error): void {
    const settled = this.#recordings.get(recording)
    this.#recordings.delete(recording)
    if (result instanceof Error) settled?.reject(result)
    else settled?.resolve(result)
  }

  #died(error: Error | undefined): void {
    for (const play of this.#plays.keys()) this.#played(play, 'stopped')
    const unavailable = new MediaUnavailable('The media worker died.')
    for (const recording of this.#recordings.keys()) this.#recorded(recording, unavailable)
    const orphans = [...this.#endpoints.values()]
    this.#endpoints.clear()
    if (this.#closed) return
    this.#log.error({ error: String(error), endpoints: orphans.length }, 'A media worker died and is replaced.')
    if (this.#line.listened) this.#line = this.#connect()
    else {
      this.#restart = setTimeout(() => {
        this.#line = this.#connect()
      }, restartPauseMs)
    }
    for (const orphan of orphans) this.#guard(() => orphan.tellFailed('worker-died'))
  }

  /** A listener that throws is logged, and the call goes on. */
  #guard(tell: () => void): void {
    try {
      tell()
    } catch (error) {
      this.#log.error({ error: String(error) }, 'A listener of a media endpoint failed.')
    }
  }

  #lives(endpoint: MediaEndpoint): boolean {
    return this.#endpoints.get(endpoint.id) === endpoint
  }

  #number(): number {
    this.#next += 1
    return this.#next
  }
}

/** What was to be closed is gone with its thread: that is as closed as can be. */
function ignoreDeath(error: unknown): undefined {
  if (!(error instanceof MediaUnavailable)) throw error
  return undefined
}
