/**
 * `npm run bench:knowledge [-- 20000]`: how long a search takes among so many articles, on SQLite.
 * Fills a database of its own in the folder for temporary files, asks it, removes it, prints one JSON object.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { migrations } from '../../migrations/all.ts'
import type { ArticleId, TeamId, UserId } from '../../server/contracts/ids.ts'
import type { ArticleContent } from '../../server/contracts/knowledge.ts'
import { demoArticles } from '../../server/demo/demo-knowledge.ts'
import { rowsOf } from '../../server/knowledge/article-record.ts'
import { createKnowledge } from '../../server/knowledge/knowledge.service.ts'
import { createBus } from '../../server/platform/bus.ts'
import { systemClock } from '../../server/platform/clock.ts'
import { migrate, openDatabase } from '../../server/platform/database.ts'
import { newId } from '../../server/platform/id.ts'
import { silentLog } from '../../server/platform/log.ts'
import { createStore } from '../../server/platform/store.ts'

const count = Number(process.argv[2] ?? 20_000)
const [userId, unitId] = [newId<UserId>(), newId<TeamId>()]
const now = Date.now()
const samples = demoArticles(userId, now)
const places = ['广州', '深圳', '北京', '上海', '成都', '昆明', '三亚', '哈尔滨', '乌鲁木齐', '伦敦', '悉尼', '巴黎']

/** The text of a sample under a title of its own: 20,000 articles that share most of their words. */
function articleOf(i: number): ArticleContent {
  const sample = samples[i % samples.length]!
  return {
    ...sample,
    title: { zh: `${places[i % places.length]}${sample.title.zh} ${i}`, en: `${sample.title.en} ${i}` },
  }
}

function fill(path: string): number {
  const db = new SqliteDatabase(path)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  const insert = (table: string, row: object) => {
    const names = Object.keys(row)
    return db.prepare(`insert into ${table} (${names.join()}) values (${names.map((name) => `@${name}`).join()})`)
  }
  const key = db.prepare('insert into knowledge_key (key, place, article_id) values (?, ?, ?)')
  const keys: Array<[string, number, ArticleId]> = []
  let statements: { article: SqliteDatabase.Statement; version: SqliteDatabase.Statement } | undefined
  db.exec('begin')
  for (let i = 0; i < count; i++) {
    const id = newId<ArticleId>()
    const content = articleOf(i)
    const one = rowsOf({ id, unitId, content, ownerName: 'x', byId: userId, byName: 'x', at: now - i, version: 1 })
    statements ??= {
      article: insert('knowledge_article', one.article),
      version: insert('knowledge_version', one.version),
    }
    statements.article.run(one.article)
    statements.version.run(one.version)
    for (const word of one.words.words) keys.push([word.key, word.place, id])
  }
  keys.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]))
  for (const row of keys) key.run(...row)
  db.exec('commit')
  db.exec('analyze')
  db.close()
  return keys.length
}

async function measure(ask: (n: number) => Promise<unknown>, times: number) {
  for (let n = 0; n < 20; n++) await ask(n)
  const clock: number[] = []
  const processor: number[] = []
  for (let n = 0; n < times; n++) {
    const from = performance.now()
    const before = process.threadCpuUsage()
    await ask(n)
    const { user, system } = process.threadCpuUsage(before)
    clock.push(performance.now() - from)
    processor.push((user + system) / 1000)
  }
  return { times, clock: spread(clock), processor: spread(processor) }
}

function spread(all: number[]) {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2))
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}

const searches = {
  'two characters': ['改签', '退票', '行李', '延误', '里程', '轮椅'],
  'three and more': ['退票费', '行李遗失', '里程补登', '航班延误', '锂电池'],
  'two words': ['改签 手续费', '行李 破损', '三亚 酒店', '会员 休息室'],
  English: ['rebooking', 'refund fee', 'missing baggage', 'wheelchair'],
  'initials and beginnings': ['gq', 'tp', 'xl', 'reb', 'bag'],
  'common words': ['旅客', '航班', 'the', '不'],
  nothing: ['并无此词', 'zzzz'],
}

const folder = mkdtempSync(join(tmpdir(), 'bench-knowledge-'))
const path = join(folder, 'house.sqlite')
try {
  const empty = openDatabase(`sqlite:${path}`)
  await migrate(empty, migrations)
  await empty.close()
  const from = performance.now()
  const words = fill(path)
  const filledMs = Math.round(performance.now() - from)
  const database = openDatabase(`sqlite:${path}`)
  const clock = systemClock()
  const store = createStore({ db: database.kysely, reader: database.reader, bus: createBus(silentLog), clock })
  const knowledge = createKnowledge({ store, clock, staff: { nameOf: async () => 'x' } })
  const results: Record<string, unknown> = {}
  const find = (search: string) => knowledge.find({ search, language: 'zh', limit: 20 }, userId)
  for (const [name, all] of Object.entries(searches))
    results[name] = await measure((n) => find(all[n % all.length]!), 200)
  const every = Object.values(searches).flat()
  results.all = await measure((n) => find(every[n % every.length]!), 600)
  await database.close()
  const megabytes = Math.round(statSync(path).size / 1e6)
  const about = { at: new Date().toISOString(), node: process.version, cores: cpus().length, load: loadavg()[0] }
  console.log(JSON.stringify({ ...about, unit: 'ms', articles: count, words, megabytes, filledMs, results }, null, 2))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
