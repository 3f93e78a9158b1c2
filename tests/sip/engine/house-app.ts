/** The application side of the tests: the unmodified drachtio-srf on a freshly started engine, or on a daemon. */
import { once } from 'node:events'
import Srf from 'drachtio-srf'
import { type EmbeddedEngine, type EngineSettings, startEmbeddedEngine } from '../../../sip/engine/embedded-engine.ts'

/** The messages of drachtio-srf as far as the tests look at them. */
export interface AppMessage extends NodeJS.EventEmitter {
  readonly method: string
  readonly status: number
  readonly body: string
  readonly stackDialogId: string
  readonly res: AppResponse
  get(name: string): string
  cancel(callback?: (error: unknown, request: unknown) => void): void
}

export interface AppResponse {
  send(status: number, options?: object, callback?: (error: unknown, sent: AppMessage) => void): void
}

export interface AppDialog extends NodeJS.EventEmitter {
  readonly id: string
  readonly sip: { callId: string; localTag: string; remoteTag: string }
  readonly remote: { uri: string; sdp: string }
  destroy(options?: object): Promise<AppMessage>
  modify(sdp: string): Promise<string>
  request(options: object): Promise<AppMessage>
}

type Handler = (request: AppMessage, response: AppResponse) => void

/** The verbs of drachtio-srf that the tests use, typed by what they really do. */
export interface App extends NodeJS.EventEmitter {
  connect(options: object): void
  disconnect(): void
  use(method: string, handler: Handler): void
  createUAS(request: AppMessage, response: AppResponse, options: object): Promise<AppDialog>
  createUAC(uri: string, options: object, callbacks?: object): Promise<AppDialog>
  request(uri: string, options: object, callback: (error: unknown, request: AppMessage) => void): void
}

export interface House {
  readonly app: App
  readonly engine: EmbeddedEngine | undefined
  readonly udpPort: number
  readonly tcpPort: number
  readonly wsPort: number
  close(): Promise<void>
}

/** Connects an application and waits until it may speak. */
export async function connectApp(
  at: { host: string; port: number; secret: string },
  routes: Record<string, Handler> = {},
): Promise<App> {
  const app = new (Srf as unknown as new () => App)()
  for (const [method, handler] of Object.entries(routes)) app.use(method, handler)
  app.connect(at)
  const [error] = await once(app, 'connect')
  if (error) throw error
  return app
}

/** Starts an embedded engine on free ports with an application on it. */
export async function embeddedHouse(
  routes: Record<string, Handler>,
  timers?: EngineSettings['timers'],
): Promise<House> {
  const engine = await startEmbeddedEngine({
    listen: [
      { transport: 'udp', host: '127.0.0.1', port: 0 },
      { transport: 'tcp', host: '127.0.0.1', port: 0 },
    ],
    webSocketHost: '127.0.0.1',
    ...(timers === undefined ? {} : { timers }),
  })
  const app = await connectApp(engine, routes)
  return {
    app,
    engine,
    ...portsOf(engine.listening),
    close: async () => {
      app.disconnect()
      await engine.close()
    },
  }
}

/** Connects to the daemon of `DRACHTIO_URL` (`drachtio://secret@host:port`). */
export async function daemonHouse(url: string, routes: Record<string, Handler>): Promise<House> {
  const { username, hostname, port } = new URL(url)
  const app = new (Srf as unknown as new () => App)()
  for (const [method, handler] of Object.entries(routes)) app.use(method, handler)
  app.connect({ host: hostname, port: Number(port || 9022), secret: decodeURIComponent(username) })
  const [error, hostports] = await once(app, 'connect')
  if (error) throw error
  return { app, engine: undefined, ...portsOf(String(hostports).split(',')), close: async () => app.disconnect() }
}

function portsOf(listening: readonly string[]): { udpPort: number; tcpPort: number; wsPort: number } {
  const port = (transport: string): number =>
    Number(
      listening
        .find((one) => one.startsWith(`${transport}/`))
        ?.split(':')
        .at(-1) ?? 0,
    )
  return { udpPort: port('udp'), tcpPort: port('tcp'), wsPort: port('ws') }
}
