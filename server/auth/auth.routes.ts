/** HTTP of logging in and out. */
import { z } from 'zod'
import { LoginRequest, OwnPassword, SessionUser, UserPreferences } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import { type Auth, sessionCookie } from './auth.service.ts'

export interface AuthRoutesDeps {
  auth: Auth
  staff: { setLanguage(id: UserId, language: 'zh' | 'en'): Promise<void> }
  /** True where the console comes over https: the cookie then never travels in the clear. */
  secureCookie: boolean
}

/** POST, GET and DELETE /api/session, PUT /api/session/preferences and /api/session/password. */
export function authRoutes(app: Http, { auth, staff, secureCookie }: AuthRoutesDeps): void {
  const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookie } as const

  app.route({
    method: 'POST',
    url: '/api/session',
    config: { access: 'public' },
    schema: { body: LoginRequest, response: { 200: SessionUser } },
    handler: async (request, reply) => {
      const { token, user } = await auth.login(request.body, request.ip)
      // A new login ends the session that this browser had: no cookie given from outside survives it.
      const previous = request.cookies[sessionCookie]
      if (previous) await auth.logout(previous, request.ip)
      reply.setCookie(sessionCookie, token, cookie)
      return user
    },
  })

  app.route({
    method: 'GET',
    url: '/api/session',
    config: { access: 'logged-in', beforeOwnPassword: true },
    schema: { response: { 200: SessionUser } },
    handler: (request) => userOf(request),
  })

  app.route({
    method: 'DELETE',
    url: '/api/session',
    config: { access: 'logged-in', beforeOwnPassword: true },
    schema: { response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const token = request.cookies[sessionCookie]
      if (token) await auth.logout(token, request.ip)
      return reply.clearCookie(sessionCookie, cookie).code(204).send(undefined)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/session/preferences',
    config: { access: 'logged-in', beforeOwnPassword: true },
    schema: { body: UserPreferences, response: { 200: SessionUser } },
    handler: async (request) => {
      const user = userOf(request)
      await staff.setLanguage(user.id, request.body.language)
      return { ...user, language: request.body.language }
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/session/password',
    config: { access: 'logged-in', beforeOwnPassword: true },
    schema: { body: OwnPassword, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const token = request.cookies[sessionCookie] ?? ''
      await auth.changeOwnPassword(userOf(request), request.body, { token, ip: request.ip })
      return reply.code(204).send(undefined)
    },
  })
}
