/** A browser in tests without a browser: stock werift as the page's RTCPeerConnection, sending and hearing PCMU. */
import { type RTCDtlsTransport, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift'
import { decode, encode, frameSamples } from '../../sip/media/g711.ts'
import { dominantFrequency, tone } from './tone.ts'

const eventNames = '0123456789*#ABCD'

export class BrowserPeer {
  readonly connection: RTCPeerConnection
  /** Payloads heard, with their SSRC. */
  heard: Array<{ ssrc: number; payload: Buffer }> = []
  #listening = false
  #sequence = 700
  #timestamp = 1000
  #speaking: NodeJS.Timeout | undefined
  #waiters = new Set<() => void>()

  constructor(ports: { low: number; high: number }) {
    const codec = (mimeType: string, payloadType: number) =>
      new RTCRtpCodecParameters({ mimeType, payloadType, clockRate: 8000, channels: 1 })
    this.connection = new RTCPeerConnection({
      iceServers: [],
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceInterfaceAddresses: { udp4: '127.0.0.1' },
      icePortRange: [ports.low, ports.high],
      codecs: { audio: [codec('audio/PCMU', 0), codec('audio/telephone-event', 126)], video: [] },
    })
  }

  /** The page answers an offer, as JsSIP does. */
  async answer(offer: string): Promise<string> {
    this.#speakerphone()
    await this.connection.setRemoteDescription({ type: 'offer', sdp: offer })
    this.#stayHome()
    await this.connection.setLocalDescription(await this.connection.createAnswer())
    this.#listen()
    return this.connection.localDescription!.sdp
  }

  /** The page calls, or re-negotiates. */
  async offer(): Promise<string> {
    this.#speakerphone()
    const offer = await this.connection.createOffer()
    this.#stayHome()
    await this.connection.setLocalDescription(offer)
    this.#listen()
    return this.connection.localDescription!.sdp
  }

  async accept(answer: string): Promise<void> {
    await this.connection.setRemoteDescription({ type: 'answer', sdp: answer })
  }

  /** Resolves when DTLS is up. */
  connected(): Promise<void> {
    return this.#until(() => this.#transport.state === 'connected', 'a connection')
  }

  /** Sends a tone until `close`. */
  say(hz: number): void {
    const wave = tone(hz, 1000)
    const start = performance.now()
    let sent = 0
    this.#speaking = setInterval(() => {
      while (start + sent * 20 <= performance.now()) {
        const from = (sent * frameSamples) % wave.length
        this.#send(0, encode('PCMU', wave.subarray(from, from + frameSamples)), this.#timestamp)
        this.#timestamp += frameSamples
        sent += 1
      }
    }, 5)
  }

  /** Presses digits as RTCDTMFSender does: updates, then the end three times. */
  press(digits: string): void {
    const payloadType = Number(/a=rtpmap:(\d+) telephone-event\/8000/.exec(this.connection.localDescription!.sdp)![1])
    for (const digit of digits) {
      for (const [end, duration] of [
        [0, 160],
        [0, 320],
        [0x80, 480],
        [0x80, 480],
        [0x80, 480],
      ] as const) {
        this.#send(
          payloadType,
          Buffer.from([eventNames.indexOf(digit), end | 10, duration >> 8, duration & 0xff]),
          this.#timestamp,
        )
      }
      this.#timestamp += 1600
    }
  }

  /** Resolves when the last 200 ms heard are a tone of `hz`. */
  hears(hz: number): Promise<void> {
    return this.#until(() => {
      const samples = decode('PCMU', Buffer.concat(this.heard.slice(-10).map(({ payload }) => payload)))
      return samples.length >= 1600 && Math.abs(dominantFrequency(samples).hz - hz) <= 10
    }, `a tone of ${hz} Hz`)
  }

  async close(): Promise<void> {
    clearInterval(this.#speaking)
    await this.connection.close()
  }

  get #transport(): RTCDtlsTransport {
    return this.connection.dtlsTransports[0]!
  }

  #speakerphone(): void {
    if (this.connection.getTransceivers().length === 0)
      this.connection.addTransceiver('audio', { direction: 'sendrecv' })
  }

  /** Without this werift asks a public STUN server. */
  #stayHome(): void {
    delete this.#transport.iceTransport.connection.stunServer
  }

  #listen(): void {
    if (this.#listening) return
    this.#listening = true
    this.#transport.onRtp.subscribe((packet) => {
      this.heard.push({ ssrc: packet.header.ssrc, payload: packet.payload })
      for (const check of this.#waiters) check()
    })
    this.#transport.onStateChange.subscribe(() => {
      for (const check of this.#waiters) check()
    })
  }

  #send(payloadType: number, payload: Buffer, timestamp: number): void {
    this.#sequence += 1
    const ssrc = this.connection.getTransceivers()[0]!.sender.ssrc
    const header = new RtpHeader({ version: 2, payloadType, sequenceNumber: this.#sequence, timestamp, ssrc })
    void this.#transport.sendRtp(payload, header)
  }

  #until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        clearTimeout(timer)
        this.#waiters.delete(check)
        if (error === undefined) resolve()
        else reject(error)
      }
      const check = () => {
        if (condition()) end()
      }
      const timer = setTimeout(
        () => end(new Error(`The browser did not get ${what}; it heard ${this.heard.length}.`)),
        8000,
      )
      this.#waiters.add(check)
      check()
    })
  }
}
