/** Logs: a static sentence and fields. Personal data only under `pii`, which is redacted. */
import { pino } from 'pino'

export interface Log {
  debug(fields: object, sentence: string): void
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
  error(fields: object, sentence: string): void
}

/** Where personal data and secrets may stand in a log line; all of it is removed before writing. */
export const redactedPaths = [
  'pii',
  '*.pii',
  'req.headers.cookie',
  'req.headers.authorization',
  'password',
  '*.password',
]

/** A pino log as one JSON line per record; errors keep their stack under `error`. */
export function createLog(level: string, destination?: { write(line: string): void }) {
  return pino(
    {
      level,
      base: null,
      redact: { paths: redactedPaths, remove: true },
      serializers: { error: pino.stdSerializers.err },
    },
    destination ?? pino.destination({ fd: 2, sync: false }),
  )
}

/** A log that says nothing, for tests. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }
