import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeInstanceLock } from '../../../server/platform/instance-lock.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('refuses a second house on the same data, naming the folder', async () => {
  const lock = await takeInstanceLock(folder)

  await expect(takeInstanceLock(folder)).rejects.toThrow(folder)
  lock.release()
})

test('lets the next house in after a release', async () => {
  const lock = await takeInstanceLock(folder)
  lock.release()

  const next = await takeInstanceLock(folder)
  next.release()
})

test('makes the data directory when there is none', async () => {
  const lock = await takeInstanceLock(join(folder, 'new', 'data'))

  lock.release()
})

test('names the data directory that is no folder', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')

  await expect(takeInstanceLock(file)).rejects.toThrow(`DATA_DIR: ${file} is no folder that can be written.`)
})

test('is not held by a house that was killed', async () => {
  const module = fileURLToPath(new URL('../../../server/platform/instance-lock.ts', import.meta.url))
  const program = `const { takeInstanceLock } = await import(${JSON.stringify(module)})
    await takeInstanceLock(${JSON.stringify(folder)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  await expect(takeInstanceLock(folder)).rejects.toThrow('Another contact centre')
  const gone = once(holder, 'exit')
  holder.kill('SIGKILL')
  await gone

  const lock = await takeInstanceLock(folder)
  lock.release()
})

test('works for a data directory whose path is longer than a socket may have', async () => {
  const lock = await takeInstanceLock(join(folder, 'a'.repeat(120)))

  lock.release()
})
