/** What becomes of the process when the SIP engine's end of the wire misbehaves: real drachtio-srf, scripted server. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { connectSrf, type SrfLink } from '../../../sip/control/srf-link.ts'
import { keepingLog } from '../../kit/silent-log.ts'

const closing: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server that lets everybody in, says nothing more by itself, and never closes a connection because the other side did. */
async function scriptedServer() {
  const sockets: Socket[] = []
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      const id = /#([^|]+)\|authenticate/.exec(chunk.toString('latin1'))?.[1]
      if (id !== undefined) socket.write(frame(`x|response|${id}|OK|udp/127.0.0.1:5060|v0.9.10|`))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { sockets, port: (server.address() as AddressInfo).port }
}

const frame = (payload: string) => `${payload.length}#${payload}`

/** A frame with SIP text that looks like frames when it is read from its middle. */
const ring = frame(
  `x|sip|network|500|udp|127.0.0.1|5999|0|t|\r\nOPTIONS sip:a SIP/2.0\r\nSubject: 1#f1#f1#f1#f1#f\r\n\r\n`,
)

async function linked(port: number) {
  const log = keepingLog()
  let back: (() => void) | undefined
  const returned = new Promise<void>((resolve) => {
    back = resolve
  })
  const link: SrfLink = await connectSrf({
    address: async () => ({ host: '127.0.0.1', port, secret: 's' }),
    handlers: {},
    log,
    onLost: () => undefined,
    onBack: () => back?.(),
    timing: { watchEveryMs: 100, watchDeadlineMs: 100, retryMs: 10 },
  })
  closing.push(() => link.close())
  return { link, log, returned }
}

describe('a connection to the SIP engine', () => {
  it('that is abandoned in the middle of a frame is cut for good, and what is still sent harms nobody', async () => {
    const server = await scriptedServer()
    const { log, returned } = await linked(server.port)
    const [first] = server.sockets
    first!.write(ring.slice(0, 60))
    const talkOn = () => setInterval(() => first!.write(ring.slice(60)), 1)
    const talking = once(first!, 'end').then(talkOn)
    await new Promise((resolve) => first!.once('close', resolve))
    clearInterval(await talking)
    await returned
    expect(log.sentences).toContain('The SIP engine gave no sign of life.')
  })

  it('that carries what no client understands is lost and comes back', async () => {
    const server = await scriptedServer()
    const { link, log, returned } = await linked(server.port)
    server.sockets[0]!.write(frame('x|nonsense') + ring)
    await returned
    expect(log.sentences).toContain('The link to the SIP engine failed.')
    expect(link.trouble()).toBeUndefined()
  })
})
