/** The live wire: socket.io at /rt. Every message is checked, the highest sequence number kept for the next connection. */
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import { create } from 'zustand'
import { AgentState } from '../../server/contracts/agents.ts'
import { Call } from '../../server/contracts/calls.ts'
import { Attempt } from '../../server/contracts/campaigns.ts'
import { CaseSummary, Task } from '../../server/contracts/cases.ts'
import { InteractionSummary, ScreenPop } from '../../server/contracts/interactions.ts'
import { MonitorMode, MonitorSession } from '../../server/contracts/monitoring.ts'
import { OfferOutcome } from '../../server/contracts/queues.ts'
import type { ClientToServer, ServerToClient } from '../../server/contracts/socket-events.ts'
import { Wallboard } from '../../server/contracts/supervision.ts'
import { learnServerTime } from './clock.ts'
import { useWatching } from './watching.ts'

const seq = z.int()
const messages = {
  'session:ready': z.object({ seq, replayed: z.boolean() }),
  'agent:state': z.object({ seq, agent: AgentState }),
  'interaction:offered': z.object({ seq, pop: ScreenPop }),
  'interaction:offer-ended': z.object({ seq, interactionId: z.string(), offerId: z.string(), why: OfferOutcome }),
  'interaction:changed': z.object({ seq, interaction: InteractionSummary }),
  'call:changed': z.object({ seq, call: Call }),
  'incident:changed': z.object({ seq }),
  'flight:changed': z.object({ seq, flight: z.string(), date: z.string() }),
  'passenger:changed': z.object({ seq, passengerId: z.string() }),
  'account:changed': z.object({ seq, accountId: z.string() }),
  'case:changed': z.object({
    seq,
    case: CaseSummary,
    what: z.enum(['opened', 'noted', 'edited', 'moved', 'closed', 'reopened']),
  }),
  'case:watched': z.object({
    caseId: z.string(),
    watchers: z.array(z.object({ userId: z.string(), name: z.string() })),
  }),
  'clock:changed': z.object({ seq: z.int(), caseId: z.string(), what: z.enum(['changed', 'warned', 'breached']) }),
  'task:changed': z.object({ seq, task: Task }),
  'attempt:changed': z.object({ seq, attempt: Attempt }),
  'campaign:changed': z.object({ seq }),
  'monitor:changed': z.object({ seq, session: MonitorSession }),
  'call:coached': z.object({
    seq,
    callId: z.string(),
    by: z.string().optional(),
    mode: MonitorMode.exclude(['listen']).optional(),
  }),
  'request:changed': z.object({
    seq,
    what: z.enum(['orders', 'problems', 'compensations', 'digests']),
    caseId: z.string().optional(),
  }),
  'organisation:changed': z.object({ seq }),
  'wallboard:changed': z.object({ seq, wallboard: Wallboard }),
  'session:ended': z.object({ why: z.enum(['logged-out', 'expired', 'disabled']) }),
} satisfies Record<keyof ServerToClient, z.ZodType>

type Messages = typeof messages
/** What the console does with each message; `painted` is only handed over with an offer. */
export type LiveHandlers = {
  [E in keyof Messages]: (message: z.output<Messages[E]>, painted: Painted) => void
}
/** Answers an offer: the pop is on the screen since `paintedAt`. */
export type Painted = (answer: { paintedAt: number }) => void

/** How the wire is: shown as a banner when lost. */
export interface Link {
  state: 'off' | 'connecting' | 'up' | 'lost'
  since: number
}
export const useLink = create<Link>(() => ({ state: 'off', since: 0 }))
const setLink = (state: Link['state']) => useLink.setState({ state, since: Date.now() })

export interface LiveSocket {
  /** Says that this page lives, and learns the server's time from the answer. */
  beat: () => void
  close(): void
}

/** Opens the wire; reconnects by itself with growing, jittered pauses until closed. */
export function openSocket(handlers: LiveHandlers): LiveSocket {
  let highest = 0
  const socket: Socket<ServerToClient, ClientToServer> = io({
    path: '/rt',
    transports: ['websocket'],
    auth: (give) => give({ after: highest }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
  })
  setLink('connecting')
  const beat = () => {
    if (!socket.connected) return
    const askedAt = Date.now()
    socket.emit('page:heartbeat', { at: askedAt }, (answer) => learnServerTime(askedAt, answer.at, Date.now()))
  }
  let knocks = 0
  let knock: ReturnType<typeof setTimeout> | undefined
  const lost = () => {
    if (useLink.getState().state !== 'lost') setLink('lost')
    // socket.io gives up when the server itself hung up or refused (a restart does that): then we knock.
    if (socket.active) return
    knocks++
    clearTimeout(knock)
    knock = setTimeout(() => socket.connect(), Math.min(10_000, 500 * 2 ** knocks) * (0.5 + Math.random()))
  }
  const watch = () => {
    if (socket.connected) socket.emit('case:watch', { caseId: useWatching.getState().caseId })
  }
  const stopWatching = useWatching.subscribe((now, before) => {
    if (now.caseId !== before.caseId) watch()
  })
  socket.on('connect', () => {
    knocks = 0
    watch()
    setLink('up')
    beat()
  })
  socket.on('disconnect', (reason) => {
    if (reason !== 'io client disconnect') lost()
  })
  socket.on('connect_error', lost)

  const hear = <E extends keyof Messages>(event: E) => {
    const listener = (raw: unknown, painted?: Painted): void => {
      const message = messages[event].safeParse(raw)
      if (!message.success) {
        console.error('A message does not fit its contract.', event, message.error.issues)
        return
      }
      const data = message.data as z.output<Messages[E]>
      // A replay follows `session:ready`: counting its number now would lose what a second break swallows.
      const counts = !('replayed' in data && data.replayed)
      if (counts && 'seq' in data && data.seq > highest) highest = data.seq
      handlers[event](data, painted ?? (() => undefined))
    }
    // The types of socket.io cannot follow a name that is itself a type parameter.
    socket.on(event as 'session:ready', listener as ServerToClient['session:ready'])
  }
  for (const event of Object.keys(messages) as Array<keyof Messages>) hear(event)

  return {
    beat,
    close() {
      stopWatching()
      clearTimeout(knock)
      socket.close()
      setLink('off')
    },
  }
}
