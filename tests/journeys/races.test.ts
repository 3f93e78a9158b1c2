import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionUser } from '../../server/contracts/auth.ts'
import type { InteractionId, TeamId } from '../../server/contracts/ids.ts'
import { type JoinedHouse, openJoinedHouse } from '../kit/joined-house.ts'

let joined: JoinedHouse
let team: TeamId
let anna: SessionUser
let bert: SessionUser

beforeEach(async () => {
  joined = await openJoinedHouse()
  team = await joined.addTeam('complaints')
  anna = await joined.hire('agent', team)
  bert = await joined.hire('agent', team)
})
afterEach(async () => {
  await expectSound()
  await joined.close()
})

const settle = () => joined.house.clock.advance(0)
const phone = () => joined.switch.phones.at(-1)!
const stateOf = (agent: SessionUser) => joined.line.agents.state(agent.id)
const offers = () => joined.house.factsOf('queue-entry.offered')
const contactIds = () => joined.house.factsOf('interaction.opened').map((fact) => fact.interactionId)

/** Fulfilled values and codes of refusals, in order. */
async function outcomes(tries: Array<Promise<unknown>>): Promise<unknown[]> {
  return (await Promise.allSettled(tries)).map((result) =>
    result.status === 'fulfilled' ? result.value : (result.reason as { code?: string }).code,
  )
}

/** What must hold whenever nothing is on its way: nobody busy without a contact, the board as the rows, the log without a hole. */
async function expectSound(): Promise<void> {
  await settle()
  const { line, house } = joined
  const { db } = house.store
  const agents = await line.agents.onShift()
  for (const agent of agents) {
    const busy = agent.activity !== 'idle' && agent.activity !== 'unreachable'
    expect(agent.interactionId !== undefined, `${agent.activity} with a contact`).toBe(busy)
  }
  const { rows } = await sql<{ state: string; outcome: string | null; n: number }>`
    select state, null as outcome, count(*) as n from queue_entries group by state`.execute(db)
  const count = (state: string) => rows.find((row) => row.state === state)?.n ?? 0
  const board = await line.wallboard.view()
  expect(board.total).toMatchObject({ answered: count('connected'), abandoned: count('abandoned') })
  expect(board.waiting).toHaveLength(count('waiting') + count('offered'))
  expect(board.agents).toEqual(agents)
  const log = await house.store.factsAfter(0, 10_000)
  expect(log.map((fact) => fact.seq)).toEqual(log.map((_, i) => i + 1))
}

async function talk(agent: SessionUser) {
  await joined.ready(agent)
  const rung = joined.ring()
  await settle()
  phone().pickUp()
  await settle()
  return rung
}

async function wrappingUp(agent: SessionUser): Promise<InteractionId> {
  const { caller, over } = await talk(agent)
  caller.hangsUp()
  await over
  return contactIds().at(-1)!
}

describe('one caller and two agents', () => {
  test('only one of them is rung', async () => {
    await Promise.all([joined.ready(anna), joined.ready(bert)])
    joined.ring()
    await settle()
    expect(offers()).toHaveLength(1)
    expect(joined.switch.phones).toHaveLength(1)
  })

  test('two callers who ring at once go to two agents', async () => {
    await Promise.all([joined.ready(anna), joined.ready(bert)])
    joined.ring({ from: '+8613800138001' })
    joined.ring({ from: '+8613800138002' })
    await settle()
    await settle()
    expect(new Set(offers().map((offer) => offer.agentId))).toEqual(new Set([anna.id, bert.id]))
  })
})

describe('the agent answers as the caller hangs up', () => {
  test.each([
    ['the agent a moment earlier', ['agent', 'caller']],
    ['the caller a moment earlier', ['caller', 'agent']],
  ])('%s', async (_who, order) => {
    await joined.ready(anna)
    const { caller, over } = joined.ring()
    await settle()
    for (const who of order) {
      if (who === 'agent') phone().pickUp()
      else caller.hangsUp()
    }
    await over
    await settle()
    const [contact] = await joined.line.interactions.summaries(contactIds())
    const { activity } = await stateOf(anna)
    // Either the call was hers and she files it, or it never was and she is free.
    expect([
      ['wrapping-up', 'wrap-up'],
      ['closed', 'idle'],
    ]).toContainEqual([contact?.state, activity])
    expect(phone().state).toBe('ended')
  })
})

