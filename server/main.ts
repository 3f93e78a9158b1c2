/** Settings, house, listen, close gracefully. Nothing else. */
import closeWithGrace from 'close-with-grace'
import { buildApp, type House } from './app.ts'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import { isPostgres } from './platform/database.ts'
import { takeDatabaseLock } from './platform/database-lock.ts'
import { type InstanceLock, takeInstanceLock } from './platform/instance-lock.ts'
import { createLog, type Log } from './platform/log.ts'

export interface RunningHouse {
  config: Config
  house: House
  /** `http://127.0.0.1:3000` */
  address: string
  close(): Promise<void>
}

/** Starts the contact centre by the environment. A start that must be refused prints why and sets the exit code; then undefined. */
export async function run(): Promise<RunningHouse | undefined> {
  const locks: InstanceLock[] = []
  try {
    const config = readConfig(process.env)
    const log = createLog(config.LOG_LEVEL)
    locks.push(await takeInstanceLock(config.DATA_DIR))
    if (isPostgres(config.DATABASE_URL)) locks.push(await lockDatabase(config.DATABASE_URL, log))
    const house = await buildApp(config, log)
    const running = await listen(config, house, locks)
    closeWithGrace({ delay: config.DRAIN_SECONDS * 1000 + 10_000, logger: false }, async ({ err }) => {
      if (err) {
        log.error({ error: err }, 'The house ends because of an error that nobody caught.')
        process.exitCode = 1
      } else await house.drained(config.DRAIN_SECONDS * 1000)
      await running.close()
    })
    return running
  } catch (error) {
    for (const lock of locks) lock.release()
    console.error(refusalOf(error))
    process.exitCode = 1
    // Workers and timers of a half-built house must not keep a refused start alive.
    setImmediate(() => process.exit(1))
    return undefined
  }
}

/** A house that another one has replaced ends as if told to: it must not write beside it. */
function lockDatabase(url: string, log: Log): Promise<InstanceLock> {
  const onStolen = (): void => {
    log.error({}, 'Another contact centre has taken over the database; this one ends.')
    process.exitCode = 1
    process.kill(process.pid, 'SIGTERM')
  }
  return takeDatabaseLock({ url, onStolen })
}

async function listen(config: Config, house: House, locks: InstanceLock[]): Promise<RunningHouse> {
  const { http } = house
  try {
    const address = await http.listen({ host: config.HOST, port: config.PORT })
    await house.opened()
    return {
      config,
      house,
      address,
      async close() {
        await house.close()
        for (const lock of locks) lock.release()
      },
    }
  } catch (error) {
    await house.close()
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new Error(`PORT: ${config.HOST}:${config.PORT} is taken by another program; free it or set PORT.`)
    }
    throw error
  }
}

/** What a person reads when the start is refused: sentences, no stack, unless it is our own bug. */
function refusalOf(error: unknown): string {
  if (error instanceof ConfigError) return `The start is refused. 启动被拒绝。\n${error.message}`
  if (error instanceof Error && !(error instanceof TypeError)) {
    const because = error.cause instanceof Error ? `\n${error.cause.message}` : ''
    return `The start is refused. 启动被拒绝。\n${error.message}${because}`
  }
  return `The start failed. 启动失败。\n${error instanceof Error ? error.stack : String(error)}`
}

if (import.meta.main) await run()
