/**
 * Two laws of an agent: presence is what the person chose, activity is what events drive. They never touch:
 * a person may become not ready in mid-call; it takes effect for routing when the contact is over.
 *
 *   presence   offline --1--> not-ready(reason) <--2/3--> ready      4: back to offline from anywhere
 *              1 shift-started  2 chose-ready  3 chose-not-ready, set-not-ready (no-answer, phone-lost)  4 shift-ended
 *
 *   activity   idle --1--> reserved --2--> ringing --3--> talking --4--> wrap-up --5--> idle
 *               |             |               |              |
 *               6             +-------7-------+              8
 *               v             v               v              v
 *           unreachable     idle/unreachable            unreachable
 *
 *   1 reserved  2 rang  3 connected (also from reserved)  4 hung-up  5 wrapped-up  6 lost, 6' found leads back to idle
 *   7 released: the offer ended without a conversation; lost: the phone failed  8 lost: browser and phone gone in mid-call
 */
import type { Activity, NotReadyReason } from '../contracts/agents.ts'
import type { Law } from '../platform/machine.ts'

/** What the person chose; the reason goes with not-ready. */
export type PresenceStage = { state: 'offline' } | { state: 'not-ready'; reason: NotReadyReason } | { state: 'ready' }

export type PresenceEvent =
  | { event: 'shift-started' }
  | { event: 'shift-ended' }
  | { event: 'chose-ready' }
  | { event: 'chose-not-ready'; reason: NotReadyReason }
  /** By the house: nobody picked up, or a restart. */
  | { event: 'set-not-ready'; reason: NotReadyReason }

const offline = (): PresenceStage => ({ state: 'offline' })
const ready = (): PresenceStage => ({ state: 'ready' })
const notReady = (_: PresenceStage, { reason }: { reason: NotReadyReason }): PresenceStage => ({
  state: 'not-ready',
  reason,
})

/** The table of presence: state x event. */
export const presenceLaw: Law<PresenceStage, PresenceEvent> = {
  offline: { 'shift-started': () => ({ state: 'not-ready', reason: 'shift-start' }) },
  'not-ready': {
    'shift-ended': offline,
    'chose-ready': ready,
    'chose-not-ready': notReady,
    'set-not-ready': notReady,
  },
  ready: { 'shift-ended': offline, 'chose-not-ready': notReady, 'set-not-ready': notReady },
}

/** What events made of the agent. */
export type ActivityStage = { [A in Activity]: { state: A } }[Activity]

export type ActivityEvent =
  | { event: 'reserved' }
  | { event: 'rang' }
  | { event: 'connected' }
  | { event: 'hung-up' }
  | { event: 'wrapped-up' }
  | { event: 'released' }
  | { event: 'lost' }
  | { event: 'found' }

const idle = (): ActivityStage => ({ state: 'idle' })
const talking = (): ActivityStage => ({ state: 'talking' })
const unreachable = (): ActivityStage => ({ state: 'unreachable' })

/** The table of activity: state x event. A lost page during a contact changes nothing: the call goes on. */
export const activityLaw: Law<ActivityStage, ActivityEvent> = {
  idle: { reserved: () => ({ state: 'reserved' }), lost: unreachable },
  reserved: { rang: () => ({ state: 'ringing' }), connected: talking, released: idle, lost: unreachable },
  ringing: { connected: talking, released: idle, lost: unreachable },
  talking: { 'hung-up': () => ({ state: 'wrap-up' }), lost: unreachable },
  'wrap-up': { 'wrapped-up': idle },
  unreachable: { found: idle },
}
