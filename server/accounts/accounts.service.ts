/** Accounts: the customer as a company (BY-35): people, cases, agreement, representatives, history, and the end. */
import type { AccountEdit, NewAccount, TerminationDecision, TerminationRequest } from '../contracts/accounts.ts'
import type { AccountId, PassengerId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { type AccountMove, moveAccount } from './account.machine.ts'
import { changesOf, columnsOf, different, type FieldChange, fold } from './account-record.rules.ts'
import { createAccountViews } from './account-views.ts'
import type { Cases, Offices, People, Staff } from './accounts.ports.ts'
import * as rows from './accounts.repository.ts'
import { createCommitments } from './commitments.ts'
import * as dossier from './dossier.repository.ts'

export interface AccountsDeps {
  store: Store
  clock: Clock
  timeZone: string
  staff: Staff
  offices: Offices
  people: People
  cases: Cases
}

export type Accounts = ReturnType<typeof createAccounts>

interface Actor {
  id: UserId
}

/** The room of accounts. */
export function createAccounts(deps: AccountsDeps) {
  const { store, clock, staff, people } = deps
  const dbOf = (within?: Write) => within?.db ?? store.db
  const views = createAccountViews(deps)
  const commitments = createCommitments({ store, clock, staff, accountOf: views.accountOf })

  async function note(id: AccountId, changes: FieldChange[], actor: Actor, tx: Write): Promise<void> {
    const byName = (await staff.nameOf(actor.id, tx)) ?? null
    const lines = changes.map((change) => ({
      id: newId(),
      account_id: id,
      at: clock.now(),
      by_id: actor.id,
      by_name: byName,
      field: change.field,
      old_value: change.from ?? null,
      new_value: change.to ?? null,
    }))
    await dossier.insertChanges(tx.db, lines)
  }

  /** The one seam that changes an account: version, history, news. */
  async function save(
    before: rows.AccountRow,
    version: number,
    change: Partial<rows.AccountRow>,
    more: { changes?: FieldChange[]; actor: Actor; tx: Write },
  ): Promise<void> {
    const { tx } = more
    if (!(await rows.updateAccount(tx.db, before.id, version, change)))
      throw new Refusal('changed-meanwhile', { version: before.version })
    await note(before.id, [...changesOf(before, change), ...(more.changes ?? [])], more.actor, tx)
    tx.announce('account.changed', { accountId: before.id })
    // Who belongs to an account stands otherwise when the account does.
    if (change.kind !== undefined || change.grade !== undefined || change.state !== undefined)
      for (const contact of await rows.contactsOf(tx.db, before.id))
        tx.announce('account.member-changed', { accountId: before.id, passengerId: contact.passenger_id })
  }

  async function namedChanges(before: rows.AccountRow, edit: AccountEdit, tx: Write): Promise<FieldChange[]> {
    const name = async (id: UserId | null) => (id === null ? undefined : await staff.nameOf(id, tx))
    const unit = async (id: rows.AccountRow['unit_id']) =>
      id === null ? undefined : (await staff.unitName(id, tx))?.zh
    if (edit.ownerId !== null && (await name(edit.ownerId)) === undefined)
      throw new Refusal('invalid-input', {}, { ownerId: 'nobody' })
    const spoken = (list: ReadonlyArray<{ name: string; role: string }>) =>
      list.map((one) => [one.name, one.role].filter(Boolean).join(' ')).join('; ') || undefined
    return [
      ...different('ownerId', await name(before.owner_id), await name(edit.ownerId)),
      ...different('unitId', await unit(before.unit_id), await unit(edit.unitId)),
      ...different(
        'representatives',
        spoken(await rows.representativesOf(tx.db, before.id)),
        spoken(edit.representatives),
      ),
    ]
  }

  async function lasting(id: AccountId, tx: Write): Promise<rows.AccountRow> {
    const row = found(await rows.findAccount(tx.db, id))
    if (row.state === 'ended') throw new Refusal('account-terminated')
    return row
  }

  async function move(before: rows.AccountRow, by: AccountMove, actor: Actor, tx: Write): Promise<void> {
    const state = moveAccount(before.state, by)
    if (state === undefined) throw new Refusal(by === 'ask' ? 'termination-open' : 'no-termination')
    await save(before, before.version, { state }, { actor, tx })
  }

  async function add(fresh: NewAccount, actor: Actor, tx: Write): Promise<AccountId> {
    const id = newId<AccountId>()
    const place = { city: fresh.city, customerClass: fresh.customerClass ?? undefined }
    const unitId = fresh.unitId === undefined ? await deps.offices.officeFor(place, tx) : fresh.unitId
    const row = { ...columnsOf(fresh), unit_id: unitId ?? null }
    const added = await rows.insertAccount(tx.db, { id, ...row, state: 'active', created_at: clock.now(), version: 1 })
    if (!added) throw new Refusal('invalid-input', {}, { name: 'taken' })
    await rows.replaceRepresentatives(tx.db, id, fresh.representatives.map(toRepresentativeRow(id)))
    await note(id, [{ field: 'created', from: undefined, to: fresh.name }], actor, tx)
    tx.announce('account.changed', { accountId: id })
    return id
  }

  return {
    ...commitments,
    ...views,

    /** Adds an account; the accountable branch is chosen by territory and class unless it is given. Refuses a name that is taken. */
    create: (fresh: NewAccount, actor: Actor, within?: Write): Promise<AccountId> =>
      store.write((tx) => add(fresh, actor, tx), within),

    /** The account of a name in any spelling. */
    async idOf(name: string, within?: Write): Promise<AccountId | undefined> {
      return (await rows.findByName(dbOf(within), fold(name)))?.id
    },

    /** Changes everything a form shows. Refuses changed-meanwhile, a name that is taken, and any change after the end. */
    edit(id: AccountId, edit: AccountEdit, actor: Actor): Promise<void> {
      return store.write(async (tx) => {
        const before = await lasting(id, tx)
        const namesake = await rows.findByName(tx.db, fold(edit.name))
        if (namesake && namesake.id !== id) throw new Refusal('invalid-input', {}, { name: 'taken' })
        const changes = await namedChanges(before, edit, tx)
        await rows.replaceRepresentatives(tx.db, id, edit.representatives.map(toRepresentativeRow(id)))
        await save(before, edit.version, columnsOf(edit), { changes, actor, tx })
      })
    },

    /** Puts a passenger among the people of an account. */
    addContact(
      id: AccountId,
      contact: { passengerId: PassengerId; role: string; main: boolean },
      actor: Actor,
      within?: Write,
    ): Promise<void> {
      return store.write(async (tx) => {
        await lasting(id, tx)
        const { passengerId, role } = contact
        found(await people.summary(passengerId, tx))
        const row = { account_id: id, passenger_id: passengerId, role, main: contact.main ? 1 : 0, since: clock.now() }
        await rows.saveContact(tx.db, row)
        await note(
          id,
          [{ field: 'contact', from: undefined, to: [passengerId, role].filter(Boolean).join(' ') }],
          actor,
          tx,
        )
        tx.announce('account.member-changed', { accountId: id, passengerId })
      }, within)
    },

    /** Takes a passenger out again. */
    removeContact(id: AccountId, passengerId: PassengerId, actor: Actor): Promise<void> {
      return store.write(async (tx) => {
        await lasting(id, tx)
        if (!(await rows.deleteContact(tx.db, id, passengerId))) throw new Refusal('not-found')
        await note(id, [{ field: 'contact', from: passengerId, to: undefined }], actor, tx)
        tx.announce('account.member-changed', { accountId: id, passengerId })
      })
    },

    /** Asks headquarters to end the relationship (BY-31, BY-32). */
    askTermination(id: AccountId, wish: TerminationRequest, actor: Actor): Promise<void> {
      return store.write(async (tx) => {
        const before = await lasting(id, tx)
        if (before.version !== wish.version) throw new Refusal('changed-meanwhile', { version: before.version })
        await move(before, 'ask', actor, tx)
        await dossier.insertTermination(tx.db, {
          id: newId(),
          account_id: id,
          cause: wish.cause,
          analysis: wish.analysis,
          solution: wish.solution,
          asked_by: actor.id,
          asked_by_name: (await staff.nameOf(actor.id, tx)) ?? null,
          asked_at: clock.now(),
          decision: null,
          decided_by: null,
          decided_by_name: null,
          decided_at: null,
          remark: '',
        })
      })
    },

    /** What headquarters says to it. */
    decideTermination(id: AccountId, said: TerminationDecision, actor: Actor): Promise<void> {
      return store.write(async (tx) => {
        const before = await lasting(id, tx)
        const open = (await dossier.terminationsOf(tx.db, id)).find((one) => one.decision === null)
        if (!open) throw new Refusal('no-termination')
        await move(before, said.decision === 'approved' ? 'approve' : 'refuse', actor, tx)
        await dossier.decideTermination(tx.db, open.id, {
          decision: said.decision,
          decided_by: actor.id,
          decided_by_name: (await staff.nameOf(actor.id, tx)) ?? null,
          decided_at: clock.now(),
          remark: said.remark,
        })
      })
    },
  }
}

const toRepresentativeRow =
  (id: AccountId) =>
  (one: NewAccount['representatives'][number], position: number): rows.RepresentativeRow => ({
    account_id: id,
    position,
    name: one.name,
    role: one.role,
    e164: one.e164 ?? null,
  })
