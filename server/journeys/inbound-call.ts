/** A passenger rings the hotline: menu, queue, agent, paperwork. A broken call never breaks the house. */
import type { DisconnectCause } from '../contracts/calls.ts'
import type { AgentId, InteractionId, QueueId, TeamId } from '../contracts/ids.ts'
import { newId } from '../platform/id.ts'
import type { Write } from '../platform/store.ts'
import type { InboundHouse, IncomingLeg, LiveCall, TalkEnd } from './house.ts'

/** What the end of the trip must know, however it came. */
interface Trip {
  call: LiveCall
  interactionId: InteractionId
  /** Who has the contact in hand. */
  agentId: AgentId | undefined
  /** How it is filed when no agent ever had it. */
  otherwise: 'abandoned' | 'self-served'
  cause: DisconnectCause | undefined
}

/** The handler for the switch: one story a call. */
export function inboundCall(house: InboundHouse) {
  const { calls, interactions, log } = house
  return async (leg: IncomingLeg): Promise<void> => {
    const trip = await receive(house, leg).catch((error: unknown) => {
      log.error({ error }, 'A call could not be written down.')
      return 'unwritten' as const
    })
    // What is not written down is not taken: the trunk may try another way (RFC 3261 21.5.4).
    if (trip === 'unwritten') return leg.reject(503)
    // A merged request (RFC 3261 8.2.2.2): the same call on another way.
    if (!trip) return leg.reject(482)
    try {
      await calls.answer(trip.call)
      const queueId = await listen(house, trip)
      if (queueId) await serve(house, trip, queueId)
    } catch (error) {
      trip.cause = causeOf(error)
      if (trip.cause === 'internal-error' || trip.cause === 'media-failed')
        log.error({ callId: trip.call.id, error }, 'A call could not go on.')
    } finally {
      await calls.close(trip.call, {
        ...(trip.cause && { cause: trip.cause }),
        alongside: (tx) =>
          trip.agentId
            ? interactions.beginWrapUp(trip.interactionId, trip.agentId, tx)
            : interactions.closeByHouse(trip.interactionId, trip.otherwise, tx),
      })
    }
  }
}

async function receive(house: InboundHouse, leg: IncomingLeg): Promise<Trip | undefined> {
  const interactionId = newId<InteractionId>()
  const call = await house.store.write(async (tx) => {
    const received = await house.calls.receive(leg, 'zh', interactionId, tx)
    if (received) await house.interactions.open({ id: interactionId, callId: received.id, direction: 'inbound' }, tx)
    return received
  })
  return call && { call, interactionId, agentId: undefined, otherwise: 'abandoned', cause: undefined }
}

/** The menu, while the house looks up who calls. Undefined: nobody is wanted any more. */
async function listen(house: InboundHouse, trip: Trip): Promise<QueueId | undefined> {
  const { call, interactionId } = trip
  const identified = house.passengers
    .identify(call.ani)
    .then((match) => house.interactions.identified(interactionId, match))
  try {
    const wish = await house.ivr.run(call, house.mainMenu)
    call.language = wish.language
    if (wish.kind === 'enqueue') return wish.queue
    if (wish.kind === 'done') trip.otherwise = 'self-served'
    return undefined
  } catch (error) {
    // A menu that fails must not cost the caller the agent.
    if (isHangUp(error)) throw error
    house.log.error({ callId: call.id, error }, 'The menu failed; the caller goes to an agent.')
    return 'general'
  } finally {
    await identified
  }
}

/** Waits for an agent and talks; who was talking already, lost or handed on, waits again before everybody else. */
async function serve(house: InboundHouse, trip: Trip, queueId: QueueId): Promise<void> {
  const { call } = trip
  const front = { enqueuedAt: house.clock.now() }
  for (let place: { queueId: QueueId; front?: typeof front } = { queueId }; ; ) {
    const agent = await house.queues.waitForAgent(call, { ...place, interactionId: trip.interactionId })
    if (agent === 'none') return
    trip.agentId = agent.agentId
    const end = await converse(house, trip, agent)
    if (end.by === 'transfer') {
      place = { queueId: end.queueId, front }
      await handOn(house, trip, agent.agentId, end.queueId)
    } else if (end.by === 'lost') {
      place = { queueId: place.queueId, front }
      await house.calls.agentLost(call, (tx) => handBack(house, trip.interactionId, agent, tx))
      trip.agentId = undefined
      await call.play(house.sounds.agentLost(call.language)).done
    } else {
      trip.cause = end.cause
      return
    }
  }
}

/** The agent has the paperwork of the own part; the next agent gets a contact that knows what was typed. */
async function handOn(house: InboundHouse, trip: Trip, agentId: AgentId, queueId: QueueId): Promise<void> {
  const { call, interactionId } = trip
  const next = { queueId, interactionId: newId<InteractionId>() }
  await house.calls.transferred(call, next, async (tx) => {
    await house.interactions.handOn(interactionId, next.interactionId, tx)
    // Before the call's own news: a console whose call waits again while it still talks takes the caller for lost.
    await house.interactions.beginWrapUp(interactionId, agentId, tx)
  })
  trip.interactionId = next.interactionId
  trip.agentId = undefined
}

type WonAgent = Exclude<Awaited<ReturnType<InboundHouse['queues']['waitForAgent']>>, 'none'>

/** Talks until it is over; an agent whose phone is lost is waited for a while, and the talk goes on over the new leg. */
async function converse(house: InboundHouse, { call, interactionId }: Trip, agent: WonAgent): Promise<TalkEnd> {
  for (let { leg } = agent; ; ) {
    const { bridge, over } = await house.calls.talk(call, { agentId: agent.agentId, leg })
    await house.recordings.start(bridge, { callId: call.id, interactionId, teamId: agent.teamId })
    const end = await over
    if (end.by !== 'lost') return end
    const again = await house.calls.reattach(call, agent)
    if ('end' in again) return again.end
    leg = again.leg
  }
}

async function handBack(
  house: InboundHouse,
  interactionId: InteractionId,
  agent: { agentId: AgentId; teamId: TeamId },
  tx: Write,
): Promise<void> {
  await house.interactions.handedBack(interactionId, tx)
  await house.agents.lostInCall(agent.agentId, tx)
}

/** A leg that has ended says so with an error of this name. */
function isHangUp(error: unknown): error is Error & { end: { cause: DisconnectCause } } {
  return error instanceof Error && error.name === 'LegEndedError' && 'end' in error
}

function causeOf(error: unknown): DisconnectCause {
  if (isHangUp(error)) return error.end.cause
  return error instanceof Error && error.name === 'EngineError' ? 'media-failed' : 'internal-error'
}
