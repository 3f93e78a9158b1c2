import type { EndpointCarrier } from './endpoint-carrier.ts'
import { MediaRefusal } from './media-engine.ts'
import type { PortPool } from './port-pool.ts'

/** Opens a browser's leg. */
export async function openBrowserLeg(_deps: {
  host: string
  ports: PortPool
  now: () => number
  onFailed: (why: 'ice-failed' | 'dtls-failed') => void
}): Promise<EndpointCarrier> {
  throw new MediaRefusal('Browser legs are not served.')
}
