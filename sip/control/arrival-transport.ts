/** Over what a request really came. The Via is the peer's word, and a browser that lies in it must not pass for a trunk. */
import { viaTransport } from './sip-text.ts'
import type { SipRequest } from './srf-types.ts'

/** `listening` as announced by the server: `ws/127.0.0.1:5066`, ... Returns udp, tcp, ws, ... of a request outside dialogs. */
export function createArrivalTransport(listening: () => readonly string[]): (request: SipRequest) => string {
  return (request) => {
    // Servers report a WebSocket as tcp; the listener that took the request tells them apart.
    const port = request.receivedOn?.split(':').at(-1)
    const onWebSocket = listening().some((entry) => entry.startsWith('ws') && entry.split(':').at(-1) === port)
    if (onWebSocket) return 'ws'
    const via = viaTransport(request.get('Via'))
    return via.startsWith('ws') ? via : request.protocol
  }
}