describe('an offer', () => {
  test('declined twice is declined once', async () => {
    await joined.ready(anna)
    joined.ring()
    await settle()
    const [id] = contactIds()
    const answers = await outcomes([joined.line.queues.reject(anna.id, id!), joined.line.queues.reject(anna.id, id!)])
    expect(answers[0]).toBeUndefined()
    expect(joined.house.factsOf('queue-entry.returned')).toHaveLength(1)
    expect(await outcomes([joined.line.queues.reject(anna.id, id!)])).toEqual(['not-your-contact'])
  })

  test('declined and answered at once has one outcome', async () => {
    await joined.ready(anna)
    joined.ring()
    await settle()
    const [id] = contactIds()
    const declined = joined.line.queues.reject(anna.id, id!)
    phone().pickUp()
    await outcomes([declined])
    await settle()
    const connected = joined.house.factsOf('queue-entry.connected').length
    expect(connected + joined.house.factsOf('queue-entry.returned').length).toBe(1)
    expect((await stateOf(anna)).activity).toBe(connected === 1 ? 'talking' : 'idle')
  })
})

describe('a wrap-up', () => {
  const filed = (key: string) => ({
    key,
    disposition: 'case-opened' as const,
    note: '',
    case: { kind: 'complaint' as const, category: 'cp-01', subject: '座椅损坏', details: '', flight: '' },
  })

  beforeEach(async () => {
    await joined.people.passengers.create(
      { name: '王小明', latinName: '', email: '', language: 'zh', note: '', number: '+8613800138000' },
      anna,
    )
  })

  test('saved twice at once with the same key opens one case and gets the same answer twice', async () => {
    const id = await wrappingUp(anna)
    const wrapUp = filed(randomUUID())
    const save = () => joined.line.interactions.save(id, wrapUp, anna)
    const [first, second] = await outcomes([save(), save()])
    expect(first).toMatchObject({ interaction: { state: 'closed' }, case: { number: 'C-000001' } })
    expect(second).toEqual(first)
    expect(joined.house.factsOf('case.opened')).toHaveLength(1)
  })

  test('saved twice at once with two keys is saved once', async () => {
    const id = await wrappingUp(anna)
    const save = () => joined.line.interactions.save(id, filed(randomUUID()), anna)
    const both = await outcomes([save(), save()])
    // Which of them is first is the database's choice.
    expect(both.filter((outcome) => outcome === 'already-closed')).toHaveLength(1)
    expect(both).toContainEqual(expect.objectContaining({ interaction: expect.objectContaining({ state: 'closed' }) }))
    expect(joined.house.factsOf('case.opened')).toHaveLength(1)
  })

  test('with the key of an earlier contact is refused', async () => {
    const key = randomUUID()
    const first = await wrappingUp(anna)
    await joined.line.interactions.save(first, filed(key), anna)
    const second = await wrappingUp(anna)
    expect(await outcomes([joined.line.interactions.save(second, filed(key), anna)])).toEqual(['not-your-contact'])
    expect((await joined.line.interactions.summary(second))?.state).toBe('wrapping-up')
  })

  test('saved as its target is moved leaves the agent free', async () => {
    const id = await wrappingUp(anna)
    const saved = joined.line.interactions.save(id, filed(randomUUID()), anna)
    await outcomes([saved, joined.line.interactions.extend(id, anna)])
    expect(await joined.line.interactions.summary(id)).toMatchObject({ state: 'closed' })
    expect((await stateOf(anna)).activity).not.toBe('wrap-up')
  })
})

