/** Offer and answer of a small phone: one audio stream, G.711 both ways, RFC 4733 keys (RFC 3264). */
import type { Codec } from '../media/g711.ts'

/** What the other side says about its sound. */
export interface RemoteSound {
  host: string
  port: number
  /** Its first codec that we speak. */
  codec: Codec
  /** Payload type of telephone-event; undefined when it takes no keys. */
  digitsType: number | undefined
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'
}

const payloadTypes: Record<Codec, number> = { PCMU: 0, PCMA: 8 }
const mirrored = { sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' } as const

/** Our offer: both codecs. */
export function offerSdp(host: string, port: number): string {
  return write(host, port, ['PCMA', 'PCMU'], 101, 'sendrecv')
}

/** Our answer to what the other side offered. */
export function answerSdp(remote: RemoteSound, host: string, port: number): string {
  return write(host, port, [remote.codec], remote.digitsType, mirrored[remote.direction])
}

/** Reads offer or answer; undefined when there is no audio that we can speak. */
export function readSdp(sdp: string): RemoteSound | undefined {
  const [, portText = '', typesText = ''] = /^m=audio (\d{1,5}) RTP\/AVP ([\d ]+)/m.exec(sdp) ?? []
  const host = /^c=IN IP4 ([\d.]+)/m.exec(sdp)?.[1]
  const type = typesText.split(' ').find((text) => text === '0' || text === '8')
  const port = Number(portText)
  if (host === undefined || type === undefined || port < 1 || port > 65535) return undefined
  const digits = /^a=rtpmap:(\d{1,3}) telephone-event\/8000/im.exec(sdp)?.[1]
  const digitsType = digits === undefined || Number(digits) > 127 ? undefined : Number(digits)
  return { host, port, codec: type === '0' ? 'PCMU' : 'PCMA', digitsType, direction: directionIn(sdp) }
}

function directionIn(sdp: string): RemoteSound['direction'] {
  const word = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1]
  return word === 'sendonly' || word === 'recvonly' || word === 'inactive' ? word : 'sendrecv'
}

function write(
  host: string,
  port: number,
  codecs: Codec[],
  digitsType: number | undefined,
  direction: RemoteSound['direction'],
): string {
  const types = [...codecs.map((codec) => payloadTypes[codec]), ...(digitsType === undefined ? [] : [digitsType])]
  const digits =
    digitsType === undefined ? [] : [`a=rtpmap:${digitsType} telephone-event/8000`, `a=fmtp:${digitsType} 0-15`]
  return [
    'v=0',
    `o=phone ${Date.now()} 1 IN IP4 ${host}`,
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${types.join(' ')}`,
    ...codecs.map((codec) => `a=rtpmap:${payloadTypes[codec]} ${codec}/8000`),
    ...digits,
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n')
}
