/** A scripted SIP phone or trunk for tests: says exactly what the script says, keeps everything it hears. UDP or WebSocket. */

import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type HeardMessage, readMessage, tagOf, uriOf, writeMessage } from './sip-message.ts'

type Headers = Record<string, string>

/** How the peer's bytes travel. */
interface Wire {
  via: string
  contact: string
  address: string
  send(text: string): void
  close(): Promise<void>
}

export interface SipPeerOptions {
  /** Address to send from; default 127.0.0.1. */
  host?: string
  /** 0 = any free one. */
  port?: number
  /** Where requests go: the engine's UDP listener. */
  server: { host: string; port: number }
  user?: string
}

/** A peer on UDP. */
export async function openSipPeer(options: SipPeerOptions): Promise<SipPeer> {
  const host = options.host ?? '127.0.0.1'
  const user = options.user ?? 'peer'
  const socket = createSocket('udp4')
  socket.bind(options.port ?? 0, host)
  await once(socket, 'listening')
  const address = `${host}:${socket.address().port}`
  const peer = new SipPeer(user, `sip:${options.server.host}:${options.server.port}`, {
    via: `SIP/2.0/UDP ${address}`,
    contact: `sip:${user}@${address}`,
    address,
    send: (text) => socket.send(text, options.server.port, options.server.host),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  })
  socket.on('message', (bytes) => peer.hear(bytes.toString()))
  return peer
}

/** A peer on a WebSocket (RFC 7118), as a browser would be. */
export async function openWebSocketPeer(options: {
  url: string
  user: string
  domain: string
  via?: string
}): Promise<SipPeer> {
  const socket = new WebSocket(options.url, 'sip')
  await once(socket, 'open')
  const host = `${randomBytes(6).toString('hex')}.invalid`
  const peer = new SipPeer(options.user, `sip:${options.domain}`, {
    via: options.via ?? `SIP/2.0/WS ${host}`,
    contact: `sip:${options.user}@${host};transport=ws`,
    address: host,
    send: (text) => socket.send(text),
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return
      socket.terminate()
      await once(socket, 'close')
    },
  })
  socket.on('message', (bytes) => peer.hear(Buffer.isBuffer(bytes) ? bytes.toString() : ''))
  return peer
}

/** Messages waiting for whoever asks, and askers waiting for messages. */
class Inbox<T> {
  readonly all: T[] = []
  readonly #waiting: T[] = []
  readonly #askers = new Set<() => void>()

  put(item: T): void {
    this.all.push(item)
    this.#waiting.push(item)
    for (const ask of this.#askers) ask()
  }

  /** The first waiting item that fits, now or within `withinMs`; others stay. */
  take(fits: (item: T) => boolean, what: string, withinMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const ask = () => {
        const index = this.#waiting.findIndex(fits)
        if (index < 0) return
        done()
        resolve(this.#waiting.splice(index, 1)[0]!)
      }
      const done = () => {
        clearTimeout(timer)
        this.#askers.delete(ask)
      }
      const timer = setTimeout(() => {
        done()
        reject(new Error(`Expected ${what} within ${withinMs} ms; heard ${this.all.length} messages.`))
      }, withinMs)
      this.#askers.add(ask)
      ask()
    })
  }
}

const patienceMs = 5000

export class SipPeer {
  readonly user: string
  readonly contact: string
  /** `ip:port` of this peer (a made-up host on WebSocket). */
  readonly address: string
  /** Start lines of everything heard, in order. */
  readonly log: string[] = []
  readonly #server: string
  readonly #wire: Wire
  readonly #calls = new Map<string, PeerCall>()
  readonly #incoming = new Inbox<PeerCall>()
  readonly #others = new Inbox<HeardMessage>()
  #muted = false
  #closing: Promise<void> | undefined

  constructor(user: string, server: string, wire: Wire) {
    this.user = user
    this.contact = wire.contact
    this.address = wire.address
    this.#server = server
    this.#wire = wire
  }

