/** One offer from reservation to its end: screen first, then the phone, then an answer or the way back. */
import type { DisconnectCause } from '../contracts/calls.ts'
import type { OfferId } from '../contracts/ids.ts'
import type { AbandonReason, OfferOutcome } from '../contracts/queues.ts'
import { newId } from '../platform/id.ts'
import { writeInTheEnd } from '../platform/last-write.ts'
import type { Write } from '../platform/store.ts'
import type { LiveEntry, LiveOffer } from './live-entry.ts'
import type { Choice } from './offer-choice.rules.ts'
import { outcomeOf, releaseFor } from './offer-outcome.rules.ts'
import type { EntryEvent } from './queue-entry.machine.ts'
import type { QueuedCall, RungPhone, Seat } from './queues.ports.ts'
import * as rows from './queues.repository.ts'
import type { QueuesDeps } from './queues.service.ts'

/** The agent's screen gets so long to paint before the phone rings all the same. */
const paintMs = 300
/** After declining, an agent is not offered the same caller for so long. */
export const coolDownMs = 10_000

/** The caller left, or another was faster, between the choice and its transaction: everything rolls back. */
class GoneMeanwhile extends Error {
  override name = 'GoneMeanwhile'
}

type Deps<C extends QueuedCall, P extends RungPhone> = QueuesDeps<C, P> & {
  wake(): void
  applyEntry(entryId: string, event: EntryEvent, change: Partial<rows.EntryRow>, tx: Write): Promise<boolean>
  waitMs(entry: LiveEntry<C, P>): number
}

export interface Offering<C extends QueuedCall, P extends RungPhone> {
  /** Reserves, commits and begins; false when agent or caller was not to be had any more. */
  begin(choice: Choice<LiveEntry<C, P>, Seat>): Promise<boolean>
  /** Ends a running offer; a later end only waits for the first one. */
  end(offer: LiveOffer<C, P>, outcome: OfferOutcome, why?: AbandonReason): Promise<void>
}

