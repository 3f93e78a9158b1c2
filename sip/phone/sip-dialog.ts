/** An established call between two phones: who is who, and what either side may still ask of the other (RFC 3261 12). */
import { isIPv4 } from 'node:net'
import { headerOf, responseTo, type SipMessage, type SipRequest, uriIn } from './sip-message.ts'
import { type Address, newVia, type SipWire } from './sip-wire.ts'

/** What both sides agreed on when the call was answered. */
export interface DialogParts {
  callId: string
  /** Our From or To value, with tag. */
  local: string
  /** The other side's, with tag. */
  remote: string
  /** The other side's Contact URI. */
  target: string
  /** Route values, in the order in which they are visited. */
  routes: string[]
  /** Sequence number of our last request. */
  cseq: number
  /** Where the other side was last heard. */
  heardFrom: Address
}

/** What the owner of a dialog is told and asked. */
export interface DialogEar {
  /** The other side offers new media; returns our answer. */
  onOffer: (sdp: string) => string
  onBye: () => void
}

export interface SipDialog {
  /** Answers a request of the other side within the call. */
  receive(request: SipRequest, from: Address): void
  /** Acknowledges the 200 of the INVITE with this sequence number (RFC 3261 13.2.2.4). */
  ack(cseq: number): void
  /** Ends the call; resolves when the other side agreed, or did not answer for 32 s. */
  bye(): Promise<void>
  close(): void
}

/** Makes a dialog of ours. */
export function createDialog(wire: SipWire, parts: DialogParts, ear: DialogEar): SipDialog {
  const contact = contactOf(wire.local)
  const destination = destinationOf(parts)
  let cseq = parts.cseq
  let stopInsisting = () => {}
  let stopBye = () => {}

  const build = (method: string, number: number): SipRequest => ({
    kind: 'request',
    method,
    uri: parts.target,
    headers: [
      ['Via', newVia(wire.local)],
      ['Max-Forwards', '70'],
      ...parts.routes.map((route): [string, string] => ['Route', route]),
      ['From', parts.local],
      ['To', parts.remote],
      ['Call-ID', parts.callId],
      ['CSeq', `${number} ${method}`],
      ['Contact', contact],
    ],
    body: '',
  })

  const answerOffer = (request: SipRequest, from: Address) => {
    const body = ear.onOffer(request.body)
    const headers: Array<[string, string]> = [
      ['Contact', contact],
      ['Content-Type', 'application/sdp'],
    ]
    const response = responseTo(request, 200, { headers, body })
    if (request.method === 'UPDATE') return wire.send(response, from)
    stopInsisting()
    stopInsisting = wire.insist(response, from, () => undefined)
  }

  return {
    receive(request, from) {
      if (request.method === 'ACK') return stopInsisting()
      if (request.method === 'BYE') {
        wire.send(responseTo(request, 200), from)
        return ear.onBye()
      }
      const offers = request.method === 'INVITE' || (request.method === 'UPDATE' && request.body !== '')
      if (offers) return answerOffer(request, from)
      const known = ['INFO', 'OPTIONS', 'UPDATE', 'NOTIFY', 'MESSAGE'].includes(request.method)
      wire.send(responseTo(request, known ? 200 : 405), from)
    },
    ack(number) {
      wire.send(build('ACK', number), destination)
    },
    bye() {
      cseq += 1
      return new Promise((resolve) => {
        stopBye = wire.request(build('BYE', cseq), destination, {
          onResponse(response) {
            if (response.status < 200) return
            stopBye()
            resolve()
          },
          onTimeout: resolve,
        })
      })
    },
    close() {
      stopInsisting()
      stopBye()
    },
  }
}

/** Our Contact value. */
export function contactOf(local: Address): string {
  return `<sip:${local.host}:${local.port}>`
}

/** The Contact URI of a message, or its From URI when it has none. */
export function targetOf(message: SipMessage): string {
  return uriIn(headerOf(message, 'Contact') ?? headerOf(message, 'From') ?? '')
}

/** RFC 3261 12.2.1.1: the first route, else the target; a name we cannot look up: where the other side was heard. */
function destinationOf({ routes, target, heardFrom }: DialogParts): Address {
  const [, host = '', port = '5060'] =
    /^sips?:(?:[^@]*@)?([^:;>?]+)(?::(\d{1,5}))?/.exec(uriIn(routes[0] ?? target)) ?? []
  const number = Number(port)
  return isIPv4(host) && number > 0 && number < 65536 ? { host, port: number } : heardFrom
}
