/** The only door of telephony: builds engine, media and call control from settings, and closes them in the right order. */

import type { ServerAddress } from './control/srf-link.ts'
import { createSrfTelephony } from './control/srf-telephony.ts'
import { type EmbeddedEngine, startEmbeddedEngine } from './engine/embedded-engine.ts'
import { createMediaEngine } from './media/media-engine-threads.ts'
import type { Telephony, TelephonyHealth, TelephonySettings } from './telephony.ts'

export { type RepairResult, repairRecording } from './media/recording-repair.ts'
export type * from './telephony.ts'

/** The drachtio server behind the wire: ours in a worker thread, or a daemon elsewhere. */
interface SipServer {
  kind: TelephonyHealth['engine']
  address: ServerAddress
  close(): Promise<void>
}

/** Starts telephony; resolves when calls can be taken. Rejects naming the address that is taken or does not answer. */
export async function createTelephony(settings: TelephonySettings): Promise<Telephony> {
  if (settings.mediaEdge !== 'embedded') {
    throw new Error(`The media edge ${JSON.stringify(settings.mediaEdge)} is not known; use "embedded".`)
  }
  const opened: Array<{ close(): Promise<void> }> = []
  const closeAll = async (): Promise<void> => {
    for (const part of opened.reverse().splice(0)) await part.close()
  }
  try {
    const server = await openServer(settings)
    opened.push(server)
    const media = await createMediaEngine({
      workers: settings.mediaWorkers,
      rtpPorts: settings.rtpPorts,
      host: settings.mediaHost,
      log: settings.log,
    })
    opened.push(media)
    const control = await createSrfTelephony({ ...settings, server: server.address, engine: server.kind, media })
    opened.push(control)
    let closing: Promise<void> | undefined
    return {
      ...control,
      close() {
        closing ??= closeAll()
        return closing
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

function openServer(settings: TelephonySettings): Promise<SipServer> | SipServer {
  if (settings.sipEngine === 'embedded') return openEmbedded(settings)
  const url = URL.parse(settings.sipEngine)
  const secret = decodeURIComponent(url?.username || url?.password || '')
  if (url?.protocol !== 'drachtio:' || url.hostname === '' || secret === '') {
    throw new Error('The SIP engine must be "embedded" or drachtio://secret@host:port.')
  }
  const address = { host: url.hostname, port: Number(url.port || 9022), secret }
  return { kind: 'drachtio', address: async () => address, close: async () => undefined }
}

/** An engine whose thread died is started again when the link asks where it is. */
async function openEmbedded(settings: TelephonySettings): Promise<SipServer> {
  let engine: EmbeddedEngine | undefined
  let closed = false
  const start = async (): Promise<EmbeddedEngine> => {
    const started = await startEmbeddedEngine({ listen: settings.sipListen, webSocketHost: '127.0.0.1' })
    started.onExit(() => {
      if (engine !== started) return
      engine = undefined
      if (!closed) settings.log.error({}, 'The SIP engine died.')
    })
    engine = started
    return started
  }
  await start()
  return {
    kind: 'embedded',
    address: async () => {
      if (closed) throw new Error('The SIP engine is closed.')
      const { host, port, secret } = engine ?? (await start())
      return { host, port, secret }
    },
    async close() {
      closed = true
      await engine?.close()
    },
  }
}
