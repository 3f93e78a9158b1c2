/** What operators and orchestrators ask: does it live, can it take a call, what does it measure, what is its API. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import type { Http } from '../platform/http.ts'
import type { Metrics } from './metrics.ts'

export interface OperationsDeps {
  metrics: Metrics
  /** Static sentences of what keeps a call from being taken; empty when one can be. */
  notReady(): Promise<string[]>
}

const longestLagMs = 1000

/** GET /livez (the loop turns), /readyz (a call can be taken), /metrics (Prometheus), /openapi.json. */
export function operationsRoutes(app: Http, deps: OperationsDeps): void {
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()
  app.addHook('onClose', async () => {
    lag.disable()
  })
  app.addHook('onResponse', async (request, reply) => {
    // The route as declared: an address would carry ids, and make a series of each.
    const route = request.routeOptions.url ?? 'none'
    deps.metrics.request(route, request.method, reply.statusCode, reply.elapsedTime / 1000)
  })

  app.get(
    '/livez',
    { config: { access: 'public' }, schema: { response: { 200: Alive, 503: Alive } } },
    async (_request, reply) => {
      const p99 = lag.percentile(99) / 1e6
      lag.reset()
      const alive = !(p99 > longestLagMs)
      return reply.code(alive ? 200 : 503).send({ alive, loopLagMs: Number.isFinite(p99) ? Math.round(p99) : 0 })
    },
  )

  app.get(
    '/readyz',
    { config: { access: 'public' }, schema: { response: { 200: Ready, 503: Ready } } },
    async (_request, reply) => {
      const reasons = await deps.notReady()
      return reply.code(reasons.length === 0 ? 200 : 503).send({ ready: reasons.length === 0, reasons })
    },
  )

  app.get('/metrics', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) => {
    return reply.type(deps.metrics.contentType).send(await deps.metrics.text())
  })

  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger())
}

const Alive = z.object({ alive: z.boolean(), loopLagMs: z.number() })
const Ready = z.object({ ready: z.boolean(), reasons: z.array(z.string()) })
