/** A SIP phone without a mind: sends what the script says and waits for what the script expects, over UDP, TCP or WebSocket. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'

export const SDP =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 15900 RTP/AVP 8\r\na=sendrecv\r\n'

const PATIENCE_MS = 8_000
let serial = 0

/** One message that arrived, with the few fields that scripts ask for. */
export interface Heard {
  readonly text: string
  /** `INVITE`, or `200 INVITE` for a response. */
  readonly what: string
  readonly status: number
  readonly body: string
  header(name: string): string
  headers(name: string): string[]
}

export interface ScriptedPeer {
  readonly port: number
  /** host:port for Via and Contact. */
  readonly place: string
  readonly transport: 'UDP' | 'TCP' | 'WS'
  send(text: string | Buffer): void
  /** The next message of that kind (`INVITE`, `180 INVITE`, ...), leaving others for later. */
  receives(what: string): Promise<Heard>
  /** How many messages of that kind wait unread. */
  count(what: string): number
  /** The statuses of the responses that wait unread, in order. */
  statuses(): number[]
  /** The status of the next response, of whatever method, 100 left out. */
  firstStatus(): Promise<number>
  /** Settles when the other side has closed the connection. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** A peer with a UDP socket of its own that sends to `port` on loopback. */
export async function udpPeer(port: number): Promise<ScriptedPeer> {
  const socket: UdpSocket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const inbox = createInbox()
  let target = port
  socket.on('message', (packet, from) => {
    target = from.port
    inbox.put(packet.toString('latin1'))
  })
  return {
    ...inbox,
    port: socket.address().port,
    place: `127.0.0.1:${socket.address().port}`,
    transport: 'UDP',
    send: (text) => socket.send(typeof text === 'string' ? Buffer.from(text, 'latin1') : text, target, '127.0.0.1'),
    closed: new Promise(() => undefined),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** A peer with one TCP connection. */
export async function tcpPeer(port: number): Promise<ScriptedPeer> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const inbox = createInbox()
  let held = ''
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    // The answer to a keep-alive is a blank line of its own.
    held = (held + chunk.toString('latin1')).replace(/^(\r\n)+/, '')
    for (let end = held.indexOf('\r\n\r\n'); end >= 0; end = held.indexOf('\r\n\r\n')) {
      const length = Number(/^content-length\s*:\s*(\d+)/im.exec(held.slice(0, end))?.[1] ?? 0)
      if (held.length < end + 4 + length) return
      inbox.put(held.slice(0, end + 4 + length))
      held = held.slice(end + 4 + length)
    }
  })
  const local = socket.localPort ?? 0
  return {
    ...inbox,
    port: local,
    place: `127.0.0.1:${local}`,
    transport: 'TCP',
    send: (text) => void socket.write(text, 'latin1'),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    close: async () => {
      socket.destroy()
    },
  }
}

/** A browser's softphone: a WebSocket with the sub-protocol `sip` and an address that nobody can resolve. */
export async function wsPeer(port: number): Promise<ScriptedPeer> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, 'sip')
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const inbox = createInbox()
  socket.on('message', (data) => inbox.put(Buffer.isBuffer(data) ? data.toString('latin1') : ''))
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return {
    ...inbox,
    port: 0,
    place: `x${++serial}abc.invalid`,
    transport: 'WS',
    send: (text) => socket.send(typeof text === 'string' ? text : text, { binary: false }),
    closed,
    close: async () => {
      socket.close()
      await closed
    },
  }
}

/** What a request of the script is made of; everything has a default. */
export interface Script {
  uri: string
  callId: string
  fromTag: string
  toTag: string
  cseq: number
  branch: string
  headers: string[]
  body: string
}

