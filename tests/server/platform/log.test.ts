import { expect, test } from 'vitest'
import { createLog } from '../../../server/platform/log.ts'

function linesOf(say: (log: ReturnType<typeof createLog>) => void, level = 'info'): Array<Record<string, unknown>> {
  const lines: string[] = []
  say(createLog(level, { write: (line) => lines.push(line) }))
  return lines.map((line) => JSON.parse(line))
}

test('writes a static sentence with its fields', () => {
  expect(linesOf((log) => log.info({ callId: 'c1' }, 'The call ended.'))).toMatchObject([
    { callId: 'c1', msg: 'The call ended.' },
  ])
})

test('removes personal data wherever it may stand', () => {
  const fields = {
    pii: { number: '+8613800138000' },
    passenger: { id: 'p1', pii: { name: '王小明' } },
    password: 'secret-1',
    login: { password: 'secret-2' },
    req: { headers: { cookie: 'cc_session=secret-3', authorization: 'secret-4', host: 'h' } },
  }
  const line = JSON.stringify(linesOf((log) => log.info(fields, 'A login.')))

  for (const secret of ['13800138000', '王小明', 'secret-1', 'secret-2', 'secret-3', 'secret-4'])
    expect(line).not.toContain(secret)
  expect(line).toContain('p1')
})

test('keeps the stack of an error', () => {
  const [line] = linesOf((log) => log.error({ error: new Error('boom') }, 'A request failed.'))

  expect(line).toMatchObject({ error: { message: 'boom', stack: expect.stringContaining('log.test.ts') } })
})

test('says nothing below its level', () => {
  expect(linesOf((log) => log.info({}, 'Quiet.'), 'warn')).toEqual([])
})
