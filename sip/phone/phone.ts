/** A small SIP phone on plain UDP: a passenger's telephone for people at a terminal and for tests. Many calls at once. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { type IncomingSignalling, takeCall } from './incoming-call.ts'
import { dial, type Signalling } from './outgoing-call.ts'
import { PhoneCall } from './phone-call.ts'
import { openRtpStream, type RtpStream } from './rtp-stream.ts'
import { answerSdp, offerSdp, readSdp } from './sdp.ts'
import { headerOf, parseSip, responseTo, type SipRequest, tagIn, userIn } from './sip-message.ts'
import { type Address, createSipWire, type PhoneClock, type SipWire } from './sip-wire.ts'

export interface PhoneOptions {
  /** Where calls are sent; needed for `call`. */
  server?: Address
  /** Own address; default: the one from which the server is reached, or 127.0.0.1. */
  host?: string
  /** Own SIP port; default any free one. */
  port?: number
  /** Ports for sound; default any free one. */
  rtpPorts?: { low: number; high: number }
}

export interface Phone {
  readonly local: Address
  /** Dials `number` (or a user name); the call is under way when this resolves. Throws when it can be no number. */
  call(number: string, options?: { from?: string }): Promise<PhoneCall>
  /** Who is told of calls that come in; without one they are refused with 480. */
  onIncoming(listener: (call: IncomingPhoneCall) => void): void
  /** Hangs up what is left, waits at most 2 s for the other side to agree, closes the sockets. Idempotent. */
  close(): Promise<void>
}

/** A call that came in. */
export class IncomingPhoneCall extends PhoneCall {
  readonly #invite: SipRequest
  readonly #wire: SipWire
  readonly #incoming: IncomingSignalling

  constructor(wire: SipWire, invite: SipRequest, from: Address, stream: RtpStream) {
    super(userIn(headerOf(invite, 'From') ?? ''), stream, wire.local.host)
    this.#wire = wire
    this.#invite = invite
    this.#incoming = takeCall(wire, invite, from, this.ear())
    this.signalling = this.#incoming
  }

