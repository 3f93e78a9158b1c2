/** After a crash: what was live is closed honestly, what was promised is kept. Safe to run twice, or to be cut and run again. */
import type { Agents } from '../agents/agents.service.ts'
import type { Calls } from '../calls/calls.service.ts'
import type { TaskKind } from '../contracts/cases.ts'
import type { InteractionId, PassengerId, TeamId } from '../contracts/ids.ts'
import type { InteractionSummary } from '../contracts/interactions.ts'
import type { Interactions } from '../interactions/interactions.service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import type { Recordings } from '../recordings/recordings.service.ts'

type LeftCall = Awaited<ReturnType<Calls['leftBehind']>>[number]

/** What recovery touches. */
export interface RecoveringHouse<Dialog> {
  store: Store
  clock: Clock
  log: Log
  calls: Calls
  queues: { recover(within: Write): Promise<unknown[]> }
  interactions: Interactions
  agents: Agents
  monitoring: { recover(within: Write): Promise<void> }
  recordings: Recordings
  tasks: {
    create(
      wish: {
        kind: TaskKind
        passengerId?: PassengerId
        number?: string
        interactionId?: InteractionId
        teamId: TeamId
        dueAt: number
      },
      within?: Write,
    ): Promise<unknown>
  }
  /** Who calls back when no team had the contact yet. */
  fallbackTeam: TeamId
  telephony: { endOrphan(dialog: Dialog): Promise<'ended' | 'unknown' | 'unreachable'> }
}

export interface Recovered {
  calls: number
  waiting: number
  interrupted: number
  followUps: number
  recordings: number
  /** Settles when every dialog that was left over has been told; start-up need not wait for it. */
  orphans: Promise<number>
}

/** Whoever was cut off is called back within so long. */
const callBackMs = 15 * 60_000

/** Runs before the first call is taken (reliability D.4, steps 3 to 8). `Dialog` is what the telephony kept of a dialog. */
export async function recoverAfterBoot<Dialog>(house: RecoveringHouse<Dialog>): Promise<Recovered> {
  const left = await house.calls.leftBehind()
  // Sent before the rows are closed: a crash in between sends them again, which harms nobody.
  const orphans = endOrphans(house, left)
  const { waiting, interrupted, followUps } = await house.store.write(async (tx) => {
    const entries = await house.queues.recover(tx)
    const contacts = await house.interactions.recover(tx)
    await house.agents.recover(tx)
    await house.monitoring.recover(tx)
    return {
      waiting: entries.length,
      interrupted: contacts.length,
      followUps: await promiseCallBacks(house, contacts, left, tx),
    }
  })
  for (const call of left) await house.store.write((tx) => house.calls.endLeftBehind(call.id, tx))
  const recordings = await house.recordings.recover()
  return { calls: left.length, waiting, interrupted, followUps, recordings, orphans }
}

/** Whoever waited or talked is owed a call; who was still in the menu is not. */
async function promiseCallBacks<Dialog>(
  house: RecoveringHouse<Dialog>,
  contacts: Array<InteractionSummary & { teamId?: TeamId }>,
  left: LeftCall[],
  tx: Write,
): Promise<number> {
  const owed = contacts.filter((contact) => contact.queueId !== undefined)
  for (const contact of owed) {
    const number = left.find((call) => call.id === contact.callId)?.ani
    await house.tasks.create(
      {
        kind: 'call-back-interrupted',
        interactionId: contact.id,
        teamId: contact.teamId ?? house.fallbackTeam,
        dueAt: house.clock.now() + callBackMs,
        ...(contact.passengerId && { passengerId: contact.passengerId }),
        ...(number && { number }),
      },
      tx,
    )
  }
  return owed.length
}

async function endOrphans<Dialog>(house: RecoveringHouse<Dialog>, left: LeftCall[]): Promise<number> {
  const legs = (await Promise.all(left.map((call) => house.calls.openLegs(call.id)))).flat()
  const dialogs = legs.flatMap((leg) => (leg.dialog === null ? [] : [JSON.parse(leg.dialog) as Dialog]))
  const results = await Promise.all(
    dialogs.map(async (dialog) => {
      try {
        return await house.telephony.endOrphan(dialog)
      } catch (error) {
        house.log.warn({ error }, 'A dialog of an earlier boot could not be ended.')
        return 'unreachable'
      }
    }),
  )
  return results.filter((result) => result === 'ended').length
}
