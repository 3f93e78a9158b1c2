/** The media engine on worker threads: spreads endpoints over the workers and keeps those that hear each other together. */
import { isIPv4 } from 'node:net'
import type { Recording, TelephonyLog } from '../telephony.ts'
import { EndpointHandle } from './endpoint-handle.ts'
import { type EndpointOptions, type MediaEndpoint, type MediaEngine, MediaUnavailable } from './media-engine.ts'
import { MediaPlace } from './media-place.ts'

/** Where the engine works. `rtpPorts` inclusive; only even ports carry plain RTP, the odd ones beside them stay free. */
export interface MediaEngineSettings {
  workers: number
  rtpPorts: { low: number; high: number }
  /** Bound for RTP and written into SDP; an IPv4 address. */
  host: string
  log: TelephonyLog
}

const maxWorkers = 64

/** Starts the workers; resolves when all of them can open endpoints. Throws when one cannot start or the settings leave it no address or port. */
export async function createMediaEngine(settings: MediaEngineSettings): Promise<MediaEngine> {
  const { host } = settings
  if (!isIPv4(host) || host === '0.0.0.0') throw new Error('The media host must be one IPv4 address.')
  const shares = sharePorts(settings.rtpPorts, Math.max(1, Math.min(maxWorkers, Math.trunc(settings.workers))))
  if (shares.some((ports) => ports.length === 0)) throw new Error('Each media worker needs an even RTP port at least.')
  const places = shares.map((ports) => new MediaPlace({ host, ports }, settings.log))
  try {
    await Promise.all(places.map((place) => place.start()))
  } catch (error) {
    await Promise.all(places.map((place) => place.close()))
    throw error
  }
  return engineOver(places)
}

/** Deals the even ports of a range out to `workers` in turn, so that each gets as many as the others. */
export function sharePorts({ low, high }: { low: number; high: number }, workers: number): number[][] {
  const first = low + (low % 2)
  const count = Math.max(0, Math.floor((high - first) / 2) + 1)
  return Array.from({ length: workers }, (_, worker) =>
    Array.from(
      { length: Math.ceil(Math.max(0, count - worker) / workers) },
      (_, i) => first + 2 * (worker + i * workers),
    ),
  )
}

function engineOver(places: readonly MediaPlace[]): MediaEngine {
  let closing: Promise<void> | undefined
  const open = async (kind: 'rtp' | 'browser', options: EndpointOptions): Promise<MediaEndpoint> => {
    if (closing !== undefined) throw new MediaUnavailable('The media engine is closed.')
    const place = options.near === undefined ? emptiest(places) : handleOf(options.near).place
    return place.open(kind, options)
  }
  return {
    openRtp: (options) => open('rtp', options),
    openBrowser: (options) => open('browser', options),
    connect: async (source, listener) => {
      const { place, handles } = together(source, listener)
      await place.call('connect', handles, { source: source.id, listener: listener.id })
    },
    disconnect: async (source, listener) => {
      const { place } = together(source, listener)
      await place.call('disconnect', [], { source: source.id, listener: listener.id })
    },
    record: (options): Promise<Recording> => {
      const { left, right } = options
      if (right !== undefined) together(left, right)
      return handleOf(left).place.record(options)
    },
    health: () => ({
      workers: places.length,
      freePorts: places.reduce((sum, place) => sum + place.freePorts, 0),
      endpoints: places.reduce((sum, place) => sum + place.size, 0),
    }),
    close: () => {
      closing ??= Promise.all(places.map((place) => place.close())).then(() => undefined)
      return closing
    },
  }
}

/** The place with the fewest endpoints among those that have ports left. */
function emptiest(places: readonly MediaPlace[]): MediaPlace {
  const open = places.filter((place) => place.freePorts > 0)
  const [first] = (open.length > 0 ? open : places).toSorted((a, b) => a.size - b.size)
  if (first === undefined) throw new MediaUnavailable('No media worker runs.')
  return first
}

function handleOf(endpoint: MediaEndpoint): EndpointHandle {
  if (endpoint instanceof EndpointHandle) return endpoint
  throw new Error('The endpoint is not one of this engine.')
}

function together(a: MediaEndpoint, b: MediaEndpoint): { place: MediaPlace; handles: EndpointHandle[] } {
  const handles = [handleOf(a), handleOf(b)]
  const { place } = handleOf(a)
  if (handleOf(b).place !== place) throw new Error('The endpoints live in different workers: open one near the other.')
  return { place, handles }
}
