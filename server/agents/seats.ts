/** Whether an agent can be reached at this moment: a page that gives signs of life and a phone that is registered. Never stored: after a restart both must show themselves anew. */
import type { AgentId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'

export interface Seats {
  /** The page of this agent gave a sign of life. */
  pageSeen(agentId: AgentId): void
  /** Its connection closed; a refresh brings it back within 5 s. */
  pageLost(agentId: AgentId): void
  phoneChanged(agentId: AgentId, registered: boolean): void
  /** A call to the phone failed: whatever the registrar believes, it must show itself anew. Tells nobody. */
  distrustPhone(agentId: AgentId): void
  phoneRegistered(agentId: AgentId): boolean
  reachable(agentId: AgentId): boolean
  /** Tells once: true as soon as the agent is reachable, false after `ms`. Returns the cancel. */
  awaitReachable(agentId: AgentId, ms: number, heard: (reachable: boolean) => void): () => void
  /** Forgets an agent whose shift ended. */
  leave(agentId: AgentId): void
  close(): void
}

/** A page that is silent for so long is frozen or gone (three missed heartbeats). */
export const silentPageMs = 15_000

/** A refresh of the page takes less than this. */
export const refreshMs = 5_000

interface Seat {
  page: boolean
  phone: boolean
  cancel: (() => void) | undefined
}

/** `onChange` hears that `reachable` changed; what it is then has to be asked when it is used. */
export function createSeats(deps: { clock: Clock; onChange(agentId: AgentId): void }): Seats {
  const seats = new Map<AgentId, Seat>()
  const waiting = new Map<AgentId, Set<() => void>>()

  function seatOf(agentId: AgentId): Seat {
    const seat = seats.get(agentId) ?? { page: false, phone: false, cancel: undefined }
    seats.set(agentId, seat)
    return seat
  }

  function change(agentId: AgentId, apply: (seat: Seat) => void): void {
    const seat = seatOf(agentId)
    const before = seat.page && seat.phone
    apply(seat)
    const after = seat.page && seat.phone
    if (before === after) return
    deps.onChange(agentId)
    if (after) for (const tell of waiting.get(agentId) ?? []) tell()
  }

  /** Takes the page for gone unless it is seen again within `ms`. */
  function expect(agentId: AgentId, ms: number): void {
    const seat = seatOf(agentId)
    seat.cancel?.()
    seat.cancel = deps.clock.after(ms, () =>
      change(agentId, (silent) => {
        silent.page = false
      }),
    )
  }

  return {
    pageSeen(agentId) {
      expect(agentId, silentPageMs)
      change(agentId, (seen) => {
        seen.page = true
      })
    },
    pageLost(agentId) {
      if (seats.get(agentId)?.page) expect(agentId, refreshMs)
    },
    phoneChanged(agentId, registered) {
      change(agentId, (seat) => {
        seat.phone = registered
      })
    },
    distrustPhone(agentId) {
      seatOf(agentId).phone = false
    },
    phoneRegistered: (agentId) => seats.get(agentId)?.phone ?? false,
    reachable(agentId) {
      const seat = seats.get(agentId)
      return seat?.page === true && seat.phone
    },
    awaitReachable(agentId, ms, heard) {
      const set = waiting.get(agentId) ?? new Set()
      waiting.set(agentId, set)
      const end = () => {
        stop()
        set.delete(tell)
        if (set.size === 0) waiting.delete(agentId)
      }
      const tell = () => {
        end()
        heard(true)
      }
      const stop = deps.clock.after(ms, () => {
        end()
        heard(false)
      })
      set.add(tell)
      const seat = seats.get(agentId)
      if (seat?.page && seat.phone) tell()
      return end
    },
    leave(agentId) {
      seats.get(agentId)?.cancel?.()
      seats.delete(agentId)
    },
    close() {
      for (const seat of seats.values()) seat.cancel?.()
      seats.clear()
    },
  }
}
