/** Who is behind a contact, put together from the rooms that know: for the wallboard and the rows behind its numbers. */
import type { CallId, InteractionId, PassengerId, RecordingId } from '../contracts/ids.ts'
import type { InteractionSummary } from '../contracts/interactions.ts'
import type { PassengerSummary, Tier } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'

export interface Behind {
  ani: string
  name?: string
  passengerName?: string
  passengerId?: PassengerId
  tier: Tier
  agentName?: string
}

type Contact = { interactionId: InteractionId; callId: CallId }

export interface ContactPeopleDeps {
  clock: Clock
  interactions: { summaries(ids: InteractionId[]): Promise<InteractionSummary[]> }
  passengers: { summary(id: PassengerId): Promise<PassengerSummary | undefined> }
  calls: {
    live(id: CallId): { ani: string } | undefined
    view(id: CallId): Promise<{ ani: string }>
  }
  recordings: { ofCalls(callIds: CallId[]): Promise<Map<CallId, RecordingId[]>> }
}

/** A board that is drawn five times a second must not ask for every name each time, ms. */
const namesKeptMs = 10_000

/** The composition over those rooms. */
export function createContactPeople({ clock, interactions, passengers, calls, recordings }: ContactPeopleDeps) {
  const names = new Map<PassengerId, { until: number; summary: PassengerSummary | undefined }>()

  async function passenger(id: PassengerId): Promise<PassengerSummary | undefined> {
    const known = names.get(id)
    if (known && known.until > clock.now()) return known.summary
    const summary = await passengers.summary(id)
    if (names.size > 5_000) names.clear()
    names.set(id, { until: clock.now() + namesKeptMs, summary })
    return summary
  }

  async function describe(contacts: Contact[]): Promise<Map<InteractionId, Behind>> {
    const summaries = new Map(
      (await interactions.summaries(contacts.map((c) => c.interactionId))).map((s) => [s.id, s]),
    )
    const all = contacts.map(async ({ interactionId, callId }): Promise<[InteractionId, Behind]> => {
      const contact = summaries.get(interactionId)
      const who = contact?.passengerId && (await passenger(contact.passengerId))
      const { ani } = calls.live(callId) ?? (await calls.view(callId))
      return [
        interactionId,
        {
          ani,
          tier: who ? who.tier : 'none',
          ...(who && { name: who.name, passengerName: who.name, passengerId: who.id }),
          ...(contact?.agentName && { agentName: contact.agentName }),
        },
      ]
    })
    return new Map(await Promise.all(all))
  }

  return { describe, recordings: (callIds: CallId[]) => recordings.ofCalls(callIds) }
}
