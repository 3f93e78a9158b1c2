import { afterEach, describe, expect, it } from 'vitest'
import type { CallId } from '../../../server/contracts/ids.ts'
import { createMetrics } from '../../../server/operations/metrics.ts'
import { operationsRoutes } from '../../../server/operations/operations.routes.ts'
import { createBus } from '../../../server/platform/bus.ts'
import { createHttp, type Http } from '../../../server/platform/http.ts'
import { newId } from '../../../server/platform/id.ts'
import { createLog, silentLog } from '../../../server/platform/log.ts'

let http: Http
afterEach(() => http.close())

async function open(notReady: string[], waiting = async () => 0) {
  const bus = createBus(silentLog)
  const gauges = {
    legs: () => 3,
    freeMediaPorts: () => 100,
    mediaWorkers: () => 1,
    consoles: () => 2,
    waiting,
  }
  const metrics = createMetrics(bus, gauges)
  http = await createHttp({ log: createLog('silent'), authenticate: async () => undefined, allowedOrigins: () => [] })
  operationsRoutes(http, { metrics, notReady: async () => notReady })
  return bus
}

describe('what operators ask', () => {
  it('is ready only when nothing keeps a call from being taken, and says what does', async () => {
    await open([])
    expect((await http.inject('/readyz')).statusCode).toBe(200)
    await http.close()
    await open(['The SIP engine is gone.'])
    const answer = await http.inject('/readyz')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ ready: false, reasons: ['The SIP engine is gone.'] })
  })

  it('lives while the loop turns', async () => {
    await open([])
    expect((await http.inject('/livez')).json()).toMatchObject({ alive: true })
  })

  it('counts facts and reads the gauges for Prometheus', async () => {
    const bus = await open([])
    bus.publish({ seq: 1, at: 0, name: 'call.ended', data: { callId: newId<CallId>(), cause: 'busy' } })
    const { body } = await http.inject('/metrics')
    expect(body).toContain('cc_facts_total{name="call.ended"} 1')
    expect(body).toContain('cc_calls_ended_total{cause="busy"} 1')
    expect(body).toContain('cc_legs 3')
  })

  it('measures each request under its route, never under its address', async () => {
    await open([])
    await http.inject('/livez')
    await http.inject('/nowhere/+8613800138000')
    const { body } = await http.inject('/metrics')
    expect(body).toContain('cc_http_request_seconds_count{route="/livez",method="GET",status="200"} 1')
    expect(body).not.toContain('8613800138000')
  })

  it('shows the other figures when one cannot be read', async () => {
    await open([], () => Promise.reject(new Error('The database is gone.')))
    const { statusCode, body } = await http.inject('/metrics')
    expect(statusCode).toBe(200)
    expect(body).toContain('cc_waiting Nan')
    expect(body).toContain('cc_legs 3')
  })

  it('describes the API as OpenAPI 3.1 and gives a page to read it', async () => {
    await open([])
    await http.ready()
    const description = (await http.inject('/openapi.json')).json<{ openapi: string; paths: Record<string, unknown> }>()
    expect(description.openapi).toBe('3.1.0')
    expect(Object.keys(description.paths)).toEqual(expect.arrayContaining(['/livez', '/readyz']))
    expect((await http.inject('/docs/')).statusCode).toBe(200)
  })
})
