/** Remembers which connection a registered contact lives on: the only way to reach a browser (RFC 5626 in spirit). */
import type { Flow } from './flow.ts'
import { headerList, headerValue, type SipRequest, type SipResponse } from './message.ts'
import { param, parseAddress, parseUri } from './sip-uri.ts'
import type { Timer, Timers } from './timers.ts'

export interface FlowCache {
  /** Learns from the application's 2xx to a REGISTER or SUBSCRIBE that came over a connection. */
  learn(request: SipRequest, response: SipResponse, flow: Flow): void
  /** The open connection of `user@host` of a URI. */
  find(uri: string): Flow | undefined
  /** The connection is gone. */
  forget(flow: Flow): void
  readonly size: number
}

const MAX_CONTACTS = 50_000
const DEFAULT_EXPIRES_S = 3_600
const MAX_EXPIRES_S = 86_400

/** Builds the empty cache. */
export function createFlowCache(timers: Timers): FlowCache {
  const contacts = new Map<string, { flow: Flow; timer: Timer }>()

  function drop(key: string): void {
    contacts.get(key)?.timer.cancel()
    contacts.delete(key)
  }

  return {
    learn: (request, response, flow) => {
      if (flow.transport === 'udp') return
      for (const contact of headerList(request, 'contact')) {
        const key = keyOf(parseAddress(contact)?.uri ?? '')
        if (key === undefined) continue
        drop(key)
        const seconds = lifetime(key, response, request)
        if (seconds === 0 || contacts.size >= MAX_CONTACTS) continue
        contacts.set(key, { flow, timer: timers.after(seconds * 1_000, () => contacts.delete(key)) })
      }
    },
    find: (uri) => {
      const key = keyOf(uri)
      const found = key === undefined ? undefined : contacts.get(key)
      return found?.flow.isOpen ? found.flow : undefined
    },
    forget: (flow) => {
      for (const [key, entry] of contacts) if (entry.flow === flow) drop(key)
    },
    get size() {
      return contacts.size
    },
  }
}

/** Seconds: from the response's contact, else its Expires, else the request's. */
function lifetime(key: string, response: SipResponse, request: SipRequest): number {
  for (const contact of headerList(response, 'contact')) {
    const address = parseAddress(contact)
    if (address === undefined || keyOf(address.uri) !== key) continue
    const seconds = param(address.params, 'expires')
    if (seconds !== undefined) return clamp(seconds)
  }
  return clamp(headerValue(response, 'expires') ?? headerValue(request, 'expires'))
}

function clamp(seconds: string | undefined): number {
  if (seconds === undefined || !/^\d{1,10}$/.test(seconds.trim())) return DEFAULT_EXPIRES_S
  return Math.min(Number(seconds), MAX_EXPIRES_S)
}

function keyOf(text: string): string | undefined {
  const uri = parseUri(text)
  return uri === undefined ? undefined : `${uri.user}@${uri.host}`
}
