/** How accounts are looked at: one line of a list, the whole dossier, the mark on a passenger. */
import type { Account, AccountChange, AccountFilter, AccountSummary } from '../contracts/accounts.ts'
import type { AccountId, PassengerId } from '../contracts/ids.ts'
import type { AccountMark } from '../contracts/passengers.ts'
import { dayText } from '../platform/day.ts'
import { found } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import { fold, toSummary } from './account-record.rules.ts'
import * as rows from './accounts.repository.ts'
import type { AccountsDeps } from './accounts.service.ts'
import { toCommitment } from './commitments.ts'
import * as dossier from './dossier.repository.ts'

/** People of one account whose cases and contacts are gathered. */
const mostPeople = 60

/** The half of the room of accounts that reads. */
export function createAccountViews(deps: AccountsDeps) {
  const { store, clock, staff, people } = deps
  const dbOf = (within?: Write) => within?.db ?? store.db

  async function accountOf(id: PassengerId, within?: Write): Promise<AccountMark | undefined> {
    return (await marksOf([id], within)).get(id)
  }

  async function marksOf(ids: PassengerId[], within?: Write): Promise<Map<PassengerId, AccountMark>> {
    const marks = new Map<PassengerId, AccountMark>()
    if (ids.length === 0) return marks
    for (const { passenger_id: passengerId, grade, ...row } of await rows.accountsOfPassengers(dbOf(within), ids))
      if (!marks.has(passengerId)) marks.set(passengerId, { ...row, ...(grade !== null && { grade }) })
    return marks
  }

  async function summaries(list: rows.AccountRow[], within?: Write): Promise<AccountSummary[]> {
    const owners = await staff.namesOf(
      list.flatMap((row) => (row.owner_id ? [row.owner_id] : [])),
      within,
    )
    const counts = await rows.contactCounts(
      dbOf(within),
      list.map((row) => row.id),
    )
    return Promise.all(
      list.map(async (row) =>
        toSummary(row, {
          unitName: row.unit_id ? await staff.unitName(row.unit_id, within) : undefined,
          ownerName: row.owner_id ? owners.get(row.owner_id) : undefined,
          contacts: counts.get(row.id) ?? 0,
        }),
      ),
    )
  }

  async function get(id: AccountId): Promise<Account> {
    const row = found(await rows.findAccount(store.db, id))
    const [summary] = await summaries([row])
    const contacts = (await rows.contactsOf(store.db, id)).slice(0, mostPeople)
    const known = await Promise.all(contacts.map((contact) => people.summary(contact.passenger_id)))
    const openCases = (await Promise.all(contacts.map((one) => deps.cases.openOf(one.passenger_id)))).flat()
    return {
      ...found(summary),
      address: row.address ?? undefined,
      phone: row.phone ?? undefined,
      email: row.email ?? undefined,
      agreementNumber: row.agreement_number ?? undefined,
      agreementFrom: row.agreement_from ?? undefined,
      agreementTerms: row.agreement_terms,
      note: row.note,
      representatives: (await rows.representativesOf(store.db, id)).map(({ name, role, e164 }) => ({
        name,
        role,
        e164: e164 ?? undefined,
      })),
      people: contacts.flatMap((contact, i) => {
        const passenger = known[i]
        return passenger ? [{ passenger, role: contact.role, main: contact.main === 1 }] : []
      }),
      openCases: openCases.toSorted((a, b) => a.openedAt - b.openedAt),
      commitments: (await dossier.commitmentsOf(store.db, { accountId: id, openOnly: false })).map(toCommitment),
      terminations: (await dossier.terminationsOf(store.db, id)).map(toTermination),
      version: row.version,
    }
  }

  return {
    accountOf,
    marksOf,
    get,

    /** Whose branch it is. */
    async unitOf(id: AccountId) {
      return found(await rows.findAccount(store.db, id)).unit_id ?? undefined
    },

    /** Passengers who belong to it. */
    async peopleOf(id: AccountId): Promise<PassengerId[]> {
      found(await rows.findAccount(store.db, id))
      return (await rows.contactsOf(store.db, id)).slice(0, mostPeople).map((contact) => contact.passenger_id)
    },

    /** Newest first. */
    async list(query: AccountFilter & { before?: string | undefined; limit: number }) {
      const { search, revisit, before, limit, ...filter } = query
      const words = fold(search ?? '')
        .split(/\s+/)
        .filter(Boolean)
        .slice(0, 5)
      const revisitBy = revisit && dayText(clock.now(), deps.timeZone)
      const items = await summaries(await rows.listAccounts(store.db, { filter, words, revisitBy, before, limit }))
      const last = items.at(-1)
      return last && items.length === limit ? { items, nextBefore: last.id as string } : { items }
    },

    /** Who changed what and when, newest first. */
    async changes(id: AccountId, page: { before?: string | undefined; limit: number }) {
      found(await rows.findAccount(store.db, id))
      const items = (await dossier.listChanges(store.db, id, page)).map(toChange)
      const last = items.at(-1)
      return last && items.length === page.limit ? { items, nextBefore: last.id } : { items }
    },
  }
}

function toTermination(row: dossier.TerminationRow): Account['terminations'][number] {
  return {
    id: row.id,
    cause: row.cause,
    analysis: row.analysis,
    solution: row.solution,
    askedByName: row.asked_by_name ?? undefined,
    askedAt: row.asked_at,
    decision: row.decision ?? undefined,
    decidedByName: row.decided_by_name ?? undefined,
    decidedAt: row.decided_at ?? undefined,
    remark: row.remark,
  }
}

function toChange(row: dossier.ChangeRow): AccountChange {
  return {
    id: row.id,
    at: row.at,
    byName: row.by_name ?? undefined,
    field: row.field,
    from: row.old_value ?? undefined,
    to: row.new_value ?? undefined,
  }
}
