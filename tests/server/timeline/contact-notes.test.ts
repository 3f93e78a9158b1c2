import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWhoRoutes } from '../../../server/app-who-routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import { ContactWay } from '../../../server/contracts/contact-notes.ts'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import type { TimelineItem } from '../../../server/contracts/passengers.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'
import { somebody } from '../passengers/somebody.ts'

let joined: JoinedHouse
let http: TestHttp
let agent: SessionUser

beforeAll(async () => {
  joined = await openJoinedHouse()
  agent = await joined.hire('agent', await joined.addTeam('一组'))
  const { people, line } = joined
  http = await openTestHttp((app) => openWhoRoutes(app, { people, line }))
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

const write = (id: PassengerId, note: object) => http.as(agent)('POST', `/api/passengers/${id}/contact-notes`, note)
const timeline = async (id: PassengerId, query = '') =>
  (await http.as(agent)('GET', `/api/passengers/${id}/timeline${query}`)).body as {
    items: TimelineItem[]
    nextBefore?: string
  }

describe('contacts that no machine took', () => {
  test('[BY-52][EC-07][CT-14] stand in one timeline whatever way they came, with direction and text', async () => {
    const id = await joined.people.passengers.register(somebody(), [])
    for (const [i, channel] of ContactWay.options.entries())
      expect(
        (await write(id, { channel, direction: i % 2 ? 'out' : 'in', text: `经由 ${channel}`, at: 1000 + i })).status,
      ).toBe(201)
    const { items } = await timeline(id)
    expect(items.map((one) => one.what)).toEqual([...ContactWay.options].reverse())
    expect(items.every((one) => one.kind === 'note' && one.agentName === agent.displayName)).toBe(true)
  })

  test('are found by two Chinese characters, and by kind', async () => {
    const id = await joined.people.passengers.register(somebody(), [])
    await write(id, { channel: 'letter', direction: 'in', text: '来信说行李箱轮子坏了' })
    await write(id, { channel: 'fax', direction: 'out', text: '已传真赔偿协议' })
    await joined.people.tasks.create({ kind: 'reopened-case', teamId: agent.teamId, dueAt: 5, passengerId: id })
    const said = async (query: string) => (await timeline(id, query)).items.map((one) => one.text ?? one.kind)
    expect(await said(`?search=${encodeURIComponent('轮子')}`)).toEqual(['来信说行李箱轮子坏了'])
    expect(await said(`?search=${encodeURIComponent('赔偿 传真')}`)).toEqual(['已传真赔偿协议'])
    expect(await said('?kinds=task')).toEqual(['task'])
    expect(await said('?kinds=case,survey')).toEqual([])
    expect((await http.as(agent)('GET', `/api/passengers/${id}/timeline?kinds=nonsense`)).status).toBe(400)
  })

  test('a search reads on over the pages in which nothing matches', async () => {
    const id = await joined.people.passengers.register(somebody(), [])
    await write(id, { channel: 'phone', direction: 'in', text: '最早的一条：轮椅', at: 1 })
    for (let i = 0; i < 30; i++) await write(id, { channel: 'phone', direction: 'in', text: `其他 ${i}`, at: 100 + i })
    expect((await timeline(id, `?limit=5&search=${encodeURIComponent('轮椅')}`)).items).toHaveLength(1)
  })

  test('[GA-34] a card number in a note is masked before it is kept', async () => {
    const id = await joined.people.passengers.register(somebody(), [])
    await write(id, { channel: 'counter', direction: 'in', text: '旅客出示卡 4111 1111 1111 1111' })
    expect((await timeline(id)).items[0]?.text).toBe('旅客出示卡 ************1111')
  })

  test.each([
    { channel: 'pigeon', direction: 'in', text: 'x' },
    { channel: 'fax', direction: 'in', text: '   ' },
    { channel: 'fax', direction: 'in', text: 'x', at: 9_999_999_999_999 },
    { channel: 'fax', direction: 'sideways', text: 'x' },
  ])('%j is refused', async (note) => {
    const id = await joined.people.passengers.register(somebody(), [])
    expect((await write(id, note)).status).toBe(400)
  })

  test('a partner sees the timeline without numbers and addresses', async () => {
    const id = await joined.people.passengers.register(somebody(), [])
    await write(id, { channel: 'email', direction: 'in', text: '请回邮件 wang@example.com 或拨 13800138000' })
    const partner = { ...agent, masked: true }
    const { body } = await http.as(partner)('GET', `/api/passengers/${id}/timeline`)
    expect((body as { items: TimelineItem[] }).items[0]?.text).toBe('请回邮件 w***@example.com 或拨 138****8000')
  })
})
