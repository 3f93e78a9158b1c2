/** The signalling of a call that we make: INVITE, its answer or refusal, CANCEL while it rings, BYE afterwards (RFC 3261 13, 9, 15). */
import { contactOf, createDialog, type DialogEar, type SipDialog, targetOf } from './sip-dialog.ts'
import { headerOf, type SipRequest, type SipResponse, valuesOf } from './sip-message.ts'
import { type Address, newToken, newVia, type PhoneClock, type SipWire } from './sip-wire.ts'

/** How a call ended. `status`: the final response that refused it. */
export interface CallEnd {
  by: 'us' | 'them' | 'refused' | 'cancelled' | 'timeout' | 'no-media'
  status?: number
}

/** What the owner of a call's signalling is told. */
export interface SignallingEar extends Pick<DialogEar, 'onOffer'> {
  onRinging: () => void
  /** The call is answered, with the SDP of the other side unless it was known before; false when we cannot speak it. */
  onAnswered: (sdp: string | undefined) => boolean
  /** Once, and last. */
  onEnded: (end: CallEnd) => void
}

/** The hands on a call's signalling. */
export interface Signalling {
  readonly callId: string
  /** Request within the call from the other side. */
  receive(request: SipRequest, from: Address): void
  /** CANCEL, final response or BYE, whatever fits; resolves when the call has ended. */
  hangUp(): Promise<void>
}

/** What is dialled. */
export interface Dialling {
  /** Number or user name. */
  to: string
  from: string
  server: Address
  sdp: string
}

/** A cancelled call whose end nobody confirms is given up after this, ms (RFC 3261 9.1). */
const cancelPatience = 32_000

/** Dials. */
export function dial(wire: SipWire, clock: PhoneClock, dialling: Dialling, ear: SignallingEar): Signalling {
  const { server } = dialling
  const callId = `${newToken()}@${wire.local.host}`
  const invite = inviteOf(wire.local, callId, dialling)
  const { promise: over, resolve: settle } = Promise.withResolvers<void>()
  let dialog: SipDialog | undefined
  let progress: 'calling' | 'proceeding' | 'answered' | 'ended' = 'calling'
  let hangingUp = false
  let stopCancelTimer = () => {}
  let stopInvite = () => {}

  const end = (how: CallEnd) => {
    if (progress === 'ended') return
    progress = 'ended'
    stopCancelTimer()
    dialog?.close()
    // A final response that is repeated after our ACK was lost still finds the transaction for its 32 s (Timer D).
    clock.after(cancelPatience, () => stopInvite())
    ear.onEnded(how)
    settle()
  }

  const bye = (how: CallEnd) => {
    void dialog?.bye().then(() => end(how))
  }

  const cancel = () => {
    const stop = wire.request(cancelOf(invite), server, {
      onResponse: (response) => response.status >= 200 && stop(),
      onTimeout: () => end({ by: 'cancelled' }),
    })
    stopCancelTimer = clock.after(cancelPatience, () => end({ by: 'cancelled' }))
  }

  const onAnswer = (response: SipResponse) => {
    if (dialog !== undefined) return dialog.ack(1)
    dialog = createDialog(wire, dialogOf(invite, response, server), {
      onOffer: ear.onOffer,
      onBye: () => end({ by: 'them' }),
    })
    dialog.ack(1)
    if (progress === 'ended') return void dialog.bye()
    progress = 'answered'
    // The answer crossed our CANCEL: RFC 3261 9.1 leaves us a call, and BYE ends it.
    if (hangingUp) return bye({ by: 'cancelled' })
    if (!ear.onAnswered(response.body)) bye({ by: 'no-media' })
  }

  const onResponse = (response: SipResponse) => {
    const { status } = response
    if (status >= 300) {
      wire.send(ackOf(invite, response), server)
      return end(status === 487 && hangingUp ? { by: 'cancelled', status } : { by: 'refused', status })
    }
    if (status >= 200) return onAnswer(response)
    const first = progress === 'calling'
    if (first) progress = 'proceeding'
    // RFC 3261 9.1: CANCEL waits for a provisional response.
    if (first && hangingUp) cancel()
    if (status >= 180 && progress === 'proceeding') ear.onRinging()
  }

  stopInvite = wire.request(invite, server, { onResponse, onTimeout: () => end({ by: 'timeout' }) })
  return {
    callId,
    receive: (request, from) => dialog?.receive(request, from),
    hangUp() {
      if (hangingUp || progress === 'ended') return over
      hangingUp = true
      if (progress === 'answered') bye({ by: 'us' })
      else if (progress === 'proceeding') cancel()
      return over
    },
  }
}

function inviteOf(local: Address, callId: string, { to, from, server, sdp }: Dialling): SipRequest {
  const uri = `sip:${to}@${server.host}:${server.port}`
  return {
    kind: 'request',
    method: 'INVITE',
    uri,
    headers: [
      ['Via', newVia(local)],
      ['Max-Forwards', '70'],
      ['From', `<sip:${from}@${local.host}:${local.port}>;tag=${newToken()}`],
      ['To', `<${uri}>`],
      ['Call-ID', callId],
      ['CSeq', '1 INVITE'],
      ['Contact', contactOf(local)],
      ['Allow', 'INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE'],
      ['User-Agent', 'terminal-phone'],
      ['Content-Type', 'application/sdp'],
    ],
    body: sdp,
  }
}

/** RFC 3261 9.1: the same transaction, the same To without tag. */
function cancelOf(invite: SipRequest): SipRequest {
  return sibling(invite, 'CANCEL', headerOf(invite, 'To') ?? '')
}

/** RFC 3261 17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction. */
function ackOf(invite: SipRequest, response: SipResponse): SipRequest {
  return sibling(invite, 'ACK', headerOf(response, 'To') ?? '')
}

function sibling(invite: SipRequest, method: string, to: string): SipRequest {
  const kept = invite.headers.filter(([name]) => ['Via', 'Max-Forwards', 'From', 'Call-ID'].includes(name))
  return { kind: 'request', method, uri: invite.uri, headers: [...kept, ['To', to], ['CSeq', `1 ${method}`]], body: '' }
}

/** RFC 3261 12.1.2: what the caller keeps of INVITE and 200. */
function dialogOf(invite: SipRequest, response: SipResponse, server: Address) {
  return {
    callId: headerOf(invite, 'Call-ID') ?? '',
    local: headerOf(invite, 'From') ?? '',
    remote: headerOf(response, 'To') ?? '',
    target: targetOf(response),
    routes: valuesOf(response, 'Record-Route').reverse(),
    cseq: 1,
    heardFrom: server,
  }
}
