/** The HTTP server without a socket, and a login that a test simply claims: for the tests of routes. */
import type { ApiScope } from '../../server/contracts/api-keys.ts'
import type { SessionUser } from '../../server/contracts/auth.ts'
import type { TeamId, UserId } from '../../server/contracts/ids.ts'
import { createHttp, type Http } from '../../server/platform/http.ts'
import { newId } from '../../server/platform/id.ts'
import { createLog } from '../../server/platform/log.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface TestHttp {
  app: Http
  /** Sends a request as somebody, or as nobody. */
  as(
    user: SessionUser | undefined,
  ): (
    method: Method,
    url: string,
    body?: object,
  ) => Promise<{ status: number; body: unknown; headers: Record<string, unknown>; raw: Buffer }>
  /** Sends a request with an API key. */
  withKey(
    secret: string,
  ): (
    method: Method,
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>
  close(): Promise<void>
}

/** Registers routes on a fresh server; `plug` gets the app. */
export async function openTestHttp(
  plug: (app: Http) => void,
  authenticateKey?: (secret: string) => Promise<{ user: SessionUser; scopes: ApiScope[] }>,
): Promise<TestHttp> {
  const users = new Map<string, SessionUser>()
  const app = await createHttp({
    log: createLog('silent'),
    authenticate: async (request) => users.get(String(request.headers['x-test-user'])),
    allowedOrigins: () => [],
    ...(authenticateKey && { authenticateKey }),
  })
  plug(app)
  await app.ready()
  return {
    app,
    as: (user) => async (method, url, body) => {
      if (user) users.set(user.id, user)
      const response = await app.inject({
        method,
        url,
        headers: user ? { 'x-test-user': user.id } : {},
        ...(body ? { payload: body } : {}),
      })
      const json = String(response.headers['content-type']).includes('json')
      return {
        status: response.statusCode,
        body: json ? response.json() : undefined,
        headers: response.headers,
        raw: response.rawPayload,
      }
    },
    withKey:
      (secret) =>
      async (method, url, body, headers = {}) => {
        const response = await app.inject({
          method,
          url,
          headers: { ...headers, authorization: `Bearer ${secret}` },
          ...(body ? { payload: body } : {}),
        })
        const json = String(response.headers['content-type']).includes('json')
        return { status: response.statusCode, body: json ? response.json() : undefined, headers: response.headers }
      },
    close: () => app.close(),
  }
}

/** Somebody logged in. */
export function testUser(role: SessionUser['role'], more: Partial<SessionUser> = {}): SessionUser {
  const teamId = more.teamId ?? newId<TeamId>()
  return {
    id: newId<UserId>(),
    username: role,
    displayName: `A ${role}`,
    role,
    teamId,
    teamName: { zh: '一组', en: 'Team one' },
    units: [teamId],
    masked: false,
    mustChangePassword: false,
    language: 'en',
    expiresAt: 0,
    ...more,
  }
}
