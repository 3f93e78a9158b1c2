/** Calls on the line: receives, answers, joins with agents, ends. Every step is committed before anybody can notice it. */
import type { DisconnectCause, InboundLeg, Leg } from '../../sip/telephony.ts'
import type { Call, CallWithLegs, IvrStep } from '../contracts/calls.ts'
import type { Language } from '../contracts/common.ts'
import type { AgentId, CallId, InteractionId, LegId, QueueId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, InvalidState } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import { writeInTheEnd } from '../platform/last-write.ts'
import type { Log } from '../platform/log.ts'
import { step } from '../platform/machine.ts'
import type { Store, Write } from '../platform/store.ts'
import { type CallEvent, callLaw } from './call.machine.ts'
import { callView, callWithLegsView, changesOf } from './call.rules.ts'
import { newCallRow, newLegRow } from './call-rows.ts'
import type { AgentPhones, CallRecordings, Switch } from './calls.ports.ts'
import * as rows from './calls.repository.ts'
import { createDialling, type Dialling } from './dialling.ts'
import { LiveCall } from './live-call.ts'
import { createMonitorLegs, type MonitorLegs } from './monitor-legs.ts'
import { createReattachment, type Reattachment } from './reattachment.ts'
import { createTalk, type Talk } from './talk.ts'

export interface CallsDeps {
  store: Store
  clock: Clock
  log: Log
  bootId: string
  telephony: Switch
  recordings: CallRecordings
  phones: AgentPhones
  /** Absolute path of the hold music. */
  holdMusic: string
}

/** What the halves of this room share: the calls on the line and the one way to move them. */
export type LineDeps = CallsDeps & { running: Map<CallId, LiveCall>; apply: Calls['apply'] }

/** How a call is closed: its cause (else that of the caller's leg), and what other rooms write in the same transaction. */
export interface Closing {
  cause?: DisconnectCause
  alongside?: (tx: Write) => Promise<void>
}

export interface Calls extends Dialling, Talk, Reattachment, MonitorLegs {
  /** Writes call and leg in `tx`; undefined when this INVITE is known already (a merged request). Nothing has gone out yet. */
  receive(leg: InboundLeg, language: Language, interactionId: InteractionId, tx: Write): Promise<LiveCall | undefined>
  /** Answers the caller. Rejects with LegEndedError when the caller was faster. */
  answer(call: LiveCall): Promise<void>
  /** Keeps a step of the menu on the call. */
  note(call: LiveCall, taken: IvrStep): Promise<void>
  /** The language that the caller chose, kept with the next queueing. */
  queued(callId: CallId, queueId: QueueId, tx: Write): Promise<void>
  /** The agent has answered: the call talks from now on. False when the call is over. */
  connected(callId: CallId, agent: { agentId: AgentId; legId: LegId; leg: Leg }, tx: Write): Promise<boolean>
  /** Moves a call by the law: load, step, save with its fact. Returns the row as it is afterwards. */
  apply(callId: CallId, event: CallEvent, within?: Write): Promise<rows.CallRow>
  /** Ends the call's row, its legs, its bridge. Idempotent; cascades. Never rejects on telephony. */
  close(call: LiveCall, closing?: Closing): Promise<void>
  live(callId: CallId): LiveCall | undefined
  liveCount(): number
  view(callId: CallId): Promise<Call>
  viewWithLegs(callId: CallId): Promise<CallWithLegs>
  /** Calls of earlier boots that never ended. */
  leftBehind(): Promise<rows.CallRow[]>
  /** Legs of such a call that were never ended, with the dialog where one was confirmed. */
  openLegs(callId: CallId): Promise<rows.LegRow[]>
  /** Ends such a call and its legs with `server-restart`. */
  endLeftBehind(callId: CallId, tx: Write): Promise<void>
}