  /** Sends an INVITE; `sdp` undefined is a delayed offer. */
  invite(options: { to: string; from?: string; sdp?: string; headers?: Headers; callId?: string }): PeerCall {
    const call = new PeerCall(this, options.callId ?? `${randomBytes(8).toString('hex')}@peer`)
    call.localUri = `<sip:${options.from ?? this.user}@${this.address}>`
    call.remoteUri = `<sip:${options.to}@${this.#server.replace('sip:', '')}>`
    call.target = `sip:${options.to}@${this.#server.replace('sip:', '')}`
    this.#calls.set(call.callId, call)
    call.sendInvite(options.sdp, options.headers)
    return call
  }

  /** The next call that comes in. */
  async nextCall(withinMs = patienceMs): Promise<PeerCall> {
    return this.#incoming.take(() => true, 'a call', withinMs)
  }

  /** Sends a request outside any dialog and returns the final response. */
  async request(
    method: string,
    options: { uri?: string; headers?: Headers; callId?: string; cseq?: number } = {},
  ): Promise<HeardMessage> {
    const callId = options.callId ?? `${randomBytes(8).toString('hex')}@peer`
    const own = `<sip:${this.user}@${this.#server.replace('sip:', '')}>`
    this.send(`${method} ${options.uri ?? this.#server} SIP/2.0`, {
      Via: this.via(),
      'Max-Forwards': '70',
      From: `${own};tag=${randomBytes(4).toString('hex')}`,
      To: own,
      'Call-ID': callId,
      CSeq: `${options.cseq ?? 1} ${method}`,
      Contact: `<${this.contact}>`,
      ...options.headers,
    })
    const final = (message: HeardMessage) => message.header('call-id') === callId && (message.status ?? 0) >= 200
    return this.#others.take(final, `an answer to ${method}`, patienceMs)
  }

  /** REGISTER with digest; returns the last answer. `reuse` sends this Authorization at once instead of asking for a challenge. */
  async register(
    password: string,
    options: {
      user?: string
      to?: string
      expires?: number
      algorithm?: 'MD5' | 'SHA-256'
      contact?: string
      reuse?: string
    } = {},
  ) {
    const user = options.user ?? this.user
    const callId = `${randomBytes(8).toString('hex')}@peer`
    const headers: Headers = { Contact: options.contact ?? `<${this.contact}>`, Expires: String(options.expires ?? 60) }
    if (options.to !== undefined) headers.To = `<sip:${options.to}@x>`
    if (options.reuse !== undefined) {
      const answer = await this.request('REGISTER', { headers: { ...headers, Authorization: options.reuse }, callId })
      return { answer, authorization: options.reuse }
    }
    const challenge = await this.request('REGISTER', { headers, callId })
    const offers = challenge.headers.get('www-authenticate') ?? []
    const offer = offers.find((one) => one.includes(`algorithm=${options.algorithm ?? 'MD5'}`)) ?? ''
    const authorization = authorize(offer, {
      user,
      password,
      method: 'REGISTER',
      uri: this.#server,
      algorithm: options.algorithm ?? 'MD5',
    })
    const answer = await this.request('REGISTER', {
      headers: { ...headers, Authorization: authorization },
      callId,
      cseq: 2,
    })
    return { answer, authorization }
  }

  /** From now on everything heard is dropped, as if the cable were cut. */
  mute(): void {
    this.#muted = true
  }

  send(startLine: string, headers: Headers, body = ''): void {
    this.#wire.send(writeMessage(startLine, Object.entries(headers), body))
  }

  via(branch = `z9hG4bK${randomBytes(8).toString('hex')}`): string {
    return `${this.#wire.via};branch=${branch};rport`
  }

