/** Requests that other systems hand in: the website, a partner. The same case as by telephone, once per idempotency key (CT-11). */
import { createHash } from 'node:crypto'
import type { IntakeReceipt } from '../contracts/api-keys.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { NewCase } from '../contracts/cases.ts'
import type { PassengerId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store } from '../platform/store.ts'
import type { CaseDesk, PassengerFinder } from './intake.ports.ts'
import { findIntake, insertIntake } from './intake.repository.ts'

export interface IntakeDeps {
  store: Store
  clock: Clock
  cases: CaseDesk
  passengers: PassengerFinder
}

/** A request with who is meant. */
export interface HandedIn {
  request: NewCase
  passenger: { passengerId?: PassengerId | undefined; memberNumber?: string | undefined; phone?: string | undefined }
  idempotencyKey: string
  from: SessionUser
}

export type Intake = ReturnType<typeof createIntake>

/** The room of requests from other systems. */
export function createIntake({ store, clock, cases, passengers }: IntakeDeps) {
  return {
    /** Opens the case, or says which one the same idempotency key opened before. Refuses a key that came with another body. */
    async handIn({ request, passenger, idempotencyKey, from }: HandedIn): Promise<IntakeReceipt> {
      const hash = createHash('sha256')
        .update(JSON.stringify([request, passenger]))
        .digest('hex')
      const passengerId = await passengers.find(passenger)
      const { caseId, fresh } = await store.write(async (tx) => {
        const before = await findIntake(tx.db, from.id, idempotencyKey)
        if (before && before.body_hash !== hash) throw new Refusal('idempotency-key-reused')
        if (before) return { caseId: before.case_id, fresh: false }
        const opening = { ...request, passengerId, openedBy: from.id, teamId: from.teamId, channel: 'web' as const }
        const { id } = await cases.open(opening, tx)
        await insertIntake(tx.db, {
          key_id: from.id,
          idempotency_key: idempotencyKey,
          body_hash: hash,
          case_id: id,
          at: clock.now(),
        })
        return { caseId: id, fresh: true }
      })
      const { number, passengerId: whose } = found(await cases.summary(caseId))
      return { caseId, number, fresh, passengerFound: whose !== undefined }
    },
  }
}
