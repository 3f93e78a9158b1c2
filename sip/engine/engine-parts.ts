/** What the plot of the engine works with: its stores, its transports, its link to the application. */
import type { ClientTransactions } from './client-transactions.ts'
import type { Dialogs } from './dialogs.ts'
import type { FlowCache } from './flow-cache.ts'
import type { ReliableProvisionals } from './reliable-provisionals.ts'
import type { ServerTransactions } from './server-transactions.ts'
import type { Timers } from './timers.ts'
import type { Timing } from './timing.ts'
import type { Transports } from './transports.ts'
import type { WireServer } from './wire-link.ts'

export interface EngineParts {
  readonly timers: Timers
  readonly timing: Timing
  readonly transports: Transports
  readonly wire: WireServer
  readonly servers: ServerTransactions
  readonly clients: ClientTransactions
  readonly dialogs: Dialogs
  readonly flows: FlowCache
  readonly reliable: ReliableProvisionals
  /** Counts an event of that name; never logs a packet. */
  count(what: string): void
}
