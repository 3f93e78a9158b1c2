/** The thread that the SIP server lives in; it speaks with the door by plain messages. */
import { parentPort, workerData } from 'node:worker_threads'
import { type SipServerHealth, type SipServerSettings, startSipServer } from './sip-server.ts'
import { ListenError } from './transports.ts'

/** Door to worker. */
export type WorkerOrder = { readonly kind: 'health'; readonly id: number } | { readonly kind: 'close' }

/** Worker to door. */
export type WorkerReport =
  | {
      readonly kind: 'started'
      readonly host: string
      readonly port: number
      readonly secret: string
      readonly webSocketPort: number
      readonly listening: readonly string[]
    }
  | { readonly kind: 'refused'; readonly code: string; readonly address: string; readonly message: string }
  | { readonly kind: 'health'; readonly id: number; readonly health: SipServerHealth }

const port = parentPort
if (port !== null) await run(port, workerData as SipServerSettings)

async function run(door: NonNullable<typeof parentPort>, settings: SipServerSettings): Promise<void> {
  const report = (message: WorkerReport): void => door.postMessage(message)
  try {
    const server = await startSipServer(settings, (error) => {
      // A bug in a timer ends the thread: the door tells the house, which drains and exits.
      throw error
    })
    door.on('message', (order: WorkerOrder) => {
      if (order.kind === 'health') report({ kind: 'health', id: order.id, health: server.health() })
      else void server.close().then(() => door.close())
    })
    const { host, port: wirePort, secret, webSocketPort, listening } = server
    report({ kind: 'started', host, port: wirePort, secret, webSocketPort, listening })
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    report({ kind: 'refused', code: error.code, address: error.address, message: error.message })
    door.close()
  }
}
