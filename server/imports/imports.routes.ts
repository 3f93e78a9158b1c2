/** HTTP of imports: admins bring files in. What was uploaded is never handed out; wrong rows come back as a new file. */
import multipart from '@fastify/multipart'
import { z } from 'zod'
import { PageQuery, page } from '../contracts/common.ts'
import { ImportId } from '../contracts/ids.ts'
import { Import, ImportField, ImportKind, ImportStart, ImportWithFields } from '../contracts/imports.ts'
import { Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Imports } from './imports.service.ts'
import type { WrongRows } from './wrong-rows.ts'

const Params = z.object({ id: ImportId })
const access = ['admin'] as const
const mostBytes = 104_857_600
type Asking = Parameters<typeof userOf>[0]
const doerOf = (request: Asking) => ({ user: userOf(request), ip: request.ip })

/** /api/imports and below. */
export function importsRoutes(app: Http, { imports, wrongRows }: { imports: Imports; wrongRows: WrongRows }): void {
  void app.register(multipart, { limits: { files: 1, fields: 5, fieldSize: 1000, parts: 6, fileSize: mostBytes } })

  app.route({
    method: 'GET',
    url: '/api/imports',
    config: { access },
    schema: { summary: 'Imports, newest first', querystring: PageQuery, response: { 200: page(Import) } },
    handler: (request) => imports.list(request.query),
  })

  app.route({
    method: 'GET',
    url: '/api/imports/kinds/:kind',
    config: { access },
    schema: {
      summary: 'The fields that the columns of a kind of import may fill',
      params: z.object({ kind: ImportKind }),
      response: { 200: z.array(ImportField) },
    },
    handler: async (request) =>
      imports.shapeOf(request.params.kind).fields.map(({ headers: _headers, ...field }) => field),
  })

  app.route({
    method: 'POST',
    url: '/api/imports/kinds/:kind',
    config: { access },
    schema: {
      summary: 'Upload a CSV or XLSX file (multipart, part `file`): answers its first rows and a proposed mapping',
      consumes: ['multipart/form-data'],
      params: z.object({ kind: ImportKind }),
      response: { 201: ImportWithFields },
    },
    bodyLimit: mostBytes + 65_536,
    handler: async (request, reply) => {
      if (!request.isMultipart()) throw new Refusal('invalid-input', {}, { file: 'missing' })
      const file = await request.file()
      if (!file) throw new Refusal('invalid-input', {}, { file: 'missing' })
      const upload = { name: file.filename, content: file.file, isCut: () => file.file.truncated }
      return reply.code(201).send(await imports.upload(upload, request.params.kind, doerOf(request)))
    },
  })

  oneImportRoutes(app, imports, wrongRows)
}

function oneImportRoutes(app: Http, imports: Imports, wrongRows: WrongRows): void {
  app.route({
    method: 'GET',
    url: '/api/imports/:id',
    config: { access },
    schema: { summary: 'An import with its progress', params: Params, response: { 200: ImportWithFields } },
    handler: (request) => imports.get(request.params.id),
  })

  app.route({
    method: 'POST',
    url: '/api/imports/:id/start',
    config: { access },
    schema: {
      summary: 'Start an import with its mapping',
      params: Params,
      body: ImportStart,
      response: { 200: ImportWithFields },
    },
    handler: (request) => imports.start(request.params.id, request.body, doerOf(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/imports/:id/undo',
    config: { access },
    schema: {
      summary: 'Take an import back where nothing else has touched its records',
      params: Params,
      response: { 200: ImportWithFields },
    },
    handler: (request) => imports.undo(request.params.id, doerOf(request)),
  })

  app.route({
    method: 'DELETE',
    url: '/api/imports/:id',
    config: { access },
    schema: { summary: 'Discard an upload that was not started', params: Params, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await imports.discard(request.params.id)
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/imports/:id/wrong-rows',
    config: { access },
    schema: { summary: 'The rows that were not taken, as CSV with code and sentence', params: Params },
    handler: async (request, reply) => {
      const { name, content } = await wrongRows.file(request.params.id, userOf(request), request.ip)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', name)
        .header('cache-control', 'no-store')
        .send(content)
    },
  })
}
