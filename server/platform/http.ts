/** The HTTP server: zod at the edge, one error shape, and no route without a declared access. */
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import type { ApiScope } from '../contracts/api-keys.ts'
import type { Role, SessionUser } from '../contracts/auth.ts'
import { bodyWithoutCardNumbers } from '../contracts/card-number.ts'
import { type ErrorBody, type ErrorCode, errorSentences } from '../contracts/error-codes.ts'
import { isMasked, maskedFor } from '../contracts/masking.ts'
import { isAway } from './database.ts'
import { Refusal } from './errors.ts'
import type { createLog } from './log.ts'
import { openApiOf } from './openapi.ts'

/** Who may use a route: everybody, every logged-in user, or the named roles. */
export type Access = 'public' | 'logged-in' | readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Its answer is not masked for people of a partner. */
    clear?: boolean
    /** Open also to somebody who must change a password that somebody else gave. */
    beforeOwnPassword?: boolean
    /** A key of another system with this scope may use the route too. */
    scope?: ApiScope
  }
  interface FastifyRequest {
    user: SessionUser | null
    /** What the request's API key may do; null for a person. */
    scopes: ApiScope[] | null
  }
}

export interface HttpDeps {
  log: ReturnType<typeof createLog>
  /** Reads the session of a request; undefined when there is none. */
  authenticate(request: FastifyRequest): Promise<SessionUser | undefined>
  /** Who stands behind an API key. Throws a Refusal for one that is not valid; a house without it takes no keys. */
  authenticateKey?(secret: string): Promise<{ user: SessionUser; scopes: ApiScope[] }>
  /** `http://127.0.0.1:3000`: the only origin that may change anything. Empty before the port is known: same host as the request. */
  allowedOrigins(): string[]
}

export type Http = FastifyInstance<
  import('fastify').RawServerDefault,
  import('http').IncomingMessage,
  import('http').ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** A Fastify instance with cookies, security headers, OpenAPI at /openapi.json and a page at /docs, rate limits, and the access rule. */
export async function createHttp(deps: HttpDeps): Promise<Http> {
  const app = Fastify({
    loggerInstance: deps.log as unknown as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 262_144,
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    trustProxy: false,
    // An address that cannot be decoded finds no route, so no handler of ours has seen it yet.
    frameworkErrors: ({ statusCode = 400 }, _request, reply: unknown) =>
      void (reply as FastifyReply).code(statusCode).send(bodyOf('invalid-input')),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  await app.register(cookie)
  await app.register(helmet, { contentSecurityPolicy: { directives: contentPolicy }, strictTransportSecurity: false })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, openApiOf(app))

  // Before the access rule: its routes show the API's shape to anybody and nothing else.
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })

  app.decorateRequest('user', null)
  app.decorateRequest('scopes', null)
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined)
      throw new Error(`The route ${String(route.method)} ${route.url} declares no access.`)
  })
  app.addHook('onRequest', async (request) => {
    guardOrigin(request, deps.allowedOrigins())
    const secret = bearerOf(request)
    if (secret === undefined) request.user = (await deps.authenticate(request)) ?? null
    else if (deps.authenticateKey) Object.assign(request, await deps.authenticateKey(secret))
    else throw new Refusal('key-not-valid')
    guardAccess(request)
  })
  app.addHook('preValidation', async (request) => {
    // GA-34: whatever the route, a card number that somebody typed is gone before anything else sees it.
    request.body = bodyWithoutCardNumbers(request.body)
  })
  app.addHook('onSend', async (request, reply, payload) => maskedAnswer(request, reply, payload))
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => answerError(error, request, reply))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(bodyOf('not-found')))
  return app
}

const contentPolicy = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  // antd writes its styles into <style> elements at run time.
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  workerSrc: ["'self'", 'blob:'],
  upgradeInsecureRequests: null,
}

/** SameSite cookies do not stop a page on another port of the same host: an unsafe method needs our own Origin, or none (not a browser). */
function guardOrigin(request: FastifyRequest, allowed: string[]): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return
  const origin = request.headers.origin
  if (origin !== undefined && !isAllowedOrigin(origin, request.headers.host, allowed))
    throw new Refusal('foreign-origin')
}

/** An origin is ours when it is listed, or names the very host the request came to. */
export function isAllowedOrigin(origin: string, host: string | undefined, allowed: string[]): boolean {
  if (allowed.includes(origin)) return true
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}

function guardAccess(request: FastifyRequest): void {
  const access = request.routeOptions.config.access
  // Undefined: an unknown address (answered 404) or the pages of /docs, registered before the rule.
  if (access === 'public' || access === undefined) return
  if (!request.user) throw new Refusal('not-logged-in')
  if (request.user.mustChangePassword && !request.routeOptions.config.beforeOwnPassword)
    throw new Refusal('password-change-required')
  if (request.scopes) guardScope(request.scopes, request.routeOptions.config.scope)
  else if (access !== 'logged-in' && !access.includes(request.user.role)) throw new Refusal('not-allowed')
}

/** A key does what its scopes name, whatever a person of any role may do. */
function guardScope(scopes: ApiScope[], needed: ApiScope | undefined): void {
  if (needed === undefined) throw new Refusal('not-allowed')
  if (!scopes.includes(needed)) throw new Refusal('scope-missing', { needed })
}

/** `Authorization: Bearer <secret>`. */
function bearerOf(request: FastifyRequest): string | undefined {
  const { authorization } = request.headers
  if (authorization === undefined) return undefined
  return /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1] ?? ''
}

/** What people of a partner get of an answer (AC-19); a route may say that it shows in clear, for a reason that it keeps. */
function maskedAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (!request.user || !isMasked(request.user) || request.routeOptions.config.clear) return payload
  const isJson = String(reply.getHeader('content-type')).startsWith('application/json')
  if (!isJson || typeof payload !== 'string' || payload === '') return payload
  const masked = JSON.stringify(maskedFor(JSON.parse(payload), request.user))
  reply.header('content-length', Buffer.byteLength(masked))
  return masked
}

/** The user of a request on a route that is not public. */
export function userOf(request: FastifyRequest): SessionUser {
  if (!request.user) throw new Refusal('not-logged-in')
  return request.user
}

function bodyOf(code: ErrorCode, more: Partial<ErrorBody> = {}): ErrorBody {
  return { code, sentence: errorSentences[code], ...more }
}

function answerError(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Refusal) {
    const more: Partial<ErrorBody> = { details: error.details }
    if (error.fields) more.fields = error.fields
    if (error.sentence) more.sentence = error.sentence
    const { retryAfterMs } = error.details
    if (typeof retryAfterMs === 'number') void reply.header('retry-after', String(Math.ceil(retryAfterMs / 1000)))
    return reply.code(error.status).send(bodyOf(error.code, more))
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = Object.fromEntries(
      error.validation.map((issue) => [
        issue.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body',
        issue.message ?? 'invalid',
      ]),
    )
    return reply.code(400).send(bodyOf('invalid-input', { fields }))
  }
  const status = error.statusCode ?? 500
  if (status === 413) return reply.code(413).send(bodyOf('too-large'))
  if (status === 429) return reply.code(429).send(bodyOf('too-many-requests'))
  if (status >= 400 && status < 500) return reply.code(status).send(bodyOf('invalid-input'))
  if (isAway(error)) {
    request.log.warn({ error, route: request.routeOptions.url }, 'A request came while the database was away.')
    return reply.code(503).header('retry-after', '2').send(bodyOf('not-ready'))
  }
  request.log.error({ error, route: request.routeOptions.url }, 'A request failed.')
  return reply.code(500).send(bodyOf('internal-error'))
}
