/** Compensation: offered, approved within a limit, accepted by the passenger, paid, each step with person and time (BY-30, GA-22). */
import type { Role, SessionUser } from '../contracts/auth.ts'
import { holdsCardNumber } from '../contracts/case-values.ts'
import type {
  AuthorityLimit,
  AuthorityLimits,
  Compensation,
  CompensationState,
  CompensationTotal,
  NewCompensation,
} from '../contracts/compensation.ts'
import type { CaseId, CompensationId, TeamId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { type Authority, isWithinOwnLimit, whyNotApprove } from './authority.rules.ts'
import { type CompensationStep, moveCompensation } from './compensation.machine.ts'
import type { CompensatedCases, Staff } from './compensation.ports.ts'
import {
  appendCompensationEvent,
  type CompensationEventRow,
  type CompensationRow,
  compensationEvents,
  compensationsOfCase,
  compensationTotals,
  expiredOffers,
  findCompensation,
  findLimits,
  insertCompensation,
  insertLimits,
  type LimitsRow,
  listCompensations,
  nextExpiryAt,
  updateCompensation,
} from './compensation.repository.ts'
import { toCompensation, toLimits } from './compensation-record.ts'

export interface CompensationDeps {
  store: Store
  clock: Clock
  cases: CompensatedCases
  staff: Staff
}

/** Who looks or acts. */
export interface Person {
  id: UserId
  role: Role
  sees(unit: TeamId): boolean
}

export type Compensations = ReturnType<typeof createCompensations>

/** An offer stands so long; then it expires by itself. */
const offerMs = 14 * 86_400_000
const batch = 50

/** The room of compensation. */
export function createCompensations({ store, clock, cases, staff }: CompensationDeps) {
  async function limits(within?: Write): Promise<AuthorityLimits> {
    return toLimits(await findLimits(within?.db ?? store.db))
  }

  async function authorityOf({ id, role }: Pick<Person, 'id' | 'role'>, within?: Write): Promise<Authority> {
    return { id, role, isAccountable: await staff.isAccountable(id, within) }
  }

  async function log(
    tx: Write,
    id: CompensationId,
    event: CompensationEventRow['event'],
    by?: { id: UserId; text?: string },
  ): Promise<void> {
    const by_name = by ? ((await staff.nameOf(by.id, tx)) ?? null) : null
    const row = { compensation_id: id, at: clock.now(), event, by_id: by?.id ?? null, by_name, text: by?.text || null }
    await appendCompensationEvent(tx.db, row)
  }

  /** The seam that moves one: law, row by version, log, fact. */
  async function apply(
    tx: Write,
    row: CompensationRow,
    move: CompensationStep,
    more: { by?: { id: UserId; text?: string }; change?: Partial<CompensationRow> } = {},
  ): Promise<CompensationRow> {
    const state = moveCompensation(row.state, move)
    if (!state) throw new Refusal('offer-not-open', { state: row.state })
    const change = { ...more.change, state }
    if (!(await updateCompensation(tx.db, row, change)))
      throw new Refusal('changed-meanwhile', { version: row.version })
    await log(tx, row.id, eventOf[move], more.by)
    announce(tx, { ...row, state }, row.state, more.by?.id)
    return { ...row, ...change, version: row.version + 1 }
  }

  async function load(tx: Write, id: CompensationId, version: number, who: Person): Promise<CompensationRow> {
    const row = found(await findCompensation(tx.db, id))
    if (!isSeen(row, who)) throw new Refusal('not-found')
    if (row.version !== version) throw new Refusal('changed-meanwhile', { version: row.version })
    return row
  }

  async function shown(rows: CompensationRow[], who: Person): Promise<Compensation[]> {
    const events = await compensationEvents(
      store.db,
      rows.map((row) => row.id),
    )
    const [{ limits: known }, authority] = [await limits(), await authorityOf(who)]
    return rows.map((row) => toCompensation(row, events, who.role, whyNotApprove(known, authority, offerOf(row))))
  }

  return {
    limits,
    nextAt: () => nextExpiryAt(store.db),

    /** Lets offers expire whose time is over. */
    async ring(): Promise<void> {
      for (const { id } of await expiredOffers(store.db, clock.now(), batch))
        await store.write(async (tx) => {
          const row = await findCompensation(tx.db, id)
          if (row && moveCompensation(row.state, 'expire')) await apply(tx, row, 'expire')
        })
    },

    /** Proposes for a case; within the own limit it is approved at once, and the log says so. */
    propose(caseId: CaseId, offer: NewCompensation, who: Person, within?: Write): Promise<CompensationId> {
      return store.write(async (tx) => {
        const of = found(await cases.get(caseId, tx))
        if (!who.sees(of.teamId) && !(of.department && who.sees(of.department.id))) throw new Refusal('not-found')
        if (holdsCardNumber(offer.reason)) throw new Refusal('card-number', {}, { reason: 'card-number' })
        const known = await limits(tx)
        const row: CompensationRow = {
          ...blank,
          id: newId<CompensationId>(),
          case_id: of.id,
          case_number: of.number,
          team_id: of.teamId,
          department_id: of.department?.id ?? null,
          department_zh: of.department?.name.zh ?? null,
          department_en: of.department?.name.en ?? null,
          payment: offer.payment,
          currency: offer.currency,
          amount_minor: offer.amountMinor,
          reason: offer.reason,
          proposed_by: who.id,
          proposed_by_name: (await staff.nameOf(who.id, tx)) ?? null,
          proposed_at: clock.now(),
          limits_version: known.version,
        }
        const isOwn = isWithinOwnLimit(known.limits, await authorityOf(who, tx), offer)
        const state = isOwn ? 'approved' : 'proposed'
        await insertCompensation(tx.db, { ...row, state, approved_by: isOwn ? who.id : null })
        await log(tx, row.id, 'proposed', { id: who.id })
        if (isOwn) await log(tx, row.id, 'approved-by-own-limit', { id: who.id })
        announce(tx, { ...row, state }, undefined, who.id)
        return row.id
      }, within)
    },

    /** Every step but the payment. Approving and refusing are another person's, within that person's limit. */
    move(
      id: CompensationId,
      wanted: { version: number; move: Exclude<CompensationStep, 'pay' | 'expire'>; text: string },
      who: Person,
      within?: Write,
    ): Promise<void> {
      return store.write(async (tx) => {
        const row = await load(tx, id, wanted.version, who)
        const by = { id: who.id, text: wanted.text }
        if (wanted.move === 'approve' || wanted.move === 'refuse') {
          const known = await limits(tx)
          const why = whyNotApprove(known.limits, await authorityOf(who, tx), offerOf(row))
          const mayRefuse = wanted.move === 'refuse' && why === 'above-limit' && who.role !== 'agent'
          if (why && !mayRefuse) throw new Refusal(why)
          await apply(tx, row, wanted.move, { by, change: { approved_by: who.id, limits_version: known.version } })
          return
        }
        const change = wanted.move === 'offer' ? { expires_at: clock.now() + offerMs } : {}
        await apply(tx, row, wanted.move, { by, change })
      }, within)
    },

    /** The payment with its reference; what looks like a card number is refused, never kept. */
    pay(
      id: CompensationId,
      payment: { version: number; reference: string },
      who: Person,
      within?: Write,
    ): Promise<void> {
      return store.write(async (tx) => {
        if (holdsCardNumber(payment.reference)) throw new Refusal('card-number', {}, { reference: 'card-number' })
        const row = await load(tx, id, payment.version, who)
        const change = { reference: payment.reference, paid_at: clock.now() }
        await apply(tx, row, 'pay', { by: { id: who.id, text: payment.reference }, change })
      }, within)
    },

    async ofCase(caseId: CaseId, who: Person): Promise<Compensation[]> {
      const of = found(await cases.get(caseId))
      if (!who.sees(of.teamId) && !(of.department && who.sees(of.department.id))) throw new Refusal('not-found')
      return shown(await compensationsOfCase(store.db, caseId), who)
    },

    async get(id: CompensationId, who: Person): Promise<Compensation> {
      const row = found(await findCompensation(store.db, id))
      if (!isSeen(row, who)) throw new Refusal('not-found')
      return (await shown([row], who))[0]!
    },

    /** A work list, oldest first. */
    async list(
      wanted: {
        states: readonly CompensationState[]
        units: readonly TeamId[] | undefined
        before?: string | undefined
        limit: number
      },
      who: Person,
    ): Promise<{ items: Compensation[]; nextBefore?: string }> {
      const rows = await listCompensations(store.db, { ...wanted, before: readCursor(wanted.before) })
      const items = await shown(rows, who)
      const last = rows.at(-1)
      return last && rows.length === wanted.limit ? { items, nextBefore: `${last.proposed_at}_${last.id}` } : { items }
    },

    async totals(wanted: {
      units: readonly TeamId[] | undefined
      from: number
      to: number
    }): Promise<CompensationTotal[]> {
      const rows = await compensationTotals(store.db, wanted)
      return rows.map((row) => ({
        departmentId: row.department_id ?? undefined,
        departmentName: { zh: row.zh ?? '未定部门', en: row.en ?? 'No department' },
        currency: row.currency,
        offers: row.offers,
        openMinor: row.open,
        paidMinor: row.paid,
      }))
    },

    /** Saves the next version of the limits. */
    saveLimits(
      edit: { version: number; limits: AuthorityLimit[] },
      by: Pick<SessionUser, 'id'>,
    ): Promise<AuthorityLimits> {
      return store.write(async (tx) => {
        const { version } = await limits(tx)
        if (version !== edit.version) throw new Refusal('changed-meanwhile', { version })
        const keys = edit.limits.map(({ who, currency }) => `${who} ${currency}`)
        if (new Set(keys).size !== keys.length) throw new Refusal('invalid-input', {}, { limits: 'one stands twice' })
        const row: LimitsRow = {
          version: version + 1,
          saved_at: clock.now(),
          saved_by: by.id,
          saved_by_name: (await staff.nameOf(by.id, tx)) ?? null,
          limits: JSON.stringify(edit.limits),
        }
        if (!(await insertLimits(tx.db, row))) throw new Refusal('changed-meanwhile')
        return toLimits(row)
      })
    },
  }
}

const blank = {
  state: 'proposed',
  approved_by: null,
  expires_at: null,
  paid_at: null,
  reference: null,
  version: 1,
} as const satisfies Partial<CompensationRow>

const eventOf = {
  approve: 'approved',
  refuse: 'refused',
  offer: 'offered',
  accept: 'accepted',
  decline: 'declined',
  pay: 'paid',
  expire: 'expired',
  withdraw: 'withdrawn',
} as const

const offerOf = (row: CompensationRow) => ({
  currency: row.currency,
  amountMinor: row.amount_minor,
  proposedById: row.proposed_by,
})

const isSeen = (row: CompensationRow, who: Person): boolean =>
  who.sees(row.team_id) || (row.department_id !== null && who.sees(row.department_id))

function announce(tx: Write, row: CompensationRow, from: CompensationState | undefined, byId?: UserId): void {
  tx.announce('compensation.changed', {
    compensationId: row.id,
    caseId: row.case_id,
    teamId: row.team_id,
    to: row.state,
    ...(from && { from }),
    ...(byId && { byId }),
  })
}

function readCursor(before: string | undefined): { proposedAt: number; id: CompensationId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { proposedAt: Number(match[1]), id: match[2] as CompensationId }
}
