/**
 * The contact on the desk, moved by news of the server only.
 *
 *   (none) --offered--> offered --talking--> talking --wrapping-up--> wrap-up --closed--> (none)
 *                          |                    |                                  ^
 *                          +--offer ended-------+--lost, closed, interrupted-------+
 *
 * Lost: the server could not reach this agent in mid-call; the caller went back to the front of the queue.
 *
 * News can come in any order (state of the agent before or after the call's): each only ever moves forward.
 */
import type { AgentState } from '../../server/contracts/agents.ts'
import type { Call } from '../../server/contracts/calls.ts'
import type { Draft, Interaction, InteractionSummary, ScreenPop } from '../../server/contracts/interactions.ts'
import type { OfferOutcome } from '../../server/contracts/queues.ts'

export type Phase = 'offered' | 'talking' | 'wrap-up'

export interface Contact {
  interactionId: string
  phase: Phase
  pop: ScreenPop
  wrapUpDueAt?: number | undefined
}

export type ContactNews =
  | { name: 'offered'; pop: ScreenPop }
  | { name: 'restored'; interaction: Interaction | null }
  | { name: 'offer-ended'; offerId: string; why: OfferOutcome }
  | { name: 'changed'; interaction: InteractionSummary }
  | { name: 'call'; call: Call }
  | { name: 'agent'; agent: AgentState }
  | { name: 'linked'; interaction: Interaction }
  | { name: 'extended'; interactionId: string; wrapUpDueAt: number }

const order: Record<Phase, number> = { offered: 0, talking: 1, 'wrap-up': 2 }

/** The contact after a piece of news; undefined: the desk is free. News of other contacts changes nothing. */
export function nextContact(contact: Contact | undefined, news: ContactNews): Contact | undefined {
  switch (news.name) {
    case 'offered':
      return { interactionId: news.pop.interactionId, phase: 'offered', pop: news.pop }
    case 'restored':
      return news.interaction ? restored(news.interaction) : undefined
    case 'offer-ended':
      return afterOffer(contact, news)
    case 'changed':
      return afterChange(contact, news.interaction)
    case 'call':
      return afterCall(contact, news.call)
    case 'agent':
      return afterAgent(contact, news.agent)
    case 'linked':
      if (contact?.interactionId !== news.interaction.id) return contact
      return { ...contact, pop: { ...news.interaction.pop, ...offerOf(contact.pop) } }
    case 'extended':
      return contact?.interactionId === news.interactionId ? { ...contact, wrapUpDueAt: news.wrapUpDueAt } : contact
  }
}

/** What a linked passenger does not change: which offer this was. */
function offerOf(pop: ScreenPop): Partial<ScreenPop> {
  return pop.offerId ? { offerId: pop.offerId } : {}
}

function restored(interaction: Interaction): Contact | undefined {
  if (interaction.state === 'closed' || interaction.state === 'interrupted') return undefined
  return {
    interactionId: interaction.id,
    phase: interaction.state === 'wrapping-up' ? 'wrap-up' : phaseOfCall(interaction.pop.call),
    // Only the pop of an offer names its queue; the contact itself always does.
    pop: interaction.queueId ? { ...interaction.pop, queueId: interaction.queueId } : interaction.pop,
    wrapUpDueAt: interaction.wrapUpDueAt,
  }
}

function phaseOfCall(call: Call): Phase {
  if (call.state === 'ended') return 'wrap-up'
  return call.state === 'talking' || call.state === 'held' ? 'talking' : 'offered'
}

function forward(contact: Contact, phase: Phase): Contact {
  return order[phase] > order[contact.phase] ? { ...contact, phase } : contact
}

function afterOffer(contact: Contact | undefined, news: { offerId: string; why: OfferOutcome }): Contact | undefined {
  if (!contact || contact.pop.offerId !== news.offerId) return contact
  if (news.why === 'answered') return forward(contact, 'talking')
  return contact.phase === 'offered' ? undefined : contact
}

function afterChange(contact: Contact | undefined, interaction: InteractionSummary): Contact | undefined {
  if (contact?.interactionId !== interaction.id) return contact
  if (interaction.state === 'closed' || interaction.state === 'interrupted') return undefined
  return interaction.state === 'wrapping-up' ? forward(contact, 'wrap-up') : contact
}

function afterCall(contact: Contact | undefined, call: Call): Contact | undefined {
  if (contact?.pop.callId !== call.id) return contact
  if (contact.phase === 'talking' && call.state === 'queued') return undefined
  return call.state === 'talking' || call.state === 'held' ? forward(contact, 'talking') : contact
}

function afterAgent(contact: Contact | undefined, agent: AgentState): Contact | undefined {
  if (!contact) return contact
  if (contact.phase === 'talking' && agent.interactionId === undefined && isFree(agent)) return undefined
  if (agent.interactionId !== contact.interactionId) return contact
  if (agent.activity === 'talking') return forward(contact, 'talking')
  if (agent.activity !== 'wrap-up') return contact
  return { ...forward(contact, 'wrap-up'), wrapUpDueAt: agent.wrapUpDueAt }
}

function isFree({ activity }: AgentState): boolean {
  return activity === 'unreachable' || activity === 'idle'
}

/** The form a contact begins with: what was typed before the line broke, else the kind of case that the queue suggests. */
export function firstDraft(pop: ScreenPop): Draft {
  if (pop.draft?.case) return pop.draft
  const kind = pop.queueId === undefined || pop.queueId === 'general' ? {} : { kind: pop.queueId }
  return { note: '', ...pop.draft, case: { ...kind, subject: '', details: '', flight: '' } }
}