/** Writes a request from the peer. */
export function request(peer: ScriptedPeer, method: string, script: Partial<Script> = {}): string {
  const body = script.body ?? ''
  const uri = script.uri ?? 'sip:1000@127.0.0.1'
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/${peer.transport} ${peer.place};branch=${script.branch ?? `z9hG4bKpeer${process.pid}x${++serial}`}`,
    `From: "caller" <sip:caller@${peer.place}>;tag=${script.fromTag ?? 'peer'}`,
    `To: <sip:1000@127.0.0.1>${script.toTag ? `;tag=${script.toTag}` : ''}`,
    `Call-ID: ${script.callId ?? newCallId()}`,
    `CSeq: ${script.cseq ?? 1} ${method}`,
    `Contact: <sip:caller@${peer.place}${peer.transport === 'UDP' ? '' : `;transport=${peer.transport.toLowerCase()}`}>`,
    'Max-Forwards: 70',
    ...(script.headers ?? []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** A Call-ID that no other script uses. */
export function newCallId(): string {
  return `call-${process.pid}-${Date.now()}-${++serial}`
}

/** Writes the answer of the peer to a request it has heard. */
export function reply(
  peer: ScriptedPeer,
  to: Heard,
  status: number,
  extra: { toTag?: string; headers?: string[]; body?: string } = {},
): string {
  const body = extra.body ?? ''
  const toValue = to.header('to')
  const toLine = toValue.includes('tag=') ? toValue : `${toValue};tag=${extra.toTag ?? 'callee'}`
  return [
    `SIP/2.0 ${status} Whatever`,
    ...to.headers('via').map((via) => `Via: ${via}`),
    `From: ${to.header('from')}`,
    `To: ${toLine}`,
    `Call-ID: ${to.header('call-id')}`,
    `CSeq: ${to.header('cseq')}`,
    `Contact: <sip:callee@${peer.place}${peer.transport === 'UDP' ? '' : `;transport=${peer.transport.toLowerCase()}`}>`,
    ...(extra.headers ?? []),
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n')
}

/** The tag in a From or To value. */
export function tagOf(value: string): string {
  return /;tag=([^;>\s]+)/.exec(value)?.[1] ?? ''
}

function createInbox() {
  const unread: Heard[] = []
  const waiting = new Map<string, Array<(heard: Heard) => void>>()
  const anyStatus: Array<(status: number) => void> = []
  const statuses = (): number[] => unread.map((heard) => heard.status).filter((status) => status > 100)
  return {
    statuses,
    firstStatus: () =>
      new Promise<number>((resolve, reject) => {
        const status = statuses()[0]
        if (status !== undefined) return resolve(status)
        const deadline = setTimeout(() => reject(new Error('expected any response, heard none')), PATIENCE_MS)
        anyStatus.push((heard) => {
          clearTimeout(deadline)
          resolve(heard)
        })
      }),
    put: (text: string) => {
      const heard = read(text)
      if (heard === undefined) return
      if (heard.status > 100) anyStatus.shift()?.(heard.status)
      const next = waiting.get(heard.what)?.shift()
      if (next === undefined) unread.push(heard)
      else next(heard)
    },
    receives: (what: string) =>
      new Promise<Heard>((resolve, reject) => {
        const at = unread.findIndex((heard) => heard.what === what)
        const found = at < 0 ? undefined : unread.splice(at, 1)[0]
        if (found !== undefined) return resolve(found)
        const deadline = setTimeout(
          () => reject(new Error(`expected ${what}, heard only: ${unread.map((heard) => heard.what).join(', ')}`)),
          PATIENCE_MS,
        )
        const list = waiting.get(what) ?? []
        waiting.set(what, list)
        list.push((heard) => {
          clearTimeout(deadline)
          resolve(heard)
        })
      }),
    count: (what: string) => unread.filter((heard) => heard.what === what).length,
  }
}

function read(text: string): Heard | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const lines = text.slice(0, end).split('\r\n')
  const first = lines[0] ?? ''
  const headers = (name: string): string[] =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim())
  const status = first.startsWith('SIP/2.0 ') ? Number(first.slice(8, 11)) : 0
  const method = headers('cseq')[0]?.split(' ')[1] ?? ''
  return {
    text,
    what: status > 0 ? `${status} ${method}` : first.slice(0, first.indexOf(' ')),
    status,
    body: text.slice(end + 4),
    header: (name) => headers(name)[0] ?? '',
    headers,
  }
}
