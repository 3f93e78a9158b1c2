/** BY-36: what was promised to a passenger or planned with an account, so that whoever takes the next call knows it. */
import type { Commitment, NewCommitment } from '../contracts/accounts.ts'
import type { AccountId, PassengerId, UserId } from '../contracts/ids.ts'
import type { AccountMark } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { Staff } from './accounts.ports.ts'
import {
  type CommitmentRow,
  commitmentsOf,
  findCommitment,
  insertCommitment,
  updateDone,
} from './dossier.repository.ts'

export interface CommitmentsDeps {
  store: Store
  clock: Clock
  staff: Staff
  accountOf: (id: PassengerId) => Promise<AccountMark | undefined>
}

/** The half of the room of accounts that keeps promises. */
export function createCommitments({ store, clock, staff, accountOf }: CommitmentsDeps) {
  function announce(row: Pick<CommitmentRow, 'account_id' | 'passenger_id'>, tx: Write): void {
    if (row.account_id !== null) tx.announce('account.changed', { accountId: row.account_id })
    if (row.passenger_id !== null) tx.announce('commitment.changed', { passengerId: row.passenger_id })
  }

  return {
    /** Writes down a promise or a plan. */
    commit(
      whose: { passengerId?: PassengerId; accountId?: AccountId },
      fresh: NewCommitment,
      actor: { id: UserId },
      within?: Write,
    ): Promise<Commitment> {
      return store.write(async (tx) => {
        const row: CommitmentRow = {
          id: newId(),
          kind: fresh.kind,
          passenger_id: whose.passengerId ?? null,
          account_id: whose.accountId ?? null,
          words: fresh.words,
          due_on: fresh.dueOn,
          created_at: clock.now(),
          by_id: actor.id,
          by_name: (await staff.nameOf(actor.id, tx)) ?? null,
          done_at: null,
          done_by_name: null,
        }
        await insertCommitment(tx.db, row)
        announce(row, tx)
        return toCommitment(row)
      }, within)
    },

    /** Marks it done. Refuses what was done already. */
    fulfil(id: string, actor: { id: UserId }): Promise<Commitment> {
      return store.write(async (tx) => {
        const row = found(await findCommitment(tx.db, id))
        const byName = (await staff.nameOf(actor.id, tx)) ?? null
        if (!(await updateDone(tx.db, id, clock.now(), byName))) throw new Refusal('already-closed')
        announce(row, tx)
        return toCommitment({ ...row, done_at: clock.now(), done_by_name: byName })
      })
    },

    /** What is open towards a passenger and towards the company of the passenger. */
    async openTowards(passengerId: PassengerId): Promise<Commitment[]> {
      const account = await accountOf(passengerId)
      const found = await commitmentsOf(store.db, { passengerId, accountId: account?.id, openOnly: true })
      return found.map(toCommitment)
    },

    /** All of a passenger's own, done ones last. */
    async ofPassenger(passengerId: PassengerId): Promise<Commitment[]> {
      return (await commitmentsOf(store.db, { passengerId, openOnly: false })).map(toCommitment)
    },
  }
}

/** As the console shows it. */
export function toCommitment(row: CommitmentRow): Commitment {
  return {
    id: row.id,
    kind: row.kind,
    passengerId: row.passenger_id ?? undefined,
    accountId: row.account_id ?? undefined,
    words: row.words,
    dueOn: row.due_on ?? undefined,
    createdAt: row.created_at,
    byName: row.by_name ?? undefined,
    doneAt: row.done_at ?? undefined,
    doneByName: row.done_by_name ?? undefined,
  }
}
