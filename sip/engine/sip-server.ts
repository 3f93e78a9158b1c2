/** The engine put together: transports below, transactions and dialogs in the middle, the link to the application on top. */
import { randomBytes } from 'node:crypto'
import { sendForDialog } from './app-dialog-requests.ts'
import { readAppMessage } from './app-message.ts'
import { sendCancel, sendOutside } from './app-requests.ts'
import { sendResponse } from './app-responses.ts'
import { type ClientTransactions, createClientTransactions } from './client-transactions.ts'
import { createDialogs } from './dialogs.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Flow, FlowEvents } from './flow.ts'
import { createFlowCache } from './flow-cache.ts'
import { isCompact, wireName } from './header-names.ts'
import { hangUp } from './inside.ts'
import type { Header, SipRequest, SipResponse } from './message.ts'
import { takeRequest, withdraw } from './network-requests.ts'
import { createOutgoingCalls } from './outgoing-calls.ts'
import { giveUp } from './own-answers.ts'
import { type Fault, type Incoming, parseMessage, type Via } from './parser.ts'
import { newTag } from './random-token.ts'
import { createReliableProvisionals } from './reliable-provisionals.ts'
import { brokenRequestText, completedVia } from './reply.ts'
import { createServerTransactions } from './server-transactions.ts'
import { createTimers } from './timers.ts'
import { createTiming } from './timing.ts'
import { type Listen, openTransports } from './transports.ts'
import { type AppLink, openWireServer, respond, type SipCommand } from './wire-link.ts'

export interface SipServerSettings {
  readonly listen: readonly Listen[]
  readonly webSocketHost: string
  readonly externalAddress?: string
  readonly timers?: { readonly t1?: number; readonly t2?: number; readonly t4?: number }
}

/** What is alive at this moment, and what has been counted since the start. */
export interface SipServerHealth {
  readonly connections: number
  readonly applications: number
  readonly transactions: number
  readonly dialogs: number
  readonly timers: number
  readonly registeredFlows: number
  /** CPU time of the engine's thread since it started, in milliseconds. */
  readonly cpuMs: number
  readonly counters: Record<string, number>
}

export interface SipServer {
  readonly host: string
  readonly port: number
  readonly secret: string
  readonly webSocketPort: number
  readonly listening: readonly string[]
  health(): SipServerHealth
  close(): Promise<void>
}

const WIRE_HOST = '127.0.0.1'
const TICK_MS = 10

