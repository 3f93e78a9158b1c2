import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createSimulatorServer } from '../../../server/airline-simulator/airline-simulator.routes.ts'
import { createHttpPassengerService } from '../../../server/flights/http-passenger-service.ts'
import { createSource } from '../../../server/flights/source.ts'
import { systemClock } from '../../../server/platform/clock.ts'
import { silentLog } from '../../../server/platform/log.ts'
import { openDemoAirline } from '../../kit/demo-airline.ts'
import { createFakeClock } from '../../kit/fake-clock.ts'
import { passengerServiceSuite } from './passenger-service-suite.ts'

const login = { user: 'house', secret: 's:e@c' }
const closers: Array<() => unknown> = []
const close = async () => {
  for (const one of closers.splice(0).reverse()) await one()
}
afterAll(close)

const serviceAt = (port: number, words = `${login.user}:${encodeURIComponent(login.secret)}`) => {
  const service = createHttpPassengerService(`http://${words}@127.0.0.1:${port}`)
  closers.push(() => service.close())
  return service
}

passengerServiceSuite('over HTTP', async () => {
  const clock = createFakeClock(Date.UTC(2026, 10, 25, 6))
  const { airline, bookings, members } = openDemoAirline(clock)
  const server = createSimulatorServer({ airline, login })
  closers.push(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const quiet = bookings.find((booking) => booking.departsAt > clock.now() + 15 * 86_400_000)!
  return { service: serviceAt(port), clock, locator: quiet.pnr, memberNumber: members[0]!.number }
})

describe('a source that fails', () => {
  afterEach(close)

  async function listen(handler: Parameters<typeof createServer>[1]): Promise<{ server: Server; port: number }> {
    const server = createServer(handler)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return { server, port: (server.address() as AddressInfo).port }
  }
  const sourceWith = (limits: Parameters<typeof createSource>[0]['limits']) =>
    createSource({ clock: systemClock(), log: silentLog, limits })

  test('[CS-13] a hung server costs a caller 300 ms and no more, and later nothing at all', async () => {
    const { port } = await listen(() => undefined)
    const service = serviceAt(port)
    const source = sourceWith({ timeoutMs: 400, failures: 2, pauseMs: 60_000 })
    const ask = (pnr: string) => source.ask(`pnr:${pnr}`, (signal) => service.pnr(pnr, signal))
    const begun = performance.now()
    expect(await ask('AAAAA2')).toEqual({ freshness: 'late' })
    expect(performance.now() - begun).toBeLessThan(390)
    await expect(source.request((signal) => service.pnr('AAAAA3', signal))).rejects.toThrow()
    expect(source.state().state).toBe('down')
    await expect.poll(() => source.ask('x', async () => 1).then((told) => told.freshness)).toBe('away')
  })

  test('[CS-13] a dead server is told as away at once, with what is known and how old it is', async () => {
    const { server, port } = await listen((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('[]')
    })
    const service = serviceAt(port)
    const source = sourceWith({ freshMs: 0, failures: 2, pauseMs: 50 })
    const ask = () => source.ask('bags:AAAAA2', (signal) => service.bagsOf('AAAAA2', signal))
    expect(await ask()).toMatchObject({ freshness: 'fresh', value: [] })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    const told = await ask()
    expect(told).toMatchObject({ freshness: 'kept', value: [], asOf: expect.any(Number) })
    expect(source.state()).toMatchObject({ state: 'down', lastAnswerAt: told.asOf })
  })

  test('the breaker lets one request through after its pause, and the source is up again', async () => {
    let sick = true
    const { port } = await listen((_request, response) => {
      response.statusCode = sick ? 503 : 200
      response.setHeader('content-type', 'application/json')
      response.end('[]')
    })
    const service = serviceAt(port)
    const source = sourceWith({ failures: 2, pauseMs: 30, freshMs: 0 })
    const ask = () => source.ask('bags:AAAAA2', (signal) => service.bagsOf('AAAAA2', signal))
    for (let i = 0; i < 3; i++) expect((await ask()).freshness).toBe('away')
    sick = false
    await expect.poll(async () => (await ask()).freshness).toBe('fresh')
    expect(source.state().state).toBe('up')
  })

  test.each([
    ['no JSON', 200, 'hello'],
    ['what no schema allows', 200, '{"locator":"x"}'],
    ['wrong user', 401, '{}'],
    ['an error', 500, '{}'],
  ])('an answer with %s is a failure, never a record', async (_what, status, body) => {
    const { port } = await listen((_request, response) => {
      response.statusCode = status
      response.end(body)
    })
    await expect(serviceAt(port).pnr('AAAAA2')).rejects.toThrow()
  })

  test('an answer without end is cut off', async () => {
    const { port } = await listen((_request, response) => {
      const more = () => {
        if (!response.destroyed) response.write('x'.repeat(100_000), () => setImmediate(more))
      }
      more()
    })
    await expect(serviceAt(port).pnr('AAAAA2')).rejects.toThrow(/too much/)
  })
})