/** Makes the room of calls. */
export function createCalls(deps: CallsDeps): Calls {
  const { store, clock } = deps
  const running = new Map<CallId, LiveCall>()

  async function apply(callId: CallId, event: CallEvent, within?: Write): Promise<rows.CallRow> {
    return store.write(async (tx) => {
      const row = await rows.callById(tx.db, callId)
      if (!row) throw new InvalidState('A call without a row was moved.')
      const { state: next, changed } = step(callLaw, { state: row.state }, event)
      if (!changed) return row
      const change = { ...changesOf(row, event, clock.now()), state: next.state }
      if (!(await rows.moveCall(tx.db, callId, row.state, change)))
        throw new InvalidState('A call was moved by two hands at once.')
      announceMove(tx, row, event, next.state)
      return { ...row, ...change }
    }, within)
  }

  async function close(call: LiveCall, closing: Closing = {}): Promise<void> {
    if (!running.delete(call.id)) return call.closed
    try {
      const cause = closing.cause ?? (await causeOf(call))
      const heldMs = call.heldMs(clock.monotonic())
      const end = async (tx: Write): Promise<void> => {
        await apply(call.id, { event: 'ended', cause, heldMs }, tx)
        await rows.endLegsOf(tx.db, call.id, clock.now(), cause)
        await deps.recordings.over(call.id, tx)
        await closing.alongside?.(tx)
      }
      await writeInTheEnd(deps, end, () => release(call, closing.cause))
    } finally {
      await release(call, closing.cause)
    }
  }

  async function release(call: LiveCall, cause: DisconnectCause | undefined): Promise<void> {
    const side = call.agent
    const none = Promise.resolve()
    const watching = [...call.monitors].map(({ leg }) => leg.hangUp())
    const ends = [call.leg.hangUp(cause), side?.leg.hangUp(cause) ?? none, side?.bridge?.end() ?? none, ...watching]
    for (const result of await Promise.allSettled(ends)) {
      if (result.status === 'rejected')
        deps.log.error({ callId: call.id, error: result.reason }, 'A part of a call could not be ended.')
    }
    call.settleClosed()
  }

  const soundOf = async (callId: CallId) => ({
    recordingIds: await deps.recordings.ofCall(callId),
    pausedSince: deps.recordings.pausedSince(callId),
  })
  const dialling = createDialling({ ...deps, running, apply })

  return {
    ...dialling,
    ...createReattachment({ ...deps, running, apply }, dialling),
    ...createMonitorLegs({ ...deps, running, apply }),
    ...createTalk({ ...deps, running, apply }),
    async receive(leg, language, interactionId, tx) {
      const call = new LiveCall({
        id: newId<CallId>(),
        legId: newId<LegId>(),
        leg,
        interactionId,
        ani: leg.from.slice(0, 64),
        dnis: leg.dialled.slice(0, 64),
        language,
      })
      const isNew = await rows.insertCall(tx.db, newCallRow(call, deps, 'inbound', leg.callKey))
      if (!isNew) return undefined
      await rows.insertLeg(tx.db, newLegRow(call, deps, 'inbound'))
      tx.announce('call.received', { callId: call.id, direction: 'inbound' })
      tx.committed(() => running.set(call.id, call))
      return call
    },
    async answer(call) {
      await (call.leg as InboundLeg).answer()
      await store.write(async (tx) => {
        await apply(call.id, { event: 'answered' }, tx)
        await rows.answerLeg(tx.db, call.legId, clock.now(), call.leg.dialog())
        const kept = call.leg.dialog() !== undefined
        tx.committed(() => {
          call.dialogKept = kept
        })
      })
    },
    async note(call, taken) {
      call.path.push(taken)
      await store.write(async (tx) => {
        await rows.savePath(tx.db, call.id, call.path)
        const { flow, node, pressed } = taken
        tx.announce('call.ivr-step-taken', { callId: call.id, flow, node, ...(pressed !== undefined && { pressed }) })
      })
    },
    async queued(callId, queueId, tx) {
      const call = running.get(callId)
      if (call) {
        await rows.saveLanguage(tx.db, callId, call.language)
        await keepDialog(tx, call)
      }
      await apply(callId, { event: 'queued', queueId }, tx)
    },
    async connected(callId, agent, tx) {
      const call = running.get(callId)
      if (!call || call.leg.state === 'ended') return false
      const row = await apply(callId, { event: 'connected', agentId: agent.agentId }, tx)
      if (row.state !== 'talking') return false
      await rows.answerLeg(tx.db, agent.legId, clock.now(), agent.leg.dialog())
      return true
    },
    apply,
    close,
    live: (callId) => running.get(callId),
    liveCount: () => running.size,
    async view(callId) {
      const row = found(await rows.callById(store.db, callId))
      return callView(row, await soundOf(callId))
    },
    async viewWithLegs(callId) {
      const row = found(await rows.callById(store.db, callId))
      return callWithLegsView(row, await soundOf(callId), await rows.legsOf(store.db, callId))
    },
    leftBehind: () => rows.callsLeftBy(store.db, deps.bootId),
    openLegs: (callId) => rows.openLegsOf(store.db, callId),
    async endLeftBehind(callId, tx) {
      await apply(callId, { event: 'ended', cause: 'server-restart', heldMs: 0 }, tx)
      await rows.endLegsOf(tx.db, callId, clock.now(), 'server-restart')
      await deps.recordings.over(callId, tx)
    },
  }
}

function announceMove(tx: Write, row: rows.CallRow, event: CallEvent, to: rows.CallRow['state']): void {
  const agentId = event.event === 'connected' ? event.agentId : row.agent_id
  const by = agentId === null ? {} : { agentId }
  if (event.event === 'ended') tx.announce('call.ended', { callId: row.id, cause: event.cause, ...by })
  else if (event.event === 'answered') tx.announce('call.answered', { callId: row.id })
  else tx.announce('call.state-changed', { callId: row.id, from: row.state, to, ...by })
}

/** The leg's own cause when it has ended already, else ours. */
async function causeOf(call: LiveCall): Promise<DisconnectCause> {
  return call.leg.state === 'ended' ? (await call.leg.ended).cause : 'hung-up-by-us'
}

async function keepDialog(tx: Write, call: LiveCall): Promise<void> {
  const dialog = call.leg.dialog()
  if (call.dialogKept || dialog === undefined) return
  await rows.saveDialog(tx.db, call.legId, dialog)
  tx.committed(() => {
    call.dialogKept = true
  })
}
