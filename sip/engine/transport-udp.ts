/** SIP over UDP: one socket a listening address; each packet's source is a flow of its own. */
import { createSocket, type Socket } from 'node:dgram'
import { isIP } from 'node:net'
import { CAPS, type Endpoint, type Flow, type FlowEvents, isSendable } from './flow.ts'

export interface UdpTransport {
  readonly local: Endpoint
  /** The flow to an address; nothing is sent by asking. */
  flowTo(remote: Endpoint): Flow
  close(): Promise<void>
}

const RECEIVE_BUFFER = 4 * 1_048_576
const LONGEST_DATAGRAM = 65_507

/** Binds a socket; rejects with the system's error (`EADDRINUSE`, ...). */
export async function listenUdp(at: Endpoint, events: FlowEvents): Promise<UdpTransport> {
  const socket = createSocket({
    type: at.host.includes(':') ? 'udp6' : 'udp4',
    recvBufferSize: RECEIVE_BUFFER,
    // Only addresses come here, names are resolved before; asking the resolver for each packet costs more than the packet.
    lookup: (address, _options, done) => done(null, address, isIP(address)),
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(at.port, at.host, () => {
      socket.off('error', reject)
      resolve()
    })
  })
  const local = { host: at.host, port: socket.address().port }
  socket.on('error', () => events.counted('udp-socket-error'))
  socket.on('message', (packet, from) => {
    // Keep-alives and junk: a request line alone is longer than this.
    if (packet.length < 16) return
    if (packet.length > CAPS.head + CAPS.body) return events.counted('udp-too-long')
    const text = packet.toString('latin1', startOf(packet))
    events.message(text, new UdpFlow(socket, local, { host: from.address, port: from.port }), false)
  })
  return {
    local,
    flowTo: (remote) => new UdpFlow(socket, local, remote),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

class UdpFlow implements Flow {
  readonly transport = 'udp'
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly isOpen = true
  readonly #socket: Socket

  constructor(socket: Socket, local: Endpoint, remote: Endpoint) {
    this.#socket = socket
    this.local = local
    this.remote = remote
  }

  send(text: string, failed: (error: Error) => void): void {
    const { host, port } = this.remote
    const itself = port === this.local.port && host === this.local.host
    if (!isSendable(this.remote) || itself || text.length > LONGEST_DATAGRAM) {
      setImmediate(failed, new Error('address or size that is never sent to'))
      return
    }
    try {
      this.#socket.send(Buffer.from(text, 'latin1'), port, host, (error) => {
        if (error) failed(error)
      })
    } catch (error) {
      // A bad port or a closed socket throws here instead of calling back.
      setImmediate(failed, error instanceof Error ? error : new Error(String(error)))
    }
  }

  close(): void {
    // The socket belongs to the listener, not to the flow.
  }
}

/** RFC 3261 7.5: blank lines before the start line are ignored. */
function startOf(packet: Buffer): number {
  let at = 0
  while (packet[at] === 0x0d || packet[at] === 0x0a) at++
  return at
}
