/** What people and rooms change of a case while it is worked on: fields, owner, further contacts, replies. */
import type { Case, CaseEdit, CaseReply, CaseSummary } from '../contracts/cases.ts'
import type { CaseId, InteractionId, TeamId, UserId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import { applyEdit, changesOf, conflictsOf, editableOf } from './case-edit.rules.ts'
import { listEvents, type NewCaseEvent } from './case-event.repository.ts'
import { factOf, searchText, toCase, toFacts, toSummary, valuesOf } from './case-record.ts'
import type { CaseSeam } from './case-seam.ts'
import type { CaseFollower, StaffNames } from './cases.ports.ts'
import { type CaseRow, findCase } from './cases.repository.ts'
import type { CasesDeps } from './cases.service.ts'

/** The half of the room that changes what stands in a case. */
export function createCaseEdits(deps: CasesDeps, seam: CaseSeam, followers: () => readonly CaseFollower[]) {
  const { store, clock } = deps
  const actor = actorOf(deps.staff)

  async function openRow(id: CaseId, tx: Write): Promise<CaseRow> {
    const row = found(await findCase(tx.db, id))
    if (row.state === 'closed') throw new Refusal('already-closed')
    return row
  }

  async function whole(row: CaseRow, tx: Write): Promise<Case> {
    return toCase(row, await listEvents(tx.db, row.id))
  }

  return {
    /**
     * Changes fields. Two people who change different fields both have their way; where somebody else was faster,
     * refused with changed-meanwhile and each field with both values.
     */
    edit(id: CaseId, wanted: CaseEdit & { byId: UserId }, within?: Write): Promise<Case> {
      return store.write(async (tx) => {
        const row = await openRow(id, tx)
        const before = await whole(row, tx)
        const now = editableOf(before)
        const conflicts = conflictsOf(now, wanted.was, wanted.set).map((conflict) => {
          const last = before.events.findLast((one) => one.changes?.some((change) => change.field === conflict.field))
          return { ...conflict, byName: last?.byName, at: last?.at }
        })
        if (conflicts.length > 0) throw new Refusal('changed-meanwhile', { version: row.version, conflicts })
        const edited = applyEdit(now, wanted.set)
        if ('problems' in edited) throw new Refusal('invalid-input', {}, edited.problems)
        const changes = changesOf(now, edited.next)
        if (changes.length === 0) return before
        const { whole: next } = edited
        const columns = {
          kind: next.kind,
          category: next.category,
          subject: next.subject,
          details: next.details ?? '',
          flight: next.flight ?? '',
          flight_date: next.flightDate ?? null,
          station: next.station ?? null,
          stage: next.stage ?? null,
          qualities: JSON.stringify(next.qualities ?? []),
          party: next.party ?? ('passenger' as const),
          party_name: next.partyName || null,
          channel: next.channel ?? ('phone' as const),
          first_contact_at: next.firstContactAt ?? null,
          fields: JSON.stringify(next.fields ?? {}),
        }
        const event = { at: clock.now(), event: 'edited', by: await actor(wanted.byId, tx), changes } as const
        const search = searchText({ ...row, ...columns })
        const saved = await seam.save(tx, row, { ...columns, search }, event)
        tx.announce('case.edited', { ...withoutTeam(saved), byId: wanted.byId })
        return whole(await seam.edited(tx, saved), tx)
      }, within)
    },

    /** Sets values of the form with an event, whatever the version: steps of machines that stand in the form. */
    setFields(
      id: CaseId,
      values: Record<string, unknown>,
      event: { event: NewCaseEvent['event']; byId?: UserId | undefined; text?: string | undefined },
      within: Write,
    ): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const fields = JSON.stringify({ ...valuesOf(row), ...values })
        const by = event.byId && (await actor(event.byId, tx))
        const saved = await seam.save(
          tx,
          row,
          { fields },
          { at: clock.now(), event: event.event, by, text: event.text },
        )
        if (event.byId) tx.announce('case.edited', { ...withoutTeam(saved), byId: event.byId })
        return whole(saved, tx)
      }, within)
    },

    /** Another contact about an open case: attached instead of a second record (BY-29). */
    addContact(
      id: CaseId,
      contact: { interactionId: InteractionId; byId: UserId; text: string },
      within?: Write,
    ): Promise<CaseSummary> {
      return store.write(async (tx) => {
        const row = await openRow(id, tx)
        const by = await actor(contact.byId, tx)
        const event = { at: clock.now(), event: 'contact-added', by, text: contact.text || undefined } as const
        const saved = await seam.save(tx, row, {}, event)
        tx.announce('case.edited', { ...withoutTeam(saved), byId: contact.byId })
        return toSummary(saved)
      }, within)
    },

    /** The passenger was told: channel and words are kept. */
    reply(id: CaseId, reply: CaseReply & { byId: UserId }, within?: Write): Promise<Case> {
      return store.write(async (tx) => {
        const row = found(await findCase(tx.db, id))
        const by = await actor(reply.byId, tx)
        const text = `${reply.channel}: ${reply.text}`
        const saved = await seam.save(tx, row, {}, { at: clock.now(), event: 'replied', by, text })
        for (const follower of followers()) await follower.replied?.(toFacts(saved), reply, tx)
        tx.announce('case.edited', { ...withoutTeam(saved), byId: reply.byId })
        return whole(found(await findCase(tx.db, id)), tx)
      }, within)
    },

    /** Makes somebody the owner of several open cases at once; those that are closed or not theirs to see are left as they are. */
    takeOver(ids: CaseId[], byId: UserId, units: readonly TeamId[] | undefined): Promise<CaseSummary[]> {
      return store.write(async (tx) => {
        const by = await actor(byId, tx)
        const taken: CaseSummary[] = []
        for (const id of ids) {
          const row = await findCase(tx.db, id, units)
          if (!row || row.state === 'closed' || row.owner_id === byId) continue
          const change = { owner_id: byId, owner_name: by.name ?? null }
          const event = { at: clock.now(), event: 'taken-over', by, text: row.owner_name ?? undefined } as const
          const saved = await seam.save(tx, row, change, event)
          tx.announce('case.edited', { ...withoutTeam(saved), byId })
          taken.push(toSummary(saved))
        }
        return taken
      })
    },
  }
}

/** Who did it, with the name as it was. */
export const actorOf = (staff: StaffNames) => async (id: UserId, tx: Write) => ({
  id,
  name: await staff.nameOf(id, tx),
})

function withoutTeam(row: CaseRow) {
  const { caseId, passengerId } = { passengerId: undefined, ...factOf(row) }
  return { caseId, ...(passengerId && { passengerId }) }
}