  /** A message from the wire. Requests of unknown dialogs other than INVITE are answered: OPTIONS 200, the rest 481. */
  hear(text: string): void {
    if (this.#muted || text.trim() === '') return
    const message = readMessage(text)
    this.log.push(message.startLine)
    const callId = message.header('call-id')
    const call = this.#calls.get(callId)
    if (call !== undefined) call.hear(message)
    else if (message.method === 'INVITE') this.#ring(callId, message)
    else if (message.method !== undefined && message.method !== 'ACK') {
      this.#others.put(message)
      answerTo(this, message, message.method === 'OPTIONS' ? 200 : 481)
    } else this.#others.put(message)
  }

  /** The next request outside any call, for instance an OPTIONS probe. */
  expectRequest(method: string, withinMs = patienceMs): Promise<HeardMessage> {
    return this.#others.take((message) => message.method === method, method, withinMs)
  }

  /** Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#wire.close()
    return this.#closing
  }

  #ring(callId: string, invite: HeardMessage): void {
    const call = new PeerCall(this, callId)
    this.#calls.set(callId, call)
    call.takeInvite(invite)
    this.#incoming.put(call)
  }
}

/** One call of a peer, either way. */
export class PeerCall {
  readonly callId: string
  localUri = ''
  remoteUri = ''
  target = ''
  localTag = randomBytes(4).toString('hex')
  remoteTag = ''
  /** The peer's last INVITE that we were sent, or that we sent. */
  invited: HeardMessage | undefined
  /** SDP of the other side as heard last. */
  remoteSdp = ''
  readonly #peer: SipPeer
  readonly #inbox = new Inbox<HeardMessage>()
  #cseq = 0
  #inviteBranch = ''
  #inviteCseq = 0

  constructor(peer: SipPeer, callId: string) {
    this.#peer = peer
    this.callId = callId
  }

  /** Start lines of everything heard in this call. */
  get heard(): string[] {
    return this.#inbox.all.map((message) => message.startLine)
  }

  /** Waits for a status (of any request) or a method. */
  async expect(what: number | string, withinMs = patienceMs): Promise<HeardMessage> {
    const message = await this.#inbox.take(
      (heard) => (typeof what === 'number' ? heard.status === what : heard.method === what),
      `${what} in ${JSON.stringify(this.heard)}`,
      withinMs,
    )
    return message
  }

  sendInvite(sdp: string | undefined, headers: Headers = {}): void {
    this.#inviteBranch = `z9hG4bK${randomBytes(8).toString('hex')}`
    this.#inviteCseq = this.#cseq + 1
    this.#request(
      'INVITE',
      { ...(sdp === undefined ? {} : { 'Content-Type': 'application/sdp' }), ...headers },
      sdp ?? '',
      this.#inviteBranch,
    )
  }

  /** Sends the last INVITE's copy with another branch, as a network that forked and merged would. */
  sendMergedCopy(sdp: string): void {
    this.#cseq -= 1
    this.#request('INVITE', { 'Content-Type': 'application/sdp' }, sdp, `z9hG4bK${randomBytes(8).toString('hex')}`)
  }

  /** ACK of a 200; with SDP after a delayed offer. */
  ack(sdp?: string): void {
    const headers = {
      ...this.#common('ACK', this.#inviteCseq),
      ...(sdp === undefined ? {} : { 'Content-Type': 'application/sdp' }),
    }
    this.#peer.send(`ACK ${this.target} SIP/2.0`, headers, sdp)
  }

  /** RFC 3261 9.1: the same branch as the INVITE. */
  cancel(): void {
    const headers = {
      ...this.#common('CANCEL', this.#inviteCseq),
      Via: this.#peer.via(this.#inviteBranch),
      To: this.remoteUri,
    }
    this.#peer.send(`CANCEL ${this.target} SIP/2.0`, headers)
  }

