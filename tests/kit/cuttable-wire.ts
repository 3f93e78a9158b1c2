/** A wire between a browser and the house that a test can cut: a plain TCP relay on a port of its own. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { freePort, httpPorts } from './free-ports.ts'

export interface CuttableWire {
  /** Where the browser goes instead of the house. */
  readonly url: string
  /** Breaks every connection and lets no new one through until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Opens a wire to the house on `port`. */
export async function openWire(port: number): Promise<CuttableWire> {
  const sockets = new Set<Socket>()
  let whole = true
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A broken wire is what this is for; the other end is told by the close that follows.
    socket.on('error', () => socket.destroy())
  }
  const server = createServer((near) => {
    keep(near)
    if (!whole) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    keep(far)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.pipe(far)
    far.pipe(near)
  })
  const own = await freePort(httpPorts)
  server.listen(own, '127.0.0.1')
  await once(server, 'listening')
  const breakAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${own}`,
    cut() {
      whole = false
      breakAll()
    },
    mend() {
      whole = true
    },
    async close() {
      breakAll()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
