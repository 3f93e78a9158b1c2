/** Malformed and strange SIP: 400 or silence as the RFCs say, never a crash, and the engine goes on answering. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppResponse, embeddedHouse, type House } from './house-app.ts'
import { request, type ScriptedPeer, SDP, tcpPeer, udpPeer, wsPeer } from './scripted-peer.ts'

const SILENCE = 0
const FUZZ_CASES = 400

/** Fault, status over UDP, status over TCP when a stream sees it differently. */
const REACTIONS: Array<[fault: string, udp: number, tcp?: number]> = [
  ['tortuous-but-valid', 200],
  ['missing-to', 400],
  ['missing-from', 400],
  ['missing-call-id', 400],
  ['missing-cseq', 400],
  ['missing-via', SILENCE],
  ['cseq-of-another-method', 400],
  ['cseq-too-large', 400],
  ['cseq-not-a-number', 400],
  ['request-uri-in-brackets', 400],
  ['request-uri-with-spaces', 400],
  ['request-uri-unknown-scheme', 416],
  ['unknown-version', 505],
  ['unknown-method', 501],
  ['quote-not-closed', 400],
  ['call-id-twice', 400],
  ['content-length-negative', 400],
  ['content-length-beyond-datagram', 400, SILENCE],
  ['content-length-before-end', 200],
  ['required-extension-unknown', 420],
  ['max-forwards-zero', 483],
  ['max-forwards-negative', 400],
  ['max-forwards-huge', 400],
  ['via-broken', SILENCE],
  ['header-without-colon', 400],
  ['header-name-with-space', 400],
  ['register-star-with-expires', 400],
  ['register-star-with-another', 400],
  ['invite-without-contact', 400],
  ['null-byte-in-header', 400],
  ['escaped-null-in-user', 200],
  ['bytes-that-are-not-utf8', 200],
  ['long-values', 200],
  ['ipv6-via-and-contact', 200],
  ['ipv6-uri-without-brackets', 400],
  ['ipv6-uri-ending-like-a-port', 200],
  ['bye-of-no-dialog', 481],
  ['prack-of-no-dialog', 481],
  ['reinvite-of-no-dialog', 481],
  ['cancel-of-nothing', 481],
  ['ack-alone', SILENCE],
  ['lines-end-in-lf-only', SILENCE],
  ['response-status-out-of-range', SILENCE],
  ['response-to-nothing', SILENCE],
  ['too-many-headers', 400],
  ['via-port-impossible', SILENCE],
  ['via-names-broadcast', 200],
]

