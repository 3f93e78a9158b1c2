/** Offer and answer for plain RTP/AVP (RFC 3264): what of the peer's SDP we take, and what we write back. Pure. */
import type { Codec } from './g711.ts'
import { MediaRefusal } from './media-engine.ts'
import { parseSdp, type Sdp, type SdpDirection, type SdpMedia } from './sdp.ts'
import type { RtpAddress } from './source-lock.ts'

/** How sound travels to and from one peer. */
export interface SoundFormat {
  codec: Codec
  payloadType: number
  /** RFC 4733 at 8 kHz; undefined when the peer has none. */
  digitsPayloadType: number | undefined
}

/** What was agreed with the peer. */
export interface RtpAgreement {
  format: SoundFormat
  /** Where our packets go; undefined while the peer is on hold the old way (c=0.0.0.0, RFC 3264 8.4). */
  target: RtpAddress | undefined
  /** Our direction. */
  direction: SdpDirection
  /** The peer's m= lines, to be answered one by one; `audio` is the index of the one that we took. */
  offered: Array<{ kind: string; protocol: string; format: string }>
  audio: number
}

/** Everything of our own that stands in an SDP. */
export interface OwnSide {
  host: string
  port: number
  sessionId: number
  version: number
}

const staticCodecs: Record<string, Codec | undefined> = { 0: 'PCMU', 8: 'PCMA' }
const mirrored: Record<SdpDirection, SdpDirection> = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive',
}
/** Payload type of telephone-event in our own offers. */
const ownDigitsPayloadType = 101
/** Ports below belong to system services: sound must not be aimed at them. */
const lowestPeerPort = 1024

/** Reads the peer's offer or answer against our address. Throws MediaRefusal when nothing in it fits. */
export function agree(text: string, own: { host: string; port: number }): RtpAgreement {
  const sdp = parseSdp(text)
  const audio = sdp.media.findIndex(
    (medium) => medium.kind === 'audio' && medium.port !== 0 && medium.protocol === 'RTP/AVP',
  )
  const medium = sdp.media[audio]
  if (medium === undefined) throw new MediaRefusal('The SDP has no audio over plain RTP.')
  const target = targetOf(medium, own)
  return {
    format: soundFormatOf(medium),
    target,
    direction: target === undefined && medium.direction === 'sendrecv' ? 'recvonly' : mirrored[medium.direction],
    offered: offeredBy(sdp),
    audio,
  }
}

/** The SDP that answers `agreement`, or our offer when there is none yet. */
export function writeRtpSdp(own: OwnSide, agreement: RtpAgreement | undefined): string {
  const media =
    agreement === undefined
      ? offerLines(own.port)
      : agreement.offered.flatMap((line, index) =>
          index === agreement.audio
            ? agreedLines(own.port, agreement)
            : [`m=${line.kind} 0 ${line.protocol} ${line.format}`],
        )
  return [
    'v=0',
    `o=- ${own.sessionId} ${own.version} IN IP4 ${own.host}`,
    's=-',
    `c=IN IP4 ${own.host}`,
    't=0 0',
    ...media,
    '',
  ].join('\r\n')
}

function offerLines(port: number): string[] {
  return [
    `m=audio ${port} RTP/AVP 8 0 ${ownDigitsPayloadType}`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    ...digitLines(ownDigitsPayloadType),
    'a=ptime:20',
    'a=sendrecv',
  ]
}

function agreedLines(port: number, { format, direction }: RtpAgreement): string[] {
  const digits = format.digitsPayloadType
  return [
    `m=audio ${port} RTP/AVP ${format.payloadType}${digits === undefined ? '' : ` ${digits}`}`,
    `a=rtpmap:${format.payloadType} ${format.codec}/8000`,
    ...(digits === undefined ? [] : digitLines(digits)),
    'a=ptime:20',
    `a=${direction}`,
  ]
}

function digitLines(payloadType: number): string[] {
  return [`a=rtpmap:${payloadType} telephone-event/8000`, `a=fmtp:${payloadType} 0-15`]
}

function offeredBy(sdp: Sdp): RtpAgreement['offered'] {
  return sdp.media.map(({ kind, protocol, formats }) => ({ kind, protocol, format: formats[0] ?? '0' }))
}

/** The first G.711 in the peer's order, and telephone-event by its name: the number is the peer's choice. Throws MediaRefusal. */
export function soundFormatOf(medium: SdpMedia): SoundFormat {
  const named = new Map(medium.rtpMaps.map((map) => [String(map.payloadType), map]))
  let digitsPayloadType: number | undefined
  let sound: { codec: Codec; payloadType: number } | undefined
  for (const format of medium.formats) {
    const map = named.get(format)
    const codec = map === undefined ? staticCodecs[format] : codecNamed(map.name, map.rate)
    if (codec !== undefined) sound ??= { codec, payloadType: Number(format) }
    if (map?.name === 'TELEPHONE-EVENT' && map.rate === 8000) digitsPayloadType ??= map.payloadType
  }
  if (sound === undefined) throw new MediaRefusal('The SDP offers no G.711.')
  return { ...sound, digitsPayloadType }
}

function codecNamed(name: string, rate: number): Codec | undefined {
  return (name === 'PCMU' || name === 'PCMA') && rate === 8000 ? name : undefined
}

function targetOf(medium: SdpMedia, own: { host: string; port: number }): RtpAddress | undefined {
  const { host, port } = medium
  if (host === undefined) throw new MediaRefusal('The SDP has no IPv4 address.')
  if (host === '0.0.0.0') return undefined
  const first = Number.parseInt(host, 10)
  if (first === 0 || first >= 224) throw new MediaRefusal('The address in the SDP is not one of a single host.')
  if (port < lowestPeerPort) throw new MediaRefusal('The port in the SDP belongs to a system service.')
  if (host === own.host && port === own.port) throw new MediaRefusal('The SDP points back at our own port.')
  return { host, port }
}
