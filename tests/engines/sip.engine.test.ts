/** One suite for every SIP engine: the embedded one always, a real drachtio-server when DRACHTIO_URL names it. */
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AppDialog,
  type AppMessage,
  type AppResponse,
  daemonHouse,
  embeddedHouse,
  type House,
} from '../sip/engine/house-app.ts'
import {
  newCallId,
  reply,
  request,
  type ScriptedPeer,
  SDP,
  tagOf,
  tcpPeer,
  udpPeer,
  wsPeer,
} from '../sip/engine/scripted-peer.ts'

const url = process.env.DRACHTIO_URL
const T1_MS = 40
type Handler = (req: AppMessage, res: AppResponse) => void
type Start = (routes: Record<string, Handler>) => Promise<House>

const engines: Array<[string, Start]> = [
  ['embedded engine', (routes) => embeddedHouse(routes, { t1: T1_MS, t2: 8 * T1_MS, t4: 10 * T1_MS })],
]
if (url !== undefined) engines.push(['drachtio-server', (routes) => daemonHouse(url, routes)])

console.log(
  `SIP engines under test: ${engines.map(([name]) => name).join(', ')}${url === undefined ? ' (drachtio-server skipped: DRACHTIO_URL is not set)' : ''}`,
)

describe.each(engines)('%s', (_name, start) => {
  let house: House
  let onCall: Handler
  let onRegister: Handler

  beforeAll(async () => {
    house = await start({
      invite: (req, res) => onCall(req, res),
      register: (req, res) => onRegister(req, res),
      options: (_req, res) => res.send(200, { headers: { Allow: 'INVITE, ACK, BYE' } }),
    })
  })
  afterAll(() => house.close())

  /** Lets the application answer the next call; settles with its dialog. */
  function answerNext(options: object = { localSdp: SDP }): Promise<{ dialog: AppDialog; req: AppMessage }> {
    return new Promise((resolve, reject) => {
      onCall = (req, res) => {
        house.app.createUAS(req, res, options).then((dialog) => resolve({ dialog, req }), reject)
      }
    })
  }

  async function callIn(peer: ScriptedPeer, body = SDP) {
    const callId = newCallId()
    peer.send(request(peer, 'INVITE', { callId, body }))
    const ok = await peer.receives('200 INVITE')
    const toTag = tagOf(ok.header('to'))
    peer.send(request(peer, 'ACK', { callId, toTag }))
    return { callId, toTag, ok }
  }

  async function callOut(peer: ScriptedPeer) {
    const answered = house.app.createUAC(`sip:bob@${peer.place}`, { localSdp: SDP, callingNumber: '1000' })
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 200, { body: SDP }))
    const dialog = await answered
    const ack = await peer.receives('ACK')
    return { invite, dialog, ack }
  }

  it('answers a caller, and is told when the caller hangs up', async () => {
    const peer = await udpPeer(house.udpPort)
    const call = answerNext()
    const { callId, toTag, ok } = await callIn(peer)
    expect(peer.count('100 INVITE')).toBe(1)
    expect(ok.body).toBe(SDP)
    expect(ok.header('contact')).toContain(`127.0.0.1:${house.udpPort}`)
    const { dialog } = await call
    const destroyed = once(dialog, 'destroy')
    peer.send(request(peer, 'BYE', { callId, toTag, cseq: 2 }))
    await peer.receives('200 BYE')
    expect((await destroyed)[1]).toBe('normal release')
    await peer.close()
  })

  it('refuses a caller and takes the ACK to the refusal itself', async () => {
    const peer = await udpPeer(house.udpPort)
    onCall = (_req, res) => res.send(486)
    const script = { callId: newCallId(), branch: `z9hG4bKbusy${Date.now()}`, body: SDP }
    peer.send(request(peer, 'INVITE', script))
    const busy = await peer.receives('486 INVITE')
    peer.send(request(peer, 'ACK', { ...script, body: '', toTag: tagOf(busy.header('to')) }))
    expect(tagOf(busy.header('to'))).not.toBe('')
    await peer.close()
  })

  it('answers a CANCEL and its INVITE by itself and tells the application', async () => {
    const peer = await udpPeer(house.udpPort)
    const cancelled = new Promise<AppMessage>((resolve) => {
      onCall = (req, res) => {
        req.on('cancel', resolve)
        res.send(180)
      }
    })
    const script = { callId: newCallId(), branch: `z9hG4bKcancel${Date.now()}` }
    peer.send(request(peer, 'INVITE', { ...script, body: SDP }))
    await peer.receives('180 INVITE')
    peer.send(request(peer, 'CANCEL', { ...script, headers: ['Reason: SIP;cause=487;text="caller hung up"'] }))
    await peer.receives('200 CANCEL')
    const gone = await peer.receives('487 INVITE')
    peer.send(request(peer, 'ACK', { ...script, toTag: tagOf(gone.header('to')) }))
    expect((await cancelled).get('Reason')).toContain('caller hung up')
    await peer.close()
  })

  it('answers OPTIONS outside a dialog', async () => {
    const peer = await tcpPeer(house.tcpPort)
    peer.send(request(peer, 'OPTIONS'))
    expect((await peer.receives('200 OPTIONS')).header('allow')).toBe('INVITE, ACK, BYE')
    await peer.close()
  })

  it('calls out, is answered, and hangs up', async () => {
    const peer = await udpPeer(house.udpPort)
    const { invite, dialog, ack } = await callOut(peer)
    expect(invite.header('from')).toContain(`1000@127.0.0.1:${house.udpPort}`)
    expect(ack.header('cseq')).toBe(`${invite.header('cseq').split(' ')[0]} ACK`)
    const ended = dialog.destroy()
    const bye = await peer.receives('BYE')
    expect(bye.text.startsWith(`BYE sip:callee@${peer.place} SIP/2.0`)).toBe(true)
    peer.send(reply(peer, bye, 200))
    await ended
    await peer.close()
  })

  it('sends the same ACK again when the answer comes again', async () => {
    const peer = await udpPeer(house.udpPort)
    const { invite, ack, dialog } = await callOut(peer)
    peer.send(reply(peer, invite, 200, { body: SDP }))
    expect((await peer.receives('ACK')).text).toBe(ack.text)
    const ended = dialog.destroy()
    peer.send(reply(peer, await peer.receives('BYE'), 200))
    await ended
    await peer.close()
  })

  it('gives up a call that rings', async () => {
    const peer = await udpPeer(house.udpPort)
    let failure: Promise<number> = Promise.resolve(0)
    const asked = new Promise<AppMessage>((resolve) => {
      const told = { cbRequest: (_error: unknown, req: AppMessage) => resolve(req) }
      failure = house.app
        .createUAC(`sip:ringing@${peer.place}`, { localSdp: SDP }, told)
        .then(() => 0)
        .catch((error: { status: number }) => error.status)
    })
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 180))
    ;(await asked).cancel()
    const cancel = await peer.receives('CANCEL')
    expect(cancel.header('via')).toBe(invite.header('via'))
    peer.send(reply(peer, cancel, 200))
    peer.send(reply(peer, invite, 487))
    expect(await failure).toBe(487)
    await peer.receives('ACK')
    await peer.close()
  })

  it('lets the application acknowledge a delayed offer when it has its answer', async () => {
    const peer = await udpPeer(house.udpPort)
    const offered = house.app.createUAC(`sip:bob@${peer.place}`, { noAck: true }) as unknown as Promise<{
      sdp: string
      ack(sdp: string): Promise<AppDialog>
    }>
    const invite = await peer.receives('INVITE')
    expect(invite.body).toBe('')
    peer.send(reply(peer, invite, 200, { body: SDP }))
    const offer = await offered
    expect(offer.sdp).toBe(SDP)
    expect(peer.count('ACK')).toBe(0)
    const dialog = await offer.ack(SDP)
    expect((await peer.receives('ACK')).body).toBe(SDP)
    const ended = dialog.destroy()
    peer.send(reply(peer, await peer.receives('BYE'), 200))
    await ended
    await peer.close()
  })

  it('acknowledges a reliable provisional answer with PRACK', async () => {
    const peer = await udpPeer(house.udpPort)
    const answered = house.app.createUAC(`sip:bob@${peer.place}`, { localSdp: SDP, headers: { Supported: '100rel' } })
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 183, { headers: ['Require: 100rel', 'RSeq: 7'] }))
    const prack = await peer.receives('PRACK')
    expect(prack.header('rack')).toBe(`7 ${invite.header('cseq')}`)
    expect(tagOf(prack.header('to'))).toBe('callee')
    peer.send(reply(peer, prack, 200))
    peer.send(reply(peer, invite, 200, { body: SDP }))
    const dialog = await answered
    await peer.receives('ACK')
    const ended = dialog.destroy()
    peer.send(reply(peer, await peer.receives('BYE'), 200))
    await ended
    await peer.close()
  })

  it('sends a reliable provisional answer until its PRACK comes', async () => {
    const peer = await udpPeer(house.udpPort)
    const pracked = new Promise<AppMessage>((resolve) => {
      onCall = (_req, res) => {
        ;(
          res as AppResponse & {
            send(status: number, options: object, cb: undefined, prack: (req: AppMessage) => void): void
          }
        ).send(183, { headers: { Require: '100rel' }, body: SDP }, undefined, (prack) => {
          resolve(prack)
          res.send(486)
        })
      }
    })
    const script = { callId: newCallId(), branch: `z9hG4bKrel${Date.now()}` }
    peer.send(request(peer, 'INVITE', { ...script, body: SDP, headers: ['Supported: 100rel'] }))
    const progress = await peer.receives('183 INVITE')
    const again = await peer.receives('183 INVITE')
    expect(again.text).toBe(progress.text)
    const toTag = tagOf(progress.header('to'))
    peer.send(
      request(peer, 'PRACK', {
        callId: script.callId,
        toTag,
        cseq: 2,
        headers: [`RAck: ${progress.header('rseq')} 1 INVITE`],
      }),
    )
    await peer.receives('200 PRACK')
    expect((await pracked).method).toBe('PRACK')
    await peer.receives('486 INVITE')
    peer.send(request(peer, 'ACK', { ...script, toTag }))
    await peer.close()
  })

  it('is told when the callee hangs up', async () => {
    const peer = await udpPeer(house.udpPort)
    const { invite, dialog } = await callOut(peer)
    const destroyed = once(dialog, 'destroy')
    peer.send(
      request(peer, 'BYE', {
        callId: invite.header('call-id'),
        fromTag: 'callee',
        toTag: tagOf(invite.header('from')),
        cseq: 9,
      }),
    )
    await peer.receives('200 BYE')
    await destroyed
    await peer.close()
  })

  it('registers with digest, the same Call-ID and the next CSeq', async () => {
    const peer = await udpPeer(house.udpPort)
    const status = new Promise<number>((resolve, reject) => {
      house.app.request(
        `sip:${peer.place}`,
        {
          method: 'REGISTER',
          headers: { Contact: '<sip:me@localhost>', From: '<sip:me@example.com>', To: '<sip:me@example.com>' },
          auth: { username: 'me', password: 'secret' },
        },
        (error, req) => (error ? reject(error) : req.on('response', (res: AppMessage) => resolve(res.status))),
      )
    })
    const first = await peer.receives('REGISTER')
    peer.send(reply(peer, first, 401, { headers: ['WWW-Authenticate: Digest realm="r", nonce="n", algorithm=MD5'] }))
    const second = await peer.receives('REGISTER')
    expect(second.header('call-id')).toBe(first.header('call-id'))
    expect(second.header('from')).toBe(first.header('from'))
    expect(Number.parseInt(second.header('cseq'), 10)).toBe(Number.parseInt(first.header('cseq'), 10) + 1)
    expect(second.header('authorization')).toContain('username="me"')
    peer.send(reply(peer, second, 200))
    expect(await status).toBe(200)
    await peer.close()
  })

  it('changes a session by re-INVITE, both ways', async () => {
    const peer = await udpPeer(house.udpPort)
    const { invite, dialog } = await callOut(peer)
    const changed = dialog.modify(SDP.replace('sendrecv', 'sendonly'))
    const again = await peer.receives('INVITE')
    expect(again.header('to')).toContain('tag=callee')
    expect(again.header('contact')).not.toBe('')
    expect(Number.parseInt(again.header('cseq'), 10)).toBe(Number.parseInt(invite.header('cseq'), 10) + 1)
    const heldSdp = SDP.replace('sendrecv', 'recvonly')
    peer.send(reply(peer, again, 200, { body: heldSdp }))
    expect(await changed).toBe(heldSdp)
    await peer.receives('ACK')
    dialog.once('modify', (_req: AppMessage, res: AppResponse) => res.send(200, { body: SDP }))
    const script = { callId: invite.header('call-id'), fromTag: 'callee', toTag: tagOf(invite.header('from')), cseq: 5 }
    peer.send(request(peer, 'INVITE', { ...script, body: SDP.replace('15900', '15902') }))
    expect((await peer.receives('200 INVITE')).body).toBe(SDP)
    const acknowledged = once(dialog, 'ack')
    peer.send(request(peer, 'ACK', script))
    await acknowledged
    const ended = dialog.destroy()
    peer.send(reply(peer, await peer.receives('BYE'), 200))
    await ended
    await peer.close()
  })

  it('acknowledges a refusal by itself and reports its status', async () => {
    const peer = await udpPeer(house.udpPort)
    const failure = house.app
      .createUAC(`sip:bob@${peer.place}`, { localSdp: SDP })
      .catch((error: { status: number }) => error.status)
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 486))
    expect(await failure).toBe(486)
    const ack = await peer.receives('ACK')
    expect(ack.header('via')).toBe(invite.header('via'))
    await peer.close()
  })

  it('takes a call without an offer and passes the answer in the ACK up', async () => {
    const peer = await udpPeer(house.udpPort)
    const call = answerNext()
    const callId = newCallId()
    peer.send(request(peer, 'INVITE', { callId }))
    const ok = await peer.receives('200 INVITE')
    const { dialog, req } = await call
    expect(req.body ?? '').toBe('')
    const acknowledged = once(dialog, 'ack')
    const toTag = tagOf(ok.header('to'))
    peer.send(request(peer, 'ACK', { callId, toTag, body: SDP }))
    expect((await acknowledged)[0].body).toBe(SDP)
    peer.send(request(peer, 'BYE', { callId, toTag, cseq: 2 }))
    await peer.receives('200 BYE')
    await peer.close()
  })

  it('carries INFO inside a dialog, both ways', async () => {
    const peer = await udpPeer(house.udpPort)
    const call = answerNext()
    const { callId, toTag } = await callIn(peer)
    const { dialog } = await call
    dialog.on('info', (_req: AppMessage, res: AppResponse) => res.send(200))
    const arrived = once(dialog, 'info')
    peer.send(request(peer, 'INFO', { callId, toTag, cseq: 2, headers: ['Info-Package: x'] }))
    expect((await arrived)[0].method).toBe('INFO')
    await peer.receives('200 INFO')
    const answered = dialog.request({
      method: 'INFO',
      headers: { 'Content-Type': 'application/dtmf-relay' },
      body: 'Signal=5',
    })
    const info = await peer.receives('INFO')
    expect(info.body).toBe('Signal=5')
    peer.send(reply(peer, info, 200))
    expect((await answered).status).toBe(200)
    peer.send(request(peer, 'BYE', { callId, toTag, cseq: 3 }))
    await peer.receives('200 BYE')
    await peer.close()
  })

  it('ends a call whose answer is never acknowledged, after repeating it', async () => {
    const peer = await udpPeer(house.udpPort)
    const call = answerNext()
    const callId = newCallId()
    peer.send(request(peer, 'INVITE', { callId, body: SDP }))
    const { dialog } = await call
    const destroyed = once(dialog, 'destroy')
    const first = await peer.receives('200 INVITE')
    expect((await peer.receives('200 INVITE')).text).toBe(first.text)
    expect((await destroyed)[1]).toBe('ACK timeout')
    const bye = await peer.receives('BYE')
    expect(bye.header('reason')).toContain('ACK timeout')
    peer.send(reply(peer, bye, 200))
    await peer.close()
  }, 60_000)

  it('registers a browser and calls it over its own socket', async () => {
    const peer = await wsPeer(house.wsPort)
    const contact = `<sip:u1@${peer.place};transport=ws>;expires=600`
    onRegister = (req, res) => res.send(200, { headers: { Contact: req.get('Contact'), Expires: '600' } })
    const register = request(peer, 'REGISTER').replace(/Contact: .*/, `Contact: ${contact}`)
    peer.send(register)
    await peer.receives('200 REGISTER')
    const answered = house.app.createUAC(`sip:u1@${peer.place};transport=ws`, {
      localSdp: SDP,
      headers: { To: `<sip:u1@${peer.place}>` },
    })
    const invite = await peer.receives('INVITE')
    expect(invite.header('contact')).toContain('transport=ws')
    peer.send(reply(peer, invite, 200, { body: SDP }))
    const dialog = await answered
    await peer.receives('ACK')
    const ended = dialog.destroy()
    peer.send(reply(peer, await peer.receives('BYE'), 200))
    await ended
    await peer.close()
  })
})
