import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
    const done = await bring(memberList(60))
    expect(done).toMatchObject({ state: 'done', created: 60, wrong: 0, doneRows: 60, totalRows: 60 })
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
})

describe('how a file may be written', () => {
  test('[CS-13] headers of both languages are known', () => {
    expect(proposeMapping(['Full Name', 'MOBILE PHONE', 'e-mail', 'whatever'], passengerFields)).toEqual([
      'name',
      'mobile',
      'email',
      null,
    ])
    expect(proposeMapping(memberHeader, passengerFields)).not.toContain(null)
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
