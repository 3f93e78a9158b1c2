/** A flow is one way to one peer: a UDP address pair, a TCP connection or a WebSocket (RFC 5626). */

export type Transport = 'udp' | 'tcp' | 'ws'

export interface Endpoint {
  readonly host: string
  readonly port: number
}

export interface Flow {
  readonly transport: Transport
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly isOpen: boolean
  /** Sends one whole message (latin1 text); `failed` is called at most once, never synchronously. */
  send(text: string, failed: (error: Error) => void): void
  /** Closes a connection; does nothing for UDP. */
  close(): void
}

/** What transports tell the engine. */
export interface FlowEvents {
  /** `framed`: cut by a stream's Content-Length; `fault`: the stream is broken, answer what can be answered, the flow closes. */
  message(text: string, flow: Flow, framed: boolean, fault?: string): void
  closed(flow: Flow): void
  /** Something worth counting: a drop, a cut. */
  counted(what: string): void
}

/** Caps of all transports, in bytes, connections and milliseconds. */
export const CAPS = {
  head: 32_768,
  body: 65_536,
  connections: 4_096,
  connectionsPerHost: 1_024,
  /** A message that has begun must end within this time. */
  slowMessageMs: 10_000,
  /** A connection that never said anything is cut. */
  silentMs: 30_000,
  connectMs: 10_000,
  /** Bytes that may wait for a peer that does not read. */
  unsent: 1_048_576,
} as const

/** Tells whether two flows lead to the same peer by the same way. */
export function sameFlow(one: Flow, other: Flow): boolean {
  if (one === other) return true
  return (
    one.transport === 'udp' &&
    other.transport === 'udp' &&
    one.remote.port === other.remote.port &&
    one.remote.host === other.remote.host &&
    one.local.port === other.local.port
  )
}

/** Tells whether an address may be sent to: no broadcast, multicast or unspecified address, no port 0. */
export function isSendable(remote: Endpoint): boolean {
  if (!Number.isInteger(remote.port) || remote.port < 1 || remote.port > 65_535) return false
  const host = remote.host.toLowerCase()
  if (host.includes(':'))
    return !host.startsWith('ff') && host !== '::' && !/^::ffff:(0\.|22[4-9]\.|23\d\.|2[45]\d\.)/.test(host)
  const first = Number(host.slice(0, host.indexOf('.')))
  return first > 0 && first < 224
}

/** A flow that leads nowhere, for requests whose next hop cannot be found: sending fails, as it does on a closed connection. */
export function deadFlow(local: Endpoint, remote: Endpoint = { host: '', port: 0 }): Flow {
  return {
    transport: 'udp',
    local,
    remote,
    isOpen: false,
    send: (_text, failed) => {
      setImmediate(failed, new Error('no way to the next hop'))
    },
    close: () => undefined,
  }
}
