/** The checked forms of requests: they follow the case, refuse what does not hold together, and move couriers and standby lists. */

import type { Case } from '../contracts/cases.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'
import { CourierState, type CourierStep, type FormProblem, type StandbyEntry } from '../contracts/requests.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { moveCourier } from './courier.machine.ts'
import { problemsOf } from './request-forms.rules.ts'
import type { Cases, FormCase, Members } from './requests.ports.ts'
import { inOrder, priorityOf, type Waiting } from './standby.rules.ts'

export interface RequestsDeps {
  store: Store
  clock: Clock
  cases: Cases
  members: Members
}

export type Requests = ReturnType<typeof createRequests>

const mostStandby = 500

/** The room of request forms. */
export function createRequests({ store, clock, cases, members }: RequestsDeps) {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')

  async function check(c: FormCase, tx: Write): Promise<void> {
    const tier = c.passengerId ? await members.tierOf(c.passengerId, tx) : undefined
    const { leaf, flight, flightDate, fields } = c
    refuse(problemsOf({ leaf, flight, flightDate, fields, tier, now: clock.now() }))
    if (text(fields.complaintNumber) !== '') await complaintOf(c, tx)
  }

  async function complaintOf(c: FormCase, tx: Write): Promise<FormCase> {
    const complaint = await cases.byNumber(text(c.fields.complaintNumber), tx)
    const seen = complaint?.kind === 'complaint' && complaint.teamId === c.teamId
    const own = complaint !== undefined && (complaint.passengerId === c.passengerId || c.passengerId === undefined)
    if (!complaint || !seen || !own) throw refusalOf({ complaintNumber: 'no-such-complaint' })
    return complaint
  }

  /** FF-09: the complaint is a case of its own from this moment; the operation names it. Its leaf is found before it closes. */
  async function enterComplaint(c: FormCase, tx: Write): Promise<void> {
    const said = found(await cases.wording(c.id, tx))
    const { number } = await cases.open(
      {
        kind: 'complaint',
        category: 'frequent-flyer',
        ...said,
        ...(c.flightDate && { flightDate: c.flightDate }),
        fields: { memberNumber: c.fields.memberNumber },
        openedBy: found(c.ownerId),
        teamId: c.teamId,
        ...(c.passengerId && { passengerId: c.passengerId }),
        ...(c.interactionId && { interactionId: c.interactionId }),
      },
      tx,
    )
    await cases.setFields(c.id, { complaintNumber: number }, { event: 'noted', byId: c.ownerId, text: number }, tx)
  }

  return {
    /** A form that does not hold together opens no case; what is given beside it begins with it. */
    async opened(c: FormCase, tx: Write): Promise<void> {
      await check(c, tx)
      if (c.leaf === 'bk-08')
        await cases.setFields(c.id, { courier: 'ordered' }, { event: 'courier', text: 'ordered' }, tx)
      if (c.leaf === 'ff-09' && text(c.fields.complaintNumber) === '') await enterComplaint(c, tx)
      if (c.leaf === 'ff-10') {
        // FF-10: the answer stands in the complaint, with its channel and its words.
        const complaint = await complaintOf(c, tx)
        const { replyChannel, replyText } = c.fields
        const said = `${text(replyChannel)}: ${text(replyText)}`
        await cases.setFields(complaint.id, {}, { event: 'replied', byId: c.ownerId, text: said }, tx)
      }
    },

    edited: check,

    /** A ticket that is still on its way is not settled. */
    async mayClose(c: FormCase, _tx: Write): Promise<void> {
      const courier = text(c.fields.courier)
      if (c.leaf === 'bk-08' && courier !== 'delivered' && courier !== 'failed')
        throw refusalOf({ courier: 'not-delivered' })
    },

    /** Moves the courier of a delivery. Refuses a step that does not follow. */
    moveCourier(id: CaseId, move: { step: CourierStep; text: string; byId: UserId }): Promise<Case> {
      return store.write(async (tx) => {
        const c = found(await cases.facts(id, tx))
        const state = CourierState.safeParse(c.fields.courier)
        if (c.leaf !== 'bk-08' || !state.success) throw new Refusal('not-found')
        const next = moveCourier(state.data, move.step)
        if (!next) throw new Refusal('changed-meanwhile', { state: state.data })
        const said = move.text === '' ? next : `${next}: ${move.text}`
        return cases.setFields(id, { courier: next }, { event: 'courier', byId: move.byId, text: said }, tx)
      })
    },

    /** Who waits for a seat on a flight of a day, in the order in which seats are given. */
    async standby(flight: string, flightDate: string, units?: readonly TeamId[]): Promise<StandbyEntry[]> {
      const open = (await cases.unfinishedOf('ff-15', mostStandby)).filter(
        (one) =>
          one.flight === flight && one.flightDate === flightDate && (units === undefined || units.includes(one.teamId)),
      )
      const waiting = await Promise.all(
        open.map(async (c): Promise<Waiting & { c: FormCase }> => {
          const tier = c.passengerId ? await members.tierOf(c.passengerId) : undefined
          return { c, tier, since: c.openedAt, agreement: (await cases.summary(c.id))?.party === 'account' }
        }),
      )
      return Promise.all(
        inOrder(waiting).map(async (one, index) => ({
          place: index + 1,
          case: found(await cases.summary(one.c.id)),
          flight,
          flightDate,
          bookingClass: text(one.c.fields.bookingClass),
          priority: priorityOf(one),
        })),
      )
    },
  }
}

function refusalOf(problems: Record<string, FormProblem>): Refusal {
  return new Refusal('form-not-valid', { problems }, problems)
}

function refuse(problems: Record<string, FormProblem>): void {
  if (Object.keys(problems).length > 0) throw refusalOf(problems)
}