  /** ACK of a final response of 300 or more: same branch as the INVITE (RFC 3261 17.1.1.3). */
  ackRefusal(): void {
    const headers = { ...this.#common('ACK', this.#inviteCseq), Via: this.#peer.via(this.#inviteBranch) }
    this.#peer.send(`ACK ${this.target} SIP/2.0`, headers)
  }

  bye(): void {
    this.#request('BYE')
  }

  /** re-INVITE with a new offer. */
  reinvite(sdp?: string): void {
    this.sendInvite(sdp)
  }

  /** A digit by INFO, `application/dtmf-relay`. */
  info(digit: string): void {
    this.#request('INFO', { 'Content-Type': 'application/dtmf-relay' }, `Signal=${digit}\r\nDuration=100\r\n`)
  }

  /** Any other request in the dialog. */
  request(method: string, headers: Headers = {}, body = ''): void {
    this.#request(method, headers, body)
  }

  /** Answers the INVITE that came in. */
  reply(status: number, sdp?: string): void {
    if (this.invited === undefined) throw new Error('No INVITE has come in.')
    answerTo(this.#peer, this.invited, status, { tag: this.localTag, ...(sdp === undefined ? {} : { sdp }) })
  }

  /** Answers any request heard in the call. */
  replyTo(request: HeardMessage, status: number): void {
    answerTo(this.#peer, request, status)
  }

  takeInvite(invite: HeardMessage): void {
    this.invited = invite
    this.localUri = invite.header('to')
    this.remoteUri = `<${uriOf(invite.header('from'))}>`
    this.remoteTag = tagOf(invite.header('from'))
    this.target = uriOf(invite.header('contact'))
    this.remoteSdp = invite.body
  }

  /** Keeps dialog data up to date; answers BYE with 200 and CANCEL with 200 and 487, as any phone does. */
  hear(message: HeardMessage): void {
    if (message.status !== undefined) this.#hearResponse(message)
    else if (message.method === 'BYE') answerTo(this.#peer, message, 200)
    else if (message.method === 'CANCEL' && this.answersCancel) {
      answerTo(this.#peer, message, 200)
      this.reply(487)
    } else if (message.method === 'INVITE') this.takeInvite(message)
    this.#inbox.put(message)
  }

  /** False plays the phone whose 200 crosses the CANCEL. */
  answersCancel = true

  #hearResponse(message: HeardMessage): void {
    const tag = tagOf(message.header('to'))
    if (tag !== '') this.remoteTag = tag
    if (message.header('cseq').endsWith('INVITE')) {
      const contact = message.header('contact')
      if (contact !== '') this.target = uriOf(contact)
      if (message.body !== '') this.remoteSdp = message.body
      if ((message.status ?? 0) >= 300) this.ackRefusal()
    }
  }

  #request(method: string, headers: Headers = {}, body = '', branch?: string): void {
    this.#cseq += 1
    const all = {
      ...this.#common(method, this.#cseq),
      Via: this.#peer.via(branch),
      Contact: `<${this.#peer.contact}>`,
      ...headers,
    }
    this.#peer.send(`${method} ${this.target} SIP/2.0`, all, body)
  }

  #common(method: string, cseq: number): Headers {
    return {
      Via: this.#peer.via(),
      'Max-Forwards': '70',
      From: `${this.localUri};tag=${this.localTag}`,
      To: this.remoteTag === '' ? this.remoteUri : `${this.remoteUri};tag=${this.remoteTag}`,
      'Call-ID': this.callId,
      CSeq: `${cseq} ${method}`,
    }
  }
}

function answerTo(
  peer: SipPeer,
  request: HeardMessage,
  status: number,
  extra: { tag?: string; sdp?: string } = {},
): void {
  const to = request.header('to')
  const headers: Headers = {
    Via: (request.headers.get('via') ?? []).join(', '),
    From: request.header('from'),
    To: tagOf(to) === '' && status > 100 ? `${to};tag=${extra.tag ?? 'peer'}` : to,
    'Call-ID': request.header('call-id'),
    CSeq: request.header('cseq'),
    Contact: `<${peer.contact}>`,
    ...(extra.sdp === undefined ? {} : { 'Content-Type': 'application/sdp' }),
  }
  const route = request.headers.get('record-route')
  if (route !== undefined) headers['Record-Route'] = route.join(', ')
  peer.send(`SIP/2.0 ${status} Scripted`, headers, extra.sdp)
}

/** The Authorization value for a challenge, computed without the code under test. */
function authorize(
  offer: string,
  how: { user: string; password: string; method: string; uri: string; algorithm: 'MD5' | 'SHA-256' },
): string {
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(offer)?.[1] ?? ''
  const digest = (text: string) =>
    createHash(how.algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex')
  const realm = field('realm')
  const nonce = field('nonce')
  const cnonce = randomBytes(6).toString('hex')
  const ha1 = digest(`${how.user}:${realm}:${how.password}`)
  const ha2 = digest(`${how.method}:${how.uri}`)
  const response = digest(`${ha1}:${nonce}:00000001:${cnonce}:auth:${ha2}`)
  return `Digest username="${how.user}", realm="${realm}", nonce="${nonce}", uri="${how.uri}", response="${response}", algorithm=${how.algorithm}, qop=auth, nc=00000001, cnonce="${cnonce}"`
}