describe('presence', () => {
  test('changed quickly ends as it was chosen last', async () => {
    await joined.ready(anna)
    const wishes = Array.from({ length: 20 }, (_, i) =>
      joined.line.agents.setPresence(
        anna.id,
        i % 2 === 0 ? { presence: 'not-ready', reason: 'break' } : { presence: 'ready' },
      ),
    )
    await Promise.all(wishes)
    await joined.line.agents.setPresence(anna.id, { presence: 'not-ready', reason: 'break' })
    expect(await stateOf(anna)).toMatchObject({ presence: 'not-ready', reason: 'break', activity: 'idle' })
  })

  test('not ready, chosen as a caller comes, leaves caller and agent whole', async () => {
    await joined.ready(anna)
    const chosen = joined.line.agents.setPresence(anna.id, { presence: 'not-ready', reason: 'meal' })
    joined.ring()
    await chosen
    await settle()
    const { activity, presence } = await stateOf(anna)
    expect(presence).toBe('not-ready')
    expect(activity === 'ringing').toBe(offers().length === 1)
  })

  test.each(['while it rings', 'in mid-call', 'in wrap-up'])('the shift cannot end %s', async (when) => {
    if (when === 'while it rings') {
      await joined.ready(anna)
      joined.ring()
      await settle()
    } else if (when === 'in mid-call') await talk(anna)
    else await wrappingUp(anna)
    const before = await stateOf(anna)
    expect(await outcomes([joined.line.agents.endShift(anna.id)])).toEqual(['busy-with-contact'])
    expect(await stateOf(anna)).toEqual(before)
  })

  test('a shift that ends as a caller comes rings nobody who has left', async () => {
    await joined.ready(anna)
    joined.ring()
    const [ended] = await outcomes([joined.line.agents.endShift(anna.id)])
    await settle()
    const { activity } = await stateOf(anna)
    expect(activity).toBe(ended === 'busy-with-contact' ? 'ringing' : 'idle')
  })
})

test('a case closed in two browsers at once is closed once and called back once', async () => {
  const { people } = joined
  const passenger = await people.passengers.create(
    { name: '王小明', latinName: '', email: '', language: 'zh', note: '', number: '+8613800138000' },
    anna,
  )
  const complaint = { kind: 'complaint', category: 'cp-01', subject: '座椅损坏', details: '' } as const
  const onFlight = { flight: 'YT3101', flightDate: '2026-01-04' }
  const about = { openedBy: anna.id, teamId: team, passengerId: passenger.id }
  const { id } = await people.cases.open({ ...complaint, ...onFlight, ...about })
  const close = (by: SessionUser) => people.cases.close(id, { version: 1, resolution: '已致歉', byId: by.id })
  const [first, second] = await outcomes([close(anna), close(bert)])
  expect(first).toMatchObject({ state: 'closed', version: 2 })
  expect(['changed-meanwhile', 'already-closed']).toContain(second)
  const { items } = await people.campaigns.attempts.list({ passengerId: passenger.id, limit: 10 })
  expect(items).toHaveLength(1)
})

test('at midnight in Shanghai the board begins anew, and who waits goes on waiting', async () => {
  await joined.close()
  // 23:59:50 in Shanghai.
  joined = await openJoinedHouse(Date.UTC(2026, 0, 5, 15, 59, 50))
  team = await joined.addTeam('complaints')
  const gone = joined.ring({ from: '+8613800138001' })
  joined.ring({ from: '+8613800138002' })
  await settle()
  gone.caller.hangsUp()
  await gone.over
  expect((await joined.line.wallboard.view()).total).toMatchObject({ offered: 2, abandoned: 1 })
  await joined.house.clock.advance(10_000)
  const board = await joined.line.wallboard.view()
  expect(board.dayStart).toBe(Date.UTC(2026, 0, 5, 16))
  expect(board.total).toMatchObject({ answered: 0, abandoned: 0 })
  expect(board.waiting).toHaveLength(1)
  await joined.close()
  joined = await openJoinedHouse()
})
