/** The key under which retransmissions and merged copies of one call attempt meet. */
import { hash } from 'node:crypto'

/** 32 hex digits from Call-ID, From-tag and the packet's source (`ip:port`). */
export function callKey(callId: string, fromTag: string, source: string): string {
  return hash('sha256', `${callId}\n${fromTag}\n${source}`, 'hex').slice(0, 32)
}
