/** What imports need of other rooms: kinds of records that rows can become. */
import type { Role } from '../contracts/auth.ts'
import type { ImportId, UserId } from '../contracts/ids.ts'
import type { DuplicateRule, ImportField, ImportKind, RowFaultCode } from '../contracts/imports.ts'
import type { Write } from '../platform/store.ts'

/** The cells of one row by field. */
export type Cells = Record<string, string>

/** A row made ready in the worker, or what is wrong with it. */
export type Prepared = { ready: unknown } | { code: RowFaultCode; field?: string | undefined }

/** What became of one row; `before` is the record as it was, for undoing. */
export type Saved =
  | { outcome: 'created'; recordId: string }
  | { outcome: 'updated'; recordId: string; before: string }
  | { outcome: 'skipped'; recordId: string }
  | { outcome: 'wrong'; code: RowFaultCode; field?: string | undefined }

/** A record that an import made or changed. */
export interface Touched {
  recordId: string
  /** Undefined when the import made the record. */
  before: string | undefined
}

/** A kind of record, as its room offers it to imports. Runs on the main thread, inside the transaction given. */
export interface ImportTarget {
  /** Saves rows that were made ready by the kind's preparer, in order; one outcome each. */
  save(ready: unknown[], how: { duplicates: DuplicateRule; importId: ImportId }, tx: Write): Promise<Saved[]>
  /** Takes back what an import did, where the record is still as the import left it; the ids of those taken back. */
  revert(rows: Touched[], tx: Write): Promise<Set<string>>
}

/** What a kind looks like in a file; plain data, known to the main thread and to the worker. */
export interface ImportShape {
  fields: ReadonlyArray<ImportField & { headers: readonly string[] }>
}

/** The kinds as the worker needs them. */
export type Preparers = Record<ImportKind, (cells: Cells, context: { now: number; timeZone: string }) => Prepared>

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
