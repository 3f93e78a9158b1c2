/** A dialog as plain data, written down while it lives and used to end it after a crash. */
import type { DialogIdentity } from '../telephony.ts'
import { hostPort, parseAddress, viaTransport } from './sip-text.ts'
import type { SipDialog } from './srf-types.ts'

/** RFC 3261 12.1: who is local and remote depends on who sent the INVITE. `localCseq` is 0 when we have sent no request in it. */
export function dialogIdentity(dialog: SipDialog): DialogIdentity {
  const { req, res, sip } = dialog
  const from = uriOf(req.get('From'))
  const to = uriOf(req.get('To'))
  const invited = dialog.type === 'uas'
  const heard = invited ? req : res
  // Of an INVITE that came, the engine knows the transport; in a response, the Via is our own.
  const transport = invited ? req.protocol : viaTransport(res.get('Via')) || res.protocol
  const route = routeOf(heard.get('Record-Route'))
  return {
    callId: sip.callId,
    localTag: sip.localTag,
    remoteTag: sip.remoteTag,
    localUri: invited ? to : from,
    remoteUri: invited ? from : to,
    remoteTarget: dialog.remote.uri,
    routeSet: invited ? route : route.reverse(),
    localCseq: invited ? 0 : Number.parseInt(req.get('CSeq') ?? '', 10) || 0,
    flow: `${transport}/${hostPort(heard.source_address, heard.source_port)}`,
  }
}

function uriOf(header: string | undefined): string {
  return parseAddress(header)?.uri ?? ''
}

function routeOf(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(/<[^>]+>/g)].map(([route]) => route)
}
