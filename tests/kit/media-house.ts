/** A media engine for one test file: its own ports, a folder for its files, everything gone at the end. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaEndpoint, MediaEngine } from '../../sip/media/media-engine.ts'
import { createMediaEngine } from '../../sip/media/media-engine-threads.ts'
import type { TelephonyLog } from '../../sip/telephony.ts'
import { openRtpPeer, type PeerSdp, type RtpPeer } from './rtp-peer.ts'

/** A line of the engine's log. */
export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error'
  fields: object
  sentence: string
}

export interface MediaHouse {
  engine: MediaEngine
  /** For files of the test. */
  folder: string
  log: LogLine[]
  /** A peer that offered, and the endpoint that answered it. */
  call(options?: { id?: string; near?: MediaEndpoint; sdp?: PeerSdp; port?: number }): Promise<{
    peer: RtpPeer
    endpoint: MediaEndpoint
  }>
  close(): Promise<void>
}

/** Opens the house. */
export async function openMediaHouse(rtpPorts: { low: number; high: number }, workers = 1): Promise<MediaHouse> {
  const log: LogLine[] = []
  const write = (level: LogLine['level']) => (fields: object, sentence: string) => log.push({ level, fields, sentence })
  const telephonyLog: TelephonyLog = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  }
  const engine = await createMediaEngine({ workers, rtpPorts, host: '127.0.0.1', log: telephonyLog })
  const folder = await mkdtemp(join(tmpdir(), 'media-'))
  const peers: RtpPeer[] = []
  let calls = 0
  return {
    engine,
    folder,
    log,
    call: async ({ id, near, sdp, port } = {}) => {
      const peer = await openRtpPeer({ port: port ?? 0 })
      peers.push(peer)
      calls += 1
      const options = { id: id ?? `call-${calls}`, offer: peer.sdp(sdp), ...(near === undefined ? {} : { near }) }
      const endpoint = await engine.openRtp(options)
      peer.aim(endpoint.localSdp)
      return { peer, endpoint }
    },
    close: async () => {
      await Promise.all(peers.map((peer) => peer.close()))
      await engine.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
