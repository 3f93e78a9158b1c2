/** RTP packets as bytes and as values (RFC 3550 5.1). */

/** One received packet; `payload` is a view into the datagram, without CSRCs, extension and padding. */
export interface RtpPacket {
  marker: boolean
  payloadType: number
  sequence: number
  timestamp: number
  ssrc: number
  payload: Buffer
}

/** Length of the header that we write, bytes. */
export const rtpHeaderBytes = 12

/** Reads a datagram as RTP; undefined when it is none, is cut short, or is RTCP (RFC 5761 4). */
export function parseRtp(bytes: Buffer): RtpPacket | undefined {
  if (bytes.length < rtpHeaderBytes || bytes[0]! >> 6 !== 2) return undefined
  const second = bytes[1]!
  if (second >= 192 && second <= 223) return undefined
  let start = rtpHeaderBytes + (bytes[0]! & 0x0f) * 4
  if (bytes[0]! & 0x10) {
    if (bytes.length < start + 4) return undefined
    start += 4 + bytes.readUInt16BE(start + 2) * 4
  }
  let end = bytes.length
  if (bytes[0]! & 0x20) end -= bytes[end - 1]!
  if (start > end) return undefined
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequence: bytes.readUInt16BE(2),
    timestamp: bytes.readUInt32BE(4),
    ssrc: bytes.readUInt32BE(8),
    payload: bytes.subarray(start, end),
  }
}

/** Writes a 12-byte header to the front of `target`. */
export function writeRtpHeader(
  target: Buffer,
  header: { marker: boolean; payloadType: number; sequence: number; timestamp: number; ssrc: number },
): void {
  target[0] = 0x80
  target[1] = header.payloadType | (header.marker ? 0x80 : 0)
  target.writeUInt16BE(header.sequence, 2)
  target.writeUInt32BE(header.timestamp, 4)
  target.writeUInt32BE(header.ssrc, 8)
}

/** How far sequence number `to` is ahead of `from`, -32768..32767. */
export function sequenceDistance(from: number, to: number): number {
  return ((to - from) << 16) >> 16
}

/** How far timestamp `to` is ahead of `from`, in samples, as a signed 32-bit number. */
export function timestampDistance(from: number, to: number): number {
  return (to - from) | 0
}
