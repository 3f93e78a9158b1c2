/**
 * The one clock of a media worker: a wheel of 10 slots of 2 ms. A member is visited once every 20 ms, in the slot in
 * which it joined, against absolute time, so that nothing drifts and a thousand players need one timer.
 */
import { frameMs } from './g711.ts'

const slotMs = 2
const slotCount = frameMs / slotMs
/** A thread that was held up longer than this, in slots, skips whole turns instead of bursting packets. */
const maxLateSlots = 5 * slotCount

/** Somebody who has something to do every 20 ms. */
export interface WheelMember {
  /** `turns` is 1, or more when the thread was held up and turns were skipped. `now` is monotonic ms. */
  tick(now: number, turns: number): void
}

/** Where the wheel gets its time from. */
export interface WheelTime {
  /** Monotonic ms. */
  now(): number
  /** Calls back once after `ms`; returns how to cancel. */
  after(ms: number, callback: () => void): () => void
}

export const systemWheelTime: WheelTime = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

export class Wheel {
  readonly #time: WheelTime
  readonly #onFault: (error: unknown) => void
  readonly #start: number
  readonly #slots: Array<Set<WheelMember>> = Array.from({ length: slotCount }, () => new Set())
  /** The slot number (counted from the start) of each member's last visit. */
  readonly #visited = new Map<WheelMember, number>()
  #position = 0
  #cancel: (() => void) | undefined

  /** A member that throws is dropped and reported to `onFault`; the others go on. */
  constructor(time: WheelTime, onFault: (error: unknown) => void) {
    this.#time = time
    this.#onFault = onFault
    this.#start = time.now()
  }

  get size(): number {
    return this.#visited.size
  }

  now(): number {
    return this.#time.now()
  }

  /** First visit in 18 to 20 ms. A member that is on the wheel already moves to the present phase. */
  join(member: WheelMember): void {
    this.leave(member)
    const position = this.#due()
    this.#slots[position % slotCount]!.add(member)
    this.#visited.set(member, position)
    if (this.#visited.size === 1) {
      this.#position = position
      this.#arm()
    }
  }

  leave(member: WheelMember): void {
    const visited = this.#visited.get(member)
    if (visited === undefined) return
    this.#slots[visited % slotCount]!.delete(member)
    this.#visited.delete(member)
    if (this.#visited.size === 0) this.close()
  }

  /** Stops the clock; the next `join` starts it again. */
  close(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #due(): number {
    return Math.floor((this.#time.now() - this.#start) / slotMs)
  }

  #turn(): void {
    this.#cancel = undefined
    const late = this.#due() - this.#position
    if (late > maxLateSlots) this.#position += (Math.floor(late / slotCount) - 1) * slotCount
    while (this.#position < this.#due()) {
      this.#position += 1
      this.#visit(this.#position)
    }
    if (this.#visited.size > 0) this.#arm()
  }

  #visit(position: number): void {
    for (const member of this.#slots[position % slotCount]!) {
      const turns = Math.round((position - this.#visited.get(member)!) / slotCount)
      // A member that joined while this slot was late has its first visit in the next turn.
      if (turns < 1) continue
      this.#visited.set(member, position)
      try {
        member.tick(this.#time.now(), turns)
      } catch (error) {
        this.leave(member)
        this.#onFault(error)
      }
    }
  }

  #arm(): void {
    if (this.#cancel !== undefined) return
    let next = this.#position + 1
    while (this.#slots[next % slotCount]!.size === 0) next += 1
    const inMs = this.#start + next * slotMs - this.#time.now()
    this.#cancel = this.#time.after(Math.max(0, Math.ceil(inMs)), () => this.#turn())
  }
}