/** The offers of the queues. */
export function createOffering<C extends QueuedCall, P extends RungPhone>(deps: Deps<C, P>): Offering<C, P> {
  const { store, clock, log, pool, line, contacts, screens } = deps

  async function begin({ entry, agent: seat, idleMs, asOwner }: Choice<LiveEntry<C, P>, Seat>): Promise<boolean> {
    const offer: Omit<LiveOffer<C, P>, 'legId'> = {
      id: newId<OfferId>(),
      entry,
      seat,
      offeredAt: clock.now(),
      idleMs,
      asOwner,
      phone: undefined,
      cancelRing: undefined,
      ending: undefined,
    }
    try {
      const legId = await store.write((tx) => commitOffer(offer, tx))
      const live = Object.assign(offer, { legId })
      entry.offer = live
      // The caller left while the offer was being written.
      if (entry.gone) {
        await end(live, 'caller-gone')
        return true
      }
      present(live).catch((error: unknown) => {
        log.error({ offerId: live.id, error }, 'An offer failed.')
        return end(live, 'failed')
      })
      return true
    } catch (error) {
      if (error instanceof GoneMeanwhile) return false
      throw error
    }
  }

  /** One transaction: agent, entry, offer and the leg to come stand or fall together. */
  async function commitOffer(offer: Omit<LiveOffer<C, P>, 'legId'>, tx: Write) {
    const { entry, seat } = offer
    const { agentId } = seat
    const reservation = { offerId: offer.id, callId: entry.call.id, interactionId: entry.interactionId }
    if (!(await pool.reserve(agentId, reservation, tx))) throw new GoneMeanwhile()
    const change = { agent_id: agentId, offer_id: offer.id }
    if (!(await deps.applyEntry(entry.entryId, { event: 'offered' }, change, tx))) throw new GoneMeanwhile()
    await rows.insertOffer(tx.db, {
      id: offer.id,
      boot_id: deps.bootId,
      entry_id: entry.entryId,
      agent_id: agentId,
      active_entry: entry.entryId,
      active_agent: agentId,
      idle_ms: offer.idleMs,
      offered_at: offer.offeredAt,
      ended_at: null,
      outcome: null,
    })
    tx.announce('queue-entry.offered', factOf(offer))
    return line.prepareAgentLeg(entry.call.id, agentId, tx)
  }

  async function present(offer: LiveOffer<C, P>): Promise<void> {
    await popUp(offer)
    if (offer.ending) return
    const { entry, seat } = offer
    const phone = line.ringAgent(entry.call, {
      legId: offer.legId,
      agentId: seat.agentId,
      phone: seat.phone,
      ringMs: entry.queue.ringMs,
      callerName: '',
    })
    offer.phone = phone
    offer.cancelRing = clock.after(entry.queue.ringMs, () => void end(offer, 'no-answer'))
    phone.answered.then(
      () => end(offer, 'answered'),
      (error: unknown) => end(offer, outcomeOf(error)),
    )
    await pool.rang(seat.agentId)
  }

  /** Shows who calls and waits until it is painted, at most a moment. */
  async function popUp(offer: LiveOffer<C, P>): Promise<void> {
    const { entry, seat, idleMs, asOwner, offeredAt } = offer
    const view = { offerId: offer.id, queueId: entry.queueId, offeredAt, ringMs: entry.queue.ringMs, idleMs, asOwner }
    const pop = await contacts.pop(entry.interactionId, view)
    if (!pop || offer.ending) return
    const late = Promise.withResolvers<void>()
    const cancel = clock.after(paintMs, late.resolve)
    try {
      await Promise.race([screens.pop(seat.agentId, pop), late.promise])
    } catch (error) {
      log.warn({ offerId: offer.id, error }, 'A screen pop could not be shown; the phone rings all the same.')
    } finally {
      cancel()
    }
  }

  function end(offer: LiveOffer<C, P>, outcome: OfferOutcome, why?: AbandonReason): Promise<void> {
    offer.ending ??= conclude(offer, outcome, why)
    return offer.ending
  }

  async function conclude(offer: LiveOffer<C, P>, outcome: OfferOutcome, why?: AbandonReason): Promise<void> {
    offer.cancelRing?.()
    try {
      const joined = outcome === 'answered' ? await connected(offer) : false
      if (joined === true) return
      await giveBack(offer, joined === 'failed' ? joined : outcome === 'answered' ? 'caller-gone' : outcome, why)
    } catch (error) {
      log.error({ offerId: offer.id, error }, 'The end of an offer could not be written.')
      offer.entry.settle('none')
    } finally {
      offer.entry.offer = undefined
      deps.wake()
    }
  }

  /** An answer that cannot be written is none: the caller waits on and the agent is free again. */
  async function connected(offer: LiveOffer<C, P>): Promise<boolean | 'failed'> {
    try {
      return await connect(offer)
    } catch (error) {
      log.error({ offerId: offer.id, error }, 'An answered offer could not be written.')
      return 'failed'
    }
  }

  /** State first, sound afterwards: the journey joins the legs when this is committed. */
  async function connect(offer: LiveOffer<C, P>): Promise<boolean> {
    const { entry, seat, phone } = offer
    if (!phone) return false
    const { agentId, teamId } = seat
    const waitMs = deps.waitMs(entry)
    try {
      await store.write(async (tx) => {
        const change = { ended_at: clock.now(), wait_ms: waitMs }
        if (!(await deps.applyEntry(entry.entryId, { event: 'connected' }, change, tx))) throw new GoneMeanwhile()
        const joined = await line.connected(entry.call.id, { agentId, legId: offer.legId, leg: phone }, tx)
        if (!joined) throw new GoneMeanwhile()
        await rows.endOffer(tx.db, offer.id, 'answered', clock.now())
        await pool.connected(agentId, tx)
        await contacts.taken(entry.interactionId, seat, tx)
        const { entryId, queueId } = entry
        tx.announce('queue-entry.connected', { entryId, queueId, offerId: offer.id, agentId, waitMs })
      })
    } catch (error) {
      if (error instanceof GoneMeanwhile) return false
      throw error
    }
    entry.settle({ agentId, teamId, phone: seat.phone, offerId: offer.id, leg: phone })
    return true
  }

  async function giveBack(
    offer: LiveOffer<C, P>,
    outcome: OfferOutcome,
    why: AbandonReason = 'hung-up',
  ): Promise<void> {
    const { entry, seat } = offer
    const gone = outcome === 'caller-gone'
    const end = async (tx: Write): Promise<void> => {
      if (!(await rows.endOffer(tx.db, offer.id, outcome, clock.now()))) return
      await pool.release(seat.agentId, releaseFor(outcome), tx)
      await deps.applyEntry(entry.entryId, { event: 'returned' }, { agent_id: null, offer_id: null }, tx)
      tx.announce('queue-entry.returned', { ...factOf(offer), why: outcome })
      if (gone) await abandon(entry, why, tx)
    }
    try {
      await writeInTheEnd(deps, end, () => quiet(offer, outcome))
    } finally {
      await quiet(offer, outcome)
    }
    if (gone) entry.settle('none')
    else if (outcome === 'rejected') coolDown(entry, seat)
  }

  async function abandon(entry: LiveEntry<C, P>, why: AbandonReason, tx: Write): Promise<void> {
    const { entryId, queueId } = entry
    const waitMs = deps.waitMs(entry)
    const change = { ended_at: clock.now(), wait_ms: waitMs, abandon_reason: why }
    if (await deps.applyEntry(entryId, { event: 'abandoned' }, change, tx))
      tx.announce('queue-entry.abandoned', { entryId, queueId, why, waitMs })
  }

  /** The agent's phone falls silent. */
  async function quiet(offer: LiveOffer<C, P>, outcome: OfferOutcome): Promise<void> {
    const cause: DisconnectCause = outcome === 'no-answer' || outcome === 'rejected' ? outcome : 'cancelled'
    try {
      await offer.phone?.hangUp(cause)
    } catch (error) {
      log.warn({ offerId: offer.id, error }, 'A phone could not be silenced.')
    }
  }

  function coolDown(entry: LiveEntry<C, P>, seat: Seat): void {
    entry.coolingDown.add(seat.agentId)
    const cancel = clock.after(coolDownMs, () => {
      entry.cancels.delete(cancel)
      entry.coolingDown.delete(seat.agentId)
      deps.wake()
    })
    entry.cancels.add(cancel)
  }

  return { begin, end }
}

type Offered = Pick<LiveOffer<QueuedCall, RungPhone>, 'id' | 'seat'> & {
  entry: Pick<LiveEntry<QueuedCall, RungPhone>, 'entryId' | 'queueId' | 'interactionId'>
}

function factOf(offer: Offered) {
  const { entryId, queueId, interactionId } = offer.entry
  return { entryId, queueId, interactionId, offerId: offer.id, agentId: offer.seat.agentId }
}
