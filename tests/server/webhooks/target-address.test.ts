import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCourier } from '../../../server/webhooks/courier.ts'
import { mayConnect, readAllowed } from '../../../server/webhooks/target-address.ts'
import type { Outcome } from '../../../server/webhooks/webhooks.ports.ts'

const parcel = { headers: { 'content-type': 'application/json' }, body: '{}' }
let target: Server
let port: number
let heard: string[]

beforeAll(async () => {
  target = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`)
    if (request.url === '/redirect') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' })
    else response.writeHead(200)
    response.end('the secret of the target')
  })
  await new Promise<void>((done) => target.listen(0, '127.0.0.1', done))
  port = (target.address() as AddressInfo).port
})
afterAll(() => new Promise((done) => target.close(done)))

async function sendTo(url: string, more: Partial<Parameters<typeof createCourier>[0]> = {}): Promise<Outcome> {
  heard = []
  const courier = createCourier({ allowed: [], now: () => performance.now(), ...more })
  const outcome = await courier.send({ url, ...parcel })
  await courier.close()
  return outcome
}

describe('[CS-13] a webhook reaches nothing inside the house', () => {
  test.each([
    ['loopback', 'http://127.0.0.1/'],
    ['loopback in short', 'http://127.1/'],
    ['loopback in hex', 'http://0x7f000001/'],
    ['loopback as one number', 'http://2130706433/'],
    ['loopback in octal', 'http://0177.0.0.1/'],
    ['the unspecified address', 'http://0/'],
    ['loopback of IPv6', 'http://[::1]/'],
    ['IPv4 inside IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data'],
    ['a private network', 'https://10.1.2.3/'],
    ['another private network', 'https://192.168.1.1/'],
    ['carrier-grade NAT', 'https://100.64.0.1/'],
    ['a unique local address', 'https://[fd00::1]/'],
    ['a link-local address', 'https://[fe80::1]/'],
    ['IPv4 inside NAT64', 'https://[64:ff9b::7f00:1]/'],
    ['a multicast address', 'https://224.0.0.1/'],
    ['SSH on a public address', 'http://1.1.1.1:22/'],
    ['Redis on a public address', 'http://1.1.1.1:6379/'],
  ])('%s is refused where the connection is made', async (_what, url) => {
    expect(await sendTo(url)).toMatchObject({ problem: 'refused-address' })
  })

  test.each(['localhost', 'localhost.', 'metadata.google.internal'])(
    'a name that leads inside is refused: %s',
    async (name) => {
      const resolve = async () => ['127.0.0.1', '::1', '169.254.169.254']
      expect(await sendTo(`http://${name}/`, { resolve })).toMatchObject({ problem: 'refused-address' })
    },
  )

  test('of a name with several addresses only one that is allowed is used', async () => {
    const resolve = async () => ['10.0.0.1', '127.0.0.1']
    const allowed = [{ host: '127.0.0.1', port }]
    expect(await sendTo(`http://crm.example:${port}/hook`, { resolve, allowed })).toMatchObject({ status: 200 })
    expect(heard).toEqual(['POST /hook'])
  })

  test('a name that changes its meaning after the check gains nothing: it is asked once a connection', async () => {
    let asked = 0
    const resolve = async () => (asked++ === 0 ? ['10.0.0.9'] : ['127.0.0.1'])
    expect(await sendTo(`http://rebind.example:${port}/`, { resolve })).toMatchObject({ problem: 'refused-address' })
    expect(heard).toEqual([])
  })

  test('a redirect is an answer like any other, and is not followed', async () => {
    const outcome = await sendTo(`http://127.0.0.1:${port}/redirect`, { allowed: [{ host: '127.0.0.1', port }] })
    expect(outcome).toMatchObject({ status: 302 })
    expect(heard).toEqual(['POST /redirect'])
    expect(JSON.stringify(outcome)).not.toContain('secret of the target')
  })

  test('a target that is not there is no answer, and nothing throws', async () => {
    const outcome = await sendTo('http://127.0.0.1:1/', { allowed: [{ host: '127.0.0.1', port: 1 }] })
    expect(outcome).toMatchObject({ problem: 'no-answer' })
  })
})

describe('what an administrator allows', () => {
  test.each([
    ['127.0.0.1:9999', '127.0.0.1', '127.0.0.1', 9999, true],
    ['127.0.0.1:9999', '127.0.0.1', '127.0.0.1', 9998, false],
    ['127.0.0.1:9999', 'localhost', '127.0.0.1', 9999, true],
    ['crm.internal:8080', 'CRM.internal.', '10.0.0.7', 8080, true],
    ['crm.internal:8080', 'other.internal', '10.0.0.7', 8080, false],
    ['[fd00::5]:443', '[fd00::5]', 'fd00::5', 443, true],
    ['', 'example.com', '93.184.216.34', 443, true],
    ['', 'example.com', '93.184.216.34', 25, false],
  ])('%s lets %s (%s) on port %d: %s', (text, host, address, port, may) => {
    expect(mayConnect({ host, address, port }, readAllowed(text))).toBe(may)
  })

  test.each(['nonsense', '127.0.0.1', 'host:99999', '10.0.0.0/8:80x'])('%s is no target', (text) => {
    expect(() => readAllowed(text)).toThrow('is not host:port')
  })
})
