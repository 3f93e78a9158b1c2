/** The real product as a process of its own: started, waited for, stopped, killed and started again like by an operator. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, httpPorts, rtpPorts, sipPorts } from './free-ports.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface WholeHouse {
  /** `http://127.0.0.1:port` */
  readonly url: string
  readonly httpPort: number
  readonly sipPort: number
  /** Where the house sends its own calls: a test's phone may listen there. */
  readonly trunkPort: number
  readonly hotline: string
  readonly dataDir: string
  readonly pid: number
  /** Everything the process said so far, all boots. */
  said(): string
  /** An orderly end (SIGTERM); resolves with the exit code when the process is gone. */
  stop(): Promise<number | null>
  /** kill -9. */
  kill(): Promise<void>
  /** Starts again on the same data and ports, after `stop` or `kill`. */
  startAgain(): Promise<void>
  /** Ends the process however it stands and removes its data. Idempotent. */
  close(): Promise<void>
}

export interface HouseOptions {
  /** On top of the house's own settings. */
  env?: Record<string, string>
}

/** Copies what the product runs from into `folder`, so that a test can break a file of it. */
export async function copyHouse(folder: string): Promise<void> {
  for (const part of ['server', 'sip', 'migrations', 'ivr-flows', 'package.json'])
    await cp(join(root, part), join(folder, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
}

/** Starts the product on free ports and an empty data directory; resolves when it can take a call. Throws with all it said when it ends first. */
export async function startHouse(options: HouseOptions = {}): Promise<WholeHouse> {
  const env = await settingsOf(options)
  const httpPort = Number(env.PORT)
  const url = `http://127.0.0.1:${httpPort}`
  let output = ''
  let child = await boot().catch(async (error: unknown) => {
    await rm(env.DATA_DIR, { recursive: true, force: true })
    throw error
  })

  async function boot(): Promise<ChildProcess> {
    const process = runHouse(env, (text) => {
      output += text
    })
    await ready(process, url, () => output)
    return process
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
    return child.exitCode
  }

  return {
    url,
    httpPort,
    sipPort: Number(env.SIP_LISTEN.split(':').at(-1)),
    trunkPort: Number(env.OUTBOUND_TRUNK.split(':').at(-1)),
    hotline: env.HOTLINE,
    dataDir: env.DATA_DIR,
    get pid() {
      return child.pid ?? 0
    },
    said: () => output,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL')
    },
    async startAgain() {
      child = await boot()
    },
    async close() {
      await end('SIGKILL')
      await rm(env.DATA_DIR, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Settings = Record<'PORT' | 'DATA_DIR' | 'SIP_LISTEN' | 'OUTBOUND_TRUNK' | 'HOTLINE', string> &
  Record<string, string>

/** Settings of a house of its own: free ports, a fresh data directory under the system's temporary folder. */
export async function settingsOf(options: HouseOptions = {}): Promise<Settings> {
  const sip = await freePort(sipPorts)
  const rtp = await freePort({ low: rtpPorts.low, high: rtpPorts.high - 400 })
  return {
    HOST: '127.0.0.1',
    PORT: String(await freePort(httpPorts)),
    DATA_DIR: await mkdtemp(join(tmpdir(), 'house-')),
    SIP_LISTEN: `udp:127.0.0.1:${sip},tcp:127.0.0.1:${sip}`,
    RTP_PORTS: `${rtp}-${rtp + 399}`,
    OUTBOUND_TRUNK: `sip:127.0.0.1:${await freePort(sipPorts)}`,
    HOTLINE: '95530',
    LOG_LEVEL: 'info',
    // Tests say at once what an operator may take half a minute for.
    DRAIN_SECONDS: '0',
    ...options.env,
  }
}

/** Runs `server/main.ts` of `folder` by the given settings and nothing of this process's own environment but what Node needs. */
function runHouse(env: Record<string, string>, hear: (text: string) => void, folder = root): ChildProcess {
  const { PATH = '', HOME = '', TZ = '' } = process.env
  const child = spawn(process.execPath, [join('server', 'main.ts')], {
    cwd: folder,
    env: { PATH, HOME, ...(TZ === '' ? {} : { TZ }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk: Buffer) => hear(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => hear(chunk.toString()))
  return child
}

/** Runs a house (this one, or a changed copy in `folder`) that is expected to refuse its start; resolves with its exit code and all it said. Kills it after a minute: a busy machine is not a failure. */
export async function refusedStart(
  env: Record<string, string>,
  folder = root,
): Promise<{ code: number | null; said: string }> {
  let said = ''
  const hear = (text: string) => {
    said += text
  }
  const child = runHouse(env, hear, folder)
  const limit = setTimeout(() => child.kill('SIGKILL'), 60_000)
  await once(child, 'close')
  clearTimeout(limit)
  return { code: child.exitCode, said }
}

/** Asks /readyz until it answers with `status`, at most 20 s; resolves with the reasons it gives. */
export async function readyzSays(url: string, status: number): Promise<string[]> {
  const until = performance.now() + 20_000
  for (;;) {
    const answer = await fetch(`${url}/readyz`)
    const { reasons } = (await answer.json()) as { reasons: string[] }
    if (answer.status === status) return reasons
    if (performance.now() > until) throw new Error(`/readyz says ${answer.status}: ${reasons.join(' ')}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Far above what a start takes: a busy machine is not a failure. */
const readyMs = 90_000

/** Resolves when /readyz says 200; asking is the only way another program can know. */
async function ready(child: ChildProcess, url: string, said: () => string): Promise<void> {
  const until = performance.now() + readyMs
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The house ended at its start:\n${said()}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await new Promise((done) => setTimeout(done, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`The house was not ready within ${readyMs / 1000} s:\n${said()}`)
}
