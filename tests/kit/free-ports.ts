/** Ports for tests: each kind from its own range, so that houses side by side do not meet. */
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'

export interface PortRange {
  low: number
  high: number
}

export const httpPorts: PortRange = { low: 16_300, high: 16_399 }
export const sipPorts: PortRange = { low: 19_000, high: 19_499 }
export const rtpPorts: PortRange = { low: 27_000, high: 28_999 }

/** A port of the range that is free for UDP and TCP on 127.0.0.1 right now. Throws when there is none. */
export async function freePort(range: PortRange): Promise<number> {
  const size = range.high - range.low + 1
  const start = Math.floor(Math.random() * size)
  for (let i = 0; i < size; i++) {
    const port = range.low + ((start + i) % size)
    if ((await isFreeTcp(port)) && (await isFreeUdp(port))) return port
  }
  throw new Error(`No port is free between ${range.low} and ${range.high}.`)
}

function isFreeTcp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

function isFreeUdp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createSocket('udp4')
    probe.once('error', () => resolve(false))
    probe.bind(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
