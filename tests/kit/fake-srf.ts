/** A scripted stand-in for drachtio-srf: hands requests to the handlers, keeps what was sent, lets the script decide what comes back. */
import type {
  InviteFailure,
  OutOfDialogRequest,
  SipDialog,
  SipHeaders,
  SipMessage,
  SipRequest,
  SipResponse,
  SrfClient,
} from '../../sip/control/srf-types.ts'

type Listener = (...values: never[]) => void

/** Listeners by event, with an emit that reaches those present now. */
class Listeners {
  readonly #all = new Map<string, Listener[]>()

  on(event: string, listener: Listener): void {
    this.#all.set(event, [...(this.#all.get(event) ?? []), listener])
  }

  emit(event: string, ...values: unknown[]): void {
    for (const listener of this.#all.get(event) ?? []) (listener as (...values: unknown[]) => void)(...values)
  }
}

function message(headers: SipHeaders, body: string | undefined, source: string): SipMessage {
  const [address = '', port = '0'] = source.split(':')
  return {
    body,
    protocol: 'udp',
    source_address: address,
    source_port: Number(port),
    get: (name) => Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1],
  }
}

export interface FakeRequest extends SipRequest {
  emit(event: string, ...values: unknown[]): void
  cancelled: boolean
}

/** A request as the handlers get it. Sensible headers of a trunk unless the script gives others. */
export function fakeRequest(
  method: string,
  options: {
    uri?: string
    headers?: SipHeaders
    body?: string
    source?: string
    dialogId?: string
    receivedOn?: string
  } = {},
): FakeRequest {
  const headers = {
    Via: 'SIP/2.0/UDP 127.0.0.1:5999;branch=z9hG4bK1',
    From: '"Wang" <sip:+8613800138000@trunk.example>;tag=abc',
    To: '<sip:95530@centre.example>',
    'Call-ID': 'call-1',
    CSeq: `1 ${method}`,
    Contact: '<sip:127.0.0.1:5999>',
    ...options.headers,
  }
  const listeners = new Listeners()
  const request: FakeRequest = {
    ...message(headers, options.body, options.source ?? '127.0.0.1:5999'),
    method,
    uri: options.uri ?? 'sip:95530@centre.example',
    stackDialogId: options.dialogId,
    ...(options.receivedOn === undefined ? {} : { receivedOn: options.receivedOn }),
    cancelled: false,
    on: (event: string, listener: Listener) => listeners.on(event, listener),
    emit: (event, ...values) => listeners.emit(event, ...values),
    cancel: (_options, done) => {
      request.cancelled = true
      done(null)
    },
  }
  return request
}

export interface FakeResponse extends SipResponse {
  /** `status` of everything sent, in order. */
  readonly sent: number[]
  readonly sentHeaders: SipHeaders
  readonly sentBody: string | undefined
}

/** Where a handler's answer ends up, or a final response with which the script refuses an INVITE. */
export function fakeResponse(status = 0, source = '127.0.0.1:5999'): FakeResponse {
  const state = { sent: [] as number[], headers: {} as SipHeaders, body: undefined as string | undefined }
  return {
    ...message({}, undefined, source),
    status,
    get finalResponseSent() {
      return state.sent.some((one) => one >= 200)
    },
    get sent() {
      return state.sent
    },
    get sentHeaders() {
      return state.headers
    },
    get sentBody() {
      return state.body
    },
    send(code, options = {}) {
      state.sent.push(code)
      state.headers = options.headers ?? {}
      state.body = options.body
    },
  }
}

export interface FakeDialog extends SipDialog {
  emit(event: string, ...values: unknown[]): void
  /** True once we sent BYE. */
  byeSent: boolean
}

function fakeDialog(type: 'uac' | 'uas', req: SipRequest, res: SipResponse, remoteSdp: string | undefined): FakeDialog {
  const listeners = new Listeners()
  const callId = req.get('Call-ID') ?? ''
  const dialog: FakeDialog = {
    id: `${callId};from-tag=abc`,
    type,
    sip: { callId, localTag: 'ours', remoteTag: 'theirs' },
    local: { uri: 'sip:127.0.0.1:5060', sdp: undefined, contact: '<sip:127.0.0.1:5060>' },
    remote: { uri: 'sip:127.0.0.1:5999', sdp: remoteSdp },
    req,
    res,
    byeSent: false,
    on: (event: string, listener: Listener) => listeners.on(event, listener),
    emit: (event, ...values) => listeners.emit(event, ...values),
    destroy: (_options, done) => {
      dialog.byeSent = true
      done(null)
    },
  }
  return dialog
}

