import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PassengerId, TaskId, TeamId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { tasksRoutes } from '../../../server/tasks/tasks.routes.ts'
import { createTasks, type Tasks } from '../../../server/tasks/tasks.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

const team = newId<TeamId>()
const wang = newId<PassengerId>()
const agent = testUser('agent', { teamId: team })
let house: TestHouse
let tasks: Tasks
let http: TestHttp

beforeEach(async () => {
  house = await openTestHouse()
  const nameOf = async () => '王小明'
  tasks = createTasks({ ...house, passengers: { nameOf }, staff: { nameOf } })
  http = await openTestHttp((app) => tasksRoutes(app, { tasks }))
})
afterEach(async () => {
  await http.close()
  await house.close()
})

const create = (dueAt: number, teamId = team) =>
  tasks.create({ kind: 'call-back-interrupted', passengerId: wang, number: '+8613800138000', teamId, dueAt })

test('the oldest due comes first, in pages without gap or double', async () => {
  for (const dueAt of [3000, 1000, 2000, 2000]) await create(dueAt)
  const first = await tasks.list({ state: 'open', limit: 3 })
  const second = await tasks.list({ state: 'open', limit: 3, before: first.nextBefore })
  expect([...first.items, ...second.items].map((task) => task.dueAt)).toEqual([1000, 2000, 2000, 3000])
  expect(new Set([...first.items, ...second.items].map((task) => task.id)).size).toBe(4)
  expect(second.nextBefore).toBeUndefined()
})

test('a task is done once, by whom it shows, and leaves the open list', async () => {
  const { id } = await create(1000)
  const done = await http.as(agent)('POST', `/api/tasks/${id}/done`)
  expect(done.body).toMatchObject({ doneAt: house.clock.now(), doneByName: '王小明' })
  const again = await http.as(agent)('POST', `/api/tasks/${id}/done`)
  expect([again.status, again.body]).toMatchObject([409, { code: 'already-closed' }])
  expect((await http.as(agent)('GET', '/api/tasks')).body).toEqual({ items: [] })
  expect((await http.as(agent)('GET', '/api/tasks?state=done')).body).toMatchObject({ items: [{ id }] })
  expect(house.factsOf('task.created')).toEqual([
    { taskId: id, kind: 'call-back-interrupted', teamId: team, passengerId: wang },
  ])
  expect(house.factsOf('task.done')).toEqual([{ taskId: id, byId: agent.id, passengerId: wang }])
})

test("[B4-02] another team's task does not exist", async () => {
  const { id } = await create(1000, newId<TeamId>())
  expect((await http.as(agent)('POST', `/api/tasks/${id}/done`)).status).toBe(404)
  expect((await http.as(agent)('GET', '/api/tasks')).body).toEqual({ items: [] })
  expect((await http.as(testUser('admin'))('POST', `/api/tasks/${id}/done`)).status).toBe(200)
})

test('[B4-01] is closed to strangers, and answers bad input with 400 and an unknown id with 404', async () => {
  expect((await http.as(undefined)('GET', '/api/tasks')).status).toBe(401)
  expect((await http.as(undefined)('POST', `/api/tasks/${newId()}/done`)).status).toBe(401)
  expect((await http.as(agent)('GET', '/api/tasks?state=all')).status).toBe(400)
  expect((await http.as(agent)('GET', '/api/tasks?before=x')).status).toBe(400)
  expect((await http.as(agent)('POST', '/api/tasks/1/done')).status).toBe(400)
  expect((await http.as(agent)('POST', `/api/tasks/${newId<TaskId>()}/done`)).status).toBe(404)
})
