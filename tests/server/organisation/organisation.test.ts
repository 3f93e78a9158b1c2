import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { organisationRoutes } from '../../../server/organisation/organisation.routes.ts'
import { createOrganisation, type Organisation } from '../../../server/organisation/organisation.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

let house: TestHouse
let organisation: Organisation
let http: TestHttp
let north: TeamId
let south: TeamId

beforeEach(async () => {
  house = await openTestHouse()
  organisation = createOrganisation(house)
  north = (await organisation.addTeam({ zh: '北区', en: 'North' })).id
  south = (await organisation.addTeam({ zh: '南区', en: 'South' })).id
  await organisation.addStaff({ username: 'Anna', displayName: '安娜', role: 'agent', teamId: north, language: 'zh' })
  await organisation.addStaff({ username: 'bob', displayName: 'Bob', role: 'agent', teamId: south, language: 'en' })
  http = await openTestHttp((app) => organisationRoutes(app, { organisation }))
})
afterEach(async () => {
  await http.close()
  await house.close()
})

test('finds a person by the user name in any case and width', async () => {
  expect((await organisation.memberByUsername(' ANNA'))?.displayName).toBe('安娜')
  expect((await organisation.memberByUsername('ａｎｎａ'))?.displayName).toBe('安娜')
})

test('refuses a user name that differs only in case', async () => {
  const again = { username: 'ANNA', displayName: 'x', role: 'agent' as const, teamId: south, language: 'zh' as const }
  await expect(organisation.addStaff(again)).rejects.toMatchObject({ code: 'invalid-input' })
})

test('[BY-07][CS-05] a supervisor of a branch sees the units below and nothing beside, an agent the own unit, an admin all', async () => {
  const [hq] = await organisation.addUnits([{ name: { zh: '总部', en: 'HQ' }, kind: 'headquarters', code: 'hq' }])
  const [east, west] = await organisation.addUnits([
    { name: { zh: '华东', en: 'East' }, kind: 'branch', code: 'east', parentId: hq!.id },
    { name: { zh: '华西', en: 'West' }, kind: 'branch', code: 'west', parentId: hq!.id },
  ])
  const [office] = await organisation.addUnits([
    { name: { zh: '上海', en: 'Shanghai' }, kind: 'sales-office', code: 'sha', parentId: east!.id },
    { name: { zh: '成都', en: 'Chengdu' }, kind: 'sales-office', code: 'ctu', parentId: west!.id },
  ])
  const unitsOf = async (role: 'agent' | 'supervisor' | 'admin') =>
    (await organisation.reachOf({ role, teamId: east!.id })).units
  expect(await unitsOf('supervisor')).toEqual([east!.id, office!.id])
  expect(await unitsOf('agent')).toEqual([east!.id])
  expect((await unitsOf('admin')).toSorted()).toEqual((await organisation.units()).map((unit) => unit.id).toSorted())
  expect((await organisation.chainOf(office!.id)).map((unit) => unit.code)).toEqual(['sha', 'east', 'hq'])
  expect((await organisation.departmentByCode('ctu'))?.parentId).toBe(west!.id)
  expect(await organisation.departmentByCode('nowhere')).toBeUndefined()
})

test("[AC-19] people of an outsourced partner's units, however deep, see masked data", async () => {
  const [partner] = await organisation.addUnits([{ name: { zh: '外包', en: 'Partner' }, kind: 'partner', code: 'p' }])
  const [inside] = await organisation.addUnits([{ name: { zh: '一组', en: 'One' }, parentId: partner!.id }])
  expect((await organisation.reachOf({ role: 'agent', teamId: inside!.id })).masked).toBe(true)
  expect((await organisation.reachOf({ role: 'agent', teamId: north })).masked).toBe(false)
})

test('[B4-02] shows a supervisor the own team only, whatever team is asked for', async () => {
  const supervisor = http.as(testUser('supervisor', { teamId: north }))
  const names = async (url: string) =>
    ((await supervisor('GET', url)).body as Array<{ username: string }>).map((m) => m.username)
  expect(await names('/api/users')).toEqual(['Anna'])
  expect(await names(`/api/users?teamId=${south}`)).toEqual([])
})

test('shows an admin everybody, and never a password', async () => {
  const answer = await http.as(testUser('admin'))('GET', '/api/users')
  expect(answer.body).toHaveLength(2)
  expect(JSON.stringify(answer.body)).not.toContain('password')
})

test('[B4-01] keeps the list of people from agents and strangers', async () => {
  expect((await http.as(undefined)('GET', '/api/users')).status).toBe(401)
  expect((await http.as(testUser('agent'))('GET', '/api/users')).status).toBe(403)
  expect((await http.as(testUser('agent'))('GET', '/api/teams')).body).toHaveLength(2)
})
