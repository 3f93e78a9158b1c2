/** From INVITE to the first packet of the prompt, at a steady 50 calls a second: one SIP socket and one RTP socket of our own. */
import { randomUUID } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { WholeHouse } from '../kit/whole-house.ts'

interface Trial {
  callId: string
  invitedAt: number
  /** RTP port of the house, known from its 200. */
  housePort?: number
  promptAt?: number
}

const callsPerSecond = 50
const callMs = 1000

/** Delays of `calls` calls, ms. Throws when a call got no prompt. */
export async function measurePromptDelay(house: WholeHouse, calls: number): Promise<number[]> {
  const sip = await open()
  const rtp = await open()
  const trials = new Map<string, Trial>()
  const byHousePort = new Map<number, Trial>()
  // A prompt may overtake the 200 that says where it comes from.
  const early = new Map<number, number>()
  const to = (text: string) => sip.send(text, house.sipPort, '127.0.0.1')
  const own = sip.address().port

  rtp.on('message', (_bytes, { port }) => {
    const trial = byHousePort.get(port)
    if (trial === undefined) early.set(port, performance.now())
    else trial.promptAt ??= performance.now()
  })
  sip.on('message', (bytes) => {
    const text = bytes.toString('latin1')
    const trial = trials.get(headerOf(text, 'Call-ID'))
    if (trial === undefined || !text.startsWith('SIP/2.0 200') || !text.includes(' INVITE\r\n')) return
    const dialog = dialogOf(text, house, own)
    to(requestText('ACK', 1, dialog))
    if (trial.housePort !== undefined) return
    trial.housePort = Number(/^m=audio (\d+)/m.exec(text)?.[1])
    byHousePort.set(trial.housePort, trial)
    const overtook = early.get(trial.housePort)
    if (overtook !== undefined && overtook >= trial.invitedAt) trial.promptAt = overtook
    setTimeout(() => {
      byHousePort.delete(trial.housePort ?? 0)
      early.delete(trial.housePort ?? 0)
      to(requestText('BYE', 2, dialog))
    }, callMs)
  })

  const start = performance.now()
  for (let n = 0; n < calls; n++) {
    await until(start + (n * 1000) / callsPerSecond)
    const callId = randomUUID()
    const trial: Trial = { callId, invitedAt: performance.now() }
    trials.set(callId, trial)
    to(inviteText(callId, house, own, rtp.address().port))
  }
  await until(performance.now() + callMs + 1500)
  sip.close()
  rtp.close()
  const silent = [...trials.values()].filter(({ promptAt }) => promptAt === undefined).length
  if (silent > 0) throw new Error(`${silent} of ${calls} calls heard no prompt.`)
  return [...trials.values()].map(({ invitedAt, promptAt }) => (promptAt ?? 0) - invitedAt)
}

async function open(): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 21 })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return socket
}

function until(at: number): Promise<void> {
  return new Promise((done) => setTimeout(done, Math.max(0, at - performance.now())))
}

function headerOf(message: string, name: string): string {
  return new RegExp(`^${name}: *(.*?)\\r$`, 'im').exec(message)?.[1] ?? ''
}

interface Dialog {
  callId: string
  target: string
  from: string
  to: string
  via: string
}

function dialogOf(answer: string, house: WholeHouse, own: number): Dialog {
  const contact = /<([^>]+)>/.exec(headerOf(answer, 'Contact'))?.[1]
  return {
    callId: headerOf(answer, 'Call-ID'),
    target: contact ?? `sip:${house.hotline}@127.0.0.1:${house.sipPort}`,
    from: headerOf(answer, 'From'),
    to: headerOf(answer, 'To'),
    via: `127.0.0.1:${own}`,
  }
}

function requestText(method: 'ACK' | 'BYE', cseq: number, dialog: Dialog): string {
  return [
    `${method} ${dialog.target} SIP/2.0`,
    `Via: SIP/2.0/UDP ${dialog.via};branch=z9hG4bK${randomUUID()}`,
    'Max-Forwards: 70',
    `From: ${dialog.from}`,
    `To: ${dialog.to}`,
    `Call-ID: ${dialog.callId}`,
    `CSeq: ${cseq} ${method}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}

function inviteText(callId: string, house: WholeHouse, own: number, rtpPort: number): string {
  const sdp = [
    'v=0',
    'o=bench 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${rtpPort} RTP/AVP 0 101`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    '',
  ].join('\r\n')
  const uri = `sip:${house.hotline}@127.0.0.1:${house.sipPort}`
  return [
    `INVITE ${uri} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${callId}`,
    'Max-Forwards: 70',
    `From: <sip:+8613900139001@127.0.0.1:${own}>;tag=${callId.slice(0, 8)}`,
    `To: <${uri}>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 INVITE',
    `Contact: <sip:bench@127.0.0.1:${own}>`,
    'Content-Type: application/sdp',
    `Content-Length: ${sdp.length}`,
    '',
    sdp,
  ].join('\r\n')
}
