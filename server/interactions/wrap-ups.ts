/** Wrap-up: the agent's paperwork after the conversation. It has no forced end: the target shows as overdue until the form is saved. */
import { type SessionUser, seesUnit } from '../contracts/auth.ts'
import type { CaseSummary, NewCase } from '../contracts/cases.ts'
import type { AgentId, CaseId, InteractionId } from '../contracts/ids.ts'
import type { FiledRequest, InteractionSummary, WrapUp } from '../contracts/interactions.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import { summaryOf } from './interaction.rules.ts'
import * as rows from './interactions.repository.ts'
import type { ContactDeps } from './interactions.service.ts'
import { callBackMs, extendedTarget, needsPassenger, refusalOf } from './wrap-up.rules.ts'

/** The answer to a save. */
export interface Saved {
  interaction: InteractionSummary
  case?: CaseSummary
}

export interface WrapUps {
  /** The conversation is over: contact and agent go to wrap-up together. */
  beginWrapUp(id: InteractionId, agentId: AgentId, tx: Write): Promise<void>
  /** Contact closed, case opened, task made, agent free: one transaction. The same key gets the same answer again. */
  save(id: InteractionId, wrapUp: WrapUp, user: SessionUser): Promise<Saved>
  /** One request of several: its case at once, while the contact goes on. The same key gets the same case. */
  file(id: InteractionId, filed: FiledRequest, user: SessionUser): Promise<CaseSummary>
  /** 30 s more, three times at most. */
  extend(id: InteractionId, user: SessionUser): Promise<InteractionSummary & { wrapUpDueAt: number }>
}

