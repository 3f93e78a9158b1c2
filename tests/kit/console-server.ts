/** A small server behind `fetch` for tests of the console: answers by method and path, remembers what was asked. */
import type { ErrorBody, ErrorCode } from '../../server/contracts/error-codes.ts'
import { errorSentences } from '../../server/contracts/error-codes.ts'

export interface Asked {
  /** `PUT /agents/me/presence` */
  route: string
  body: unknown
}

type Answer = { status: number; body: unknown }
type Handler = (body: unknown) => Answer | Promise<Answer>

/** An answer with status 200. */
export const answer = (body: unknown): Answer => ({ status: 200, body })

/** A refusal as the server words it. */
export function refuse(status: number, code: ErrorCode, fields?: Record<string, string>): Answer {
  const body: ErrorBody = { code, sentence: errorSentences[code], ...(fields ? { fields } : {}) }
  return { status, body }
}

/** The address that `fetch` was given, in any of its three shapes. */
function addressOf(input: string | URL | Request): string {
  if (typeof input === 'string') return input
  return input instanceof URL ? input.href : input.url
}

/** Puts itself in the place of `fetch`; an address without a handler answers not-found. */
export function createConsoleServer(routes: Record<string, Handler>) {
  const asked: Asked[] = []
  globalThis.fetch = async (input, init) => {
    const path = addressOf(input)
      .replace(/^\/api/, '')
      .replace(/\?.*$/, '')
    const route = `${init?.method ?? 'GET'} ${path}`
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    asked.push({ route, body })
    const { status, body: content } = (await routes[route]?.(body)) ?? refuse(404, 'not-found')
    return new Response(content === undefined ? null : JSON.stringify(content), { status })
  }
  return { asked, asks: (route: string) => asked.filter((one) => one.route === route) }
}
