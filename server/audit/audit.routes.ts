/** HTTP of the audit trail. */
import { z } from 'zod'
import { AuditEntry } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import type { Http } from '../platform/http.ts'
import type { Audit } from './audit.service.ts'

const AuditQuery = PageQuery.extend({ before: z.coerce.number().int().positive().optional() })

/** GET /api/audit, newest first, for admins. */
export function auditRoutes(app: Http, { audit }: { audit: Audit }): void {
  app.route({
    method: 'GET',
    url: '/api/audit',
    config: { access: ['admin'] },
    schema: { querystring: AuditQuery, response: { 200: page(AuditEntry) } },
    handler: ({ query }) =>
      audit.list(query.before === undefined ? { limit: query.limit } : { before: query.before, limit: query.limit }),
  })
}
