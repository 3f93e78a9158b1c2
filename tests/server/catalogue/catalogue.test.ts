import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalogueRoutes } from '../../../server/catalogue/catalogue.routes.ts'
import { inForce } from '../../../server/catalogue/catalogue.rules.ts'
import type { Catalogue, CatalogueChange, CatalogueEdit, CatalogueLeaf } from '../../../server/contracts/catalogue.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { openRequestHouse, type RequestHouse } from '../../kit/request-house.ts'

let it: RequestHouse
let http: TestHttp
const admin = testUser('admin')
beforeAll(async () => {
  it = await openRequestHouse()
  http = await openTestHttp((app) => catalogueRoutes(app, { catalogue: it.catalogue }))
})
afterAll(async () => {
  await http.close()
  await it.house.close()
})

const label = { zh: '行李损坏', en: 'Bag broken' }
const change = (more: Partial<CatalogueEdit> = {}): CatalogueEdit => ({
  version: 0,
  label,
  department: 'quality',
  extraRequired: [],
  enabled: true,
  ...more,
})
const put = (leaf: string, body: object) => http.as(admin)('PUT', `/api/catalogue/${leaf}`, body)

describe('the catalogue as administrators change it', () => {
  test('a change counts from its day on, never alters what is closed, and stays in the history', async () => {
    const { id } = await it.open('cp-04')
    const before = await it.close(id)
    const later = it.house.clock.now() + 60_000
    const answer = await put('cp-04', change({ extraRequired: ['damage'], effectiveAt: later }))
    expect([answer.status, (answer.body as CatalogueLeaf).label.zh]).toEqual([200, '行李破损'])
    await it.house.clock.advance(60_000)
    expect(await it.catalogue.entry('cp-04')).toMatchObject({ label, department: 'quality', version: 1 })
    expect(await it.cases.get(id)).toEqual(before)
    expect(before.closedAs).toMatchObject({ label: { zh: '行李破损' }, department: 'baggage' })
    const history = await http.as(admin)('GET', '/api/catalogue/cp-04/history')
    expect(history.body as CatalogueChange[]).toMatchObject([
      { version: 1, changedByName: '李代表', effectiveAt: later },
    ])
    const { id: next } = await it.open('cp-04')
    await expect(it.close(next)).rejects.toThrow('fields-missing')
  })

  test('a preview says which open cases would lack a field', async () => {
    const { number } = await it.open('cp-19')
    const answer = await http.as(admin)('POST', '/api/catalogue/cp-19/preview', change({ extraRequired: ['seat'] }))
    expect(answer.body).toEqual({ unfinished: 1, lacking: [number] })
  })

  test('a leaf that is switched off opens no new case', async () => {
    await put('iq-02', change({ enabled: false }))
    await expect(it.open('iq-02')).rejects.toThrow('leaf-not-offered')
  })

  test('the second of two administrators is told', async () => {
    await put('iq-03', change())
    expect(await put('iq-03', change())).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  })

  test('[CP-11] names the carrier that it is about', async () => {
    const carrier = { zh: '云翔航空', en: 'Cloudwing' }
    expect((await http.as(admin)('PUT', '/api/catalogue-carrier', { carrier })).status).toBe(200)
    const { leaves } = (await http.as(testUser('agent'))('GET', '/api/catalogue')).body as Catalogue
    expect(leaves.find((leaf) => leaf.id === 'cp-11')?.label).toEqual({
      zh: '国外办事处、机场站涉及云翔航空服务质量',
      en: 'Overseas office or airport station, service quality of Cloudwing',
    })
  })

  test.each([
    ['cp-99', change(), 404],
    ['cp-05', change({ extraRequired: ['colour'] as never }), 400],
    ['cp-05', change({ department: 'nowhere' as never }), 400],
    ['cp-05', change({ label: { zh: '', en: '' } }), 400],
  ])('refuses for %s what does not fit', async (leaf, body, status) => {
    expect((await put(leaf, body)).status).toBe(status)
  })

  test('agents read it and do not change it', async () => {
    const as = http.as(testUser('agent'))
    expect((await as('GET', '/api/catalogue')).status).toBe(200)
    expect((await as('PUT', '/api/catalogue/cp-05', change())).status).toBe(403)
  })
})

test('of several versions the newest whose day has come is in force', () => {
  const version = (n: number, effectiveAt: number) => ({ ...change(), version: n, effectiveAt })
  const versions = [version(1, 10), version(2, 30), version(3, 20)]
  expect([5, 10, 19, 20, 30].map((at) => inForce(versions, at)?.version)).toEqual([undefined, 1, 1, 3, 3])
})