/** The paperwork half of interactions. */
export function createWrapUps(deps: ContactDeps): WrapUps {
  const { store, clock, apply, cases, tasks, desk } = deps

  async function commit(id: InteractionId, wrapUp: WrapUp, user: SessionUser, tx: Write): Promise<Saved> {
    const row = await deps.ownRunning(id, user, tx)
    if (row.state !== 'wrapping-up') throw new Refusal('not-wrapping-up')
    const refusal = refusalOf(wrapUp, { hasPassenger: row.passenger_id !== null, hasCase: row.case_id !== null })
    if (refusal) throw new Refusal(refusal)
    const whose = row.passenger_id === null ? {} : { passengerId: row.passenger_id }
    const about = { ...whose, interactionId: id, teamId: user.teamId }
    const opened = await request(row, { ...wrapUp, text: wrapUp.note }, user, tx)
    if (wrapUp.disposition === 'call-back-promised') await promise(row, about, opened, tx)
    const closed = await apply(id, { event: 'saved' }, columnsOf(wrapUp, opened?.id ?? row.case_id), tx)
    await desk.wrappedUp(user.id, tx)
    const { disposition } = wrapUp
    const by = { agentId: user.id, ...(row.case_id && { caseId: row.case_id }), ...(opened && { caseId: opened.id }) }
    tx.announce('interaction.closed', { interactionId: id, disposition, ...whose, ...by })
    return { interaction: summaryOf(found(closed)), ...(opened && { case: opened }) }
  }

  /** The case of a request: a new one, or an open one that is asked about again; undefined when there is none. */
  async function request(
    row: rows.InteractionRow,
    wish: { key: string; case?: NewCase | undefined; caseId?: CaseId | undefined; text: string },
    user: SessionUser,
    tx: Write,
  ): Promise<CaseSummary | undefined> {
    if (wish.caseId) {
      const known = found(await cases.summary(wish.caseId, tx))
      // Whose open cases the pop shows: the passenger's, of every team.
      const shown =
        seesUnit(user, known.teamId) || (row.passenger_id !== null && known.passengerId === row.passenger_id)
      if (!shown) throw new Refusal('not-found')
      return cases.addContact(wish.caseId, { interactionId: row.id, byId: user.id, text: wish.text }, tx)
    }
    if (!wish.case) return undefined
    const whose = row.passenger_id === null ? {} : { passengerId: row.passenger_id }
    const about = { ...whose, interactionId: row.id, teamId: user.teamId, openedBy: user.id }
    return cases.open({ ...wish.case, ...about, key: wish.key }, tx)
  }

  /** The answer that a key has got already. */
  async function savedBefore(id: InteractionId, wrapUp: WrapUp, user: SessionUser): Promise<Saved | undefined> {
    const row = await rows.interactionBySavedKey(store.db, wrapUp.key)
    if (!row) return undefined
    if (row.id !== id || row.agent_id !== user.id) throw new Refusal('not-your-contact')
    const opened = row.case_id === null ? undefined : await cases.summary(row.case_id)
    return { interaction: summaryOf(row), ...(opened && { case: opened }) }
  }

  async function promise(
    row: rows.InteractionRow,
    about: Omit<Parameters<typeof tasks.create>[0], 'kind' | 'dueAt'>,
    opened: CaseSummary | undefined,
    tx: Write,
  ): Promise<void> {
    await tasks.create(
      {
        ...about,
        kind: 'call-back-promised',
        dueAt: (row.ended_at ?? clock.now()) + callBackMs,
        ...(opened && { caseId: opened.id }),
      },
      tx,
    )
  }

  return {
    async beginWrapUp(id, agentId, tx) {
      const row = await rows.interactionById(tx.db, id)
      const dueAt = clock.now() + deps.wrapUpMs(row?.queue_id ?? undefined)
      const moved = await apply(id, { event: 'talked' }, { ended_at: clock.now(), wrap_up_due_at: dueAt }, tx)
      if (!moved) return
      await desk.beginWrapUp(agentId, dueAt, tx)
      const whose = moved.passenger_id === null ? {} : { passengerId: moved.passenger_id }
      tx.announce('interaction.wrapping-up', { interactionId: id, agentId, dueAt, ...whose })
    },
    async save(id, wrapUp, user) {
      const before = await savedBefore(id, wrapUp, user)
      if (before) return before
      try {
        const saved = await store.write((tx) => commit(id, wrapUp, user, tx))
        await desk.settled(user.id)
        return saved
      } catch (error) {
        // Two tries under way at once: whichever came second finds what the first has written.
        const meanwhile = await savedBefore(id, wrapUp, user)
        if (meanwhile) return meanwhile
        throw error
      }
    },
    async file(id, filed, user) {
      return store.write(async (tx) => {
        const row = await deps.ownRunning(id, user, tx)
        if (filed.case && needsPassenger(filed.case, { hasPassenger: row.passenger_id !== null }))
          throw new Refusal('passenger-required')
        const opened = found(await request(row, filed, user, tx))
        if (row.case_id === null) await rows.saveInteraction(tx.db, id, { case_id: opened.id })
        return opened
      })
    },
    async extend(id, user) {
      return store.write(async (tx) => {
        const row = await deps.ownRunning(id, user, tx)
        if (row.state !== 'wrapping-up') throw new Refusal('not-wrapping-up')
        const dueAt = extendedTarget(row.wrap_up_due_at ?? 0, row.extensions, clock.now())
        if (dueAt === undefined) throw new Refusal('not-allowed')
        const change = { wrap_up_due_at: dueAt, extensions: row.extensions + 1 }
        await rows.saveInteraction(tx.db, id, change)
        await desk.moveWrapUpTarget(user.id, dueAt, tx)
        const { passenger_id: passengerId } = row
        tx.announce('interaction.wrapping-up', {
          interactionId: id,
          agentId: user.id,
          dueAt,
          ...(passengerId !== null && { passengerId }),
        })
        return { ...summaryOf({ ...row, ...change }), wrapUpDueAt: dueAt }
      })
    },
  }
}

function columnsOf(wrapUp: WrapUp, caseId: CaseId | null): Partial<rows.InteractionRow> {
  return {
    disposition: wrapUp.disposition,
    note: wrapUp.note,
    case_id: caseId,
    saved_key: wrapUp.key,
    draft: '{"note":""}',
    wrap_up_due_at: null,
  }
}
