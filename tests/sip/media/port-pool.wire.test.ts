import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { sharePorts } from '../../../sip/media/media-engine-threads.ts'
import { PortPool } from '../../../sip/media/port-pool.ts'

const pools: PortPool[] = []
const clock = 0

function pool(ports: number[], ahead = 1): PortPool {
  const opened = new PortPool({ host: '127.0.0.1', ports, ahead, restMs: 1000, now: () => clock })
  pools.push(opened)
  return opened
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((opened) => opened.close()))
})

describe('the ports of a worker', () => {
  test('rest after a call while others are free, and are taken again when none is', async () => {
    const ports = pool([24_200, 24_202, 24_204])
    const first = await ports.takeSocket()
    await ports.release(first)
    const second = await ports.takeSocket()
    const third = await ports.takeSocket()
    expect([second.address().port, third.address().port]).toEqual([24_202, 24_204])
    const fourth = await ports.takeSocket()
    expect(fourth.address().port).toBe(24_200)
    expect(ports.free).toBe(0)
    await expect(ports.takeSocket()).rejects.toMatchObject({ name: 'MediaUnavailable' })
    await Promise.all([second, third, fourth].map((socket) => ports.release(socket)))
    expect(ports.free).toBe(3)
  })

  test('that another program holds are skipped, and used when it lets go', async () => {
    const other = createSocket('udp4').bind(24_210, '127.0.0.1')
    await once(other, 'listening')
    const ports = pool([24_210, 24_212])
    const socket = await ports.takeSocket()
    expect(socket.address().port).toBe(24_212)
    await expect(ports.takeSocket()).rejects.toMatchObject({ name: 'MediaUnavailable' })
    other.close()
    await once(other, 'close')
    const late = await ports.takeSocket()
    expect(late.address().port).toBe(24_210)
    await Promise.all([ports.release(socket), ports.release(late)])
  })

  test('can be taken unbound by somebody who binds them himself', async () => {
    const ports = pool([24_220, 24_222])
    const port = await ports.takePort()
    const own = createSocket('udp4').bind(port, '127.0.0.1')
    await once(own, 'listening')
    own.close()
    await once(own, 'close')
    ports.releasePort(port)
    expect(ports.free).toBe(2)
  })

  test('are dealt out evenly and only the even ones', () => {
    expect(sharePorts({ low: 20_001, high: 20_010 }, 2)).toEqual([
      [20_002, 20_006, 20_010],
      [20_004, 20_008],
    ])
    expect(sharePorts({ low: 20_000, high: 20_000 }, 2)).toEqual([[20_000], []])
  })
})
