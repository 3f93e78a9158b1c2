import { describe, expect, it } from 'vitest'
import {
  type Contact,
  type ContactNews,
  firstDraft,
  nextContact,
} from '../../../agent-console/interactions/contact.machine.ts'
import { Call } from '../../../server/contracts/calls.ts'
import { InteractionSummary } from '../../../server/contracts/interactions.ts'
import { agentState, call, interaction, screenPop, uuid } from '../../kit/console-records.ts'

const offered: Contact = { interactionId: uuid(600), phase: 'offered', pop: screenPop() }
const talking: Contact = { ...offered, phase: 'talking' }
const wrapUp: Contact = { ...offered, phase: 'wrap-up' }
const agentIs = (activity: string, more = {}): ContactNews => ({
  name: 'agent',
  agent: agentState({ activity, interactionId: uuid(600), ...more }),
})
const agentLost = (activity: string) => agentIs(activity, { interactionId: undefined })
const callIs = (state: string, id = uuid(500)): ContactNews => ({
  name: 'call',
  call: Call.parse({ ...call, state, id }),
})
const interactionIs = (state: string, id = uuid(600)): ContactNews => ({
  name: 'changed',
  interaction: InteractionSummary.parse({ ...interaction(), state, id }),
})
const offerEnded = (why: 'answered' | 'no-answer' | 'caller-gone', offerId = uuid(700)): ContactNews => ({
  name: 'offer-ended',
  offerId,
  why,
})

describe('the contact on the desk', () => {
  it.each<[string, Contact | undefined, ContactNews, Contact['phase'] | undefined]>([
    ['an offer fills a free desk', undefined, { name: 'offered', pop: screenPop() }, 'offered'],
    ['an answered offer is talk', offered, offerEnded('answered'), 'talking'],
    ['an offer nobody took leaves the desk free', offered, offerEnded('no-answer'), undefined],
    ['a caller who hangs up while it rings leaves the desk free', offered, offerEnded('caller-gone'), undefined],
    ['the end of another offer changes nothing', offered, offerEnded('caller-gone', uuid(999)), 'offered'],
    ['a late end of the offer does not take a running talk away', talking, offerEnded('caller-gone'), 'talking'],
    ['a talking agent is talk', offered, agentIs('talking'), 'talking'],
    ['a talking call is talk', offered, callIs('talking'), 'talking'],
    ['a held call is still talk', talking, callIs('held'), 'talking'],
    ['another call changes nothing', offered, callIs('talking', uuid(999)), 'offered'],
    ['a late ringing does not turn talk back', talking, agentIs('ringing'), 'talking'],
    ['wrap-up follows talk', talking, interactionIs('wrapping-up'), 'wrap-up'],
    ['late talk does not turn wrap-up back', wrapUp, agentIs('talking'), 'wrap-up'],
    ['a closed contact leaves the desk', wrapUp, interactionIs('closed'), undefined],
    ['a caller who is back in the queue leaves the desk', talking, callIs('queued'), undefined],
    ['a late queued call does not take an offer away', offered, callIs('queued'), 'offered'],
    ['an agent who was lost in mid-call has no contact', talking, agentLost('unreachable'), undefined],
    ['an agent who is found again before that news has none either', talking, agentLost('idle'), undefined],
    ['an agent who is not yet told of the offer keeps it', offered, agentLost('idle'), 'offered'],
    ['an interrupted contact leaves the desk', talking, interactionIs('interrupted'), undefined],
    ['the closing of another contact changes nothing', wrapUp, interactionIs('closed', uuid(999)), 'wrap-up'],
    ['a refresh finds the talk again', undefined, restored('open', 'talking'), 'talking'],
    ['a refresh finds the wrap-up again', undefined, restored('wrapping-up', 'ended'), 'wrap-up'],
    ['a refresh finds nothing on a free desk', wrapUp, { name: 'restored', interaction: null }, undefined],
  ])('%s', (_title, before, news, phase) => expect(nextContact(before, news)?.phase).toBe(phase))

  it('learns from the agent state when wrap-up ends', () => {
    expect(nextContact(talking, agentIs('wrap-up', { wrapUpDueAt: 77 }))?.wrapUpDueAt).toBe(77)
  })

  it('knows after a refresh from which queue the caller came', () => {
    const pop = screenPop({ queueId: undefined })
    const next = nextContact(undefined, { name: 'restored', interaction: interaction({ pop, queueId: 'query' }) })
    expect(next && firstDraft(next.pop).case?.kind).toBe('query')
  })

  it('goes on with what the lost agent had typed', () => {
    const draft = { note: '请回电', case: { kind: 'query' as const, subject: '行李', details: '', flight: '' } }
    expect(firstDraft(screenPop({ draft }))).toEqual(draft)
    expect(firstDraft(screenPop()).case?.kind).toBe('complaint')
  })

  it('keeps which offer it was when the passenger is linked', () => {
    const pop = screenPop({ offerId: undefined })
    const next = nextContact(offered, { name: 'linked', interaction: interaction({ pop }) })
    expect(next?.pop.offerId).toBe(uuid(700))
  })
})

function restored(state: string, callState: string): ContactNews {
  const pop = screenPop({ call: { ...call, state: callState } })
  return { name: 'restored', interaction: interaction({ state, pop }) }
}