/** Starts listening; throws ListenError when an address cannot be had. `crashed` hears of a bug met in a timer. */
export async function startSipServer(
  settings: SipServerSettings,
  crashed: (error: unknown) => void,
): Promise<SipServer> {
  const counters: Record<string, number> = {}
  const count = (what: string): void => {
    counters[what] = (counters[what] ?? 0) + 1
  }
  const timers = createTimers({ start: performance.now(), tickMs: TICK_MS, failed: crashed })
  const timing = createTiming(settings.timers)
  const secret = randomBytes(32).toString('hex')
  const heart = setInterval(() => timers.advance(performance.now()), TICK_MS)

  const servers = createServerTransactions({
    timers,
    timing,
    // RFC 4320 4.2: a late 408 to anything but an INVITE helps nobody.
    abandoned: (transaction) =>
      transaction.kind === 'invite' ? giveUp(parts, transaction, 408) : servers.end(transaction),
    unsent: () => count('responses-unsent'),
  })
  const clients: ClientTransactions = createClientTransactions({ timers, timing })
  const events: FlowEvents = { message: receive, closed: flowClosed, counted: count }
  const transports = await openTransports(settings, events, timers).catch((error: unknown) => {
    clearInterval(heart)
    throw error
  })
  const wire = await openWireServer(
    {
      host: WIRE_HOST,
      secret,
      addresses: () => ({ announced: transports.announced.join(','), local: transports.listening.join(',') }),
    },
    { sip: command, lost: applicationLost, counted: count },
  )
  const parts: EngineParts = {
    timers,
    timing,
    transports,
    wire,
    servers,
    clients,
    dialogs: createDialogs(),
    flows: createFlowCache(timers),
    reliable: createReliableProvisionals({ timers, timing, count }),
    count,
  }
  const calls = createOutgoingCalls(parts)

  function receive(text: string, flow: Flow, framed: boolean, fault?: string) {
    const read = parseMessage(text, framed)
    if ('fault' in read) return refuse(read, flow)
    if (fault !== undefined) return refuse({ fault, status: 400, message: read.message, via: read.envelope.via }, flow)
    if (isRequest(read)) {
      prepare(read.message.headers, read.envelope.via, flow)
      takeRequest(parts, read, flow)
    } else if (isResponse(read)) {
      expandCompact(read.message.headers)
      if (!clients.heard(read, flow)) count('responses-of-nothing')
    }
  }

  /** RFC 3261 16.3, 18.3: what can be answered gets its status, everything else silence. Never an answer to an ACK. */
  function refuse(fault: Fault, flow: Flow): void {
    count('malformed')
    const { message, via, status } = fault
    if (status === 0 || message?.kind !== 'request' || via === undefined || message.method === 'ACK') return
    prepare(message.headers, via, flow)
    flow.send(brokenRequestText(message, status, newTag()), () => count('responses-unsent'))
  }

  function command(link: AppLink, said: SipCommand) {
    const message = readAppMessage(said.text)
    if (message === undefined)
      return respond(link, said.id, `NOK|invalid request-uri: ${said.text.split('\r\n', 1)[0]?.slice(0, 256) ?? ''}`)
    if (message.kind === 'response') {
      if (said.transactionId === '') return respond(link, said.id, 'NO|transaction id missing')
      return sendResponse(parts, link, said, message)
    }
    if (said.dialogId !== '') return sendForDialog(parts, link, said, message)
    if (said.transactionId !== '' && message.method === 'CANCEL') return sendCancel(parts, calls, link, said, message)
    if (said.transactionId !== '') return respond(link, said.id, 'NOK|only CANCEL names a transaction')
    sendOutside(parts, calls, link, said, message)
  }

  function applicationLost(link: AppLink): void {
    calls.abandon(link)
    for (const open of servers.unanswered((one) => one.owner === link)) giveUp(parts, open, 503)
    // Nobody can speak in these any more; the peer's next request gets its 481.
    for (const dialog of parts.dialogs.of(link)) parts.dialogs.remove(dialog)
  }

  function flowClosed(flow: Flow): void {
    parts.flows.forget(flow)
    clients.flowClosed(flow)
    for (const open of servers.unanswered((one) => one.flow === flow && one.kind === 'invite')) {
      withdraw(parts, open, cancelForLostFlow(open.incoming.message), flow)
    }
    // A TCP peer is called back at its Contact when there is something to say; a browser cannot be.
    if (flow.transport === 'ws') for (const dialog of parts.dialogs.of(flow)) hangUp(parts, dialog, 'Connection lost')
  }

  let closing: Promise<void> | undefined
  return {
    host: WIRE_HOST,
    port: wire.port,
    secret,
    webSocketPort: transports.webSocketPort,
    listening: transports.listening,
    health: () => ({
      connections: transports.connections,
      applications: wire.links,
      transactions: servers.size + clients.size,
      dialogs: parts.dialogs.size,
      timers: timers.size,
      registeredFlows: parts.flows.size,
      cpuMs: threadCpuMs(),
      counters: { ...counters },
    }),
    close: () => {
      clearInterval(heart)
      closing ??= Promise.all([wire.close(), transports.close()]).then(() => undefined)
      return closing
    },
  }
}

function isRequest(read: Incoming): read is Incoming<SipRequest> {
  return read.message.kind === 'request'
}

function isResponse(read: Incoming): read is Incoming<SipResponse> {
  return read.message.kind === 'response'
}

/** Completes the topmost Via and writes compact names out, in place. */
function prepare(headers: Header[], via: Via, flow: Flow): void {
  expandCompact(headers)
  const at = headers.findIndex(({ key }) => key === 'via')
  const top = headers[at]
  if (top === undefined) return
  headers[at] = { ...top, value: completedVia(via, flow.remote) + top.value.slice(via.text.length) }
}

/** The application's parser does not know all compact forms. */
function expandCompact(headers: Header[]): void {
  for (let at = 0; at < headers.length; at++) {
    const header = headers[at]
    if (header !== undefined && isCompact(header.name))
      headers[at] = { ...header, name: wireName(header.key, header.key) }
  }
}

/** The application learns of a caller whose connection broke as if the caller had cancelled. */
function cancelForLostFlow(invite: SipRequest): string {
  const kept = new Set(['via', 'from', 'to', 'call-id', 'cseq', 'max-forwards'])
  let text = `CANCEL ${invite.uri} SIP/2.0\r\n`
  for (const { name, key, value } of invite.headers) {
    if (kept.has(key)) text += `${name}: ${key === 'cseq' ? value.replace('INVITE', 'CANCEL') : value}\r\n`
  }
  return `${text}Reason: SIP;cause=503;text="Connection lost"\r\nContent-Length: 0\r\n\r\n`
}

function threadCpuMs(): number {
  const usage = process.threadCpuUsage()
  return (usage.user + usage.system) / 1_000
}
