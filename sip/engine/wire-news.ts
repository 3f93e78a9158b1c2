/** What the engine says to the application, with every token in its place; the client reads them by position. */
import { randomUUID } from 'node:crypto'
import type { Flow } from './flow.ts'
import type { AppLink } from './wire-link.ts'

/** The application's name of a dialog: Call-ID and From tag of the request that made it. */
export function dialogIdOf(callId: string, fromTag: string): string {
  const id = `${callId};from-tag=${fromTag}`
  // These would cut the meta line; the id is opaque to the application.
  return /[|\r\n]/.test(id) ? id.replace(/[|\r\n]/g, (char) => (char === '|' ? '%7C' : '%0A')) : id
}

/** Passes a request or a response from the network on. `receivedOn` only for requests outside dialogs. */
export function tellFromNetwork(
  link: AppLink,
  news: { text: string; flow: Flow; transactionId: string; dialogId: string; receivedOn?: boolean },
): void {
  const { flow, text } = news
  const place = `${text.length}|${protocol(flow)}|${flow.remote.host}|${flow.remote.port}|${timeOfDay()}`
  const local = news.receivedOn ? `${flow.local.host}|${flow.local.port}|` : ''
  link.send(`${randomUUID()}|sip|network|${place}|${news.transactionId}|${news.dialogId}|${local}\r\n${text}`)
}

/** Passes on a response that the engine made itself because the network gave none (408, 503, ...). */
export function tellInternal(link: AppLink, news: { text: string; transactionId: string; dialogId: string }): void {
  link.send(`${randomUUID()}|sip|network|0|||0|${timeOfDay()}|${news.transactionId}|${news.dialogId}|\r\n${news.text}`)
}

/** Tells of a BYE that the engine sends by itself; nobody answers this. */
export function tellUnsolicited(link: AppLink, dialogId: string, text: string): void {
  link.send(`${randomUUID()}|sip|application|0|unknown||0|${timeOfDay()}|unsolicited|${dialogId}|\r\n${text}`)
}

/** The answer to a command that put a request on the wire: the request exactly as sent. */
export function sentRequest(flow: Flow, transactionId: string, text: string): string {
  return `OK|application|${text.length}|${ownSide(flow)}|${transactionId}|Msg sent:|\r\n${text}`
}

/** The answer to a command that put a response on the wire: the response exactly as sent. */
export function sentResponse(flow: Flow, transactionId: string, dialogId: string, text: string): string {
  return `OK|application|${text.length}|${protocol(flow)}|${flow.remote.host}|${flow.remote.port}|${timeOfDay()}|${transactionId}|${dialogId}||Msg sent:|\r\n${text}`
}

function ownSide(flow: Flow): string {
  const side = flow.transport === 'udp' ? flow.local : flow.remote
  return `${protocol(flow)}|${side.host}|${side.port}|${timeOfDay()}`
}

/** WebSockets are reported as tcp, as the daemon does. */
function protocol(flow: Flow): string {
  return flow.transport === 'udp' ? 'udp' : 'tcp'
}

let clockMs = 0
let clockText = ''

function timeOfDay(): string {
  const now = Date.now()
  if (now !== clockMs) {
    clockMs = now
    clockText = `${new Date(now).toISOString().slice(11, 23)}000`
  }
  return clockText
}
