/** COMPOSITION of the HTTP side of who is who: clues, duplicates, merges, and one timeline out of many rooms. */
import type { Line } from './app-line.ts'
import type { People } from './app-people.ts'
import type { IvrStep } from './contracts/calls.ts'
import type { CallId } from './contracts/ids.ts'
import { identityRoutes } from './identity/identity.routes.ts'
import { mergeRoutes } from './identity/merge.routes.ts'
import { Refusal } from './platform/errors.ts'
import type { Http } from './platform/http.ts'
import { privacyRoutes } from './privacy/privacy.routes.ts'
import type { TimelineSource } from './timeline/timeline.ports.ts'
import { timelineRoutes } from './timeline/timeline.routes.ts'
import { caseOwners, timelineSources } from './timeline/timeline-sources.ts'

/** Registers the routes; returns the sources of which a timeline is made. */
export function openWhoRoutes(http: Http, { people, line }: { people: People; line: Line }): TimelineSource[] {
  const { audit, passengers, identity, lookup, cases, surveys, campaigns, tasks, notes } = people
  identityRoutes(http, { identity, numbers: lookup, people: passengers, audit })
  mergeRoutes(http, { ...people, audit })
  privacyRoutes(http, { privacy: people.privacy, people: passengers, audit })
  const pathOf = async (id: CallId): Promise<IvrStep[]> => {
    try {
      return (await line.calls.view(id)).path
    } catch (error) {
      // A contact that was taken over from elsewhere has no call.
      if (error instanceof Refusal) return []
      throw error
    }
  }
  const { interactions } = line
  const sources = timelineSources({
    interactions,
    cases,
    surveys,
    attempts: campaigns.attempts,
    tasks,
    notes,
    calls: { pathOf },
  })
  timelineRoutes(http, { sources, cases: caseOwners({ cases }), notes, people: lookup })
  return sources
}
