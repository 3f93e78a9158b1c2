/** Logs for tests. */
import type { TelephonyLog } from '../../sip/telephony.ts'

const nothing = (): void => undefined

/** Says nothing. */
export const silentLog: TelephonyLog = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/** Keeps the sentences of warnings and errors. */
export function keepingLog(): TelephonyLog & { sentences: string[] } {
  const sentences: string[] = []
  const keep = (_fields: object, sentence: string): void => {
    sentences.push(sentence)
  }
  return { debug: nothing, info: nothing, warn: keep, error: keep, sentences }
}
