/** All listening addresses together: finds the way to a peer and says what our own addresses are. */
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { type Endpoint, type Flow, type FlowEvents, isSendable, type Transport } from './flow.ts'
import { hostPort, type SipUri, uriTransport } from './sip-uri.ts'
import type { Timers } from './timers.ts'
import { listenTcp, type TcpTransport } from './transport-tcp.ts'
import { listenUdp, type UdpTransport } from './transport-udp.ts'
import { listenWs, type WsTransport } from './transport-ws.ts'

export interface Listen {
  readonly transport: 'udp' | 'tcp'
  readonly host: string
  readonly port: number
}

export interface Transports {
  /** `udp/127.0.0.1:5060`, with the ports really taken. */
  readonly listening: readonly string[]
  /** The same with the external address, for the application. */
  readonly announced: readonly string[]
  readonly webSocketPort: number
  readonly connections: number
  /** host:port that peers reach us at by this flow. */
  ownAddress(flow: Flow): string
  /** The Contact that belongs to a flow, in angle brackets. */
  ownContact(flow: Flow): string
  /** Which way leads to a URI. Rejects never: `no-way` when no listener fits, `self` when it is ours, `unresolved` when DNS fails. */
  route(uri: SipUri): Route | Promise<Route>
  /** A flow to a known address by a transport, undefined when no listener fits. */
  flowTo(transport: Transport, remote: Endpoint): Flow | undefined
  close(): Promise<void>
}

export type Route = Flow | 'no-way' | 'self' | 'unresolved'

/** An address that could not be bound, in words of the settings. */
export class ListenError extends Error {
  readonly code: string
  readonly address: string

  constructor(address: string, cause: unknown) {
    const system = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    const code = system === 'EADDRINUSE' ? 'address-in-use' : 'address-not-usable'
    super(`cannot listen on ${address}: ${code}`, { cause })
    this.name = 'ListenError'
    this.code = code
    this.address = address
  }
}

/** Binds everything or nothing: throws ListenError for the first address that cannot be had. */
export async function openTransports(
  settings: { listen: readonly Listen[]; webSocketHost: string; externalAddress?: string },
  events: FlowEvents,
  timers: Timers,
): Promise<Transports> {
  const udp: UdpTransport[] = []
  const tcp: TcpTransport[] = []
  const ws: WsTransport[] = []
  const close = async (): Promise<void> => {
    await Promise.all([...udp, ...tcp, ...ws].map((transport) => transport.close()))
  }
  const bind = async (address: string, open: () => Promise<unknown>): Promise<void> => {
    try {
      await open()
    } catch (error) {
      await close()
      throw new ListenError(address, error)
    }
  }
  for (const at of settings.listen) {
    await bind(`${at.transport}:${hostPort(at.host, at.port)}`, async () => {
      if (at.transport === 'udp') udp.push(await listenUdp(at, events))
      else tcp.push(await listenTcp(at, events, timers))
    })
  }
  await bind(`ws:${settings.webSocketHost}:0`, async () =>
    ws.push(await listenWs(settings.webSocketHost, events, timers)),
  )

  const reachable = (host: string): string => settings.externalAddress ?? (isWildcard(host) ? firstAddress(host) : host)
  const ownAddress = (flow: Flow): string => hostPort(reachable(flow.local.host), flow.local.port)
  const locals: [string, Endpoint][] = [
    ...udp.map((one): [string, Endpoint] => ['udp', one.local]),
    ...tcp.map((one): [string, Endpoint] => ['tcp', one.local]),
    ...ws.map((one): [string, Endpoint] => ['ws', one.local]),
  ]

  function isOurs(transport: string, remote: Endpoint): boolean {
    return locals.some(
      ([kind, local]) =>
        kind === transport &&
        local.port === remote.port &&
        (local.host === remote.host ||
          remote.host === settings.externalAddress ||
          (isWildcard(local.host) && ownHosts().has(remote.host))),
    )
  }

  function flowTo(transport: Transport, remote: Endpoint): Flow | undefined {
    const family = isIP(remote.host)
    if (transport === 'udp') return best(udp, family, remote.host)?.flowTo(remote)
    return transport === 'tcp' ? best(tcp, family, remote.host)?.flowTo(remote) : undefined
  }

  function routeTo(transport: string, remote: Endpoint): Route {
    if (isOurs(transport, remote)) return 'self'
    if (!isSendable(remote)) return 'unresolved'
    return (transport === 'udp' || transport === 'tcp' ? flowTo(transport, remote) : undefined) ?? 'no-way'
  }

  function route(uri: SipUri): Route | Promise<Route> {
    const transport = uriTransport(uri)
    const port = uri.port ?? 5060
    if (transport !== 'udp' && transport !== 'tcp') return 'no-way'
    if (isIP(uri.host)) return routeTo(transport, { host: uri.host, port })
    const family = (transport === 'udp' ? udp : tcp)[0]?.local.host.includes(':') ? 6 : 4
    return lookup(uri.host, { family }).then(
      ({ address }) => routeTo(transport, { host: address, port }),
      () => 'unresolved' as const,
    )
  }

  return {
    listening: locals.map(([kind, local]) => `${kind}/${hostPort(local.host, local.port)}`),
    announced: locals.map(([kind, local]) => `${kind}/${hostPort(reachable(local.host), local.port)}`),
    webSocketPort: ws[0]?.local.port ?? 0,
    get connections() {
      return [...tcp, ...ws].reduce((sum, one) => sum + one.connections, 0)
    },
    ownAddress,
    ownContact: (flow) => `<sip:${ownAddress(flow)}${flow.transport === 'udp' ? '' : `;transport=${flow.transport}`}>`,
    route,
    flowTo,
    close,
  }
}

/** The listener of the right family, on the very host first, then on loopback for loopback and outside for outside. */
function best<T extends { readonly local: Endpoint }>(
  listeners: readonly T[],
  family: number,
  host: string,
): T | undefined {
  const fitting = listeners.filter((one) => (one.local.host.includes(':') ? 6 : 4) === (family === 6 ? 6 : 4))
  const near = isLoopback(host)
  return (
    fitting.find((one) => one.local.host === host) ??
    fitting.find((one) => isWildcard(one.local.host) || isLoopback(one.local.host) === near) ??
    fitting[0]
  )
}

function isLoopback(host: string): boolean {
  return host.startsWith('127.') || host === '::1'
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function ownHosts(): Set<string> {
  return new Set(Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((one) => one.address)))
}

function firstAddress(wildcard: string): string {
  const family = wildcard === '::' ? 'IPv6' : 'IPv4'
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const outside = all.find((one) => one.family === family && !one.internal)
  return outside?.address ?? (family === 'IPv6' ? '::1' : '127.0.0.1')
}
