/** A PostgreSQL of our own for tests: a fresh cluster in a temporary folder on a free loopback port, thrown away afterwards. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestPostgres {
  /** `postgres://postgres@127.0.0.1:port/postgres` */
  url: string
  version: string
  /** Goes away as in a restart: every connection breaks, the data stays. */
  halt(): Promise<void>
  /** Comes back on the same port and data, after `halt`. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

/** Folder of `initdb` and `postgres`; undefined when no server is installed. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const folders = [
    ...versionsIn(debian).map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ]
  return folders.find((folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres')))
}

/** Starts a cluster; rejects with the server's own words when it does not come up. */
export async function startPostgres(bin: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'))
  const user = postgresUser()
  // The server refuses to run as root, and its folder must be its own.
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const who = user ? { uid: user.uid, gid: user.gid } : {}
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' }
  execFileSync(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--locale=C.UTF-8', '-N'], {
    ...who,
    env,
    cwd: folder,
    stdio: 'pipe',
  })
  const port = await freePort()
  let server = await run()

  async function run(): Promise<ChildProcess> {
    const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off']
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
    const child = spawn(join(bin, 'postgres'), args, { ...who, env, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    await new Promise<void>((done, fail) => {
      child.stderr.on('data', (bytes: Buffer) => {
        said += bytes.toString()
        if (said.includes('ready to accept connections')) done()
      })
      child.once('exit', () => fail(new Error(said)))
    })
    return child
  }

  async function halt(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    // At once, as by a failover: no connection is asked first.
    server.kill('SIGQUIT')
    await gone
  }

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    version: execFileSync(join(bin, 'postgres'), ['--version'], { env }).toString().trim(),
    halt,
    async startAgain() {
      server = await run()
    },
    async stop() {
      await halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort((a, b) => Number(b) - Number(a))
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString().trim())
  return { uid: id('-u'), gid: id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? done(address.port) : fail(new Error('No port.'))))
    })
  })
}
