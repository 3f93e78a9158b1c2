/**
 * Carries one endpoint's packets to a browser: ICE and DTLS by werift, SRTP by us. The only file that knows werift.
 *
 * Some of what is used of werift is not its public interface (marked below): the version is pinned, and
 * tests/sip/media/browser-leg.wire.test.ts is the contract. What we add to it:
 * - no stranger's STUN request gets in (integrity is checked here), no DTLS or SRTP from an address that ICE has not
 *   validated (RFC 8445, reliability B4-34);
 * - SRTP with a replay window, at a third of the cost, in one stream with one SSRC for the whole call;
 * - a deadline for the set-up.
 */
import type { Socket } from 'node:dgram'
import {
  CandidatePairState,
  classes,
  MediaStream,
  MediaStreamTrack,
  parseMessage,
  type RTCDtlsTransport,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  type RTCSessionDescription,
} from 'werift'
import type { EndpointCarrier } from './endpoint-carrier.ts'
import { MediaRefusal, MediaUnavailable } from './media-engine.ts'
import type { PortPool } from './port-pool.ts'
import { soundFormatOf } from './rtp-negotiation.ts'
import { parseRtp } from './rtp-packet.ts'
import { parseSdp, type SdpMedia } from './sdp.ts'
import type { SoundEndpoint } from './sound-endpoint.ts'
import { SrtpReceiver, SrtpSender } from './srtp.ts'

/** What a browser leg needs of its worker. */
export interface BrowserLegDeps {
  host: string
  ports: PortPool
  now: () => number
  onFailed: (why: 'ice-failed' | 'dtls-failed') => void
}

/** ICE and DTLS together may take this long after offer and answer, ms. */
const setupLimitMs = 15_000
/** AES_CM_128_HMAC_SHA1_80, which every browser has (RFC 8827 6.5). */
const srtpProfile = 1

/** Not public in werift: the UDP socket of one ICE candidate and who gets its datagrams. */
interface CandidateTransport {
  socket: Socket
  onData: (bytes: Buffer, from: readonly [string, number]) => void
}

/** Not public in werift: the candidates' transports, and the SRTP profiles that DTLS offers. */
interface Internals {
  protocols: Array<{ transport: CandidateTransport }>
  srtpProfiles: number[]
}

/** Opens the leg on one port of the pool. Throws MediaUnavailable when there is none. */
export async function openBrowserLeg(deps: BrowserLegDeps): Promise<BrowserLeg> {
  return new BrowserLeg(deps, await deps.ports.takePort())
}

export class BrowserLeg implements EndpointCarrier {
  readonly kind = 'browser'
  readonly #deps: BrowserLegDeps
  readonly #port: number
  readonly #connection: RTCPeerConnection
  readonly #transceiver: RTCRtpTransceiver
  readonly #guarded = new Set<CandidateTransport>()
  #endpoint: SoundEndpoint | undefined
  #sender: SrtpSender | undefined
  #receiver: SrtpReceiver | undefined
  #deadline: NodeJS.Timeout | undefined
  #closed = false

