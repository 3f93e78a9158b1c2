/** The passenger-service system over HTTP, as `passenger-service.openapi.json` describes it; every answer is checked. */
import { Pool } from 'undici'
import { z } from 'zod'
import {
  BagFile,
  ETicket,
  FlightStatus,
  MemberAccount,
  Pnr,
  PnrOrderAnswer,
  ServiceEvent,
} from '../contracts/passenger-service.ts'
import { EngineError } from '../platform/errors.ts'
import type { PassengerService } from './flights.ports.ts'

const connectMs = 2_000
const answerMs = 8_000
const mostConnections = 8
/** An answer longer than this is none. */
const mostBytes = 4_000_000

const Events = z.object({ items: z.array(ServiceEvent), cursor: z.string().max(80) })

/** Opens connections as they are needed; `close` ends them. `url` holds user and secret: https://user:secret@host/base. */
export function createHttpPassengerService(url: string): PassengerService & { close(): Promise<void> } {
  const { origin, pathname, username, password } = new URL(url)
  const base = pathname.replace(/\/$/, '')
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')
  const headers = { accept: 'application/json', ...(username && { authorization: `Basic ${login}` }) }
  const pool = new Pool(origin, {
    connections: mostConnections,
    connectTimeout: connectMs,
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
  })

  async function send<T extends z.ZodType>(
    request: { method: 'GET' | 'POST'; path: string; body?: string; more?: Record<string, string> },
    schema: T,
    signal: AbortSignal | undefined,
  ): Promise<z.output<T> | undefined> {
    const { statusCode, body } = await pool.request({
      method: request.method,
      path: `${base}${request.path}`,
      headers: { ...headers, ...request.more },
      ...(request.body !== undefined && { body: request.body }),
      ...(signal && { signal }),
    })
    const text = await textOf(body)
    if (statusCode === 404) return undefined
    if (statusCode !== 200)
      throw new EngineError(`The passenger-service system answered ${statusCode}.`, statusCode >= 500)
    const parsed = schema.safeParse(parsedJson(text))
    if (!parsed.success) throw new EngineError('The passenger-service system answered what no schema allows.', false)
    return parsed.data
  }

  const get = <T extends z.ZodType>(path: string, schema: T, signal: AbortSignal | undefined) =>
    send({ method: 'GET', path }, schema, signal)

  return {
    flight: (flight, date, signal) => get(`/flights/${word(flight)}/${word(date)}`, FlightStatus, signal),
    flights: async (query, signal) => (await get(`/flights?${queryOf(query)}`, z.array(FlightStatus), signal)) ?? [],
    pnr: (locator, signal) => get(`/pnrs/${word(locator)}`, Pnr, signal),
    eTicket: (number, signal) => get(`/e-tickets/${word(number)}`, ETicket, signal),
    memberAccount: (number, signal) => get(`/member-accounts/${word(number)}`, MemberAccount, signal),
    bagFile: (reference, signal) => get(`/bags/${word(reference)}`, BagFile, signal),
    bagsOf: async (locator, signal) => (await get(`/pnrs/${word(locator)}/bags`, z.array(BagFile), signal)) ?? [],

    async write(locator, id, order, signal) {
      const more = { 'content-type': 'application/json', 'idempotency-key': id }
      const request = {
        method: 'POST',
        path: `/pnrs/${word(locator)}/orders`,
        body: JSON.stringify(order),
        more,
      } as const
      return (await send(request, PnrOrderAnswer, signal)) ?? { done: false, reason: 'No such PNR.' }
    },

    async events(after, limit, signal) {
      const answer = await get(`/events?${queryOf({ after, limit: String(limit) })}`, Events, signal)
      if (!answer) throw new EngineError('The passenger-service system has no feed of events.', false)
      return answer
    },

    close: () => pool.destroy(),
  }
}

const word = encodeURIComponent

function queryOf(values: Record<string, string | undefined>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value)
  return query.toString()
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of body) {
    bytes += part.length
    if (bytes > mostBytes) throw new EngineError('The passenger-service system answered too much.', false)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
