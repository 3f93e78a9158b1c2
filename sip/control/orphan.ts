/** Ending a dialog of an earlier life of this process, from what was written down about it. */
import type { DialogIdentity, TelephonyLog } from '../telephony.ts'
import { userAgent } from './capabilities.ts'
import { reasonHeader } from './disconnect-cause.ts'
import type { SrfClient } from './srf-types.ts'

const deadlineMs = 5000

/** Sends one BYE (RFC 3261 15.1.1) outside any dialog that the engine knows. Never rejects. */
export function endOrphan(
  client: SrfClient | undefined,
  dialog: DialogIdentity,
  log: TelephonyLog,
): Promise<'ended' | 'unknown' | 'unreachable'> {
  const nextHop = nextHopOf(dialog.flow)
  if (client === undefined || nextHop === undefined) return Promise.resolve('unreachable')
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle('unreachable'), deadlineMs)
    const settle = (outcome: 'ended' | 'unknown' | 'unreachable'): void => {
      clearTimeout(timer)
      resolve(outcome)
    }
    try {
      client.request(
        { method: 'BYE', uri: dialog.remoteTarget, proxy: nextHop, headers: byeHeaders(dialog) },
        (error, sent) => {
          if (error || sent === undefined) {
            log.warn({ error, sipCallId: dialog.callId }, 'A BYE for an orphaned dialog could not be sent.')
            settle('unreachable')
            return
          }
          sent.on('response', (response) => {
            if (response.status < 200) return
            const unanswered = response.source_address === '' || response.status === 408
            settle(response.status < 300 ? 'ended' : unanswered ? 'unreachable' : 'unknown')
          })
        },
      )
    } catch (error) {
      log.warn({ error, sipCallId: dialog.callId }, 'A BYE for an orphaned dialog could not be sent.')
      settle('unreachable')
    }
  })
}

function byeHeaders(dialog: DialogIdentity): Record<string, string> {
  return {
    'Call-ID': dialog.callId,
    From: `<${dialog.localUri}>;tag=${dialog.localTag}`,
    To: `<${dialog.remoteUri}>;tag=${dialog.remoteTag}`,
    CSeq: `${dialog.localCseq + 1} BYE`,
    Reason: reasonHeader('server-restart'),
    'User-Agent': userAgent,
  }
}

/** A browser's connection died with the process that held it; datagrams and TCP trunks can be reached again. */
function nextHopOf(flow: string): string | undefined {
  const [, transport, address] = /^(udp|tcp)\/(.+:\d+)$/.exec(flow) ?? []
  return transport === undefined ? undefined : `sip:${address};transport=${transport}`
}
