/** Writes the response that the network failed to give: 408, 410, 487, 503, seen by the application as one from the peer. */
import type { SipRequest } from './message.ts'
import { newTag } from './random-token.ts'
import { reasonOf } from './reply.ts'
import { param, parseAddress } from './sip-uri.ts'

/** Returns the text of a response to our own request. */
export function internalResponse(request: SipRequest, status: number): string {
  let text = `SIP/2.0 ${status} ${reasonOf(status)}\r\n`
  for (const { name, key, value } of request.headers) {
    if (key === 'via' || key === 'from' || key === 'call-id' || key === 'cseq') text += `${name}: ${value}\r\n`
    if (key !== 'to') continue
    const tagged = param(parseAddress(value)?.params ?? '', 'tag') !== undefined
    text += `${name}: ${value}${tagged ? '' : `;tag=${newTag()}`}\r\n`
  }
  return `${text}Content-Length: 0\r\n\r\n`
}
