/** Copies of everything of a person: made section by section beside the calls, as a file for machines and one for people. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrivacyRequestId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { Store } from '../platform/store.ts'
import { exportPage } from './export-file.rules.ts'
import type { DataSubjects, ExportSection } from './privacy.ports.ts'
import * as rows from './privacy.repository.ts'

export interface ExportsDeps {
  store: Store
  clock: Clock
  people: DataSubjects
  sections: ExportSection[]
  /** Absolute path of the folder of copies. */
  folder: string
}

/** Who did not fetch a copy in a day asks again. */
const keptMs = 86_400_000

/** The copying half of privacy. */
export function createExports({ store, clock, people, sections, folder }: ExportsDeps) {
  const path = (id: PrivacyRequestId, format: 'json' | 'html') => join(folder, `${id}.${format}`)

  return {
    path,

    async make(row: rows.RequestRow): Promise<void> {
      const told: Record<string, unknown> = {}
      for (const [i, section] of sections.entries()) {
        told[section.name] = await section.tell(row.passenger_id)
        await store.write((tx) => rows.noteProgress(tx.db, row.id, i + 1))
      }
      const made = { at: clock.now(), name: (await people.nameOf(row.passenger_id)) ?? '' }
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(path(row.id, 'json'), JSON.stringify({ madeAt: made.at, ...told }, null, 2), { mode: 0o600 })
      await writeFile(path(row.id, 'html'), exportPage(told, made), { mode: 0o600 })
      await store.write(async (tx) => {
        await rows.updateRequest(tx.db, row.id, row.version, { state: 'ready', done_at: clock.now() })
        tx.announce('privacy.changed', { requestId: row.id })
      })
    },

    /** Deletes copies of which the day is over. */
    async sweep(): Promise<void> {
      for (const row of await rows.requestsIn(store.db, ['ready'])) {
        if ((row.done_at ?? 0) + keptMs > clock.now()) continue
        for (const format of ['json', 'html'] as const) await rm(path(row.id, format), { force: true })
        await store.write((tx) => rows.updateRequest(tx.db, row.id, row.version, { state: 'expired', link_hash: null }))
      }
    },
  }
}
