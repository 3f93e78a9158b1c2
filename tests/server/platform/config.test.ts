import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../../server/platform/config.ts'

function refusalOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

test('needs nothing: every setting has a default', () => {
  expect(readConfig({})).toMatchObject({
    HOST: '127.0.0.1',
    PORT: 3000,
    DATA_DIR: resolve('data'),
    DATABASE_URL: `sqlite:${resolve('data', 'contact-centre.db')}`,
    SIP_LISTEN: [
      { transport: 'udp', host: '127.0.0.1', port: 5060 },
      { transport: 'tcp', host: '127.0.0.1', port: 5060 },
    ],
    RTP_PORTS: { low: 20_000, high: 29_999 },
    HOTLINE: '95530',
    TRUSTED_SOURCES: ['127.0.0.0/8'],
    OUTBOUND_TRUNK: 'sip:127.0.0.1:5080',
    SIP_ENGINE: 'embedded',
    MEDIA_EDGE: 'embedded',
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
  })
})

test('takes an empty variable for one that is not set', () => {
  expect(readConfig({ PORT: '', LOG_LEVEL: '' })).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' })
})

test.each([
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['PORT', '80.5'],
  ['DATABASE_URL', 'mysql://somewhere/x'],
  ['SIP_LISTEN', 'tls:127.0.0.1:5061'],
  ['SIP_LISTEN', 'udp:127.0.0.1'],
  ['SIP_LISTEN', 'udp:127.0.0.1:70000'],
  ['RTP_PORTS', '20000'],
  ['RTP_PORTS', '29999-20000'],
  ['RTP_PORTS', '20000-20005'],
  ['RTP_PORTS', '80-29999'],
  ['RTP_PORTS', '20000-99999'],
  ['HOTLINE', 'hotline'],
  ['TRUSTED_SOURCES', '127.0.0.1'],
  ['TRUSTED_SOURCES', '10.0.0.0/33'],
  ['TRUSTED_SOURCES', '999.0.0.0/8'],
  ['TRUSTED_SOURCES', '10.0.0.0/8,'],
  ['TRUSTED_SOURCES', '10.0.0.0/8/8'],
  ['TRUSTED_SOURCES', '::1/129'],
  ['TRUSTED_SOURCES', 'abc/8'],
  ['OUTBOUND_TRUNK', '127.0.0.1:5080'],
  ['SIP_ENGINE', 'freeswitch'],
  ['MEDIA_EDGE', 'cloud'],
  ['PASSENGER_SERVICE', 'off'],
  ['PASSENGER_SERVICE', 'https://pss.example.com'],
  ['PASSENGER_SERVICE', 'http://house:secret@pss.example.com'],
  ['MEDIA_WORKERS', '0'],
  ['TIME_ZONE', 'Asia/Atlantis'],
  ['SESSION_SECRET', 'short'],
  ['PUBLIC_ORIGIN', 'not a url'],
  ['NODE_ENV', 'staging'],
  ['LOG_LEVEL', 'loud'],
])('refuses %s=%s and names it with what is allowed', (name, value) => {
  const message = refusalOf({ [name]: value })

  expect(message).toMatch(new RegExp(`^${name}: .+ is not allowed; .+`))
  expect(message.split('\n')).toHaveLength(1)
})

test('names every wrong variable, each on its line', () => {
  const lines = refusalOf({ PORT: 'x', HOTLINE: '1', NODE_ENV: 'y' }).split('\n')

  expect(lines.map((line) => line.split(':')[0])).toEqual(['PORT', 'HOTLINE', 'NODE_ENV'])
})

test.each([
  ['DATABASE_URL', 'mysql://someone:topsecret@host/x'],
  ['SIP_ENGINE', 'drachtio://topsecret@'],
  ['SESSION_SECRET', 'topsecret'],
])('does not print the secret in a wrong %s', (name, value) => {
  expect(refusalOf({ [name]: value })).not.toContain('topsecret')
})

test('takes address blocks of both families', () => {
  expect(readConfig({ TRUSTED_SOURCES: '10.1.0.0/16, 2001:db8::/32,::1/128,0.0.0.0/0' }).TRUSTED_SOURCES).toEqual([
    '10.1.0.0/16',
    '2001:db8::/32',
    '::1/128',
    '0.0.0.0/0',
  ])
})

test('in production names each missing secret and each plain default', () => {
  const lines = refusalOf({ NODE_ENV: 'production' }).split('\n')

  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'SESSION_SECRET',
    'PUBLIC_ORIGIN',
    'TRUSTED_SOURCES',
    'OUTBOUND_TRUNK',
    'PASSENGER_SERVICE',
  ])
})

const production = {
  NODE_ENV: 'production',
  SESSION_SECRET: 'a'.repeat(32),
  PUBLIC_ORIGIN: 'https://cc.example.com',
  TRUSTED_SOURCES: '10.1.0.0/16',
  OUTBOUND_TRUNK: 'sip:10.1.0.1:5060',
  PASSENGER_SERVICE: 'https://house:secret@pss.example.com/v1',
}

test('in production starts when everything is said', () => {
  expect(readConfig(production).NODE_ENV).toBe('production')
})

test('in production refuses an address without https', () => {
  expect(refusalOf({ ...production, PUBLIC_ORIGIN: 'http://cc.example.com' })).toMatch(/^PUBLIC_ORIGIN: /)
})
