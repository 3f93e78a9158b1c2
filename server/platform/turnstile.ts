/** Lets one after another through, in the order they came. */

export interface Turnstile {
  /** Resolves with the way out when everybody before has left; the way out must be taken, once. */
  enter(): Promise<() => void>
}

/** Makes one that stands open. */
export function createTurnstile(): Turnstile {
  let last = Promise.resolve()
  return {
    async enter() {
      const before = last
      const { promise, resolve } = Promise.withResolvers<void>()
      last = promise
      await before
      return resolve
    },
  }
}
