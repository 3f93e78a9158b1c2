import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPhone, type Phone } from '../../../sip/phone/phone.ts'

const main = fileURLToPath(new URL('../../../sip/phone/main.ts', import.meta.url))
let hotline: Phone

/** Runs the terminal phone to its end; a failing exit code is an answer, too. */
async function phone(...words: string[]): Promise<{ code: number; said: string }> {
  const run = promisify(execFile)(process.execPath, [main, '--server', 'udp:127.0.0.1:18040', ...words])
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  )
}

beforeEach(async () => {
  hotline = await createPhone({ port: 18040, rtpPorts: { low: 26050, high: 26059 } })
})
afterEach(() => hotline.close())

describe('npm run phone', () => {
  it('calls, speaks, presses what was asked once it heard a prompt, tells what it hears, and ends with 0', async () => {
    const keys: string[] = []
    hotline.onIncoming((call) => {
      call.onKey((key) => keys.push(key))
      call.answer()
      void call.say(1000)
    })
    const { code, said } = await phone('95530', '--tone', '440', '--press', '2,1', '--seconds', '4')
    expect(code).toBe(0)
    expect(said).toMatch(/Calling 95530 at 127\.0\.0\.1:18040 as \+8613800138000/)
    expect(said).toMatch(/-12 dBFS {2}tone 1000 Hz/)
    expect(said).toMatch(/You hung up\. 4\.\d s of talk\./)
    expect(keys).toEqual(['2', '1'])
  })

  it('ends with 1 and the reason when the number is busy', async () => {
    hotline.onIncoming((call) => call.reject(486))
    expect(await phone()).toMatchObject({ code: 1, said: expect.stringContaining('Refused with 486 (busy).') })
  })

  it('ends with 2 and a sentence when it was not understood', async () => {
    expect(await phone('--press', 'x')).toEqual({
      code: 2,
      said: '--press takes keys like 1,2 or 1@3s,#@10s; "x" is not one.\n',
    })
  })
})