  /** The number that was dialled. */
  get dialled(): string {
    return userIn(this.#invite.uri)
  }

  /** Hands a request of the caller to the signalling. */
  receive(request: SipRequest, from: Address): void {
    this.#incoming.receive(request, from)
  }

  /** 180 Ringing. */
  ring(): void {
    this.#incoming.ring()
  }

  /** Answers; `answered` resolves when the caller confirmed it. Offers without sound that we speak are refused with 488. */
  answer(): void {
    const remote = readSdp(this.#invite.body)
    if (remote === undefined) {
      this.reject(488)
      return
    }
    this.remote = remote
    this.#incoming.answer(answerSdp(remote, this.#wire.local.host, this.stream.port))
    this.stream.aim(remote)
  }

  /** Refuses with a final status, such as 486 (busy) or 603 (declined). */
  reject(status = 486): void {
    this.#incoming.reject(Math.min(699, Math.max(400, status)))
  }
}

/** A call that we make. */
class OutgoingPhoneCall extends PhoneCall {
  start(signalling: (ear: ReturnType<PhoneCall['ear']>) => Signalling): Signalling {
    const started = signalling(this.ear())
    this.signalling = started
    return started
  }
}

/** Requests of a call that has ended are still understood for this long, ms. */
const afterlife = 32_000
/** How long `close` waits for the other side, ms. */
const closePatience = 2000
/** Default caller. */
const anybody = '+8613800138000'

/** Opens a phone. Throws when the port is taken. */
export async function createPhone(options: PhoneOptions = {}): Promise<Phone> {
  const host = options.host ?? (options.server === undefined ? '127.0.0.1' : await hostToward(options.server))
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
  socket.bind(options.port ?? 0, host)
  await once(socket, 'listening')
  return openPhone(socket, { host, port: socket.address().port }, options)
}

function openPhone(socket: Socket, local: Address, options: PhoneOptions): Phone {
  const clock = createOwnClock()
  const wire = createSipWire(local, (bytes, to) => socket.send(bytes, to.port, to.host), clock)
  const receivers = new Map<string, Signalling>()
  const calls = new Set<PhoneCall>()
  let listener: ((call: IncomingPhoneCall) => void) | undefined
  let closing: Promise<void> | undefined

  const keep = (call: PhoneCall, signalling: Signalling) => {
    calls.add(call)
    receivers.set(signalling.callId, signalling)
    void call.ended.then(() => {
      calls.delete(call)
      clock.after(afterlife, () => receivers.delete(signalling.callId))
    })
  }

  const takeInvite = async (invite: SipRequest, from: Address) => {
    const tell = listener
    const callId = headerOf(invite, 'Call-ID') ?? ''
    if (tell === undefined || closing !== undefined) return wire.send(responseTo(invite, 480), from)
    // Opening the socket takes a moment in which the INVITE may be repeated: the place is kept.
    receivers.set(callId, { callId, receive: () => undefined, hangUp: () => Promise.resolve() })
    const stream = await openRtpStream(local.host, options.rtpPorts).catch(() => undefined)
    if (stream === undefined || closing !== undefined) {
      stream?.close()
      receivers.delete(callId)
      return wire.send(responseTo(invite, 480), from)
    }
    const call = new IncomingPhoneCall(wire, invite, from, stream)
    keep(call, { callId, receive: (request, source) => call.receive(request, source), hangUp: () => call.hangUp() })
    tell(call)
  }

  const receive = (bytes: Buffer, from: Address) => {
    const message = parseSip(bytes)
    if (message === undefined) return
    if (message.kind === 'response') return wire.receive(message)
    const receiver = receivers.get(headerOf(message, 'Call-ID') ?? '')
    if (receiver !== undefined) return receiver.receive(message, from)
    if (message.method === 'ACK') return
    const fresh = tagIn(headerOf(message, 'To') ?? '') === undefined
    if (message.method === 'OPTIONS') wire.send(responseTo(message, 200), from)
    else if (message.method === 'INVITE' && fresh) {
      void takeInvite(message, from)
    } else wire.send(responseTo(message, 481), from)
  }

  socket.on('message', (bytes, from) => receive(bytes, { host: from.address, port: from.port }))
  // ICMP "port unreachable": nobody answers there; the timers of the transactions say so in time.
  socket.on('error', () => undefined)

  const close = async () => {
    const goodbyes = [...calls].map((call) => call.hangUp())
    const { promise: patience, resolve } = Promise.withResolvers<void>()
    clock.after(closePatience, resolve)
    await Promise.race([Promise.all(goodbyes), patience])
    for (const call of calls) call.drop()
    wire.close()
    clock.close()
    await new Promise<void>((resolve) => socket.close(() => resolve()))
  }

  return {
    local,
    async call(number, { from = anybody } = {}) {
      const { server } = options
      if (server === undefined) throw new Error('This phone has no server to call.')
      for (const part of [number, from]) {
        if (!/^[\w+*#.-]{1,40}$/.test(part)) throw new RangeError(`"${part}" can be no number.`)
      }
      const stream = await openRtpStream(local.host, options.rtpPorts)
      const call = new OutgoingPhoneCall(number, stream, local.host)
      const sdp = offerSdp(local.host, stream.port)
      keep(
        call,
        call.start((ear) => dial(wire, clock, { to: number, from, server, sdp }, ear)),
      )
      return call
    },
    onIncoming(told) {
      listener = told
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

/** Real time whose timers end with the phone. */
function createOwnClock(): PhoneClock & { close(): void } {
  const timers = new Set<NodeJS.Timeout>()
  return {
    now: () => performance.now(),
    after(ms, run) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        run()
      }, ms)
      timers.add(timer)
      return () => {
        clearTimeout(timer)
        timers.delete(timer)
      }
    },
    close() {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

/** The own address from which `server` is reached: what a connected socket is bound to. */
async function hostToward(server: Address): Promise<string> {
  const probe = createSocket('udp4')
  probe.connect(server.port, server.host)
  await once(probe, 'connect')
  const { address } = probe.address()
  probe.close()
  return address
}
