/** Taking a person out of the house: every room in one transaction, files after the commit, a sealed proof of what went and what had to stay. */
import { rm } from 'node:fs/promises'
import type { PassengerId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { findingsOf, forgettable, isBlocked, type Standing, sealed } from './erasure.rules.ts'
import type { ErasureStep } from './privacy.ports.ts'
import * as rows from './privacy.repository.ts'

export interface ErasureDeps {
  store: Store
  clock: Clock
  /** In the order in which the rooms forget; the record itself comes last. */
  steps: ErasureStep[]
  standingOf: (id: PassengerId, within?: Write) => Promise<Standing>
}

/** The erasing half of privacy. */
export function createErasure({ store, clock, steps, standingOf }: ErasureDeps) {
  return {
    async carryOut(row: rows.RequestRow): Promise<void> {
      const id = row.passenger_id
      const files = await store.write(async (tx) => {
        const now = clock.now()
        const standing = await standingOf(id, tx)
        const findings = findingsOf(standing, await rows.listRules(tx.db), now)
        // A hold that was set between the approval and now wins.
        if (isBlocked(findings)) throw new Refusal('erasure-blocked')
        const pseudonym = `#${id.slice(-8).toUpperCase()}`
        const how = { pseudonym, cases: forgettable(standing, findings) }
        const erased: Record<string, number> = {}
        const gone: string[] = []
        for (const step of steps) {
          const { count, files: paths = [] } = await step.erase(id, how, tx)
          erased[step.name] = count
          gone.push(...paths)
        }
        const proof = sealed({ at: now, pseudonym, erased, kept: findings })
        const change = {
          state: 'done' as const,
          done_at: now,
          done_steps: steps.length,
          proof: JSON.stringify(proof),
          reason: '–',
        }
        if (!(await rows.updateRequest(tx.db, row.id, row.version, change))) throw new Refusal('changed-meanwhile')
        tx.announce('privacy.changed', { requestId: row.id })
        tx.announce('passenger.changed', { passengerId: id })
        return gone
      })
      for (const path of files) await rm(path, { force: true })
    },
  }
}
