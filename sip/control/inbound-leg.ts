/** A call from a trunk, from its INVITE to its end. */
import { randomUUID } from 'node:crypto'
import { type MediaEndpoint, MediaRefusal, MediaUnavailable } from '../media/media-engine.ts'
import type { DisconnectCause, InboundLeg } from '../telephony.ts'
import { ownHeaders, retryAfter, sessionHeaders } from './capabilities.ts'
import { hasSdp } from './dialog-listener.ts'
import { causeOfStatus, statusOfCause } from './disconnect-cause.ts'
import { CallLeg, type LegDeps } from './leg.ts'
import { legEndedError } from './leg-ended-error.ts'
import type { SipDialog, SipRequest, SipResponse, SrfClient } from './srf-types.ts'

/** What the gate has read out of the INVITE. */
export interface Arrival {
  client: SrfClient
  request: SipRequest
  response: SipResponse
  from: string
  fromName: string
  dialled: string
  source: string
  callKey: string
}

export class InboundCallLeg extends CallLeg implements InboundLeg {
  readonly direction = 'inbound'
  readonly sipCallId: string
  readonly from: string
  readonly fromName: string
  readonly dialled: string
  readonly source: string
  readonly callKey: string
  readonly #arrival: Arrival
  /** The endpoint, or undefined when the leg ended without one. */
  readonly #media: Promise<MediaEndpoint | undefined>
  #answering: Promise<void> | undefined
  #finalSent = false

  /** Starts to open media at once, so that the 200 can leave as soon as the house decides. */
  constructor(arrival: Arrival, deps: LegDeps) {
    super(randomUUID(), 'trunk', deps)
    this.#arrival = arrival
    this.sipCallId = arrival.request.get('Call-ID') ?? ''
    this.from = arrival.from
    this.fromName = arrival.fromName
    this.dialled = arrival.dialled
    this.source = arrival.source
    this.callKey = arrival.callKey
    // Before any await: a CANCEL may be the very next message.
    arrival.request.on('cancel', () => this.finish('cancelled', 487))
    this.#media = this.#openMedia()
  }

  async ring(): Promise<void> {
    if (this.end !== undefined) throw legEndedError(this.end)
    if (this.state === 'early' && !this.#finalSent) this.#arrival.response.send(180, { headers: { ...ownHeaders } })
  }

  answer(): Promise<void> {
    this.#answering ??= this.#answer()
    return this.#answering
  }

  async reject(status: number): Promise<void> {
    const final = status >= 400 && status <= 699 ? Math.trunc(status) : 500
    if (this.state === 'early' && !this.#finalSent && this.finish(causeOfStatus(final), final)) this.#refuse(final)
    else await this.hangUp()
  }

  protected override endEarlySip(cause: DisconnectCause): void {
    // After the 200 left, the dialog is on its way to us; `attachDialog` will end it.
    if (!this.#finalSent) this.#refuse(statusOfCause(cause))
  }

  async #answer(): Promise<void> {
    const endpoint = await Promise.race([this.#media, this.ended])
    if (this.end !== undefined || endpoint === undefined || !('localSdp' in endpoint)) throw this.#endedError()
    this.#finalSent = true
    const dialog = await this.#sendOk(endpoint)
    if (dialog === undefined || this.end !== undefined) throw this.#endedError()
  }

  /** RFC 3261 13.3.1.4. Everything about the dialog happens inside srf's callback: a quick BYE comes in the same turn. */
  #sendOk(endpoint: MediaEndpoint): Promise<SipDialog | undefined> {
    const { client, request, response } = this.#arrival
    const sent = new Promise<SipDialog | undefined>((resolve) => {
      client.createUAS(
        request,
        response,
        { localSdp: endpoint.localSdp, headers: { ...sessionHeaders } },
        (error, dialog) => {
          if (dialog !== undefined && this.attachDialog(dialog, !hasSdp(request))) this.becomeAnswered()
          else if (dialog === undefined) this.#answerFailed(error)
          resolve(dialog)
        },
      )
    })
    return Promise.race([sent, this.ended.then(() => undefined)])
  }

  #answerFailed(error: unknown): void {
    // The engine gave the transaction away: a CANCEL was faster than our 200.
    const overtaken = /unknown transaction/i.test(String(error))
    if (this.finish(overtaken ? 'cancelled' : 'internal-error') && !overtaken) {
      this.deps.log.error({ error, legId: this.id }, 'A call could not be answered.')
    }
  }

  async #openMedia(): Promise<MediaEndpoint | undefined> {
    const { request } = this.#arrival
    const offer = hasSdp(request) ? { offer: request.body ?? '' } : {}
    try {
      const endpoint = await this.deps.media.openRtp({ id: this.id, ...offer })
      return this.attachMedia(endpoint) ? endpoint : undefined
    } catch (error) {
      this.#mediaFailed(error)
      return undefined
    }
  }

  #mediaFailed(error: unknown): void {
    const status = error instanceof MediaRefusal ? 488 : error instanceof MediaUnavailable ? 503 : 500
    if (status === 500) this.deps.log.error({ error, legId: this.id }, 'Media for a call could not be opened.')
    if (this.finish(status === 500 ? 'internal-error' : causeOfStatus(status), status)) this.#refuse(status)
  }

  #refuse(status: number): void {
    this.#finalSent = true
    const headers = status === 503 ? { ...ownHeaders, 'Retry-After': retryAfter } : { ...ownHeaders }
    this.#arrival.response.send(status, { headers })
  }

  #endedError() {
    return legEndedError(this.end ?? { cause: 'internal-error', at: this.deps.now() })
  }
}
