/** `npm run bench:import`: brings a list of members in on SQLite, from upload to done, while the loop is watched. One JSON object. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { migrations } from '../../migrations/all.ts'
import { createPeople } from '../../server/app-people.ts'
import { createBus } from '../../server/platform/bus.ts'
import { systemClock } from '../../server/platform/clock.ts'
import { migrate, openDatabase } from '../../server/platform/database.ts'
import { createLog } from '../../server/platform/log.ts'
import { createStore } from '../../server/platform/store.ts'
import { testUser } from '../kit/http.ts'
import { memberList } from '../kit/member-list.ts'

const count = Number(process.argv[2] ?? 100_000)
const dataDir = mkdtempSync(join(tmpdir(), 'bench-import-'))
const database = openDatabase(`sqlite:${join(dataDir, 'bench.db')}`)
try {
  await migrate(database, migrations)
  const log = createLog('warn')
  const clock = systemClock()
  const bus = createBus(log)
  const store = createStore({
    db: database.kysely,
    reader: database.reader,
    bus,
    clock,
    durable: () => database.durable(),
  })
  const common = { store, bus, clock, log, bootId: 'bench', secret: 'bench', dataDir, timeZone: 'Asia/Shanghai' }
  const { exchange, auth } = createPeople(common)
  const { imports } = exchange
  const by = { user: testUser('admin'), ip: '127.0.0.1' }
  const csv = memberList(count)

  const delay = monitorEventLoopDelay({ resolution: 1 })
  const from = performance.now()
  delay.enable()
  const file = { name: '会员名单.csv', content: Readable.from([Buffer.from(csv)]), isCut: () => false }
  const uploaded = await imports.upload(file, 'passengers', by)
  const lookedAt = performance.now()
  await imports.start(uploaded.id, { mapping: uploaded.mapping, duplicates: 'update' }, by)
  await imports.over(uploaded.id)
  const seconds = (performance.now() - from) / 1000
  delay.disable()

  const done = await imports.get(uploaded.id)
  console.log(
    JSON.stringify({
      rows: count,
      file_mb: Math.round(csv.length / 1e5) / 10,
      state: done.state,
      created: done.created,
      wrong: done.wrong,
      look_s: Math.round((lookedAt - from) / 10) / 100,
      seconds: Math.round(seconds * 100) / 100,
      rows_per_second: Math.round(count / seconds),
      loop_delay_ms: {
        p50: Math.round(delay.percentile(50) / 1e5) / 10,
        p99: Math.round(delay.percentile(99) / 1e5) / 10,
        max: Math.round(delay.max / 1e5) / 10,
      },
      rss_mb: Math.round(process.memoryUsage().rss / 1e6),
    }),
  )
  auth.close()
  await exchange.close()
} finally {
  await database.close()
  rmSync(dataDir, { recursive: true, force: true })
}
