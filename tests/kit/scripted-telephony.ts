/** Telephony on a scripted drachtio-srf and a media engine without sound: call control alone, no sockets. */
import { digestResponse, digestSecret } from '../../sip/control/digest.ts'
import { createSrfTelephony } from '../../sip/control/srf-telephony.ts'
import type { InboundLeg, Telephony } from '../../sip/telephony.ts'
import { FakeMedia } from './fake-media.ts'
import { FakeSrf, fakeRequest } from './fake-srf.ts'
import { keepingLog } from './silent-log.ts'

export interface ScriptedTelephony {
  telephony: Telephony
  srf: FakeSrf
  media: FakeMedia
  /** Sentences of warnings and errors. */
  sentences: string[]
  /** Legs that reached the handler. */
  arrived: InboundLeg[]
  time: { now: number }
}

/** Trusts 127.0.0.1 only; calls go out to sip:127.0.0.1:5080; the realm is `centre`. */
export async function scriptedTelephony(handler?: (leg: InboundLeg) => Promise<void>): Promise<ScriptedTelephony> {
  const srf = new FakeSrf()
  const media = new FakeMedia()
  const log = keepingLog()
  const time = { now: 1_000_000 }
  const arrived: InboundLeg[] = []
  const telephony = await createSrfTelephony({
    server: async () => ({ host: '127.0.0.1', port: 9022, secret: 's' }),
    engine: 'embedded',
    media,
    trustedSources: ['127.0.0.1/32'],
    outboundTrunk: 'sip:127.0.0.1:5080',
    realm: 'centre',
    log,
    now: () => time.now,
    createClient: () => srf,
  })
  telephony.onInbound(async (leg) => {
    arrived.push(leg)
    await handler?.(leg)
  })
  return { telephony, srf, media, sentences: log.sentences, arrived, time }
}

/** Registers a phone with the right password over a pretended WebSocket; returns its contact URI. */
export function registerPhone(house: ScriptedTelephony, phone: string): string {
  const contact = `sip:${phone}@phone.invalid;transport=ws`
  const { password } = house.telephony.issueCredential(phone, 3_600_000)
  const register = (authorization: Record<string, string>) =>
    house.srf.arrive(
      fakeRequest('REGISTER', {
        uri: 'sip:centre',
        source: '127.0.0.1:4000',
        headers: {
          Via: 'SIP/2.0/WS phone.invalid;branch=z9hG4bK1',
          To: `<sip:${phone}@centre>`,
          Contact: `<${contact}>`,
          ...authorization,
        },
      }),
    )
  const nonce = /nonce="([^"]+)"/.exec(register({}).sentHeaders['WWW-Authenticate'] ?? '')?.[1] ?? ''
  const claim = { username: phone, realm: 'centre', nonce, uri: 'sip:centre', cnonce: 'c', nc: '00000001' }
  const response = digestResponse({ ...claim, algorithm: 'MD5' }, 'REGISTER', digestSecret(phone, 'centre', password))
  const quoted = `username="${phone}", realm="centre", nonce="${nonce}", uri="sip:centre", cnonce="c"`
  register({ Authorization: `Digest ${quoted}, nc=00000001, qop=auth, response="${response}"` })
  return contact
}
