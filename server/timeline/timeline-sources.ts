/** What each room's records look like as lines of a passenger's timeline. */

import type { IvrStep } from '../contracts/calls.ts'
import type { Attempt } from '../contracts/campaigns.ts'
import type { CaseSummary, Task } from '../contracts/cases.ts'
import type { ContactNote } from '../contracts/contact-notes.ts'
import type { AttemptId, CallId, CaseId, PassengerId, SurveyId } from '../contracts/ids.ts'
import type { InteractionSummary } from '../contracts/interactions.ts'
import type { TimelineItem } from '../contracts/passengers.ts'
import type { CaseOwners, TimelineSource } from './timeline.ports.ts'

/** The rooms that have something to say, in the timeline's own words. */
export interface TimelineRooms {
  interactions: { ofPassenger(id: PassengerId, limit: number, before: number): Promise<InteractionSummary[]> }
  cases: {
    list(wanted: { state: 'all'; passengerId: PassengerId; limit: number }): Promise<{ items: CaseSummary[] }>
  }
  surveys: {
    ofPassenger(
      id: PassengerId,
      limit: number,
      before: number,
    ): Promise<Array<{ id: SurveyId; attemptId: AttemptId; caseId: CaseId; at: number; score: number | undefined }>>
  }
  attempts: { list(wanted: { passengerId: PassengerId; limit: number }): Promise<{ items: Attempt[] }> }
  tasks: { ofPassenger(id: PassengerId, before: number, limit: number): Promise<Task[]> }
  notes: { ofPassenger(id: PassengerId, before: number, limit: number): Promise<ContactNote[]> }
  calls: { pathOf(id: CallId): Promise<IvrStep[]> }
}

/** A passenger with more cases or callbacks than this is read from the newest on. */
const mostRecords = 200

/** One source a room. */
export function timelineSources(rooms: TimelineRooms): TimelineSource[] {
  const { interactions, cases, surveys, attempts, tasks, notes, calls } = rooms
  return [
    {
      async ofPassenger(id, before, limit) {
        const contacts = await interactions.ofPassenger(id, limit, before)
        return Promise.all(
          contacts.map(async (contact) =>
            interactionLine(contact, contact.callId ? await calls.pathOf(contact.callId) : []),
          ),
        )
      },
    },
    {
      async ofPassenger(passengerId, before, limit) {
        const { items } = await cases.list({ state: 'all', passengerId, limit: mostRecords })
        return newest(items.flatMap(caseLines), before, limit)
      },
    },
    {
      async ofPassenger(id, before, limit) {
        return (await surveys.ofPassenger(id, limit, before)).map((survey) => ({
          id: survey.id,
          kind: 'survey' as const,
          at: survey.at,
          what: survey.score === undefined ? 'comment' : 'score',
          ...(survey.score !== undefined && { detail: String(survey.score) }),
          caseId: survey.caseId,
        }))
      },
    },
    {
      async ofPassenger(passengerId, before, limit) {
        const { items } = await attempts.list({ passengerId, limit: mostRecords })
        return newest(items.map(attemptLine), before, limit)
      },
    },
    {
      async ofPassenger(id, before, limit) {
        return (await tasks.ofPassenger(id, before, limit)).map(taskLine)
      },
    },
    {
      async ofPassenger(id, before, limit) {
        return (await notes.ofPassenger(id, before, limit)).map(noteLine)
      },
    },
  ]
}

/** Whose each case of a passenger is. */
export const caseOwners = ({ cases }: Pick<TimelineRooms, 'cases'>): CaseOwners => ({
  async teamsOf(passengerId) {
    const { items } = await cases.list({ state: 'all', passengerId, limit: mostRecords })
    return new Map(items.map((one) => [one.id, one.teamId]))
  },
})

function newest(items: TimelineItem[], before: number, limit: number): TimelineItem[] {
  return items
    .filter((item) => item.at < before)
    .sort((a, b) => b.at - a.at)
    .slice(0, limit)
}

function interactionLine(contact: InteractionSummary, path: IvrStep[]): TimelineItem {
  const pressed = path.flatMap((step) => (step.pressed === undefined ? [] : [step.pressed]))
  return {
    direction: contact.direction === 'inbound' ? 'in' : 'out',
    ...(pressed.length > 0 && { pressed }),
    id: contact.id,
    kind: 'interaction',
    at: contact.openedAt,
    what: contact.state,
    interactionId: contact.id,
    ...(contact.disposition && { detail: contact.disposition }),
    ...(contact.note && { text: contact.note }),
    ...(contact.agentName && { agentName: contact.agentName }),
    ...(contact.caseId && { caseId: contact.caseId }),
  }
}

function caseLines(found: CaseSummary): TimelineItem[] {
  const line = (what: string, at: number | undefined): TimelineItem[] =>
    at === undefined
      ? []
      : [
          {
            id: `${found.id}:${what}`,
            kind: 'case',
            at,
            what,
            detail: `${found.kind}/${found.category}`,
            text: `${found.number} ${found.subject}`,
            caseId: found.id,
            ...(found.ownerName && { agentName: found.ownerName }),
          },
        ]
  return [...line('opened', found.openedAt), ...line('closed', found.closedAt), ...line('reopened', found.reopenedAt)]
}

function taskLine(task: Task): TimelineItem {
  return {
    id: task.id,
    kind: 'task',
    at: task.createdAt,
    what: task.doneAt === undefined ? 'created' : 'done',
    detail: task.kind,
    ...(task.doneByName && { agentName: task.doneByName }),
    ...(task.caseId && { caseId: task.caseId }),
  }
}

function noteLine(note: ContactNote): TimelineItem {
  return {
    id: note.id,
    kind: 'note',
    at: note.at,
    what: note.channel,
    direction: note.direction,
    text: note.text,
    ...(note.byName && { agentName: note.byName }),
  }
}

function attemptLine(attempt: Attempt): TimelineItem {
  return {
    id: attempt.id,
    kind: 'attempt',
    at: attempt.endedAt ?? attempt.startedAt ?? attempt.dueAt,
    what: attempt.state,
    caseId: attempt.caseId,
    ...(attempt.cause && { detail: attempt.cause }),
  }
}
