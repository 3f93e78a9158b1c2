/** A logged-in user of the house's HTTP API, as another program would be: a cookie and JSON, answers checked by the contracts. */
import { z } from 'zod'
import { SessionUser } from '../../server/contracts/auth.ts'

export interface ApiClient {
  readonly user: SessionUser
  /** `cc_session=...`: for sockets of the same user. */
  readonly cookie: string
  get<T>(path: string, shape: z.ZodType<T>): Promise<T>
  post<T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<T>
  put<T>(path: string, body: unknown, shape: z.ZodType<T>): Promise<T>
  /** The status alone, for what must be refused. */
  statusOf(method: string, path: string, body?: unknown): Promise<number>
  /** A file as it comes. */
  bytes(path: string): Promise<Buffer>
  /** Asks again until `holds`; rejects with the last answer after `withinMs`. For what no event of this API announces. */
  until<T>(path: string, shape: z.ZodType<T>, holds: (value: T) => boolean, withinMs?: number): Promise<T>
}

/** Logs in at `url`; throws what the house said when it refuses. */
export async function logIn(url: string, login: { username: string; password: string }): Promise<ApiClient> {
  const answer = await fetch(`${url}/api/session`, requestOf('POST', login))
  const body: unknown = await answer.json()
  if (!answer.ok)
    throw new Error(`The login of ${login.username} was refused: ${answer.status} ${JSON.stringify(body)}`)
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const user = SessionUser.parse(body)

  const ask = (method: string, path: string, content?: unknown): Promise<Response> =>
    fetch(`${url}/api${path}`, requestOf(method, content, cookie))
  const tell = async <T>(method: string, path: string, shape: z.ZodType<T>, content?: unknown): Promise<T> => {
    const response = await ask(method, path, content)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
    return shape.parse(text === '' ? undefined : JSON.parse(text))
  }
  const get = <T>(path: string, shape: z.ZodType<T>) => tell('GET', path, shape)

  return {
    user,
    cookie,
    get,
    post: (path, content, shape) => tell('POST', path, shape, content),
    put: (path, content, shape) => tell('PUT', path, shape, content),
    async statusOf(method, path, content) {
      const response = await ask(method, path, content)
      await response.body?.cancel()
      return response.status
    },
    async bytes(path) {
      const response = await ask('GET', path)
      if (!response.ok) throw new Error(`GET ${path} was answered ${response.status}: ${await response.text()}`)
      return Buffer.from(await response.arrayBuffer())
    },
    async until(path, shape, holds, withinMs = 5000) {
      const end = performance.now() + withinMs
      for (;;) {
        const value = await get(path, shape)
        if (holds(value)) return value
        if (performance.now() > end) throw new Error(`GET ${path} still says ${JSON.stringify(value)}`)
        await new Promise((done) => setTimeout(done, 50))
      }
    },
  }
}

/** An answer whose shape does not matter. */
export const whatever: z.ZodType<unknown> = z.unknown()

function requestOf(method: string, body?: unknown, cookie?: string): RequestInit {
  const headers: Record<string, string> = {}
  if (cookie !== undefined) headers.cookie = cookie
  if (body === undefined) return { method, headers }
  return { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