  constructor(deps: BrowserLegDeps, port: number) {
    this.#deps = deps
    this.#port = port
    this.#connection = new RTCPeerConnection(connectionSettings(deps.host, port))
    // The track never carries a packet: it makes the description name a stream, without which pages get none in `ontrack`.
    const track = new MediaStreamTrack({ kind: 'audio' })
    const streams = [new MediaStream([track])]
    this.#transceiver = this.#connection.addTransceiver(track, { direction: 'sendrecv', streams })
    this.#prepareTransport()
    this.#connection.connectionStateChange.subscribe((state) => {
      if (state === 'failed') this.#fail()
    })
    this.#connection.iceConnectionStateChange.subscribe((state) => {
      if (state === 'failed') this.#fail()
    })
  }

  /** The SSRC that our descriptions name. */
  get ssrc(): number {
    return this.#transceiver.sender.ssrc
  }

  attach(endpoint: SoundEndpoint): void {
    this.#endpoint = endpoint
  }

  async offer(): Promise<string> {
    return this.#describe(await this.#connection.createOffer())
  }

  async acceptAnswer(sdp: string): Promise<void> {
    const audio = browserAudio(sdp)
    await this.#takeRemote('answer', sdp)
    this.#agree(audio, audio)
  }

  async acceptOffer(sdp: string): Promise<string> {
    const audio = browserAudio(sdp)
    await this.#takeRemote('offer', sdp)
    const answer = await this.#describe(await this.#connection.createAnswer())
    this.#agree(browserAudio(answer), audio)
    return answer
  }

  send(packet: Buffer): void {
    const pair = this.#transport?.iceTransport.connection.nominated
    if (this.#sender === undefined || pair === undefined || this.#closed) return
    const { transport } = pair.protocol as unknown as { transport: CandidateTransport }
    const [host, port] = pair.remoteAddr
    // The callback takes errors that would else be thrown; a lost packet of 20 ms is no news.
    transport.socket.send(this.#sender.protect(packet), port, host, () => undefined)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#deadline)
    this.#endpoint = undefined
    await this.#connection.close()
    this.#deps.ports.releasePort(this.#port)
  }

  get #transport(): RTCDtlsTransport | undefined {
    return this.#connection.dtlsTransports[0]
  }

  async #takeRemote(type: 'offer' | 'answer', sdp: string): Promise<void> {
    try {
      await this.#connection.setRemoteDescription({ type, sdp })
    } catch (error) {
      throw new MediaRefusal(
        `The browser's SDP cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
    this.#prepareTransport()
  }

  /** Makes a description ours; its text has our candidate. */
  async #describe(description: RTCSessionDescription): Promise<string> {
    this.#prepareTransport()
    await this.#connection.setLocalDescription(description)
    this.#guardCandidates()
    const sdp = this.#connection.localDescription?.sdp
    if (sdp === undefined || this.#guarded.size === 0)
      throw new MediaUnavailable('No port could be bound for the browser.')
    return sdp
  }

  #agree(answer: SdpMedia, peer: SdpMedia): void {
    this.#endpoint?.agreed(soundFormatOf(answer), {
      send: peer.direction === 'sendrecv' || peer.direction === 'recvonly',
      receive: peer.direction === 'sendrecv' || peer.direction === 'sendonly',
    })
    if (this.#sender === undefined && this.#deadline === undefined) {
      this.#deadline = setTimeout(() => this.#fail(), setupLimitMs)
    }
  }

  #prepareTransport(): void {
    const transport = this.#transport
    if (transport === undefined || transport.state !== 'new') return
    // Without a STUN server of ours werift asks a public one, and puts it back with each description: no packet leaves
    // for a stranger.
    delete transport.iceTransport.connection.stunServer
    const internals = transport as unknown as Internals
    if (internals.srtpProfiles.length === 1 && internals.srtpProfiles[0] === srtpProfile) return
    internals.srtpProfiles = [srtpProfile]
    transport.onStateChange.subscribe((state) => {
      if (state === 'connected') this.#takeKeys(transport)
    })
  }

  #takeKeys({ dtls }: RTCDtlsTransport): void {
    if (dtls === undefined || dtls.srtp.srtpProfile !== srtpProfile) {
      this.#fail()
      return
    }
    const { localKey, localSalt, remoteKey, remoteSalt } = dtls.extractSessionKeys(16, 14)
    this.#sender = new SrtpSender({ key: localKey, salt: localSalt })
    this.#receiver = new SrtpReceiver({ key: remoteKey, salt: remoteSalt })
    clearTimeout(this.#deadline)
  }

  #guardCandidates(): void {
    const connection = this.#transport?.iceTransport.connection as unknown as Internals | undefined
    for (const { transport } of connection?.protocols ?? []) {
      if (this.#guarded.has(transport)) continue
      this.#guarded.add(transport)
      this.#guard(transport)
    }
  }

  /** Stands between the socket and werift: what is not the peer's does not get in, sound goes straight to the endpoint. */
  #guard(transport: CandidateTransport): void {
    const deliver = transport.onData
    // An ICMP error on a candidate is ICE's everyday life; without a listener it would end the thread.
    transport.socket.on('error', () => undefined)
    transport.onData = (bytes, from) => {
      const [first = 0, second = 0] = bytes
      if (first < 4) {
        if (this.#isPeersStun(bytes)) deliver(bytes, from)
      } else if (this.#isValidated(from)) {
        // RFC 7983: 128 to 191 is RTP or RTCP; RFC 5761 tells them apart.
        const isSound = first >= 128 && first <= 191 && (second < 192 || second > 223)
        if (isSound) this.#receive(bytes)
        else deliver(bytes, from)
      }
    }
  }

  /** A request must be signed with our password (RFC 8445 7.3); answers are checked by werift against what it asked. */
  #isPeersStun(bytes: Buffer): boolean {
    const message = parseMessage(bytes)
    if (message === undefined || message.messageClass !== classes.REQUEST) return message !== undefined
    const password = this.#transport?.iceTransport.connection.localPassword ?? ''
    return parseMessage(bytes, Buffer.from(password)) !== undefined
  }

  #isValidated([host, port]: readonly [string, number]): boolean {
    const connection = this.#transport?.iceTransport.connection
    const nominated = connection?.nominated?.remoteAddr
    if (nominated !== undefined && nominated[0] === host && nominated[1] === port) return true
    return (connection?.candidatePairs ?? []).some(
      (pair) =>
        pair.state === CandidatePairState.SUCCEEDED && pair.remoteAddr[0] === host && pair.remoteAddr[1] === port,
    )
  }

  #receive(bytes: Buffer): void {
    const plain = this.#receiver?.unprotect(bytes)
    const packet = plain === undefined ? undefined : parseRtp(plain)
    if (packet !== undefined && this.#endpoint?.understands(packet)) this.#endpoint.receive(packet, this.#deps.now())
  }

  #fail(): void {
    if (this.#closed) return
    clearTimeout(this.#deadline)
    const transport = this.#transport
    const iceIsUp = transport?.iceTransport.state === 'connected' || transport?.iceTransport.state === 'completed'
    this.#sender = undefined
    this.#deps.onFailed(iceIsUp || transport?.state === 'failed' ? 'dtls-failed' : 'ice-failed')
  }
}

function connectionSettings(host: string, port: number) {
  const codec = (mimeType: string, payloadType: number, parameters?: string) =>
    new RTCRtpCodecParameters({
      mimeType,
      payloadType,
      clockRate: 8000,
      channels: 1,
      ...(parameters === undefined ? {} : { parameters }),
    })
  return {
    iceServers: [],
    // The one host candidate is the address that we were told to use; werift leaves out loopback by itself.
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [host],
    iceInterfaceAddresses: { udp4: host },
    icePortRange: [port, port + 1] as [number, number],
    bundlePolicy: 'max-bundle' as const,
    headerExtensions: { audio: [], video: [] },
    codecs: {
      audio: [codec('audio/PCMU', 0), codec('audio/PCMA', 8), codec('audio/telephone-event', 101, '0-15')],
      video: [],
    },
  }
}

/** The audio of a browser's SDP. Throws MediaRefusal when there is none that we can carry. */
function browserAudio(sdp: string): SdpMedia {
  const audio = parseSdp(sdp).media.find((medium) => medium.kind === 'audio' && medium.port !== 0)
  if (audio === undefined || !audio.hasDtls || !audio.protocol.startsWith('UDP/TLS/RTP/SAVP')) {
    throw new MediaRefusal('The SDP has no audio over DTLS-SRTP.')
  }
  // Throws when there is no G.711.
  soundFormatOf(audio)
  return audio
}
