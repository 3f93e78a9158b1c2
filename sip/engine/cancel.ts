/** Builds and sends the CANCEL of an INVITE of ours (RFC 3261 9.1). */
import type { ClientTransaction } from './client-transactions.ts'
import type { EngineParts } from './engine-parts.ts'
import type { Header, SipRequest } from './message.ts'

/** Returns the CANCEL: everything that identifies the INVITE, plus what the application adds. */
export function cancelOf(invite: SipRequest, extra: readonly Header[]): SipRequest {
  const headers: Header[] = []
  for (const header of invite.headers) {
    const { key } = header
    if (key === 'cseq') headers.push({ ...header, value: header.value.replace('INVITE', 'CANCEL') })
    else if (
      key === 'via' ||
      key === 'route' ||
      key === 'from' ||
      key === 'to' ||
      key === 'call-id' ||
      key === 'max-forwards'
    )
      headers.push(header)
  }
  headers.push(...extra, { name: 'Content-Length', key: 'content-length', value: '0' })
  return { kind: 'request', method: 'CANCEL', uri: invite.uri, headers, body: '' }
}

/** Sends the CANCEL of an INVITE that has been answered provisionally; its own answer is of no interest. */
export function cancelTransaction(parts: EngineParts, invite: ClientTransaction, extra: readonly Header[]): void {
  parts.clients.start({
    request: cancelOf(invite.request, extra),
    branch: invite.branch,
    flow: invite.flow,
    listener: { response: () => undefined, failed: () => parts.count('cancel-unanswered') },
  })
}
