/** Figures for Prometheus: what the house counts and measures about itself. No label carries personal data. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Fact } from '../contracts/facts.ts'
import type { Bus } from '../platform/bus.ts'

export interface Metrics {
  contentType: string
  text(): Promise<string>
  /** Offer to painted pop. */
  popPainted(ms: number): void
  request(route: string, method: string, status: number, seconds: number): void
  close(): void
}

export interface Gauges {
  legs: () => number
  freeMediaPorts: () => number
  mediaWorkers: () => number
  consoles: () => number
  waiting: () => Promise<number>
}

/** What cannot be read right now is unknown; the other figures are wanted then most of all. */
async function measured(read: () => number | Promise<number>): Promise<number> {
  try {
    return await read()
  } catch {
    return Number.NaN
  }
}

/** Counts facts by name and outcome, measures pops and requests, and reads the gauges at each scrape. */
export function createMetrics(bus: Bus, gauges: Gauges): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'cc_' })
  const facts = new Counter({
    name: 'cc_facts_total',
    help: 'Facts by name.',
    labelNames: ['name'],
    registers: [registry],
  })
  const ended = new Counter({
    name: 'cc_calls_ended_total',
    help: 'Calls by cause.',
    labelNames: ['cause'],
    registers: [registry],
  })
  const pops = new Histogram({
    name: 'cc_pop_painted_ms',
    help: 'Offer to painted screen pop, ms.',
    buckets: [10, 20, 30, 50, 75, 100, 150, 200, 300],
    registers: [registry],
  })
  const requests = new Histogram({
    name: 'cc_http_request_seconds',
    help: 'HTTP requests by route.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  for (const [name, help, read] of [
    ['cc_legs', 'Legs alive.', gauges.legs],
    ['cc_media_ports_free', 'RTP ports that can be taken.', gauges.freeMediaPorts],
    ['cc_media_workers', 'Media workers alive.', gauges.mediaWorkers],
    ['cc_consoles', 'Consoles connected.', gauges.consoles],
    ['cc_waiting', 'Callers in queues.', gauges.waiting],
  ] as const) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await measured(read))
      },
    })
  }
  const stop = bus.onAny((fact: Fact) => {
    facts.inc({ name: fact.name })
    if (fact.name === 'call.ended') ended.inc({ cause: fact.data.cause })
  })

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    popPainted: (ms) => pops.observe(ms),
    request: (route, method, status, seconds) => requests.observe({ route, method, status: String(status) }, seconds),
    close() {
      stop()
      registry.clear()
    },
  }
}
