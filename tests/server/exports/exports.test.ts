import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createExchange } from '../../../server/app-exchange.ts'
import { openRoutes } from '../../../server/app-routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { ExportFile, NewExport } from '../../../server/contracts/exports.ts'
import { attachment, safeCell } from '../../../server/platform/download.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

const dangers = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1']
let joined: JoinedHouse
let http: TestHttp
let exchange: ReturnType<typeof createExchange>
let dataDir: string
let admin: SessionUser
let lead: SessionUser

beforeAll(async () => {
  joined = await openJoinedHouse()
  dataDir = mkdtempSync(join(tmpdir(), 'exports-'))
  const { people, line, house, timeZone } = joined
  exchange = createExchange({ ...house, ...people, bootId: 'boot', secret: 'test', dataDir, timeZone })
  http = await openTestHttp(
    (app) =>
      openRoutes(app, {
        people: { ...people, exchange },
        line,
        now: () => house.clock.now(),
        timeZone,
        secureCookie: true,
      }),
    (secret) => exchange.apiKeys.holder(secret),
  )
  const team = await joined.addTeam('one')
  admin = { ...(await joined.hire('admin', team)), language: 'zh' }
  lead = await joined.hire('supervisor', await joined.addTeam('two'))
  for (const [i, employer] of ['=1+1', '@SUM(A1)', '正常公司'].entries())
    await people.passengers.register(
      {
        name: `旅客${i}`,
        latinName: '',
        tier: 'gold',
        employer,
        email: `p${i}@example.com`,
        language: 'zh',
        timeZone,
        miles: 10,
        segments: 1,
        numbers: [{ e164: `+861380013800${i}`, kind: 'mobile', shared: false }],
      },
      [],
    )
}, 60_000)
afterAll(async () => {
  await http.close()
  await exchange.close()
  await joined.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function make(user: SessionUser, order: NewExport): Promise<{ file: ExportFile; content: Buffer; name: string }> {
  const made = await http.as(user)('POST', '/api/exports', order)
  expect(made.status).toBe(202)
  const { id } = made.body as ExportFile
  await exchange.exports.over(id)
  const file = (await http.as(user)('GET', `/api/exports/${id}`)).body as ExportFile
  const got = await http.as(user)('GET', `/api/exports/${id}/file`)
  return { file, content: got.raw, name: String(got.headers['content-disposition']) }
}

describe('an export', () => {
  test('[EC-04] of passengers is a CSV with a mark, under a Chinese name, without a formula in it', async () => {
    const { file, content, name } = await make(admin, { kind: 'passengers', format: 'csv', filter: {} })
    expect(file).toMatchObject({ state: 'ready', rows: 3, bytes: content.length, masked: false })
    const text = content.toString('utf8')
    expect(text.startsWith('\u{feff}姓名,')).toBe(true)
    expect(text).toContain(`'=1+1`)
    expect(text).toContain(`'@SUM(A1)`)
    expect(text).toContain(`'+8613800138000`)
    expect(name).toContain(`filename*=UTF-8''${encodeURIComponent('旅客')}`)
  })

  test('as XLSX has the same cells, as JSON the values as they are', async () => {
    const sheet = await make(admin, { kind: 'passengers', format: 'xlsx', filter: {} })
    const rows = await readSheet(sheet.content)
    expect(rows).toHaveLength(4)
    expect(JSON.stringify(rows)).toContain(`"'=1+1"`)
    const json = await make(admin, { kind: 'passengers', format: 'json', filter: {} })
    const values = JSON.parse(json.content.toString('utf8')) as Array<{ employer: string; mobile: string }>
    expect(values.map(({ employer }) => employer)).toEqual(['=1+1', '@SUM(A1)', '正常公司'])
    expect(values[0]?.mobile).toBe('+8613800138000')
  })

  test('[AC-19] of somebody of a partner is masked', async () => {
    const { content, file } = await make({ ...admin, masked: true }, { kind: 'passengers', format: 'json', filter: {} })
    const text = content.toString('utf8')
    expect(file.masked).toBe(true)
    for (const secret of ['旅客1', '13800138001', 'p1@example.com', '正常公司']) expect(text).not.toContain(secret)
  })

  test('belongs to the one who asked, and to nobody else', async () => {
    const { file } = await make(admin, { kind: 'cases', format: 'csv', filter: {} })
    for (const url of [`/api/exports/${file.id}`, `/api/exports/${file.id}/file`])
      expect((await http.as(lead)('GET', url)).status).toBe(404)
  })

  test('is gone when its time is over', async () => {
    const { file } = await make(admin, { kind: 'tasks', format: 'csv', filter: {} })
    await joined.house.clock.advance(86_400_000)
    expect((await http.as(admin)('GET', `/api/exports/${file.id}/file`)).body).toMatchObject({
      code: 'export-not-ready',
    })
    await exchange.exports.takeUp()
    expect((await http.as(admin)('GET', `/api/exports/${file.id}`)).status).toBe(404)
  })

  test('and each download stand in the audit trail with filter and number of rows', async () => {
    const { file } = await make(admin, { kind: 'passengers', format: 'csv', filter: { tier: 'silver' } })
    expect(file.rows).toBe(0)
    const { items } = await joined.people.audit.list({ limit: 200 })
    const acts = items.filter(({ objectId }) => objectId === file.id).map(({ action }) => action)
    expect(acts).toEqual(['export-downloaded', 'export-made'])
  })

  test('of the audit trail is for admins', async () => {
    const answer = await http.as(lead)('POST', '/api/exports', { kind: 'audit', format: 'csv' })
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })

  test('[BY-08] by branch: what a unit shows is the sum of itself and all below it', async () => {
    const { organisation, cases } = joined.people
    const [hq, branch] = await organisation
      .addUnits([{ code: 'hq-t', kind: 'headquarters', name: { zh: '测试总部', en: 'Test HQ' } }])
      .then(async ([root]) => [
        root!,
        (
          await organisation.addUnits([
            { code: 'br-t', kind: 'branch', parentId: root!.id, name: { zh: '测试分公司', en: 'Test branch' } },
          ])
        )[0]!,
      ])
    const about = { kind: 'query', category: 'iq-01', subject: 'x', details: '', flight: '' } as const
    for (const unit of [hq, branch, branch])
      await cases.open({ ...about, openedBy: admin.id, teamId: unit!.id } as never)
    const { content } = await make(admin, { kind: 'branches', format: 'json', filter: {} })
    const rows = JSON.parse(content.toString('utf8')) as Array<{ unit: string; own: number; all: number }>
    expect(rows.find(({ unit }) => unit === '测试分公司')).toMatchObject({ own: 2, all: 2 })
    expect(rows.find(({ unit }) => unit === '测试总部')).toMatchObject({ own: 1, all: 3 })
  })
})

describe('the feed of facts', () => {
  test('[EC-04] gives a data warehouse every fact once, in order, from where it left off', async () => {
    const { secret } = await exchange.apiKeys.create(
      { name: '数据仓库', scopes: ['feed:facts'], teamId: admin.teamId, perMinute: 6000 },
      { user: admin, ip: '127.0.0.1' },
    )
    const seen: number[] = []
    for (let after = 0, more = true; more; ) {
      const { body } = await http.withKey(secret)('GET', `/api/feed?after=${after}&limit=2`)
      const page = body as { items: Array<{ seq: number }>; next: number; more: boolean }
      seen.push(...page.items.map(({ seq }) => seq))
      after = page.next
      more = page.more
    }
    expect(seen).toEqual(joined.house.facts.map(({ seq }) => seq))
  })
})

describe('what every file has in common', () => {
  test.each(dangers)('%j cannot run in a spreadsheet', (text) => {
    expect(safeCell(text)).toBe(`'${text}`)
  })

  test.each(['王小明', '1 + 1', '', 'a=b'])('%j is left as it is', (text) => {
    expect(safeCell(text)).toBe(text)
  })

  test('a name of a file never ends a header', () => {
    const header = attachment('旅客\r\nset-cookie: a="b"/..\\c.csv')
    expect(header).not.toMatch(/[\r\n]/)
    expect(header).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[\w%.-]+$/)
  })
})
