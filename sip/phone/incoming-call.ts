/** The signalling of a call that comes in: ringing, answer or refusal, CANCEL by the caller, BYE afterwards (RFC 3261 13.3, 9.2). */
import type { Signalling, SignallingEar } from './outgoing-call.ts'
import { contactOf, createDialog, type SipDialog, targetOf } from './sip-dialog.ts'
import { branchOf, cseqOf, headerOf, responseTo, type SipRequest, type SipResponse, valuesOf } from './sip-message.ts'
import { type Address, newToken, type SipWire } from './sip-wire.ts'

/** Signalling of an incoming call, with what only its receiver can do. */
export interface IncomingSignalling extends Signalling {
  ring(): void
  /** Answers with our SDP; the call counts as answered when the caller confirmed it. */
  answer(sdp: string): void
  reject(status: number): void
}

/** Takes an INVITE; `ear.onAnswered` tells that the caller has confirmed our answer. */
export function takeCall(wire: SipWire, invite: SipRequest, from: Address, ear: SignallingEar): IncomingSignalling {
  const tag = newToken()
  const { promise: over, resolve: settle } = Promise.withResolvers<void>()
  let last: SipResponse = responseTo(invite, 100)
  let dialog: SipDialog | undefined
  let state: 'early' | 'answering' | 'answered' | 'ended' = 'early'
  let stopInsisting = () => {}
  let leaving = false

  const end = (how: Parameters<SignallingEar['onEnded']>[0]) => {
    if (state === 'ended') return
    state = 'ended'
    dialog?.close()
    ear.onEnded(how)
    settle()
  }

  const respond = (status: number, headers: Array<[string, string]> = [], body = '') => {
    last = responseTo(invite, status, { tag, headers: [['Contact', contactOf(wire.local)], ...headers], body })
    wire.send(last, from)
  }

  /** A final response is sent again until its ACK; the call is over for us at once when it is a refusal. */
  const refuse = (status: number, how: Parameters<SignallingEar['onEnded']>[0]) => {
    if (state !== 'early') return
    last = responseTo(invite, status, { tag })
    stopInsisting = wire.insist(last, from, () => undefined)
    end(how)
  }

  const bye = (how: Parameters<SignallingEar['onEnded']>[0]) => {
    stopInsisting()
    void dialog?.bye().then(() => end(how))
  }

  const onAck = () => {
    stopInsisting()
    if (state !== 'answering') return
    state = 'answered'
    ear.onAnswered(undefined)
    if (leaving) bye({ by: 'us' })
  }

  wire.send(last, from)
  return {
    callId: headerOf(invite, 'Call-ID') ?? '',
    ring() {
      if (state === 'early') respond(180)
    },
    answer(sdp) {
      if (state !== 'early') return
      state = 'answering'
      last = responseTo(invite, 200, {
        tag,
        headers: [
          ['Contact', contactOf(wire.local)],
          ['Content-Type', 'application/sdp'],
        ],
        body: sdp,
      })
      dialog = createDialog(wire, dialogOf(invite, tag, from), {
        onOffer: ear.onOffer,
        onBye() {
          stopInsisting()
          end({ by: 'them' })
        },
      })
      // RFC 3261 13.3.1.4: a 200 that is never confirmed ends the call with BYE.
      stopInsisting = wire.insist(last, from, () => bye({ by: 'timeout' }))
    },
    reject: (status) => refuse(status, { by: 'us', status }),
    receive(request, source) {
      const again = request.method === 'INVITE' && branchOf(request) === branchOf(invite)
      if (again) {
        wire.send(last, source)
      } else if (request.method === 'CANCEL') {
        wire.send(responseTo(request, 200, { tag }), source)
        refuse(487, { by: 'cancelled', status: 487 })
      } else if (request.method === 'ACK' && cseqOf(request).number === cseqOf(invite).number) {
        onAck()
      } else if (dialog !== undefined) {
        dialog.receive(request, source)
      } else {
        wire.send(responseTo(request, 481), source)
      }
    },
    hangUp() {
      if (state === 'early') refuse(486, { by: 'us', status: 486 })
      // RFC 3261 15: no BYE before the ACK; `onAck` sends it then.
      if (state === 'answered' && !leaving) bye({ by: 'us' })
      leaving = true
      return over
    },
  }
}

/** RFC 3261 12.1.1: what the called side keeps of the INVITE. */
function dialogOf(invite: SipRequest, tag: string, from: Address) {
  return {
    callId: headerOf(invite, 'Call-ID') ?? '',
    local: `${headerOf(invite, 'To') ?? ''};tag=${tag}`,
    remote: headerOf(invite, 'From') ?? '',
    target: targetOf(invite),
    routes: valuesOf(invite, 'Record-Route'),
    cseq: 0,
    heardFrom: from,
  }
}
