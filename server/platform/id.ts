/** Ids are UUID version 7 (RFC 9562): made in the app, sorted by time of making. */
import { randomBytes } from 'node:crypto'

let lastMs = 0
let counter = 0

/** A new id; the caller says of which kind by its type. Ids of one process sort in the order they were made. */
export function newId<Id extends string>(): Id {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else {
    counter = (counter + 1) & 0xfff
    if (counter === 0) lastMs++
  }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | counter, 6)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id
}