function fixture(fault: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../fixtures/${fault}.sip`, import.meta.url)))
}

describe('malformed SIP', () => {
  let house: House
  const answer = (_req: unknown, res: AppResponse): void => res.send(200)

  beforeAll(async () => {
    house = await embeddedHouse({
      options: answer,
      register: answer,
      message: answer,
      invite: (_req, res) => res.send(486),
    })
  })
  afterAll(() => house.close())

  /** Sends the bytes, then a healthy request; what was answered before the healthy one is the reaction. */
  async function reaction(peer: ScriptedPeer, bytes: Buffer): Promise<number> {
    peer.send(bytes)
    return await settled(peer)
  }

  async function settled(peer: ScriptedPeer): Promise<number> {
    peer.send(request(peer, 'MESSAGE'))
    await peer.receives('200 MESSAGE')
    return peer.statuses()[0] ?? SILENCE
  }

  it.each(REACTIONS)('%s over UDP: %i', async (fault, status) => {
    const peer = await udpPeer(house.udpPort)
    expect(await reaction(peer, fixture(fault))).toBe(status)
    await peer.close()
  })

  it.each(REACTIONS)('%s over TCP, byte by byte', async (fault, udp, tcp) => {
    const peer = await tcpPeer(house.tcpPort)
    const bytes = Buffer.from(
      fixture(fault).toString('latin1').replaceAll('@192.0.2.1', '@192.0.2.2').replaceAll('z9hG4bK-', 'z9hG4bK-tcp-'),
      'latin1',
    )
    for (const byte of bytes) peer.send(Buffer.from([byte]))
    const other = await tcpPeer(house.tcpPort)
    expect(await settled(other)).toBe(SILENCE)
    const expected = tcp ?? udp
    if (expected !== SILENCE) expect(await peer.firstStatus()).toBe(expected)
    await peer.close()
    await other.close()
  })

  it('closes a TCP connection whose length cannot be believed, after the 400', async () => {
    const peer = await tcpPeer(house.tcpPort)
    peer.send(fixture('content-length-negative'))
    expect(await peer.firstStatus()).toBe(400)
    await peer.closed
  })

  it('answers two messages that share a TCP segment, and the keep-alive between them', async () => {
    const peer = await tcpPeer(house.tcpPort)
    peer.send(`${request(peer, 'OPTIONS')}\r\n\r\n${request(peer, 'MESSAGE')}`)
    await peer.receives('200 OPTIONS')
    await peer.receives('200 MESSAGE')
    await peer.close()
  })

  it('lives through datagrams of nothing, one byte, STUN and 65,507 bytes', async () => {
    const peer = await udpPeer(house.udpPort)
    const stun = Buffer.from('000100002112a442000102030405060708090a0b', 'hex')
    for (const junk of [Buffer.alloc(0), Buffer.from('x'), Buffer.from('\r\n\r\n'), stun, Buffer.alloc(65_507, 0x41)])
      peer.send(junk)
    expect(await settled(peer)).toBe(SILENCE)
    await peer.close()
  })

  it('refuses a WebSocket that does not speak sip, and cuts one whose frame is too long', async () => {
    const peer = await wsPeer(house.wsPort)
    peer.send(Buffer.alloc(70_000, 0x41))
    await peer.closed
    const refused = await new Promise<number>((resolve) => {
      void fetch(`http://127.0.0.1:${house.wsPort}/`).then((response) => resolve(response.status))
    })
    expect(refused).toBe(426)
  })

  it.each([['UDP'], ['TCP']])(`answers on after ${FUZZ_CASES} mutated messages over %s`, async (transport) => {
    const random = seeded(Number(process.env.CI_RUN ?? 20_260_101))
    const seeds = REACTIONS.map(([fault]) => fixture(fault))
    let peer = transport === 'UDP' ? await udpPeer(house.udpPort) : await tcpPeer(house.tcpPort)
    for (let round = 0; round < FUZZ_CASES; round++) {
      const seed = seeds[Math.floor(random() * seeds.length)] ?? Buffer.from(SDP)
      peer.send(mutated(seed, random))
      if (round % 20 !== 19) continue
      if (transport === 'TCP') {
        await peer.close()
        peer = await tcpPeer(house.tcpPort)
      }
      peer.send(request(peer, 'MESSAGE'))
      await peer.receives('200 MESSAGE')
    }
    const health = await house.engine?.health()
    expect(health?.counters.malformed).toBeGreaterThan(0)
    await peer.close()
  })
})

/** mulberry32: the same cases each run, so that a failing one can be found again. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function mutated(seed: Buffer, random: () => number): Buffer {
  let bytes = Buffer.from(seed)
  const at = (): number => Math.floor(random() * Math.max(1, bytes.length))
  for (let change = Math.ceil(random() * 6); change > 0; change--) {
    const place = at()
    switch (Math.floor(random() * 6)) {
      case 0:
        bytes[place] = Math.floor(random() * 256)
        break
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(at())])
        break
      case 2:
        bytes = Buffer.concat([
          bytes.subarray(0, place),
          Buffer.from([0, 13, 10, 34, 60, 59, 44, 58][Math.floor(random() * 8)] === 0 ? '\0' : '\r\n";,<'),
          bytes.subarray(place),
        ])
        break
      case 3:
        bytes = bytes.subarray(0, place)
        break
      case 4:
        bytes = Buffer.concat([bytes, bytes.subarray(place)])
        break
      default:
        bytes = Buffer.from(
          bytes
            .toString('latin1')
            .replace(/\d+/, ['-1', '0', '4294967296', '1e30', ''][Math.floor(random() * 5)] ?? ''),
          'latin1',
        )
    }
    if (bytes.length > 60_000) bytes = bytes.subarray(0, 60_000)
  }
  return Buffer.from(bytes)
}
