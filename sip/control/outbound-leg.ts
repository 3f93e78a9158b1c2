/** A call that we make, to a trunk or to an agent's phone, from its INVITE to its end. */
import { randomUUID } from 'node:crypto'
import type { MediaEndpoint } from '../media/media-engine.ts'
import { MediaRefusal, MediaUnavailable } from '../media/media-engine.ts'
import type { DisconnectCause, LegEnd, OutboundLeg } from '../telephony.ts'
import { sessionHeaders } from './capabilities.ts'
import { causeOfLocalStatus, causeOfStatus, reasonHeader } from './disconnect-cause.ts'
import { CallLeg, type LegDeps } from './leg.ts'
import { legEndedError } from './leg-ended-error.ts'
import type { InviteFailure, SipDialog, SipHeaders, SipRequest, SrfClient } from './srf-types.ts'

/** Where the INVITE goes. */
export interface Destination {
  uri: string
  /** Next hop when it is not the URI. */
  proxy?: string
  from: string
  to: string
}

export interface Dial {
  legId: string
  kind: 'trunk' | 'agent'
  sipCallId?: string
  ringTimeoutMs: number
  destination: Destination
  client: SrfClient
  openMedia(): Promise<MediaEndpoint>
  /** Nobody was at the other end: the engine knew no way, made the status itself, or it was 410. */
  onUnreachable?(): void
}

const shortestRingMs = 1000
const longestRingMs = 180_000

export class OutboundCallLeg extends CallLeg implements OutboundLeg {
  readonly direction = 'outbound'
  readonly sipCallId: string
  readonly ringing: Promise<void>
  readonly answered: Promise<void>
  readonly #rings: () => void
  readonly #settleAnswered: { resolve(): void; reject(error: Error): void }
  #ringTimer: NodeJS.Timeout | undefined
  #invite: SipRequest | undefined
  #final = false

  constructor(legId: string, kind: 'trunk' | 'agent', sipCallId: string | undefined, deps: LegDeps) {
    super(legId, kind, deps)
    this.sipCallId = sipCallId ?? randomUUID()
    const ringing = Promise.withResolvers<void>()
    this.ringing = ringing.promise
    this.#rings = ringing.resolve
    const answered = Promise.withResolvers<void>()
    this.answered = answered.promise
    this.#settleAnswered = answered
    // A caller of dial() may look at `ended` only; the refusal must not bring the process down.
    answered.promise.catch(() => undefined)
  }

  /** Opens media, sends the INVITE and sees it through. Never rejects: failures end the leg. */
  async start(dial: Dial): Promise<void> {
    const ringMs = Math.min(Math.max(dial.ringTimeoutMs || 0, shortestRingMs), longestRingMs)
    this.#ringTimer = setTimeout(() => void this.hangUp('no-answer'), ringMs)
    try {
      const endpoint = await dial.openMedia()
      if (this.attachMedia(endpoint)) this.#sendInvite(dial, endpoint)
    } catch (error) {
      const short = error instanceof MediaUnavailable || error instanceof MediaRefusal
      if (!short) this.deps.log.error({ error, legId: this.id }, 'A call could not be started.')
      this.finish(short ? 'media-failed' : 'internal-error')
    }
  }

  protected override onFinished(end: LegEnd): void {
    clearTimeout(this.#ringTimer)
    this.#settleAnswered.reject(legEndedError(end))
  }

  /** RFC 3261 9.1. The engine holds the CANCEL until a provisional came; a 200 that crosses it is ended by `attachDialog`. */
  protected override endEarlySip(cause: DisconnectCause): void {
    const invite = this.#invite
    if (invite === undefined || this.#final) return
    try {
      invite.cancel({ headers: { Reason: reasonHeader(cause) } }, (error) => {
        if (error) this.deps.log.debug({ error, legId: this.id }, 'A CANCEL came too late.')
      })
    } catch (error) {
      this.deps.log.warn({ error, legId: this.id }, 'A CANCEL could not be sent.')
    }
  }

  #sendInvite(dial: Dial, endpoint: MediaEndpoint): void {
    const { uri, proxy, from, to } = dial.destination
    const headers: SipHeaders = { ...sessionHeaders, From: from, To: to, 'Call-ID': this.sipCallId }
    dial.client.createUAC(
      uri,
      { localSdp: endpoint.localSdp, headers, ...(proxy === undefined ? {} : { proxy }) },
      {
        cbRequest: (error, request) => {
          if (error || request === undefined) return
          this.#invite = request
          // Hung up between our INVITE and the engine's word that it left.
          if (this.end !== undefined) this.endEarlySip(this.end.cause)
        },
        cbProvisional: (response) => {
          if (response.status === 180 || response.status === 183) this.#rings()
        },
      },
      (failure, dialog) => {
        this.#final = true
        if (dialog === undefined) this.#refused(failure, dial)
        else if (this.attachDialog(dialog, false)) void this.#take(dialog, endpoint)
      },
    )
  }

  async #take(dialog: SipDialog, endpoint: MediaEndpoint): Promise<void> {
    clearTimeout(this.#ringTimer)
    this.becomeAnswered()
    try {
      await endpoint.acceptAnswer(dialog.remote.sdp ?? '')
      this.#settleAnswered.resolve()
    } catch (error) {
      this.deps.log.warn({ error, legId: this.id }, 'The answer of the peer does not fit our offer.')
      await this.hangUp('media-failed')
    }
  }

  #refused(failure: InviteFailure | null, dial: Dial): void {
    const status = failure?.status
    if (status === undefined) {
      // The engine's words may repeat the number dialled; they stay out of the log.
      this.deps.log.warn({ legId: this.id }, 'The engine did not send an INVITE.')
      dial.onUnreachable?.()
      this.finish('unavailable')
      return
    }
    const made = failure?.res !== undefined && failure.res.source_address === ''
    if (status === 410 || made) dial.onUnreachable?.()
    this.finish(made ? causeOfLocalStatus(status) : causeOfStatus(status), status)
  }
}
