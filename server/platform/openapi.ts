/** OpenAPI 3.1 of every route: what it takes and answers comes from its schemas, who may use it from its access, its words from the route. */
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { ErrorBody } from '../contracts/error-codes.ts'
import { routeSummaries } from './route-summaries.ts'

interface Described {
  access: unknown
  scope: string | undefined
}

type Operation = Record<string, unknown> & { responses?: Record<string, unknown> }

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

const info = {
  title: 'Airline contact centre',
  version: '0.1.0',
  description: [
    'People log in with `POST /api/session` and send the cookie; other systems send an API key as `Authorization: Bearer <secret>`.',
    'A route that a key may use names the scope it needs (`x-scope`).',
    'Every refusal has a code and a sentence in Chinese and English. Times are milliseconds since 1970, UTC.',
  ].join('\n\n'),
}

/** Options of the swagger plugin; to be made before the first route is registered. */
export function openApiOf(app: Pick<FastifyInstance, 'addHook'>): FastifyDynamicSwaggerOptions {
  const described = new Map<string, Described>()
  app.addHook('onRoute', (route: RouteOptions) => {
    const { access, scope } = route.config ?? {}
    for (const method of [route.method].flat())
      described.set(`${method} ${route.url.replace(/:(\w+)/g, '{$1}')}`, { access, scope })
  })
  return {
    openapi: {
      openapi: '3.1.0',
      info,
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'cc_session', description: 'A logged-in person.' },
          key: { type: 'http', scheme: 'bearer', description: 'An API key with the scope that the route names.' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject(document) {
      if (!('openapiObject' in document)) return document.swaggerObject
      const { openapiObject } = document
      const schemas = { ...openapiObject.components?.schemas, Refusal: refusalSchema() }
      Object.assign(openapiObject, { components: { ...openapiObject.components, schemas } })
      for (const [path, item] of Object.entries(openapiObject.paths ?? {}))
        for (const method of methods) {
          const operation = item?.[method] as Operation | undefined
          if (operation) complete(operation, `${method.toUpperCase()} ${path}`, described)
        }
      return openapiObject
    },
  } as FastifyDynamicSwaggerOptions
}

function complete(operation: Operation, name: string, described: Map<string, Described>): void {
  const { access, scope } = described.get(name) ?? { access: 'public', scope: undefined }
  const room = /^\w+ \/(?:api\/)?([\w-]+)/.exec(name)?.[1] ?? 'house'
  operation.tags ??= [room]
  operation.summary ??= routeSummaries[name.replace(/\{(\w+)\}/g, ':$1')] ?? plainWordsOf(name)
  operation.operationId ??= operationIdOf(name)
  operation.security = access === 'public' ? [] : [{ session: [] }, ...(scope === undefined ? [] : [{ key: [] }])]
  if (scope !== undefined) operation['x-scope'] = scope
  const refused = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  })
  operation.responses = {
    ...operation.responses,
    '4XX': refused('Refused: the code and the sentence say why.'),
    '5XX': refused('Failed on our side, or not ready.'),
  }
}

/** `GET /api/cases/{id}/notes` -> `getCasesByIdNotes`. */
function operationIdOf(name: string): string {
  const [method = '', path = ''] = name.split(' ')
  const words = path
    .replace(/^\/api\//, '/')
    .split(/[/.-]/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^\{(\w+)\}$/, 'by-$1'))
    .flatMap((word) => word.split('-'))
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

const verbs: Record<string, string> = {
  GET: 'Read',
  POST: 'Make',
  PUT: 'Replace',
  PATCH: 'Change',
  DELETE: 'Remove',
}

/** `PUT /api/calendars/{id}/days/{date}` -> `Replace calendars, days`: better than nothing until somebody writes a sentence. */
function plainWordsOf(name: string): string {
  const [method = '', path = ''] = name.split(' ')
  const nouns = path
    .replace(/^\/api/, '')
    .split('/')
    .filter((word) => word !== '' && !word.startsWith('{'))
  return `${verbs[method] ?? method} ${nouns.map((noun) => noun.replaceAll('-', ' ')).join(', ')}`
}

function refusalSchema(): object {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(ErrorBody) as { $schema?: string }
  return schema
}
