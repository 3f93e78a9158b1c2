/** One process per data directory: a local socket that dies with its owner, so kill -9 leaves no lock behind. */
import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface InstanceLock {
  release(): void
}

/** Takes the lock of a data directory. Throws when another living process holds it. */
export async function takeInstanceLock(dataDir: string): Promise<InstanceLock> {
  prepare(dataDir)
  const path = addressOf(dataDir)
  const server = createServer((socket) => socket.destroy())
  server.unref()
  for (const attempt of ['first', 'after removing a stale one'] as const) {
    const taken = await listen(server, path)
    if (taken) return { release: () => server.close() }
    if (attempt !== 'first' || (await isAlive(path))) break
    rmSync(path, { force: true })
  }
  throw new Error(`Another contact centre is running on ${dataDir}; stop it or set DATA_DIR.`)
}

/** A folder that exists and takes files. */
function prepare(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
  } catch (error) {
    throw new Error(`DATA_DIR: ${dataDir} is no folder that can be written.`, { cause: error })
  }
}

/** A socket's path may have 107 bytes (104 on some systems): for a longer one a short name stands in the temporary folder. */
function addressOf(dataDir: string): string {
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\contact-centre-${name}`
  const path = resolve(dataDir, 'instance.sock')
  return Buffer.byteLength(path) <= 100 ? path : join(tmpdir(), `contact-centre-${name}.sock`)
}

function listen(server: ReturnType<typeof createServer>, path: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const onError = (error: NodeJS.ErrnoException): void => (error.code === 'EADDRINUSE' ? done(false) : fail(error))
    server.once('error', onError)
    server.listen(path, () => {
      server.off('error', onError)
      done(true)
    })
  })
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((done) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      done(true)
    })
    probe.once('error', () => done(false))
  })
}
