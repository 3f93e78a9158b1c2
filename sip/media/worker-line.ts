/** The main thread's line to one media worker: commands with their answers, news, and its death. */
import { Worker } from 'node:worker_threads'
import type {
  MediaCommand,
  MediaNews,
  MediaOrder,
  MediaReply,
  MediaVerb,
  MediaVerbs,
  MediaWorkerSettings,
} from './media-commands.ts'
import { MediaRefusal, MediaUnavailable } from './media-engine.ts'

/** A command on its way. */
interface Waiting {
  resolve(answer: unknown): void
  reject(error: Error): void
}

/** V8 keeps what a heap once took: with its usual 48 MB of young objects this thread holds 90 MB for 30 MB of use. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 }

export class WorkerLine {
  /** As last told by the worker; 0 when it is dead. */
  freePorts: number
  /** The worker got as far as listening. */
  listened = false
  /** Resolves when the worker listens; rejects when it dies before. */
  readonly ready: Promise<void>
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #exited: Promise<void>
  #dead = false
  #next = 1

  constructor(
    settings: MediaWorkerSettings,
    on: { news(news: MediaNews): void; death(error: Error | undefined): void },
  ) {
    this.freePorts = settings.ports.length
    this.#worker = new Worker(new URL('./media-worker.ts', import.meta.url), {
      workerData: settings,
      resourceLimits,
    })
    const ready = Promise.withResolvers<void>()
    const exited = Promise.withResolvers<void>()
    this.ready = ready.promise
    this.#exited = exited.promise
    let failure: Error | undefined
    this.#worker.on('message', (message: MediaReply | MediaNews) => {
      if (message.type === 'reply') this.#answered(message)
      else if (message.type === 'ready') {
        this.freePorts = message.freePorts
        this.listened = true
        ready.resolve()
      } else on.news(message)
    })
    this.#worker.on('error', (error: Error) => {
      failure = error
    })
    this.#worker.on('exit', () => {
      this.#dead = true
      this.freePorts = 0
      const error = new MediaUnavailable('The media worker died.')
      ready.reject(error)
      for (const waiting of this.#waiting.values()) waiting.reject(error)
      this.#waiting.clear()
      exited.resolve()
      on.death(failure)
    })
  }

  /** Sends a command and waits for its answer. Throws MediaRefusal, MediaUnavailable or Error as the worker did. */
  call<V extends MediaVerb>(verb: V, ask: MediaVerbs[V]['ask']): Promise<MediaVerbs[V]['answer']> {
    if (this.#dead) return Promise.reject(new MediaUnavailable('The media worker died.'))
    const id = this.#next
    this.#next += 1
    return new Promise((resolve, reject) => {
      // The worker answers each verb with that verb's answer: the one place where the port's `unknown` gets its type.
      this.#waiting.set(id, { resolve: (answer) => resolve(answer as MediaVerbs[V]['answer']), reject })
      const command: MediaCommand<V> = { id, verb, ask }
      this.#worker.postMessage(command)
    })
  }

  /** Sends an order that is not answered; false when the worker is dead. */
  tell<V extends MediaOrder>(verb: V, ask: MediaVerbs[V]['ask']): boolean {
    if (this.#dead) return false
    const command: MediaCommand<V> = { verb, ask }
    this.#worker.postMessage(command)
    return true
  }

  /** Stops the thread at once; resolves when it is gone. */
  async terminate(): Promise<void> {
    await this.#worker.terminate()
    await this.#exited
  }

  #answered({ id, answer, error, freePorts }: MediaReply): void {
    this.freePorts = freePorts
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error === undefined) waiting?.resolve(answer)
    else waiting?.reject(errorOf(error))
  }
}

function errorOf({ name, message }: { name: string; message: string }): Error {
  if (name === 'MediaRefusal') return new MediaRefusal(message)
  return name === 'MediaUnavailable' ? new MediaUnavailable(message) : new Error(message)
}
