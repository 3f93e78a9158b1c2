/** Session descriptions (RFC 8866) as values: a reader that is tolerant of order and blanks, never of size or range. */
import { MediaRefusal } from './media-engine.ts'

/** Which way sound goes, from the writer's point of view (RFC 3264 5.1). */
export type SdpDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

/** One a=rtpmap. */
export interface RtpMap {
  payloadType: number
  /** Upper case. */
  name: string
  rate: number
}

/** One m= block. */
export interface SdpMedia {
  kind: string
  port: number
  protocol: string
  /** As written; numbers only for RTP profiles. */
  formats: string[]
  /** Address of c=, its own or the session's; undefined when there is none or it is not IPv4. */
  host: string | undefined
  direction: SdpDirection
  rtpMaps: RtpMap[]
  hasDtls: boolean
}

export interface Sdp {
  media: SdpMedia[]
}

const maxBytes = 32_768
const maxLines = 400
const maxMedia = 8
const maxFormats = 64
const maxRtpMaps = 64
const directions: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive']
const sessionDefaults = { host: undefined, direction: 'sendrecv', hasDtls: false } as const

/** Reads an SDP body. Throws MediaRefusal when it is none, is too large, or a number is out of range. */
export function parseSdp(text: string): Sdp {
  if (text.length > maxBytes) throw new MediaRefusal('The SDP is too long.')
  const lines = text.split(/\r\n|\n|\r/)
  if (lines.length > maxLines) throw new MediaRefusal('The SDP has too many lines.')
  if (lines[0]?.trim() !== 'v=0') throw new MediaRefusal('The body is no SDP.')
  const session = blank(sessionDefaults)
  const media: SdpMedia[] = []
  for (const line of lines) {
    const value = line.slice(2).trim()
    if (line.startsWith('m=')) media.push(parseMedia(value, session))
    else readLine(line[0], line[1] === '=' ? value : '', media.at(-1) ?? session)
    if (media.length > maxMedia) throw new MediaRefusal('The SDP has too many media.')
  }
  if (media.length === 0) throw new MediaRefusal('The SDP has no media.')
  return { media }
}

function readLine(type: string | undefined, value: string, block: SdpMedia): void {
  if (type === 'c') block.host = parseHost(value)
  if (type !== 'a') return
  if (directions.includes(value)) block.direction = value as SdpDirection
  else if (value.startsWith('rtpmap:')) readRtpMap(value.slice(7), block)
  else if (value.startsWith('fingerprint:')) block.hasDtls = true
}

function parseMedia(value: string, session: SdpMedia): SdpMedia {
  const [kind = '', port = '', protocol = '', ...formats] = value.split(/ +/)
  if (!/^\d{1,5}(\/\d{1,3})?$/.test(port) || Number.parseInt(port, 10) > 65_535) {
    throw new MediaRefusal('The port of a medium is out of range.')
  }
  if (formats.length === 0 || formats.length > maxFormats)
    throw new MediaRefusal('A medium has too few or too many formats.')
  if (
    !/^[\w-]{1,32}$/.test(kind) ||
    !/^[\w/-]{1,64}$/.test(protocol) ||
    formats.some((format) => !/^[\w.+-]{1,64}$/.test(format))
  ) {
    throw new MediaRefusal('A medium is not written as RFC 8866 asks.')
  }
  return { ...blank(session), kind, port: Number.parseInt(port, 10), protocol, formats }
}

function blank(defaults: Pick<SdpMedia, 'host' | 'direction' | 'hasDtls'>): SdpMedia {
  const { host, direction, hasDtls } = defaults
  return { kind: '', port: 0, protocol: '', formats: [], host, direction, hasDtls, rtpMaps: [] }
}

function parseHost(value: string): string | undefined {
  const [, host] = /^IN IP4 (\d{1,3}(?:\.\d{1,3}){3})(?:\/\d+)*$/.exec(value) ?? []
  return host?.split('.').every((part) => Number(part) <= 255) ? host : undefined
}

function readRtpMap(value: string, block: SdpMedia): void {
  const [, type, name, rate] = /^(\d{1,3}) +([\w-]{1,32})\/(\d{1,6})/.exec(value) ?? []
  if (type === undefined || name === undefined || Number(type) > 127) return
  if (block.rtpMaps.length >= maxRtpMaps) throw new MediaRefusal('The SDP has too many payload types.')
  block.rtpMaps.push({ payloadType: Number(type), name: name.toUpperCase(), rate: Number(rate) })
}
