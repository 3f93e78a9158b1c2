/**
 * `npm run bench:people [-- 1000000 10000000]`: how long it takes to know a caller and to find a passenger among so many.
 * Fills a database of its own in the folder for temporary files, asks it, removes it, prints one JSON object.
 * Above two million records only telephone numbers are asked for, and nothing else is filled.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { migrations } from '../../migrations/all.ts'
import { documentHash } from '../../server/identity/document.rules.ts'
import { createIdentity } from '../../server/identity/identity.service.ts'
import { createPassengerLookup } from '../../server/passengers/passenger-lookup.ts'
import { createPassengers } from '../../server/passengers/passengers.service.ts'
import { keysOf, searchTextOf } from '../../server/passengers/search-key.rules.ts'
import { createBus } from '../../server/platform/bus.ts'
import { systemClock } from '../../server/platform/clock.ts'
import { migrate, openDatabase } from '../../server/platform/database.ts'
import { silentLog } from '../../server/platform/log.ts'
import { createStore } from '../../server/platform/store.ts'

const secret = 'bench'
const mostWhole = 2_000_000
// The commonest first: every fourteenth passenger is a 王.
const surnames = Array.from(
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
)
const given = Array.from(
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲华红建国志海波峰宇欣怡佳雪梅琳晨阳浩然子轩涵博思远雨婷诗梦瑶嘉宁晓东小春光荣成龙家辰俊凯丹慧颖莹倩云飞鹏程天翔安康乐',
)

let seed = 20_261_125
/** The same passengers each time (mulberry32). */
function chance(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const below = (n: number) => Math.floor(chance() * n)
const pick = <T>(all: T[]): T => all[below(all.length)]!
/** Small places come far more often. */
const surname = () => surnames[Math.floor(surnames.length * chance() ** 2.2)]!

const idOf = (i: number) => `01900000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`
const e164Of = (i: number) => `+861${(3_000_000_000 + i * 7).toString()}`
const memberOf = (i: number) => `CW${String(10_000_000 + i)}`
const emailOf = (i: number) => `traveller${i}@example.com`
const pnrOf = (i: number) => (i % 1_679_616).toString(36).toUpperCase().padStart(6, 'X')
const passportOf = (i: number) => `E${String(10_000_000 + i)}`

function fill(path: string, count: number, whole: boolean): void {
  const db = new SqliteDatabase(path)
  db.pragma('journal_mode = DELETE')
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  const filled = ['passenger', 'passenger_number', 'passenger_find', 'passenger_email', 'passenger_document', 'trip']
  const indexes = db
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in (${filled.map(() => '?').join()})`,
    )
    .all(...filled) as Array<{ name: string; sql: string }>
  for (const { name } of indexes) db.exec(`drop index ${name}`)
  const insert = (table: string, columns: string) =>
    db.prepare(
      `insert into ${table} (${columns}) values (${columns
        .split(',')
        .map(() => '?')
        .join()})`,
    )
  const passenger = insert(
    'passenger',
    'id,name,latin_name,tier,member_number,prospect,difficult,email,language,time_zone,miles,segments,special_needs,note,search,last_contact_at,created_at,version',
  )
  const number = insert('passenger_number', 'e164,passenger_id,kind,shared,position')
  const find = insert('passenger_find', 'code,rest,passenger_id')
  const email = insert('passenger_email', 'email_key,passenger_id,email,position')
  const document = insert('passenger_document', 'id,passenger_id,kind,hash,masked,added_at')
  const trip = insert(
    'trip',
    'id,passenger_id,pnr,flight,from_airport,to_airport,departs_at,arrives_at,from_zone,to_zone,cabin,status',
  )
  for (let from = 0; from < count; from += 20_000) {
    db.exec('begin')
    for (let i = from; i < Math.min(from + 20_000, count); i++) {
      const id = idOf(i)
      const name = surname() + pick(given) + (chance() < 0.7 ? pick(given) : '')
      const found = {
        name,
        latinName: '',
        memberNumber: memberOf(i),
        email: emailOf(i),
        numbers: [e164Of(i)],
        pnrs: [pnrOf(i)],
      }
      const text = whole ? searchTextOf(found) : ''
      passenger.run(
        id,
        name,
        '',
        'basic',
        memberOf(i),
        0,
        0,
        emailOf(i),
        'zh',
        'Asia/Shanghai',
        0,
        0,
        '[]',
        '',
        text,
        below(1e9),
        i,
        1,
      )
      number.run(e164Of(i), id, 'mobile', 0, 0)
      // One in twenty is also reached through an agency of a hundred.
      if (i % 20 === 0) number.run(`+8620${80_000_000 + Math.floor(i / 2_000)}`, id, 'agency', 1, 1)
      if (!whole) continue
      for (const { code, rest } of keysOf(found)) find.run(code, rest, id)
      email.run(emailOf(i), id, emailOf(i), 0)
      document.run(id, id, 'passport', documentHash(secret, 'passport', passportOf(i)), 'E***', i)
      trip.run(id, id, pnrOf(i), 'YT3101', 'CAN', 'PEK', i, i, 'Asia/Shanghai', 'Asia/Shanghai', 'economy', 'booked')
    }
    db.exec('commit')
  }
  for (const { sql } of indexes) db.exec(sql)
  db.exec('analyze')
  db.close()
}

/** Milliseconds of each call: percentiles by the clock, and of the processor's time of this thread, which a busy machine does not change. */
async function measure(times: number, ask: (n: number) => Promise<unknown>) {
  for (let n = 0; n < Math.min(200, times); n++) await ask(n)
  const taken: number[] = []
  const worked: number[] = []
  for (let n = 0; n < times; n++) {
    const from = performance.now()
    const before = process.threadCpuUsage()
    await ask(n)
    const { user, system } = process.threadCpuUsage(before)
    taken.push(performance.now() - from)
    worked.push((user + system) / 1000)
  }
  return { times, clock: spread(taken), processor: spread(worked) }
}

function spread(all: number[]) {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(3))
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

async function ask(path: string, count: number, whole: boolean) {
  const database = openDatabase(`sqlite:${path}`)
  const clock = systemClock()
  const bus = createBus(silentLog)
  const store = createStore({ db: database.kysely, reader: database.reader, bus, clock })
  const staff = { nameOf: async () => undefined, namesOf: async () => new Map(), unitName: async () => undefined }
  const accounts = { marksOf: async () => new Map() }
  const offices = { officeFor: async () => undefined }
  const around = { staff, accounts, offices }
  const doNotCall = { hasAny: async () => false }
  const passengers = createPassengers({ store, clock, log: silentLog, ...around, doNotCall, timeZone: 'Asia/Shanghai' })
  const people = { ...createPassengerLookup({ store }), identify: passengers.identify }
  const identity = createIdentity({ store, clock, secret, people, staff })
  const search = (text: string) => passengers.search({ search: text, limit: 20 })
  const name = () => surname() + pick(given) + pick(given)
  try {
    const identify = {
      'own number': await measure(20_000, () => passengers.identify(e164Of(below(count)))),
      'number of an agency': await measure(2_000, () =>
        passengers.identify(`+8620${80_000_000 + below(count / 2_000)}`),
      ),
      'unknown number': await measure(5_000, () => passengers.identify(`+8619${900_000_000 + below(1e8)}`)),
    }
    if (!whole) return { identify }
    const clue = {
      'e-mail': await measure(5_000, () => identity.identify({ kind: 'email', value: emailOf(below(count)) })),
      'member number': await measure(5_000, () => identity.identify({ kind: 'member', value: memberOf(below(count)) })),
      document: await measure(5_000, () =>
        identity.identify({ kind: 'document', documentKind: 'passport', value: passportOf(below(count)) }),
      ),
      PNR: await measure(5_000, () => identity.identify({ kind: 'pnr', value: pnrOf(below(count)) })),
    }
    const found = {
      'surname 王': await measure(200, () => search('王')),
      'whole name': await measure(1_000, () => search(name())),
      'given name': await measure(500, () => search(pick(given) + pick(given))),
      'pinyin of a surname': await measure(200, () => search(pick(['wang', 'li', 'zhang', 'liu', 'chen']))),
      'pinyin of a name': await measure(500, () =>
        search(pick(['wangwei', 'liuyang', 'zhangxiaoming', 'chenjie', 'huangzhiqiang'])),
      ),
      initials: await measure(500, () => search(pick(['wxm', 'lw', 'zjg', 'cyt']))),
      'last four digits': await measure(500, () => search(String(1_000 + below(9_000)))),
      'whole number': await measure(1_000, () => search(e164Of(below(count)))),
      'member number': await measure(1_000, () => search(memberOf(below(count)))),
      'beginning of a member number': await measure(300, () => search(memberOf(below(count)).slice(0, 5))),
      PNR: await measure(1_000, () => search(pnrOf(below(count)))),
      'e-mail': await measure(1_000, () => search(emailOf(below(count)))),
      'two common words': await measure(300, () => search(`王 ${pick(['wei', 'xiao', 'hua'])}`)),
      'surname and digits': await measure(500, () => search(`张 ${1_000 + below(9_000)}`)),
      nobody: await measure(500, () => search('赵不存在此人')),
    }
    return { identify: { ...identify, ...clue }, search: found }
  } finally {
    await database.close()
  }
}

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((n) => n > 0)
const results: Record<string, unknown> = {}
for (const count of sizes.length > 0 ? sizes : [1_000_000]) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-people-'))
  const path = join(folder, 'house.sqlite')
  try {
    const database = openDatabase(`sqlite:${path}`)
    await migrate(database, migrations)
    await database.close()
    const from = performance.now()
    const whole = count <= mostWhole
    fill(path, count, whole)
    const filledMs = Math.round(performance.now() - from)
    results[count] = {
      ...(await ask(path, count, whole)),
      filledMs,
      megabytes: Math.round(statSync(path).size / 1e6),
      load: loadavg()[0],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
console.log(
  JSON.stringify(
    { at: new Date().toISOString(), node: process.version, cores: cpus().length, unit: 'ms', results },
    null,
    2,
  ),
)
