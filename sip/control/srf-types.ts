/**
 * drachtio-srf as this room uses it. The types that come with the package are incomplete and partly wrong (callbacks, `meta`,
 * `stackDialogId`), so the little we need is written down here and cast once, in `srf-client.ts`.
 */

export type SipHeaders = Record<string, string>

/** What requests and responses share. `get` answers undefined for an absent header; several values come joined by commas. */
export interface SipMessage {
  readonly body: string | undefined
  readonly protocol: string
  /** '' when the engine made the message itself. */
  readonly source_address: string
  readonly source_port: number
  get(name: string): string | undefined
}

export interface SipRequest extends SipMessage {
  readonly method: string
  readonly uri: string
  /** Non-empty when the engine matched the request to a dialog. */
  readonly stackDialogId: string | undefined
  /** `ip:port` of our listener; only outside dialogs. */
  readonly receivedOn?: string
  /** The peer's CANCEL; the engine has answered it, and the INVITE with 487. */
  on(event: 'cancel', listener: () => void): void
  on(event: 'response', listener: (response: SipResponse, ack: (options?: object) => void) => void): void
  /** CANCELs an INVITE of ours; `done` comes when the CANCEL was written. */
  cancel(options: { headers?: SipHeaders }, done: (error: unknown) => void): void
}

export interface SipResponse extends SipMessage {
  readonly status: number
  readonly finalResponseSent: boolean
  send(
    status: number,
    options?: { headers?: SipHeaders; body?: string },
    done?: (error: unknown, sent?: SipMessage) => void,
  ): void
}

/** A confirmed dialog. Listeners must be added in the same turn in which srf hands the dialog over, or a quick BYE is lost. */
export interface SipDialog {
  readonly id: string
  readonly type: 'uac' | 'uas'
  readonly sip: { callId: string; localTag: string; remoteTag: string }
  readonly local: { uri: string; sdp: string | undefined; contact: string | undefined }
  readonly remote: { uri: string; sdp: string | undefined }
  readonly req: SipRequest
  readonly res: SipResponse
  on(event: 'destroy', listener: (request: SipRequest | undefined, reason?: string) => void): void
  on(event: 'ack', listener: (request: SipRequest) => void): void
  on(event: string, listener: (request: SipRequest, response: SipResponse) => void): void
  destroy(options: { headers?: SipHeaders }, done: (error: unknown) => void): void
}

/** Failure of an INVITE of ours: `status` with the response that said so, or an error of the link. */
export interface InviteFailure extends Error {
  status?: number
  res?: SipResponse
}

export interface OutOfDialogRequest {
  method: string
  /** srf insists on one; in a dialog `placeholder` stands for the remote target. */
  uri: string
  headers?: SipHeaders
  body?: string
  /** Next hop, when it is not the request URI. */
  proxy?: string
  /** Sends inside the dialog that the engine knows by this id. */
  stackDialogId?: string
}

/** Request URI of a request inside a dialog: the engine puts the remote target in its place. */
export const remoteTarget = 'sip:placeholder'

/** One connection to a drachtio server. */
export interface SrfClient {
  /** How much the server has said on this connection, bytes. */
  bytesHeard(): number
  connect(options: { host: string; port: number; secret: string; reconnect: { maxAttempts: number } }): void
  /** Cuts the connection for good: nothing that was under way is reported, nothing more is read. Idempotent. */
  disconnect(): void
  on(event: string, listener: (...values: never[]) => void): void
  use(method: string, handler: (request: SipRequest, response: SipResponse) => void): void
  request(options: OutOfDialogRequest, done: (error: unknown, sent?: SipRequest) => void): void
  createUAS(
    request: SipRequest,
    response: SipResponse,
    options: { localSdp: string; headers: SipHeaders },
    done: (error: unknown, dialog?: SipDialog) => void,
  ): void
  createUAC(
    uri: string,
    options: { localSdp: string; headers: SipHeaders; proxy?: string },
    progress: {
      cbRequest(error: unknown, request?: SipRequest): void
      cbProvisional(response: SipResponse): void
    },
    done: (error: InviteFailure | null, dialog?: SipDialog) => void,
  ): void
}
