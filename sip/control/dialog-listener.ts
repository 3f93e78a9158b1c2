/** What a peer may ask inside a dialog: BYE, re-INVITE, UPDATE, INFO, OPTIONS. Nothing else is allowed. */
import { type MediaEndpoint, MediaRefusal } from '../media/media-engine.ts'
import type { DisconnectCause, TelephonyLog } from '../telephony.ts'
import { allow, ownHeaders } from './capabilities.ts'
import { digitOfInfo } from './digit-joiner.ts'
import { causeOfBye } from './disconnect-cause.ts'
import type { SipDialog, SipRequest, SipResponse } from './srf-types.ts'

/** The leg as its dialog sees it. */
export interface DialogOwner {
  log: TelephonyLog
  endpoint(): MediaEndpoint | undefined
  /** The dialog is over; nothing needs to be sent. */
  ended(cause: DisconnectCause): void
  hangUp(cause: DisconnectCause): void
  digit(digit: string): void
  /** Whether the peer will send sound, as its last offer says. */
  peerSends(sends: boolean): void
}

/** Methods that end nowhere: refused, or drachtio-srf would say 200 to them. REFER most of all: the peer never picks our next hop. */
const refused = ['refer', 'message', 'publish', 'notify', 'subscribe']

/** Attaches all listeners. Must run in the turn in which srf hands the dialog over. `answerDue`: the ACK must bring the peer's SDP. */
export function listenToDialog(dialog: SipDialog, answerDue: boolean, owner: DialogOwner): void {
  let offered = answerDue
  let negotiating = false

  const negotiate = (request: SipRequest, response: SipResponse): void => {
    if (!isReadable(request)) {
      response.send(415, { headers: { ...ownHeaders, Accept: 'application/sdp' } })
      return
    }
    if (negotiating) {
      // RFC 3261 14.2: a second offer while the first is open.
      response.send(500, { headers: { ...ownHeaders, 'Retry-After': '1' } })
      return
    }
    negotiating = true
    answerOffer(request, response, owner)
      .then((offeredByUs) => {
        offered = offeredByUs
      })
      .catch((error: unknown) => refuseOffer(error, response, owner))
      .finally(() => {
        negotiating = false
      })
  }

  dialog.on('destroy', (_request: SipRequest | undefined, reason?: string) => owner.ended(causeOfBye(reason)))
  dialog.on('modify', negotiate)
  dialog.on('update', (request: SipRequest, response: SipResponse) => {
    if (hasSdp(request)) negotiate(request, response)
    else response.send(200, { headers: { ...ownHeaders } })
  })
  dialog.on('ack', (request: SipRequest) => {
    if (!offered) return
    offered = false
    void takeAnswer(request, owner)
  })
  dialog.on('info', (request: SipRequest, response: SipResponse) => {
    response.send(200, { headers: { ...ownHeaders } })
    const digit = digitOfInfo(request.get('Content-Type'), request.body)
    if (digit !== undefined) owner.digit(digit)
  })
  dialog.on('options', (_request: SipRequest, response: SipResponse) => {
    response.send(200, { headers: { ...ownHeaders, Allow: allow, Accept: 'application/sdp' } })
  })
  for (const method of refused) {
    dialog.on(method, (_request: SipRequest, response: SipResponse) => {
      response.send(405, { headers: { ...ownHeaders, Allow: allow } })
    })
  }
}

/** Answers a re-INVITE or UPDATE; true when it carried no SDP, so that our 200 is the offer and the ACK must answer it. */
async function answerOffer(request: SipRequest, response: SipResponse, owner: DialogOwner): Promise<boolean> {
  const endpoint = owner.endpoint()
  if (endpoint === undefined) throw new Error('The leg has no media any more.')
  const withOffer = hasSdp(request)
  const body = withOffer ? await endpoint.acceptOffer(request.body ?? '') : endpoint.localSdp
  response.send(200, { headers: { ...ownHeaders, Allow: allow, 'Content-Type': 'application/sdp' }, body })
  if (withOffer) owner.peerSends(sendsSound(request.body ?? ''))
  return !withOffer
}

function refuseOffer(error: unknown, response: SipResponse, owner: DialogOwner): void {
  const refusedByMedia = error instanceof MediaRefusal
  if (!refusedByMedia) owner.log.warn({ error }, 'A re-offer could not be answered.')
  response.send(refusedByMedia ? 488 : 500, { headers: { ...ownHeaders } })
}

async function takeAnswer(ack: SipRequest, owner: DialogOwner): Promise<void> {
  try {
    if (!hasSdp(ack)) throw new MediaRefusal('The ACK brings no answer to our offer.')
    await owner.endpoint()?.acceptAnswer(ack.body ?? '')
    owner.peerSends(sendsSound(ack.body ?? ''))
  } catch (error) {
    owner.log.warn({ error }, 'The answer in an ACK does not fit our offer.')
    owner.hangUp('media-failed')
  }
}

/** True when a message carries a session description. */
export function hasSdp(message: { readonly body: string | undefined }): boolean {
  return message.body?.trimStart().startsWith('v=') ?? false
}

/** True when a message carries SDP or nothing; anything else (multipart of ISUP gateways) must not pass for an INVITE without offer. */
export function isReadable(message: { readonly body: string | undefined }): boolean {
  return hasSdp(message) || (message.body ?? '').trim() === ''
}

/** RFC 3264 8.4: with `inactive` or `recvonly` the peer falls silent. */
function sendsSound(sdp: string): boolean {
  return !/^a=(?:inactive|recvonly)\s*$/m.test(sdp)
}