/** An INVITE of ours that the script has yet to answer. */
export interface SentInvite {
  uri: string
  proxy: string | undefined
  headers: SipHeaders
  request: FakeRequest
  ring(): void
  answer(sdp?: string): FakeDialog
  /** '' as source plays a status of the engine's own; undefined as status, an INVITE that it did not even send. */
  refuse(status: number | undefined, source?: string): void
}

export class FakeSrf implements SrfClient {
  readonly handlers = new Map<string, (request: SipRequest, response: SipResponse) => void>()
  readonly invites: SentInvite[] = []
  readonly requests: OutOfDialogRequest[] = []
  /** The requests as sent; `emit('response', ...)` answers one. */
  readonly sentRequests: FakeRequest[] = []
  readonly dialogs: FakeDialog[] = []
  /** 'ok' connects at once; 'wrong-secret', 'refused' and 'silent' do what they say. */
  behaviour: 'ok' | 'wrong-secret' | 'refused' | 'silent' = 'ok'
  /** What the server does with our 200: an error string, or undefined for its echo. */
  answerError: string | undefined
  /** Stops answering requests, as a hung server would. */
  deaf = false
  hostPorts = 'udp/127.0.0.1:5060,ws/127.0.0.1:5066'
  disconnected = false
  heard = 0
  readonly #events = new Listeners()

  connect(): void {
    if (this.behaviour === 'silent') return
    setImmediate(() => {
      if (this.behaviour === 'refused') this.#events.emit('error', new Error('connect ECONNREFUSED'))
      else this.#events.emit('connect', this.behaviour === 'ok' ? null : new Error('no'), this.hostPorts)
    })
  }

  bytesHeard(): number {
    return this.heard
  }

  disconnect(): void {
    this.disconnected = true
  }

  on(event: string, listener: Listener): void {
    this.#events.on(event, listener)
  }

  /** The connection goes. */
  drop(): void {
    this.#events.emit('close')
  }

  use(method: string, handler: (request: SipRequest, response: SipResponse) => void): void {
    this.handlers.set(method, handler)
  }

  /** A request comes in from the network; returns what becomes of it. */
  arrive(request: SipRequest): FakeResponse {
    const response = fakeResponse()
    this.handlers.get(request.method.toLowerCase())?.(request, response)
    return response
  }

  request(options: OutOfDialogRequest, done: (error: unknown, sent?: SipRequest) => void): void {
    if (options.uri === '') throw new Error('undefined is not a valid request_uri or options object.')
    this.requests.push(options)
    if (this.deaf) return
    if (options.stackDialogId !== undefined)
      done(Object.assign(new Error('unable to find dialog'), { code: 'ENODIALOG' }))
    else {
      const sent = fakeRequest(options.method)
      this.sentRequests.push(sent)
      done(null, sent)
    }
  }

  createUAS(
    request: SipRequest,
    response: SipResponse,
    options: { localSdp: string; headers: SipHeaders },
    done: (error: unknown, dialog?: SipDialog) => void,
  ): void {
    response.send(200, { headers: options.headers, body: options.localSdp })
    if (this.answerError !== undefined) {
      done(this.answerError)
      return
    }
    const dialog = fakeDialog('uas', request, response, request.body)
    this.dialogs.push(dialog)
    done(null, dialog)
  }

  createUAC(
    uri: string,
    options: { localSdp: string; headers: SipHeaders; proxy?: string },
    progress: { cbRequest(error: unknown, request?: SipRequest): void; cbProvisional(response: SipResponse): void },
    done: (error: InviteFailure | null, dialog?: SipDialog) => void,
  ): void {
    const request = fakeRequest('INVITE', { uri, headers: { ...options.headers, CSeq: '41 INVITE' } })
    progress.cbRequest(null, request)
    this.invites.push({
      uri,
      proxy: options.proxy,
      headers: options.headers,
      request,
      ring: () => progress.cbProvisional(fakeResponse(180)),
      answer: (sdp = 'v=0\r\n') => {
        const dialog = fakeDialog('uac', request, fakeResponse(200), sdp)
        this.dialogs.push(dialog)
        done(null, dialog)
        return dialog
      },
      refuse: (status, source) =>
        done(
          status === undefined
            ? new Error('no way')
            : Object.assign(new Error('refused'), { status, res: fakeResponse(status, source) }),
        ),
    })
  }
}
