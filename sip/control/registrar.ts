/** Where each phone can be reached: one live binding per phone, short expiry, loss noticed by calls and probes that fail. */
import type { PhoneRegistration } from '../telephony.ts'

/** One phone's place. */
export interface Binding {
  phone: string
  /** Contact URI as the phone wrote it. */
  contact: string
  /** udp, tcp, ws, ... of the connection over which it registered. */
  transport: string
  /** `ip:port` of that connection; all requests go back there. */
  source: string
  /** ms UTC. */
  expiresAt: number
  /** When it last showed life, ms UTC. */
  heardAt: number
}

export interface Registrar {
  /** Binds or refreshes; another contact of the same phone is replaced. */
  bind(place: Omit<Binding, 'expiresAt' | 'heardAt'>, expiresS: number, now: number): void
  /** Removes the phone's binding when it has this contact; without contact, whatever it has. */
  unbind(phone: string, contact?: string): void
  bindingOf(phone: string, now: number): Binding | undefined
  /** A request to this binding found nobody. A newer binding of the phone stays. */
  lost(binding: Binding): void
  /** The binding answered. */
  heard(binding: Binding, now: number): void
  /** Drops what has expired; returns what has been silent for `silentMs` and deserves a probe, each once per that time. */
  sweep(now: number, silentMs: number): Binding[]
}

/** Creates the registrar; `announce` hears every change. */
export function createRegistrar(announce: (news: PhoneRegistration) => void): Registrar {
  const bindings = new Map<string, Binding>()

  const remove = (phone: string, why: PhoneRegistration['why']): void => {
    if (bindings.delete(phone)) announce({ phone, registered: false, why })
  }

  return {
    bind(place, expiresS, now) {
      const previous = bindings.get(place.phone)
      const samePlace = previous?.contact === place.contact && previous.source === place.source
      if (previous !== undefined && previous.contact !== place.contact) remove(place.phone, 'replaced')
      bindings.set(place.phone, { ...place, expiresAt: now + expiresS * 1000, heardAt: now })
      if (!samePlace) announce({ phone: place.phone, registered: true, why: 'registered' })
    },
    unbind(phone, contact) {
      if (contact === undefined || bindings.get(phone)?.contact === contact) remove(phone, 'unregistered')
    },
    bindingOf(phone, now) {
      const binding = bindings.get(phone)
      return binding === undefined || binding.expiresAt <= now ? undefined : binding
    },
    lost(binding) {
      const current = bindings.get(binding.phone)
      if (current?.contact === binding.contact && current.source === binding.source) {
        remove(binding.phone, 'connection-lost')
      }
    },
    heard(binding, now) {
      const current = bindings.get(binding.phone)
      if (current?.contact === binding.contact) current.heardAt = now
    },
    sweep(now, silentMs) {
      const silent: Binding[] = []
      for (const binding of bindings.values()) {
        if (binding.expiresAt <= now) remove(binding.phone, 'expired')
        else if (now - binding.heardAt >= silentMs) {
          binding.heardAt = now
          silent.push(binding)
        }
      }
      return silent
    },
  }
}

/** A browser is found by its contact, on its own socket; any other phone where its packets come from. */
export function nextHopOf(binding: Binding): { proxy?: string } {
  const browser = binding.transport.startsWith('ws')
  return browser ? {} : { proxy: `sip:${binding.source};transport=${binding.transport}` }
}
