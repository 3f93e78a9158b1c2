/** What exports need of other rooms: records in pages, as rows of cells. */
import type { Role, SessionUser } from '../contracts/auth.ts'
import type { ExportColumn, ExportFilter, ExportKind } from '../contracts/exports.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export type Cell = string | number | undefined

/** Records of one kind; `page` gives the rows after a cursor, as far as the user may see them. */
export interface ExportSource {
  columns: readonly ExportColumn[]
  page(
    user: SessionUser,
    wanted: { filter: ExportFilter; after: string | undefined; limit: number },
  ): Promise<{ rows: Cell[][]; next: string | undefined }>
}

export type ExportSources = Record<ExportKind, ExportSource>

export interface AuditTrail {
  record(
    entry: {
      actorId?: UserId | undefined
      role?: Role | undefined
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string | number | boolean>
    },
    within?: Write,
  ): Promise<void>
}
