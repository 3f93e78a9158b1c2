/** The whole of telephony on loopback for tests: real engine, real media, scripted peers. Closes everything it opened. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTelephony, type InboundLeg, type Telephony, type TelephonySettings } from '../../sip/index.ts'
import { openRtpPeer, type RtpPeer } from './rtp-peer.ts'
import { keepingLog } from './silent-log.ts'
import { openSipPeer, openWebSocketPeer, type PeerCall, type SipPeer } from './sip-peer.ts'

export interface SipHouse {
  telephony: Telephony
  /** Sentences of warnings and errors. */
  sentences: string[]
  /** A directory of its own, gone after `close`. */
  dir: string
  port: number
  /** The next call that reaches the handler. */
  nextLeg(): Promise<InboundLeg>
  /** A trunk or phone on UDP, 127.0.0.1 unless told otherwise. */
  peer(options?: { host?: string; port?: number; user?: string }): Promise<SipPeer>
  /** A browser's SIP stack on the engine's WebSocket; `via` lets it lie about its transport. */
  browser(user: string, via?: string): Promise<SipPeer>
  rtp(): Promise<RtpPeer>
  close(): Promise<void>
}

export interface SipHouseOptions {
  sipPort: number
  rtpPorts: { low: number; high: number }
  /** Where `dialTrunk` goes. */
  trunkPort: number
  settings?: Partial<TelephonySettings>
}

/** Starts telephony that trusts 127.0.0.1 only. */
export async function openSipHouse(options: SipHouseOptions): Promise<SipHouse> {
  const log = keepingLog()
  const telephony = await createTelephony({
    sipEngine: 'embedded',
    mediaEdge: 'embedded',
    sipListen: [
      { transport: 'udp', host: '127.0.0.1', port: options.sipPort },
      { transport: 'tcp', host: '127.0.0.1', port: options.sipPort },
    ],
    rtpPorts: options.rtpPorts,
    mediaHost: '127.0.0.1',
    mediaWorkers: 1,
    trustedSources: ['127.0.0.1/32'],
    outboundTrunk: `sip:127.0.0.1:${options.trunkPort}`,
    realm: 'centre',
    log,
    ...options.settings,
  })
  const dir = await mkdtemp(join(tmpdir(), 'sip-house-'))
  const parts: Array<{ close(): Promise<void> }> = []
  const legs: InboundLeg[] = []
  const waiting: Array<(leg: InboundLeg) => void> = []
  telephony.onInbound(async (leg) => {
    const next = waiting.shift()
    if (next === undefined) legs.push(leg)
    else next(leg)
  })
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    parts.push(part)
    return part
  }
  const server = { host: '127.0.0.1', port: options.sipPort }
  return {
    telephony,
    sentences: log.sentences,
    dir,
    port: options.sipPort,
    nextLeg: () => {
      const leg = legs.shift()
      return leg === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(leg)
    },
    peer: async (peer = {}) => keep(await openSipPeer({ ...peer, server })),
    browser: async (user, via) => {
      const url = `ws://127.0.0.1:${telephony.health().webSocketPort}/sip`
      return keep(await openWebSocketPeer({ url, user, domain: 'centre', ...(via === undefined ? {} : { via }) }))
    },
    rtp: async () => keep(await openRtpPeer()),
    async close() {
      for (const part of parts.reverse().splice(0)) await part.close()
      await telephony.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A call from `peer` that the house has answered, with its sound on `rtp`. */
export async function answeredCall(
  house: SipHouse,
  peer: SipPeer,
  rtp: RtpPeer,
): Promise<{ call: PeerCall; leg: InboundLeg }> {
  const call = peer.invite({ to: '95530', from: '+8613800138000', sdp: rtp.sdp() })
  const leg = await house.nextLeg()
  await leg.answer()
  await call.expect(200)
  call.ack()
  rtp.aim(call.remoteSdp)
  return { call, leg }
}
