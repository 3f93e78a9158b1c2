/** A call shown on a terminal: what is heard each second, keys from the keyboard and from the script. */
import type { PressAt } from './command-line.ts'
import type { PhoneCall } from './phone-call.ts'
import type { Words } from './words.ts'

/** What a call on the terminal does by itself. */
export interface TalkPlan {
  press: readonly PressAt[]
  /** Hang up after so many seconds. */
  seconds: number | undefined
  print: (line: string) => void
}

/** Ms of sound that count as having heard a prompt. */
const promptMs = 1000

/** Talks on an answered call until it ends. */
export async function talk(call: PhoneCall, words: Words, { press, seconds, print }: TalkPlan): Promise<void> {
  const startedAt = performance.now()
  const talked = () => (performance.now() - startedAt) / 1000
  const forget = call.onKey((key) => print(words.heardKey(key)))
  const show = setInterval(() => {
    const heard = call.heard()
    print(words.heard(talked(), heard.level, heard.impression(1000), heard.packets))
  }, 1000)
  const limit = seconds === undefined ? undefined : setTimeout(() => void call.hangUp(), seconds * 1000)
  void pressAll(call, press, (key) => print(words.pressed(key)))
  await call.ended
  clearInterval(show)
  clearTimeout(limit)
  forget()
}

/** Presses each key at its time, or once a second of sound was heard since the key before; ends with the call. */
export async function pressAll(call: PhoneCall, keys: readonly PressAt[], told: (key: string) => void): Promise<void> {
  const startedAt = performance.now()
  for (const { key, atSeconds } of keys) {
    if (atSeconds === undefined) await heardMore(call)
    else await pause(call, startedAt + atSeconds * 1000 - performance.now())
    if (call.end !== undefined) return
    told(key)
    await call.press(key)
  }
}

/** Sound of the time before the last key is forgotten: the next prompt counts from its begin. */
async function heardMore(call: PhoneCall): Promise<void> {
  const before = call.heard().soundMs
  const forEver = 2 ** 31 - 1
  await call
    .until((heard) => heard.soundMs - before >= promptMs, 'a prompt', forEver)
    .catch((error: unknown) => {
      // The call ended first: the caller of this function looks at that.
      if (call.end === undefined) throw error
    })
}

async function pause(call: PhoneCall, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, Math.max(0, ms))
  await Promise.race([promise, call.ended])
  clearTimeout(timer)
}
