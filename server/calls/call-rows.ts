/** The rows of a call that has just begun. */
import type { Language } from '../contracts/common.ts'
import type { CallId, InteractionId, LegId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { CallRow, LegRow } from './calls.repository.ts'

/** What is known of a call at its first moment. */
export interface NewCall {
  id: CallId
  legId: LegId
  interactionId: InteractionId | undefined
  ani: string
  dnis: string
  language: Language
}

interface Boot {
  clock: Clock
  bootId: string
}

/** The call's row, ringing; `callKey` is what a repeated INVITE would share. */
export function newCallRow(call: NewCall, boot: Boot, direction: 'inbound' | 'outbound', callKey: string): CallRow {
  return {
    id: call.id,
    boot_id: boot.bootId,
    call_key: callKey,
    interaction_id: call.interactionId ?? null,
    direction,
    state: 'ringing',
    ani: call.ani,
    dnis: call.dnis,
    language: call.language,
    queue_id: null,
    path: '[]',
    started_at: boot.clock.now(),
    answered_at: null,
    talking_since: null,
    ended_at: null,
    cause: null,
    agent_id: null,
    hold_ms: 0,
  }
}

/** The row of its trunk leg. */
export function newLegRow(call: NewCall, boot: Boot, direction: 'inbound' | 'outbound'): LegRow {
  return {
    id: call.legId,
    call_id: call.id,
    boot_id: boot.bootId,
    kind: 'trunk',
    direction,
    agent_id: null,
    started_at: boot.clock.now(),
    answered_at: null,
    ended_at: null,
    cause: null,
    dialog: null,
  }
}
