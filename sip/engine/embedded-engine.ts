/** The door of the embedded SIP engine: starts it in a thread of its own and says where drachtio-srf finds it. */
import { Worker } from 'node:worker_threads'
import type { WorkerOrder, WorkerReport } from './engine-worker.ts'
import type { SipServerHealth } from './sip-server.ts'

export interface EngineSettings {
  readonly listen: Array<{ readonly transport: 'udp' | 'tcp'; readonly host: string; readonly port: number }>
  /** The WebSocket listener takes a free port here; the HTTP origin proxies its `/sip` to it. */
  readonly webSocketHost: '127.0.0.1'
  /** The address that peers see when we are behind NAT. */
  readonly externalAddress?: string
  /** T1, T2 and T4 in milliseconds; only tests change them. */
  readonly timers?: { readonly t1?: number; readonly t2?: number; readonly t4?: number }
}

export type EngineHealth = SipServerHealth

export interface EmbeddedEngine {
  /** For `srf.connect({ host, port, secret })`. */
  readonly host: string
  readonly port: number
  readonly secret: string
  readonly webSocketPort: number
  /** `udp/127.0.0.1:5060`, with the ports really taken. */
  readonly listening: readonly string[]
  /** Rejects when the engine does not answer within 2 s or is gone. */
  health(): Promise<EngineHealth>
  /** Hears once of the end of the thread: with an error when nobody asked for it. */
  onExit(listener: (error?: Error) => void): void
  close(): Promise<void>
}

/** Settings that cannot be served; `code` is `address-in-use` or `address-not-usable`, `address` e.g. `udp:127.0.0.1:5060`. */
export class EngineStartError extends Error {
  readonly code: string
  readonly address: string

  constructor(code: string, address: string, message: string) {
    super(message)
    this.name = 'EngineStartError'
    this.code = code
    this.address = address
  }
}

/** V8 keeps what a heap once took: with its usual 48 MB of young objects this thread held 200 MB for 70 MB of use at 100 calls/s. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 }
const HEALTH_WITHIN_MS = 2_000
const CLOSE_WITHIN_MS = 3_000

/** Starts the engine; rejects with EngineStartError when an address is taken. */
export async function startEmbeddedEngine(settings: EngineSettings): Promise<EmbeddedEngine> {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
    workerData: settings,
    name: 'sip-engine',
    resourceLimits,
  })
  const exit = watchExit(worker)
  const started = await firstReport(worker)
  if (started.kind === 'refused') {
    await exit.done
    throw new EngineStartError(started.code, started.address, started.message)
  }
  const waiting = new Map<number, (health: EngineHealth) => void>()
  let asked = 0
  worker.on('message', (report: WorkerReport) => {
    if (report.kind === 'health') waiting.get(report.id)?.(report.health)
  })

  return {
    host: started.host,
    port: started.port,
    secret: started.secret,
    webSocketPort: started.webSocketPort,
    listening: started.listening,
    health: () => {
      const id = ++asked
      return new Promise<EngineHealth>((resolve, reject) => {
        const deadline = setTimeout(() => reject(new Error('the SIP engine does not answer')), HEALTH_WITHIN_MS)
        waiting.set(id, resolve)
        order(worker, { kind: 'health', id })
        void exit.done.then(() => reject(new Error('the SIP engine is gone')))
        waiting.set(id, (health) => {
          clearTimeout(deadline)
          resolve(health)
        })
      }).finally(() => waiting.delete(id))
    },
    onExit: (listener) => exit.listen(listener),
    close: async () => {
      exit.expected()
      order(worker, { kind: 'close' })
      const late = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS)
      await exit.done
      clearTimeout(late)
    },
  }
}

function order(worker: Worker, message: WorkerOrder): void {
  worker.postMessage(message)
}

type Begin = Extract<WorkerReport, { kind: 'started' | 'refused' }>

function firstReport(worker: Worker): Promise<Begin> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (report: WorkerReport) => {
      worker.off('error', reject)
      if (report.kind !== 'health') resolve(report)
    })
  })
}

function watchExit(worker: Worker): {
  done: Promise<void>
  listen(listener: (error?: Error) => void): void
  expected(): void
} {
  const listeners: Array<(error?: Error) => void> = []
  let failure: Error | undefined
  let wanted = false
  let over = false
  const tell = (listener: (error?: Error) => void): void => {
    if (wanted && failure === undefined) listener()
    else listener(failure ?? new Error('the SIP engine ended by itself'))
  }
  worker.on('error', (error) => {
    failure = error instanceof Error ? error : new Error(String(error))
  })
  const done = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      over = true
      for (const listener of listeners) tell(listener)
      resolve()
    })
  })
  return {
    done,
    listen: (listener) => {
      if (over) tell(listener)
      else listeners.push(listener)
    },
    expected: () => {
      wanted = true
    },
  }
}
