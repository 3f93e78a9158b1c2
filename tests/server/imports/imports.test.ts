import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import { createExchange } from '../../../server/app-exchange.ts'
import { openRoutes } from '../../../server/app-routes.ts'
import type { ImportWithFields } from '../../../server/contracts/imports.ts'
import { proposeMapping } from '../../../server/imports/header.rules.ts'
import { delimiterOf, encodingOf } from '../../../server/imports/text-shape.rules.ts'
import { passengerFields } from '../../../server/passengers/import-fields.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'
import { memberHeader, memberList } from '../../kit/member-list.ts'

const by = { user: testUser('admin', { displayName: '管理员', language: 'zh' }), ip: '127.0.0.1' }
let joined: JoinedHouse
let http: TestHttp
let dataDir: string
let exchange: ReturnType<typeof createExchange>

beforeAll(async () => {
  joined = await openJoinedHouse()
  dataDir = mkdtempSync(join(tmpdir(), 'imports-'))
  exchange = open()
  const { people, line, house, timeZone } = joined
  http = await openTestHttp((app) =>
    openRoutes(app, {
      people: { ...people, exchange },
      line,
      now: () => house.clock.now(),
      timeZone,
      secureCookie: true,
    }),
  )
}, 60_000)
afterAll(async () => {
  await http.close()
  await exchange.close()
  await joined.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The rooms as a start of the house builds them, on the same data. */
function open() {
  const { house, people, timeZone } = joined
  return createExchange({ ...house, ...people, bootId: 'boot', secret: 'test', dataDir, timeZone })
}

const upload = (content: string | Buffer, name = '名单.csv') =>
  exchange.imports.upload(
    { name, content: Readable.from([Buffer.from(content as string)]), isCut: () => false },
    'passengers',
    by,
  )

async function bring(content: string | Buffer, duplicates: 'update' | 'skip' = 'update'): Promise<ImportWithFields> {
  const { id, mapping } = await upload(content)
  await exchange.imports.start(id, { mapping, duplicates }, by)
  await exchange.imports.over(id)
  return exchange.imports.get(id)
}

const wrongRows = async (id: string) =>
  (await http.as(by.user)('GET', `/api/imports/${id}/wrong-rows`)).raw.toString('utf8')
const find = async (search: string) => (await joined.people.passengers.search({ search, limit: 9 })).items

describe('a member list', { timeout: 240_000 }, () => {
  test('[AC-04] becomes passengers with numbers, tier, miles and preferences, found at once', async () => {
    const done = await bring(memberList(120))
    expect(done).toMatchObject({ state: 'done', created: 120, wrong: 0, doneRows: 120, totalRows: 120 })
    const [one] = await find('KN100000007')
    expect(one).toMatchObject({ memberNumber: 'KN100000007', tier: 'platinum', city: '西安' })
    expect(await joined.people.passengers.identify('138 1000 0007')).toEqual({ kind: 'known', passengerId: one?.id })
    expect(await joined.people.passengers.profile(one!.id)).toMatchObject({
      miles: 259,
      segments: 7,
      seat: 'aisle',
      emails: ['member7@example.com'],
    })
    expect(readdirSync(join(dataDir, 'imports'))).toEqual([])
  })

  test('[AC-04] brought a second time makes nobody twice', async () => {
    const before = joined.house.facts.length
    expect(await bring(memberList(120))).toMatchObject({ created: 0, updated: 120 })
    expect(await bring(memberList(120), 'skip')).toMatchObject({ created: 0, updated: 0, skipped: 120 })
    expect(joined.house.facts.length - before).toBe(2)
  })

  test('[AC-04] tells of each wrong row with its cells, a code and a sentence, and takes all the others', async () => {
    const text = [
      '会员卡号,姓名,手机号码,累计里程,出生日期,餐食',
      'W1,甲一,13900000001,100,1980-01-01,素食',
      'W2,,13900000002,1,,',
      'W3,甲三,12,1,,',
      'W4,甲四,,多,,',
      'W5,甲五,,1,1980-02-30,',
      'W6,"=HYPERLINK(""http://x"")",13900000006,1,,龙虾',
      'W7,另一人,13900000001,1,,',
      'W8,甲八,13900000008,8,1988/8/8,清真餐',
    ].join('\n')
    const done = await bring(text)
    expect(done).toMatchObject({ state: 'done', created: 2, wrong: 6 })
    const lines = (await wrongRows(done.id)).split('\r\n')
    expect(lines[0]).toBe('\u{feff}行号,会员卡号,姓名,手机号码,累计里程,出生日期,餐食,错误代码,说明')
    expect(lines.slice(1, -1).map((line) => line.split(',').at(-2))).toEqual([
      'missing',
      'not-a-phone',
      'not-a-number',
      'not-a-date',
      'not-in-list',
      'number-of-another',
    ])
    expect(lines[1]).toContain('“姓名”不能为空。')
    // What could run in a spreadsheet is text now.
    expect(lines[5]).toContain(`'=HYPERLINK`)
    expect(await find('W8')).toHaveLength(1)
  })

  test('[AC-04] killed in the middle goes on where it was: no row twice, none left out', async () => {
    const { id, mapping } = await upload(memberList(1_500, 50_000))
    await exchange.imports.start(id, { mapping, duplicates: 'skip' }, by)
    for (let reached = 0; reached < 100; reached = (await exchange.imports.get(id)).doneRows) await turn()
    await exchange.close()
    exchange = open()
    const half = await exchange.imports.get(id)
    expect(half.state).toBe('running')
    expect(half.doneRows).toBeLessThan(1_500)
    await exchange.imports.takeUp()
    await exchange.imports.over(id)
    expect(await exchange.imports.get(id)).toMatchObject({ state: 'done', created: 1_500, skipped: 0, doneRows: 1_500 })
    expect(await find('KN100051499')).toHaveLength(1)
  })

  test('[AC-04] is taken back, but not where somebody has touched a record since', async () => {
    const done = await bring(memberList(20, 70_000))
    const [touched] = await find('KN100070003')
    await joined.people.passengers.noteContact(touched!.id, '13800000000', joined.house.clock.now())
    await joined.house.store.write(async (tx) => tx.announce('passenger.changed', { passengerId: touched!.id }))
    await exchange.imports.undo(done.id, by)
    await exchange.imports.over(done.id)
    expect(await exchange.imports.get(done.id)).toMatchObject({ state: 'undone', undone: 19 })
    expect(await find('KN100070004')).toEqual([])
    expect(await find('KN100070003')).toHaveLength(1)
  })

  test('an update that is taken back leaves the record as it was', async () => {
    const header = '会员号,姓名,城市'
    await bring(`${header}\nU1,乙一,广州`)
    const done = await bring(`${header}\nU1,乙一,北京`)
    expect((await find('U1'))[0]).toMatchObject({ city: '北京' })
    await exchange.imports.undo(done.id, by)
    await exchange.imports.over(done.id)
    expect((await find('U1'))[0]).toMatchObject({ city: '广州' })
  })
})

describe('how a file may be written', { timeout: 240_000 }, () => {
  const text = `姓名,会员号\n张三丰,`
  const wide = (name: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${text}${name}\n`, 'utf16le')])
  // 姓名,会员号 / 王五,G1 in GB18030.
  const gb = Buffer.from('d0d5c3fb2cbbe1d4b1bac50acdf5cee52c47310a', 'hex')

  test.each<[string, () => Buffer | Promise<Buffer>, object]>([
    ['UTF-8 with a mark', () => Buffer.from(`\u{feff}${text}E1\n`), { encoding: 'utf-8', delimiter: ',' }],
    ['UTF-8 with semicolons', () => Buffer.from(`${text}E2\n`.replaceAll(',', ';')), { delimiter: ';' }],
    ['UTF-8 with tabs', () => Buffer.from(`${text}E3\n`.replaceAll(',', '\t')), { delimiter: '\t' }],
    ['UTF-16', () => wide('E4'), { encoding: 'utf-16le' }],
    ['GB18030', () => gb, { encoding: 'gb18030' }],
    [
      'XLSX',
      () =>
        writeExcelFile(
          [
            ['姓名', '会员号'],
            ['张三丰', 'E6'],
          ].map((row) => row.map((value) => ({ value }))),
        ).toBuffer(),
      { format: 'xlsx' },
    ],
  ])('[CS-13] %s is read, its headers and first rows shown, its columns mapped', async (_what, make, shape) => {
    const { shape: seen, mapping, id } = await upload(await make())
    expect(seen).toMatchObject({ ...shape, headers: ['姓名', '会员号'] })
    expect(seen.preview).toHaveLength(1)
    expect(mapping).toEqual(['name', 'memberNumber'])
    await exchange.imports.discard(id)
  })

  test('headers of both languages are known, and a mapping is remembered for its headers', async () => {
    expect(proposeMapping(['Full Name', 'MOBILE PHONE', 'e-mail', 'whatever'], passengerFields)).toEqual([
      'name',
      'mobile',
      'email',
      null,
    ])
    expect(proposeMapping(memberHeader, passengerFields)).not.toContain(null)
    const { id } = await upload('谁,号\n李四,Z1')
    await exchange.imports.start(id, { mapping: ['name', 'memberNumber'], duplicates: 'skip' }, by)
    await exchange.imports.over(id)
    expect((await upload('谁,号\n李五,Z2')).mapping).toEqual(['name', 'memberNumber'])
  })

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'file-empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0]), 'file-not-a-table'],
    ['a broken archive', Buffer.from('PK\u0003\u0004 and then nothing'), 'file-not-a-table'],
    ['a million columns', ','.repeat(1_000), 'file-too-wide'],
  ])('refuses %s, and keeps nothing of it', async (_what, content, code) => {
    const kept = readdirSync(join(dataDir, 'imports')).length
    await expect(upload(content)).rejects.toMatchObject({ code })
    expect(readdirSync(join(dataDir, 'imports'))).toHaveLength(kept)
  })

  test('a quote that never ends costs its own row, not those before it', async () => {
    const done = await bring(`姓名,会员号\n周一,Q1\n"周二,Q2\n${'周三,Q3\n'.repeat(20)}`)
    expect(done).toMatchObject({ state: 'done', created: 1 })
    expect(done.wrong).toBeGreaterThanOrEqual(1)
  })

  test.each<[string, Uint8Array, string | undefined]>([
    ['ASCII', Buffer.from('a,b'), 'utf-8'],
    ['a character cut at the end', Buffer.from('姓名').subarray(0, 5), 'utf-8'],
    ['UTF-16 without a mark', Buffer.from('name,member number,mobile', 'utf16le'), 'utf-16le'],
    ['zeros', Buffer.alloc(64), undefined],
  ])('tells the encoding of %s', (_what, head, encoding) => {
    expect(encodingOf(head, false)).toBe(encoding)
  })

  test('a delimiter inside of quotes does not count', () => {
    expect(delimiterOf('"a,b,c";d;e\nf,g')).toBe(';')
  })
})

describe('over HTTP', { timeout: 240_000 }, () => {
  test('a name of a file is only shown, never used: no folder of it survives', async () => {
    const one = await upload('姓名\n孙一', '../../etc/passwd\u0000\u202e.csv')
    expect(one.fileName).toBe('passwd.csv')
    await exchange.imports.discard(one.id)
  })

  test.each([
    [['name', 'name'], { name: 'twice' }],
    [[null, 'memberNumber'], { name: 'missing' }],
    [['name', 'nonsense'], { nonsense: 'unknown' }],
    [['name'], { mapping: 'length' }],
  ])('refuses the mapping %j', async (mapping, fields) => {
    const { id } = await upload('姓名,会员号\n吴一,V1')
    const answer = await http.as(by.user)('POST', `/api/imports/${id}/start`, { mapping, duplicates: 'skip' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', fields } })
    await exchange.imports.discard(id)
  })
})
