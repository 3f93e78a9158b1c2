/** TCP peers that dawdle are cut; the clock is moved by hand. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CAPS } from '../../../sip/engine/flow.ts'
import { createTimers } from '../../../sip/engine/timers.ts'
import { listenTcp, type TcpTransport } from '../../../sip/engine/transport-tcp.ts'

const MESSAGE = 'OPTIONS sip:h SIP/2.0\r\nContent-Length: 0\r\n\r\n'

describe('slow TCP peers', () => {
  let transport: TcpTransport
  let heard: Promise<string>
  let closed: Promise<void>
  let now = 0
  const counted: string[] = []
  let timers = createTimers({ start: 0, tickMs: 10, failed: () => undefined })

  beforeEach(async () => {
    now = 0
    counted.length = 0
    timers = createTimers({ start: 0, tickMs: 10, failed: (error) => expect.unreachable(String(error)) })
    let hear: (text: string) => void
    let close: () => void
    heard = new Promise((resolve) => {
      hear = resolve
    })
    closed = new Promise((resolve) => {
      close = resolve
    })
    const events = {
      message: (text: string) => hear(text),
      closed: () => close(),
      counted: (what: string) => void counted.push(what),
    }
    transport = await listenTcp({ host: '127.0.0.1', port: 0 }, events, timers)
  })
  afterEach(() => transport.close())

  function pass(ms: number): void {
    now += ms
    timers.advance(now)
  }

  async function dial(): Promise<Socket> {
    const socket = connect(transport.local.port, '127.0.0.1')
    socket.on('error', () => socket.destroy())
    await once(socket, 'connect')
    return socket
  }

  it('cuts a peer that begins a message and does not end it', async () => {
    const socket = await dial()
    socket.write(`${MESSAGE}OPTIONS sip:h SIP/2.0\r\n`)
    expect(await heard).toBe(MESSAGE)
    pass(CAPS.slowMessageMs - 50)
    expect(transport.connections).toBe(1)
    pass(100)
    await closed
    expect(counted).toEqual(['tcp-slow'])
    expect(timers.size).toBe(0)
  })

  it('leaves a peer alone that is quiet between messages', async () => {
    const socket = await dial()
    socket.write(MESSAGE)
    await heard
    pass(3_600_000)
    expect(transport.connections).toBe(1)
    expect(timers.size).toBe(0)
    socket.destroy()
    await closed
  })

  it('cuts a peer that never says anything', async () => {
    const socket = await dial()
    while (transport.connections === 0) await new Promise((resolve) => setImmediate(resolve))
    pass(CAPS.silentMs + 50)
    await closed
    expect(counted).toEqual(['tcp-silent'])
    socket.destroy()
  })

  it('cuts a peer whose stream is broken and who does not hang up', async () => {
    const socket = connect({ port: transport.local.port, host: '127.0.0.1', allowHalfOpen: true })
    socket.write('OPTIONS sip:h SIP/2.0\r\nContent-Length: -1\r\n\r\n')
    await heard
    socket.write(MESSAGE)
    pass(1_100)
    await closed
    expect(counted).toEqual(['tcp-broken'])
    socket.destroy()
  })

  it('reports a connection that is refused to whoever wanted to send, once', async () => {
    const flow = transport.flowTo({ host: '127.0.0.1', port: 9 })
    const failures: string[] = []
    flow.send(MESSAGE, (error) => failures.push(error.message))
    await closed
    expect(failures.length).toBe(1)
    expect(flow.isOpen).toBe(false)
  })
})
