/** What bad input gets: a start that is refused says what is wrong and where; nothing that a caller sends can run in a console. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPhone } from '../../sip/phone/phone.ts'
import { openDesk } from '../kit/agent-desk.ts'
import { freePort, rtpPorts, sipPorts } from '../kit/free-ports.ts'
import { startSipp } from '../kit/sipp.ts'
import { callerByInfo } from '../kit/sipp-scenarios.ts'
import { copyHouse, refusedStart, settingsOf, startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

describe('the start is refused', () => {
  let dataDir = ''
  const settings = async (env: Record<string, string> = {}) => {
    const all = await settingsOf({ env })
    dataDir = all.DATA_DIR
    return all
  }
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  test.each([
    ['PORT', 'eighty'],
    ['SIP_LISTEN', 'sctp:127.0.0.1:5060'],
    ['LOG_LEVEL', 'loud'],
  ])('for %s=%s, naming the variable and what is allowed', async (name, value) => {
    const { code, said } = await refusedStart(await settings({ [name]: value }))

    expect(code).toBe(1)
    expect(said).toContain(`${name}: "${value}" is not allowed`)
    expect(said).not.toMatch(/^\s+at /m)
  })

  test('for a taken HTTP port, naming it', async () => {
    const env = await settings()
    const squatter = createServer().listen(Number(env.PORT), '127.0.0.1')
    const { code, said } = await refusedStart(env)
    squatter.close()

    expect(code).toBe(1)
    expect(said).toContain(`127.0.0.1:${env.PORT}`)
  })

  test('for a taken SIP port, naming it', async () => {
    const env = await settings()
    const port = Number(env.SIP_LISTEN.split(':').at(-1))
    const squatter = createServer().listen(port, '127.0.0.1')
    const { code, said } = await refusedStart(env)
    squatter.close()

    expect(code).toBe(1)
    expect(said).toContain(`127.0.0.1:${port}`)
  })

  test.each([
    ['a server that is not there', 'postgres://nobody:sekret@127.0.0.1:1/none'],
    ['a file that is no database', `sqlite:${fileURLToPath(import.meta.url)}`],
  ])('for %s as DATABASE_URL, in a sentence without the password', async (_what, url) => {
    const { code, said } = await refusedStart(await settings({ DATABASE_URL: url }))

    expect(code).toBe(1)
    expect(said).toMatch(/^DATABASE_URL.* cannot be /m)
    expect(said).not.toContain('sekret')
    expect(said).not.toMatch(/^\s+at /m)
  })

  test('in production without secrets, naming each', async () => {
    const { DATA_DIR, PORT } = await settings()
    const { code, said } = await refusedStart({ DATA_DIR, PORT, NODE_ENV: 'production' })

    expect(code).toBe(1)
    for (const name of ['SESSION_SECRET', 'PUBLIC_ORIGIN', 'TRUSTED_SOURCES', 'OUTBOUND_TRUNK', 'PASSENGER_SERVICE'])
      expect(said).toContain(name)
  })

  test('for a broken flow file, naming file, place and reason', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'broken-house-'))
    await copyHouse(folder)
    const menu = join(folder, 'ivr-flows', 'main-menu.json')
    const flow = JSON.parse(await readFile(menu, 'utf8'))
    flow.nodes.main.choices['1'] = 'nowhere'
    await writeFile(menu, JSON.stringify(flow))
    const { code, said } = await refusedStart(await settings(), folder)
    await rm(folder, { recursive: true })

    expect(code).toBe(1)
    expect(said).toContain('ivr-flows/main-menu.json, nodes.main.choices.1:')
    expect(said).toContain('nowhere')
  })

  test('for a second contact centre on the same data', async () => {
    const house = await startHouse()
    const { code, said } = await refusedStart({ ...(await settings()), DATA_DIR: house.dataDir })
    await house.close()

    expect(code).toBe(1)
    expect(said).toContain(house.dataDir)
  })
})

describe('a caller', () => {
  let house: WholeHouse
  beforeAll(async () => {
    house = await startHouse({ env: { TRUSTED_SOURCES: '127.0.0.1/32' } })
  })
  afterAll(() => house?.close())

  test('from an unknown source is answered 403', async () => {
    const stranger = await createPhone({ server: { host: '127.0.0.1', port: house.sipPort }, host: '127.0.0.2' })
    const call = await stranger.call(house.hotline)

    expect(await call.ended).toMatchObject({ by: 'refused', status: 403 })
    await stranger.close()
  })

  test('can put no markup into a console', async () => {
    const markup = '<img src=x onerror=window.__x=1>'
    const desk = await openDesk(house.url, cast.agent)
    await desk.startShift()
    await desk.goReady()
    const caller = await startSipp({
      scenario: callerByInfo,
      target: `127.0.0.1:${house.sipPort}`,
      number: house.hotline,
      port: await freePort(sipPorts),
      mediaPort: await freePort({ low: rtpPorts.high - 199, high: rtpPorts.high - 20 }),
      keys: { from: encodeURIComponent(markup), name: markup, first: '1', second: '2' },
      calls: 1,
      limitMs: 40_000,
    })
    await desk.offered()

    expect(await desk.page.locator('img[src="x"]').count()).toBe(0)
    expect(await desk.page.evaluate(() => '__x' in window)).toBe(false)
    expect(desk.browser.complaints.filter((line) => line.includes('Content Security Policy'))).toEqual([])
    caller.stop()
    await caller.done
    await desk.close()
  })
})
