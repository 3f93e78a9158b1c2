import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeInstanceLock } from '../../../server/platform/instance-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the lock of a data directory', () => {
  it('lets one in and names the directory to the second', async () => {
    const lock = await takeInstanceLock(folder)
    await expect(takeInstanceLock(folder)).rejects.toThrow(folder)
    lock.release()
    ;(await takeInstanceLock(folder)).release()
  })

  it('is free again after its owner was killed', async () => {
    const module = fileURLToPath(new URL('../../../server/platform/instance-lock.ts', import.meta.url))
    const script = `const { takeInstanceLock } = await import(${JSON.stringify(module)}); await takeInstanceLock(${JSON.stringify(folder)}); console.log('taken'); setInterval(() => {}, 1000)`
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(owner.stdout, 'data')
    await expect(takeInstanceLock(folder)).rejects.toThrow()
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    ;(await takeInstanceLock(folder)).release()
  })
})
