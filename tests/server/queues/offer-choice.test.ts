import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AgentId, QueueEntryId, QueueId } from '../../../server/contracts/ids.ts'
import { chooseOffers, type IdleAgent, type WaitingEntry } from '../../../server/queues/offer-choice.rules.ts'
import { abandonReason, outcomeOf, releaseFor } from '../../../server/queues/offer-outcome.rules.ts'

const entry = (id: string, enqueuedAt: number, more: Partial<WaitingEntry> = {}): WaitingEntry => ({
  entryId: id as QueueEntryId,
  queueId: 'query',
  priority: 0,
  enqueuedAt,
  coolingDown: new Set(),
  ...more,
})
const agent = (id: string, idleSince: number, skills: QueueId[] = ['query']): IdleAgent => ({
  agentId: id as AgentId,
  skills,
  idleSince,
})
const pairs = (waiting: WaitingEntry[], agents: IdleAgent[]) =>
  chooseOffers(waiting, agents, 1_000).map((choice) => [choice.entry.entryId, choice.agent.agentId, choice.idleMs])

describe('who is offered whom', () => {
  test('the oldest caller gets the agent who has been idle longest', () => {
    expect(pairs([entry('late', 20), entry('early', 10)], [agent('b', 300), agent('a', 500)])).toEqual([
      ['early', 'b', 700],
      ['late', 'a', 500],
    ])
  })

  test('equal idleness and equal waiting are decided by id, so the choice can be explained', () => {
    expect(pairs([entry('2', 10), entry('1', 10)], [agent('b', 5), agent('a', 5)])).toEqual([
      ['1', 'a', 995],
      ['2', 'b', 995],
    ])
  })

  test('a caller whose agent was lost goes before everybody', () => {
    expect(pairs([entry('old', 1), entry('lost', 900, { priority: 1 })], [agent('a', 0)])).toEqual([
      ['lost', 'a', 1000],
    ])
  })

  test('a caller without a skilled agent does not hold up the next one', () => {
    expect(pairs([entry('first', 1, { queueId: 'booking' }), entry('second', 2)], [agent('a', 0)])).toEqual([
      ['second', 'a', 1000],
    ])
  })

  test('[GA-20][BY-10][BY-16] a caller with an owner goes to that owner first when free, whatever the skill and however short the idleness', () => {
    const waiting = [entry('old', 1), entry('key', 900, { ownerId: 'owner' as AgentId })]
    const agents = [agent('owner', 500, []), agent('other', 0)]
    expect(pairs(waiting, agents)).toEqual([
      ['key', 'owner', 500],
      ['old', 'other', 1000],
    ])
    expect(chooseOffers(waiting, agents, 1_000).map((choice) => choice.asOwner)).toEqual([true, false])
  })

  test('[GA-20][BY-16] the queue serves as usual when the owner is absent, or declined a moment ago', () => {
    const owned = { ownerId: 'owner' as AgentId }
    expect(pairs([entry('key', 1, owned)], [agent('other', 0)])).toEqual([['key', 'other', 1000]])
    const declined = entry('key', 1, { ...owned, coolingDown: new Set(['owner' as AgentId]) })
    expect(pairs([declined], [agent('owner', 0), agent('other', 500)])).toEqual([['key', 'other', 500]])
  })

  test('[GA-20] an owner who has one caller of the own serves the others by skill', () => {
    const waiting = [
      entry('first', 1, { ownerId: 'owner' as AgentId }),
      entry('second', 2, { ownerId: 'owner' as AgentId }),
    ]
    expect(pairs(waiting, [agent('owner', 0), agent('other', 900)])).toEqual([
      ['first', 'owner', 1000],
      ['second', 'other', 100],
    ])
  })

  test('an agent who declined a moment ago is not asked again, another one is', () => {
    const waiting = [entry('first', 1, { coolingDown: new Set(['a' as AgentId]) })]
    expect(pairs(waiting, [agent('a', 0), agent('b', 500)])).toEqual([['first', 'b', 500]])
  })

  test('nobody is chosen twice, every choice has the skill, and no waiting caller is passed over for a later one', () => {
    const queues = fc.constantFrom<QueueId>('booking', 'complaint', 'query')
    const waiting = fc.array(fc.tuple(queues, fc.nat(50)), { maxLength: 12 })
    const agents = fc.array(fc.tuple(fc.uniqueArray(queues, { minLength: 1 }), fc.nat(50)), { maxLength: 12 })
    fc.assert(
      fc.property(waiting, agents, (callers, people) => {
        const entries = callers.map(([queueId, at], i) => entry(`e${i}`, at, { queueId }))
        const idle = people.map(([skills, since], i) => agent(`a${i}`, since, skills))
        const choices = chooseOffers(entries, idle, 100)
        expect(new Set(choices.map((c) => c.agent.agentId)).size).toBe(choices.length)
        expect(new Set(choices.map((c) => c.entry.entryId)).size).toBe(choices.length)
        for (const choice of choices) expect(choice.agent.skills).toContain(choice.entry.queueId)
        const chosen = new Set(choices.map((c) => c.entry.entryId))
        const used = new Set(choices.map((c) => c.agent.agentId))
        for (const left of entries.filter((e) => !chosen.has(e.entryId)))
          expect(idle.some((a) => !used.has(a.agentId) && a.skills.includes(left.queueId))).toBe(false)
      }),
    )
  })
})

describe('the end of a phone', () => {
  const refusal = (cause: string) => Object.assign(new Error('ended'), { end: { cause } })

  test.each([
    ['no-answer', 'no-answer', 'no-answer'],
    ['busy', 'rejected', 'rejected'],
    ['rejected', 'rejected', 'rejected'],
    ['unavailable', 'phone-lost', 'phone-lost'],
    ['transport-lost', 'phone-lost', 'phone-lost'],
    ['media-failed', 'failed', 'phone-lost'],
  ])('by %s is the outcome %s and makes the seat %s', (cause, outcome, release) => {
    expect(outcomeOf(refusal(cause))).toBe(outcome)
    expect(releaseFor(outcomeOf(refusal(cause)))).toBe(release)
  })

  test('by an error that says nothing is a failure', () => {
    expect(outcomeOf(new Error('boom'))).toBe('failed')
  })

  test.each([
    ['hung-up-by-peer', 'hung-up'],
    ['media-timeout', 'media-failed'],
    ['internal-error', 'internal-error'],
    ['draining', 'server-restart'],
  ] as const)('of the caller by %s is filed as %s', (cause, why) => {
    expect(abandonReason(cause)).toBe(why)
  })
})
