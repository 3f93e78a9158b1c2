import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseId, InteractionId, TeamId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { openRequestHouse, type RequestHouse } from '../../kit/request-house.ts'

let it: RequestHouse
const department = newId<TeamId>()
beforeAll(async () => {
  it = await openRequestHouse()
})
afterAll(() => it.house.close())

const by = () => ({ byId: it.agent.id })
async function answered(): Promise<CaseId> {
  const { id } = await it.open('cp-04')
  await it.cases.move(id, { ...by(), move: 'dispatch', departmentId: department })
  await it.cases.move(id, { ...by(), move: 'accept' })
  await it.cases.move(id, { ...by(), move: 'answer', text: '同意赔偿' })
  await it.tasks.create({ kind: 'answered-order', caseId: id, passengerId: it.passenger, teamId: it.team, dueAt: 0 })
  return id
}
const openTasks = async (id: CaseId) =>
  (await it.tasks.list({ state: 'open', units: [it.team], limit: 200 })).items.filter((task) => task.caseId === id)

describe('the closed loop of a complaint', () => {
  test('[CT-10][GA-27] an answer goes back to the passenger: its task is done once the passenger was told and has said what they think', async () => {
    const id = await answered()
    expect(await openTasks(id)).toMatchObject([{ kind: 'answered-order', passengerName: '王小明' }])
    await it.cases.reply(id, { channel: 'phone', text: '我们同意赔偿 300 元', ...by() })
    const told = await it.cases.react(id, { content: true, text: '接受', ...by() })
    expect(told.events.slice(-2)).toMatchObject([
      { event: 'replied', text: 'phone: 我们同意赔偿 300 元' },
      { event: 'reaction', text: '接受' },
    ])
    expect(await openTasks(id)).toEqual([])
  })

  test('[CT-10] a passenger who is not content sends the answer back to its department', async () => {
    const id = await answered()
    const again = await it.cases.react(id, { content: false, text: '金额太低', ...by() })
    expect(again).toMatchObject({ state: 'dispatched', departmentId: department })
    expect(again.events.at(-1)).toMatchObject({ event: 'redone', text: '金额太低' })
  })

  test('[CT-10] and reopens what is closed already, with a task for its team', async () => {
    const { id } = await it.open('cp-04')
    await it.close(id)
    const again = await it.cases.react(id, { content: false, text: '仍未收到赔偿', ...by() })
    expect(again).toMatchObject({ state: 'reopened' })
    expect(again.closedAs).toBeUndefined()
    expect(await openTasks(id)).toMatchObject([{ kind: 'reopened-case' }])
    await it.close(id)
    expect(await openTasks(id)).toEqual([])
  })

  test('[GA-04][GA-05] closing a complaint of somebody who can be dialled schedules the call-back', async () => {
    const { id } = await it.open('cp-04')
    await it.close(id)
    expect(it.callbacks).toContain(id)
    expect(await openTasks(id)).toEqual([])
  })

  test('[BY-29] a complaint of nobody on record is followed up by a person', async () => {
    const { id } = await it.open('cp-13', { passengerId: undefined, party: 'agency', partyName: '白云旅行社' })
    await it.close(id)
    expect(await openTasks(id)).toMatchObject([{ kind: 'follow-up' }])
  })

  test('[BY-29] somebody who asks again about an open case gets no second record', async () => {
    const { id } = await it.open('cp-04')
    await it.cases.addContact(id, { interactionId: newId<InteractionId>(), text: '询问进度', ...by() })
    expect((await it.cases.get(id))?.events.at(-1)).toMatchObject({ event: 'contact-added', text: '询问进度' })
    await it.close(id)
    const late = it.cases.addContact(id, { interactionId: newId<InteractionId>(), text: '', ...by() })
    await expect(late).rejects.toThrow('already-closed')
  })

  test('what the passenger says to a case that nobody has answered is refused', async () => {
    const { id } = await it.open('cp-04')
    await expect(it.cases.react(id, { content: true, text: '', ...by() })).rejects.toThrow('changed-meanwhile')
  })

  test('[GA-32] a fax that came yesterday starts its clocks yesterday', async () => {
    const firstContactAt = it.house.clock.now() - 86_400_000
    const { id } = await it.open('cp-04', { channel: 'fax', firstContactAt })
    expect(await it.cases.facts(id)).toMatchObject({ channel: 'fax', openedAt: firstContactAt })
  })

  test('[BY-22] filed twice with one key it is one case', async () => {
    const key = crypto.randomUUID()
    const first = await it.open('cp-04', { key })
    const second = await it.open('cp-04', { key })
    expect(second.id).toBe(first.id)
  })
})
