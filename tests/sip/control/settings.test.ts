import { describe, expect, it } from 'vitest'
import { createTelephony, type TelephonySettings } from '../../../sip/index.ts'
import { silentLog } from '../../kit/silent-log.ts'

const settings: TelephonySettings = {
  sipEngine: 'embedded',
  mediaEdge: 'embedded',
  sipListen: [],
  rtpPorts: { low: 25_480, high: 25_489 },
  mediaHost: '127.0.0.1',
  mediaWorkers: 1,
  trustedSources: [],
  outboundTrunk: 'sip:127.0.0.1:5080',
  realm: 'centre',
  log: silentLog,
}

describe('settings of telephony', () => {
  it.each([
    [{ mediaEdge: 'rtpengine://127.0.0.1:22222' }, 'The media edge "rtpengine://127.0.0.1:22222" is not known'],
    [{ sipEngine: 'freeswitch' }, 'The SIP engine must be "embedded" or drachtio://secret@host:port.'],
    [{ sipEngine: 'drachtio://host:9022' }, 'The SIP engine must be "embedded" or drachtio://secret@host:port.'],
  ])('with %j are refused before anything is opened', async (change, sentence) => {
    await expect(createTelephony({ ...settings, ...change })).rejects.toThrow(sentence)
  })
})
