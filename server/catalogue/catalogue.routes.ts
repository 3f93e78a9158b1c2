/** HTTP of the catalogue: everybody reads it and asks for proposals, administrators change it. */
import { z } from 'zod'
import {
  CarrierName,
  Catalogue,
  CatalogueChange,
  CatalogueEdit,
  CatalogueLeaf,
  CataloguePreview,
  LeafProposal,
  ProposalQuery,
} from '../contracts/catalogue.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { CatalogueRoom } from './catalogue.service.ts'

const params = z.object({ leaf: z.string().max(40) })
const open = { access: 'logged-in' } as const
const admin = { access: ['admin'] as const }

/** Registers the routes of the catalogue. */
export function catalogueRoutes(app: Http, { catalogue }: { catalogue: CatalogueRoom }): void {
  app.get('/api/catalogue', { config: open, schema: { response: { 200: Catalogue } } }, () => catalogue.view())
  app.post(
    '/api/leaf-proposals',
    { config: open, schema: { body: ProposalQuery, response: { 200: z.array(LeafProposal) } } },
    (request) => catalogue.propose(request.body),
  )
  app.get(
    '/api/catalogue/:leaf/history',
    { config: admin, schema: { params, response: { 200: z.array(CatalogueChange) } } },
    (request) => catalogue.history(request.params.leaf),
  )
  app.post(
    '/api/catalogue/:leaf/preview',
    { config: admin, schema: { params, body: CatalogueEdit, response: { 200: CataloguePreview } } },
    (request) => catalogue.preview(request.params.leaf, request.body),
  )
  app.put(
    '/api/catalogue/:leaf',
    { config: admin, schema: { params, body: CatalogueEdit, response: { 200: CatalogueLeaf } } },
    (request) => catalogue.edit(request.params.leaf, request.body, { ...userOf(request), ip: request.ip }),
  )
  app.put(
    '/api/catalogue-carrier',
    { config: admin, schema: { body: CarrierName, response: { 200: CarrierName } } },
    async (request) => {
      await catalogue.nameCarrier(request.body.carrier, { ...userOf(request), ip: request.ip })
      return request.body
    },
  )
}
