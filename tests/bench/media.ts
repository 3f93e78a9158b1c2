/**
 * Figures of the media engine alone, as one JSON object: `node tests/bench/media.ts [lowPort]`. The far ends live in a
 * child process, so that the CPU counted is the engine's; both share the machine.
 */
import { fork } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { encode, frameSamples } from '../../sip/media/g711.ts'
import type { MediaEndpoint } from '../../sip/media/media-engine.ts'
import { openMediaHouse } from '../kit/media-house.ts'
import { tone, writeToneFile } from '../kit/tone.ts'

const streams = 200
const seconds = 8

/** What the far end is told and tells. */
type ToFarEnd = { send: number[] } | { measure: true } | { stop: true }
interface FromFarEnd {
  ports?: number[]
  packets?: number
  deviationMs?: { p50: number; p95: number; p99: number; max: number }
}

if (process.argv[2] === 'far-end') await farEnd()
else await bench(Number(process.argv[2] ?? 24_300))

async function bench(low: number): Promise<void> {
  const house = await openMediaHouse({ low, high: low + 4 * streams + 20 })
  const file = await writeToneFile(join(house.folder, 'tone.wav'), 700, 60_000, { format: 'a-law' })
  const opened = await openings((options) => house.engine.openRtp(options))
  const firstPacketMs = await firstPackets()
  const child = fork(new URL(import.meta.url), ['far-end'])
  const tell = (message: ToFarEnd) => child.send(message)
  const hear = async (): Promise<FromFarEnd> => (await once(child, 'message'))[0] as FromFarEnd
  const { ports = [] } = await hear()

  const listeners: MediaEndpoint[] = []
  for (const [i, port] of ports.entries()) {
    listeners.push(await house.engine.openRtp({ id: `out-${i}`, offer: offerOf(port) }))
  }
  const playing = await measured(async () => {
    for (const endpoint of listeners) {
      endpoint.play([file])
      await pause(20_000 / streams / 1000)
    }
  })
  await Promise.all(listeners.map((endpoint) => endpoint.close()))

  const pairs: MediaEndpoint[] = []
  for (const [i, port] of ports.entries()) {
    const source = await house.engine.openRtp({ id: `source-${i}`, offer: offerOf(port, 0) })
    const listener = await house.engine.openRtp({ id: `listener-${i}`, offer: offerOf(port, 8), near: source })
    await house.engine.connect(source, listener)
    pairs.push(source, listener)
  }
  const relaying = await measured(async () => {
    tell({
      send: pairs.filter((_, i) => i % 2 === 0).map((source) => Number(/m=audio (\d+)/.exec(source.localSdp)![1])),
    })
  })
  tell({ stop: true })
  await Promise.all(pairs.map((endpoint) => endpoint.close()))
  child.disconnect()
  await house.close()
  console.log(JSON.stringify({ cores: cpus().length, streams, opened, firstPacketMs, playing, relaying }, undefined, 2))

  async function measured(start: () => Promise<void>) {
    await start()
    await pause(1000)
    tell({ measure: true })
    const before = process.cpuUsage()
    const figures = await hear()
    const { user, system } = process.cpuUsage(before)
    const packets = figures.packets ?? 0
    return {
      packets,
      cpuUsPerPacket: (user + system) / packets,
      cpuPercent: (user + system) / (seconds * 1e4),
      ...figures,
    }
  }

  async function openings(open: typeof house.engine.openRtp) {
    const run = async (together: number, total: number) => {
      const start = performance.now()
      const endpoints: MediaEndpoint[] = []
      for (let i = 0; i < total; i += together) {
        const ids = Array.from({ length: together }, (_, j) => `open-${i + j}`)
        endpoints.push(...(await Promise.all(ids.map((id) => open({ id, offer: offerOf(40_000) })))))
      }
      const perSecond = Math.round((total / (performance.now() - start)) * 1000)
      await Promise.all(endpoints.map((endpoint) => endpoint.close()))
      return perSecond
    }
    return { oneByOnePerSecond: await run(1, 300), twentyAtOncePerSecond: await run(20, 300) }
  }

  async function firstPackets() {
    const waits: number[] = []
    for (let i = 0; i < 200; i += 1) {
      const { peer, endpoint } = await house.call()
      const start = performance.now()
      endpoint.play([file])
      await peer.hearsPackets(1)
      waits.push(peer.packets[0]!.at - start)
      await endpoint.close()
      await peer.close()
    }
    return quantiles(waits)
  }
}

/** The child: as many sockets as streams, counting what comes and, when asked, sending a tone to each port. */
async function farEnd(): Promise<void> {
  const sockets: Socket[] = []
  const last = new Map<Socket, number>()
  let deviations: number[] = []
  let packets = 0
  for (let i = 0; i < streams; i += 1) {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    socket.on('message', () => {
      const now = performance.now()
      const before = last.get(socket)
      if (before !== undefined) deviations.push(Math.abs(now - before - 20))
      last.set(socket, now)
      packets += 1
    })
    sockets.push(socket)
  }
  let sending: NodeJS.Timeout | undefined
  process.on('message', (message: ToFarEnd) => {
    if ('send' in message) sending = speak(message.send)
    else if ('measure' in message) {
      deviations = []
      packets = 0
      setTimeout(
        () => process.send!({ packets, deviationMs: quantiles(deviations) } satisfies FromFarEnd),
        seconds * 1000,
      )
    } else clearInterval(sending)
  })
  process.on('disconnect', () => process.exit())
  process.send!({ ports: sockets.map((socket) => socket.address().port) } satisfies FromFarEnd)

  function speak(targets: number[]): NodeJS.Timeout {
    const payload = encode('PCMU', tone(1000, 20))
    const start = performance.now()
    let sent = 0
    // Each stream has its place within the 20 ms.
    return setInterval(() => {
      for (; start + (sent * 20) / targets.length <= performance.now(); sent += 1) {
        const stream = sent % targets.length
        const turn = Math.floor(sent / targets.length)
        const packet = Buffer.alloc(12 + frameSamples)
        packet[0] = 0x80
        packet.writeUInt16BE(turn & 0xffff, 2)
        packet.writeUInt32BE((turn * frameSamples) >>> 0, 4)
        packet.writeUInt32BE(stream + 1, 8)
        payload.copy(packet, 12)
        sockets[stream]!.send(packet, targets[stream]!, '127.0.0.1', () => undefined)
      }
    }, 1)
  }
}

function offerOf(port: number, payloadType = 8): string {
  const lines = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0']
  return [...lines, `m=audio ${port} RTP/AVP ${payloadType}`, 'a=sendrecv', ''].join('\r\n')
}

function quantiles(values: number[]): { p50: number; p95: number; p99: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
