import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { proposeLeaves } from '../../../server/catalogue/leaf-proposal.rules.ts'
import { leafOf, type ProposalQuery } from '../../../server/contracts/catalogue.ts'
import type { InteractionId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { openRequestHouse, type RequestHouse } from '../../kit/request-house.ts'

let it: RequestHouse
beforeAll(async () => {
  it = await openRequestHouse()
  it.flights.set('YT3101 2026-01-05', { origin: 'CAN', destination: 'PEK', trouble: 'delayed' })
  it.flights.set('YT9 2026-01-06', { origin: 'CTU', destination: 'CAN', trouble: 'cancelled' })
  it.flights.set('YT8 2026-01-06', { origin: 'CTU', destination: 'CAN', trouble: 'oversold' })
})
afterAll(() => it.house.close())

const query = (more: Partial<ProposalQuery>): ProposalQuery => ({
  flight: '',
  flightDate: '',
  station: '',
  party: 'passenger',
  text: '',
  fields: {},
  ...more,
})
const today = { flight: 'YT3105', flightDate: '2026-01-05' }

describe('the leaf that is proposed', () => {
  test.each([
    ['CP-07', 'CAN', 'home base'],
    ['CP-08', 'SZX', 'branch base'],
    ['CP-09', 'KWE', 'without base'],
    ['CP-10', 'CTU', 'sales office'],
    ['CP-11', 'LHR', 'overseas'],
  ])('[%s] suggests the leaf from flight and station: %s', async (id, station, words) => {
    const [best] = await it.catalogue.propose(query({ kind: 'complaint', station, ...today }))
    expect(best?.leaf.toUpperCase()).toBe(id)
    expect(best?.because[0]?.en.toLowerCase()).toContain(words)
    expect(best?.because[0]?.zh).toContain(station)
  })

  test('[CP-07] finds the station by the flight when nobody named it, and says that the flight is late', async () => {
    const [best] = await it.catalogue.propose(query({ kind: 'complaint', flight: 'YT3101', flightDate: '2026-01-05' }))
    expect(best).toMatchObject({ leaf: 'cp-07' })
    expect(best?.because.map((one) => one.en)).toContain('flight YT3101 is delayed')
  })

  test.each([
    ['CP-13', { agencyCode: 'CAN123' }],
    ['CP-14', { agencyCode: 'CAN123', pointOfSale: 'CN' }],
    ['CP-15', { agencyCode: 'CAN123', pointOfSale: 'US' }],
    ['CP-15', { pointOfSale: 'US' }],
    ['CP-12', { ticketNumber: '7812401234567' }],
  ])('[%s] tells by whom a ticket was issued: %j', async (id, fields) => {
    const [best] = await it.catalogue.propose(query({ kind: 'complaint', fields }))
    expect(best?.leaf.toUpperCase()).toBe(id)
  })

  test.each([
    ['CP-03', 'complaint', '行李遗失了', { bagReference: 'CANYT12345' }],
    ['CP-04', 'complaint', 'the bag damaged on arrival', {}],
    ['CP-17', 'complaint', '里程漏计', { memberNumber: 'YT1234' }],
    ['IQ-04', 'query', '查行李', { bagReference: 'CANYT12345' }],
    ['IQ-11', 'query', '机场大巴几点', {}],
    ['BK-07', 'booking', '要退票', {}],
    ['FF-11', 'member', '补登里程', {}],
    ['FF-15', 'member', '候补', {}],
  ] as const)('[%s] hears it in the words of a %s: %s', async (id, kind, text, fields) => {
    const [best] = await it.catalogue.propose(query({ kind, text, fields }))
    expect(best?.leaf.toUpperCase()).toBe(id)
  })

  test('[IQ-05][BK-12][BK-13] knows what people ask about a flight in trouble', async () => {
    const cancelled = { flight: 'YT9', flightDate: '2026-01-06' }
    expect((await it.catalogue.propose(query({ kind: 'query', ...cancelled })))[0]?.leaf).toBe('iq-05')
    expect((await it.catalogue.propose(query({ kind: 'booking', ...cancelled })))[0]?.leaf).toBe('bk-12')
    const oversold = query({ kind: 'booking', flight: 'YT8', flightDate: '2026-01-06' })
    expect((await it.catalogue.propose(oversold))[0]?.leaf).toBe('bk-13')
  })

  test('[IQ-10][EC-06] is the question of agents and partners when one calls', async () => {
    expect((await it.catalogue.propose(query({ kind: 'query', party: 'agency' })))[0]?.leaf).toBe('iq-10')
  })

  test('[CT-15] weighs what the caller chose in the menu while no kind is chosen', async () => {
    const interactionId = newId<InteractionId>()
    const clue = query({ fields: { bagReference: 'CANYT12345' }, interactionId })
    it.catalogue.hearMenu(async () => 'query')
    expect((await it.catalogue.propose(clue))[0]?.leaf).toBe('iq-04')
    it.catalogue.hearMenu(async () => 'complaint')
    const [best] = await it.catalogue.propose(clue)
    expect(best?.leaf).toBe('cp-03')
    expect(best?.because.map((one) => one.zh)).toContain('来电菜单选择了“投诉”')
  })

  test('is never of another kind than the one chosen, and at most three', () => {
    for (const kind of ['booking', 'complaint', 'query', 'member'] as const) {
      const text = '延误 行李遗失 退票 里程漏计 补登 候补 酒店 大巴 票价'
      const all = proposeLeaves({ kind, today: '2026-01-05', text, fields: { memberNumber: 'X', bagReference: 'Y' } })
      expect(all.length).toBeLessThanOrEqual(3)
      for (const one of all) expect(leafOf(one.leaf)?.kind).toBe(kind)
    }
  })

  test('is nothing where nothing is known', async () => {
    expect(await it.catalogue.propose(query({}))).toEqual([])
  })
})
