/** Settings, house, listen, close gracefully. Nothing else. */
import closeWithGrace from 'close-with-grace'
import { buildApp, type House } from './app.ts'
import { type Config, ConfigError, readConfig } from './platform/config.ts'
import { type InstanceLock, takeInstanceLock } from './platform/instance-lock.ts'
import { createLog } from './platform/log.ts'

export interface RunningHouse {
  config: Config
  house: House
  /** `http://127.0.0.1:3000` */
  address: string
  close(): Promise<void>
}

/** Starts the contact centre by the environment. A start that must be refused prints why and sets the exit code; then undefined. */
export async function run(): Promise<RunningHouse | undefined> {
  let lock: InstanceLock | undefined
  try {
    const config = readConfig(process.env)
    const log = createLog(config.LOG_LEVEL)
    lock = await takeInstanceLock(config.DATA_DIR)
    const house = await buildApp(config, log)
    const running = await listen(config, house, lock)
    closeWithGrace({ delay: config.DRAIN_SECONDS * 1000 + 10_000, logger: false }, async ({ err }) => {
      if (err) {
        log.error({ error: err }, 'The house ends because of an error that nobody caught.')
        process.exitCode = 1
      } else await house.drained(config.DRAIN_SECONDS * 1000)
      await running.close()
    })
    return running
  } catch (error) {
    lock?.release()
    console.error(refusalOf(error))
    process.exitCode = 1
    // Workers and timers of a half-built house must not keep a refused start alive.
    setImmediate(() => process.exit(1))
    return undefined
  }
}

async function listen(config: Config, house: House, lock: InstanceLock): Promise<RunningHouse> {
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
        lock.release()
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
