import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connectSrf, type SrfLinkDeps } from '../../../sip/control/srf-link.ts'
import { FakeSrf } from '../../kit/fake-srf.ts'
import { silentLog } from '../../kit/silent-log.ts'

/** A server that can be told how each new connection goes. */
function server(...behaviours: Array<Partial<FakeSrf>>) {
  const clients: FakeSrf[] = []
  const events: string[] = []
  const deps: SrfLinkDeps = {
    address: async () => ({ host: '127.0.0.1', port: 9022, secret: 's' }),
    handlers: {},
    log: silentLog,
    onLost: () => events.push('lost'),
    onBack: () => events.push('back'),
    createClient: () => {
      const client = Object.assign(new FakeSrf(), behaviours[clients.length])
      clients.push(client)
      return client
    },
  }
  return { clients, events, deps }
}

describe('the link to the SIP engine', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const opened = async (deps: SrfLinkDeps) => {
    const opening = connectSrf(deps)
    await vi.advanceTimersByTimeAsync(1)
    return opening
  }

  it('announces where the engine listens', async () => {
    const { deps } = server()
    const link = await opened(deps)
    expect(link.listening()).toEqual(['udp/127.0.0.1:5060', 'ws/127.0.0.1:5066'])
    expect(link.trouble()).toBeUndefined()
    link.close()
  })

  it.each([
    ['refused', 'cannot be reached'],
    ['wrong-secret', 'refuses our secret'],
    ['silent', 'does not answer'],
  ] as const)('fails at the start with the address when the server is %s', async (behaviour, sentence) => {
    const { deps } = server({ behaviour })
    const failure = connectSrf(deps).catch((error: Error) => error.message)
    await vi.advanceTimersByTimeAsync(5001)
    expect(await failure).toContain(sentence)
    expect(await failure).toContain('127.0.0.1:9022')
  })

  it('asks for a sign of life that reaches no network, and counts silence as loss', async () => {
    const { deps, clients, events } = server({}, {})
    const link = await opened(deps)
    await vi.advanceTimersByTimeAsync(5000)
    expect(clients[0]!.requests).toMatchObject([{ method: 'INFO', stackDialogId: 'link-watch;from-tag=link-watch' }])
    clients[0]!.deaf = true
    await vi.advanceTimersByTimeAsync(5000 + 3000)
    expect([events, clients[0]!.disconnected, link.trouble()]).toEqual([
      ['lost'],
      true,
      'The link to the SIP engine is lost.',
    ])
    await vi.advanceTimersByTimeAsync(300)
    expect(events).toEqual(['lost', 'back'])
    link.close()
  })

  it('takes whatever the engine says for a sign of life, since the answer may stand in line behind calls', async () => {
    const { deps, clients, events } = server({ deaf: true })
    const link = await opened(deps)
    await vi.advanceTimersByTimeAsync(5000 + 2400)
    clients[0]!.heard += 1
    await vi.advanceTimersByTimeAsync(100 + 5000 + 2900)
    expect([events, clients[0]!.requests.length]).toEqual([[], 2])
    link.close()
  })

  it('does not blame the engine for its own thread being late: time in which nothing was read is not counted', async () => {
    const { deps, clients, events } = server({ deaf: true }, {})
    let heldUpMs = 0
    const link = await opened({ ...deps, monotonicNow: () => performance.now() + heldUpMs })
    await vi.advanceTimersByTimeAsync(5000 + 2500)
    heldUpMs += 4000
    await vi.advanceTimersByTimeAsync(500)
    expect([events, link.client()]).toEqual([[], clients[0]])
    await vi.advanceTimersByTimeAsync(500)
    expect(events).toEqual(['lost'])
    link.close()
  })

  it('comes back with a new client after the connection closed, once', async () => {
    const { deps, clients, events } = server({}, { behaviour: 'refused' }, {})
    const link = await opened(deps)
    clients[0]!.drop()
    clients[0]!.drop()
    await vi.advanceTimersByTimeAsync(1000)
    expect(events).toEqual(['lost', 'back'])
    expect(link.client()).toBe(clients[2])
    link.close()
  })

  it('does not believe a list of addresses that became shorter', async () => {
    const { deps, events } = server({}, { hostPorts: 'udp/127.0.0.1:5060' }, {})
    const link = await opened(deps)
    ;(link.client() as FakeSrf).drop()
    await vi.advanceTimersByTimeAsync(1000)
    expect(events).toEqual(['lost'])
    await vi.advanceTimersByTimeAsync(5000)
    expect([events, link.listening().length]).toEqual([['lost', 'back'], 2])
    link.close()
  })

  it('gives up when the secret became wrong', async () => {
    const { deps, clients } = server({}, { behaviour: 'wrong-secret' })
    const link = await opened(deps)
    clients[0]!.drop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([clients.length, link.trouble()]).toEqual([2, 'The SIP engine refuses our secret.'])
    link.close()
  })

  it('leaves no timer behind when closed', async () => {
    const { deps } = server()
    const link = await opened(deps)
    link.close()
    link.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})
