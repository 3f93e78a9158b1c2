/** The browser's phone: the only file that knows JsSIP. One line, registered over the server's own WebSocket. */
import { UA, WebSocketInterface } from 'jssip'
import type { RTCSession } from 'jssip/lib/RTCSession.js'
import type { PhoneCredential } from '../../server/contracts/agents.ts'

/** Candidates of a local network come at once; waiting longer only delays the answer. */
const iceWaitMs = 300

export interface SoftphoneEvents {
  registered(): void
  /** The registration is gone; JsSIP tries again by itself with growing pauses. */
  lost(): void
  /** The server did not accept the credential: a new one is needed. */
  refused(): void
  ringing(): void
  up(): void
  ended(): void
  remoteAudio(stream: MediaStream): void
}

/** Loss in percent of packets and jitter in milliseconds of what is heard. */
export interface Quality {
  lossPercent: number
  jitterMs: number
}

export interface Softphone {
  /** Answers the ringing call with the microphone kept open; nothing rings: nothing happens. */
  answer(microphone: MediaStream): void
  setMuted(muted: boolean): void
  renew(credential: PhoneCredential): void
  quality(): Promise<Quality | undefined>
  close(): void
}

/** Registers with the credential; `origin` is the ws(s) origin of this page. */
export function createSoftphone(credential: PhoneCredential, origin: string, events: SoftphoneEvents): Softphone {
  const phone = new UA({
    sockets: [new WebSocketInterface(`${origin}${credential.webSocketPath}`)],
    uri: credential.uri,
    authorization_user: credential.phone,
    password: credential.password,
    realm: credential.realm,
    register_expires: 120,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 15,
    user_agent: 'agent-console',
  })
  let session: RTCSession | undefined

  phone.on('registered', () => events.registered())
  phone.on('unregistered', () => events.lost())
  phone.on('disconnected', () => events.lost())
  phone.on('registrationFailed', ({ response }: { response?: { status_code?: number } | null }) => {
    const status = response?.status_code ?? 0
    if (status === 401 || status === 403) events.refused()
    else events.lost()
  })
  phone.on('newRTCSession', ({ session: incoming }: { session: RTCSession }) => {
    if (session) {
      incoming.terminate({ status_code: 486 })
      return
    }
    session = incoming
    follow(incoming, events, () => {
      session = undefined
    })
    events.ringing()
  })
  phone.start()

  return {
    answer(microphone) {
      if (!session || session.isEstablished() || session.isEnded() || !session.isInProgress()) return
      session.answer({ mediaStream: microphone, pcConfig: { iceServers: [], bundlePolicy: 'max-bundle' } })
    },
    setMuted(muted) {
      if (muted) session?.mute({ audio: true })
      else session?.unmute({ audio: true })
    },
    renew(next) {
      phone.set('password', next.password)
      phone.register()
    },
    quality: async () => (session?.connection ? readQuality(session.connection) : undefined),
    close() {
      phone.stop()
    },
  }
}

function follow(session: RTCSession, events: SoftphoneEvents, gone: () => void): void {
  let iceTimer: ReturnType<typeof setTimeout> | undefined
  session.on('peerconnection', ({ peerconnection }: { peerconnection: RTCPeerConnection }) => {
    peerconnection.addEventListener('track', (event) => {
      events.remoteAudio(event.streams[0] ?? new MediaStream([event.track]))
    })
  })
  session.on('icecandidate', ({ ready }: { ready: () => void }) => {
    iceTimer ??= setTimeout(ready, iceWaitMs)
  })
  const end = () => {
    clearTimeout(iceTimer)
    gone()
    events.ended()
  }
  session.on('confirmed', () => events.up())
  session.on('ended', end)
  session.on('failed', end)
}

async function readQuality(connection: RTCPeerConnection): Promise<Quality | undefined> {
  const report = await connection.getStats()
  for (const entry of report.values()) {
    const stats = entry as RTCInboundRtpStreamStats
    if (stats.type !== 'inbound-rtp' || stats.kind !== 'audio') continue
    const lost = Math.max(0, stats.packetsLost ?? 0)
    const all = lost + (stats.packetsReceived ?? 0)
    return { lossPercent: all === 0 ? 0 : (lost / all) * 100, jitterMs: (stats.jitter ?? 0) * 1000 }
  }
  return undefined
}
