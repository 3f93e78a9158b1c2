/** What crosses on the wire: CANCEL and answers, forks, glare, lost peers, lost applications. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedEngine } from '../../../sip/engine/embedded-engine.ts'
import {
  type AppDialog,
  type AppMessage,
  type AppResponse,
  connectApp,
  embeddedHouse,
  type House,
} from './house-app.ts'
import { newCallId, reply, request, type ScriptedPeer, SDP, tagOf, tcpPeer, udpPeer, wsPeer } from './scripted-peer.ts'

const T1_MS = 40
type Handler = (req: AppMessage, res: AppResponse) => void

describe('races on the wire', () => {
  let house: House
  let onCall: Handler

  beforeAll(async () => {
    house = await embeddedHouse(
      {
        invite: (req, res) => onCall(req, res),
        register: (req, res) => res.send(200, { headers: { Contact: req.get('Contact'), Expires: '60' } }),
      },
      { t1: T1_MS, t2: 8 * T1_MS, t4: 10 * T1_MS },
    )
  })
  afterAll(() => house.close())

  function answerNext(): Promise<AppDialog> {
    return new Promise((resolve, reject) => {
      onCall = (req, res) => {
        house.app.createUAS(req, res, { localSdp: SDP }).then(resolve, reject)
      }
    })
  }

  async function callIn(peer: ScriptedPeer) {
    const dialogSoon = answerNext()
    const callId = newCallId()
    peer.send(request(peer, 'INVITE', { callId, body: SDP }))
    const toTag = tagOf((await peer.receives('200 INVITE')).header('to'))
    peer.send(request(peer, 'ACK', { callId, toTag }))
    return { callId, toTag, dialog: await dialogSoon }
  }

  /** Begins a call out; `failure` settles with the status that ended it, 0 when it was answered. */
  function ring(peer: ScriptedPeer): { asked: Promise<AppMessage>; failure: Promise<number> } {
    let failure: Promise<number> = Promise.resolve(0)
    const asked = new Promise<AppMessage>((resolve) => {
      failure = house.app
        .createUAC(
          `sip:bob@${peer.place}`,
          { localSdp: SDP },
          { cbRequest: (_e: unknown, req: AppMessage) => resolve(req) },
        )
        .then(() => 0)
        .catch((error: { status: number }) => error.status)
    })
    return { asked, failure }
  }

  it('holds a CANCEL back until the callee has answered provisionally', async () => {
    const peer = await udpPeer(house.udpPort)
    const { asked, failure } = ring(peer)
    const invite = await peer.receives('INVITE')
    ;(await asked).cancel()
    // The INVITE comes again because nobody answered it; the CANCEL has not come.
    await peer.receives('INVITE')
    expect(peer.count('CANCEL')).toBe(0)
    peer.send(reply(peer, invite, 100))
    const cancel = await peer.receives('CANCEL')
    peer.send(reply(peer, cancel, 200))
    peer.send(reply(peer, invite, 487))
    expect(await failure).toBe(487)
    await peer.close()
  })

  it('acknowledges and ends a call whose answer crossed our CANCEL', async () => {
    const peer = await udpPeer(house.udpPort)
    const { asked, failure } = ring(peer)
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 180))
    ;(await asked).cancel()
    const cancel = await peer.receives('CANCEL')
    peer.send(reply(peer, invite, 200, { body: SDP }))
    peer.send(reply(peer, cancel, 481))
    await peer.receives('ACK')
    const bye = await peer.receives('BYE')
    expect(bye.header('reason')).toContain('cancel race')
    peer.send(reply(peer, bye, 200))
    expect(await failure).toBe(0)
    await peer.close()
  })

  it('ends a cancelled call with 487 when the callee never answers its INVITE', async () => {
    const peer = await udpPeer(house.udpPort)
    const { asked, failure } = ring(peer)
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 180))
    ;(await asked).cancel()
    peer.send(reply(peer, await peer.receives('CANCEL'), 200))
    expect(await failure).toBe(487)
    await peer.close()
  })

  it('puts the second callee of a forked call down', async () => {
    const peer = await udpPeer(house.udpPort)
    const { failure } = ring(peer)
    const invite = await peer.receives('INVITE')
    peer.send(reply(peer, invite, 200, { body: SDP, toTag: 'first' }))
    expect(tagOf((await peer.receives('ACK')).header('to'))).toBe('first')
    peer.send(reply(peer, invite, 200, { body: SDP, toTag: 'second' }))
    expect(tagOf((await peer.receives('ACK')).header('to'))).toBe('second')
    const bye = await peer.receives('BYE')
    expect(tagOf(bye.header('to'))).toBe('second')
    peer.send(reply(peer, bye, 200))
    expect(await failure).toBe(0)
    const script = { callId: invite.header('call-id'), fromTag: 'first', toTag: tagOf(invite.header('from')) }
    peer.send(request(peer, 'BYE', script))
    await peer.receives('200 BYE')
    await peer.close()
  })

  it('reports 408 when nobody answers, and 503 when nobody is there', async () => {
    const deaf = await udpPeer(house.udpPort)
    expect(await ring(deaf).failure).toBe(408)
    expect(await refusedOverTcp()).toBe(503)
    await deaf.close()
  })

  function refusedOverTcp(): Promise<number> {
    return house.app
      .createUAC('sip:bob@127.0.0.1:9;transport=tcp', { localSdp: SDP })
      .then(() => 0)
      .catch((error: { status: number }) => error.status)
  }

  it('refuses to call itself, or by a transport it does not have', async () => {
    const call = (uri: string): Promise<string> =>
      house.app.createUAC(uri, { localSdp: SDP }).then(
        () => '',
        (error: Error) => error.message,
      )
    expect(await call(`sip:me@127.0.0.1:${house.udpPort}`)).toBe('can not send request to myself')
    expect(await call('sip:me@127.0.0.1:15999;transport=sctp')).toBe('requested protocol/transport not available')
    expect(await call('sip:me@x1.invalid;transport=ws')).toBe('requested protocol/transport not available')
  })

  it('answers 491 while our own re-INVITE is out, and 500 while the peer has one open', async () => {
    const peer = await udpPeer(house.udpPort)
    const { callId, toTag, dialog } = await callIn(peer)
    const changed = dialog.modify(SDP)
    const ours = await peer.receives('INVITE')
    peer.send(request(peer, 'INVITE', { callId, toTag, cseq: 2, body: SDP }))
    expect((await peer.receives('491 INVITE')).status).toBe(491)
    peer.send(reply(peer, ours, 200, { body: SDP }))
    await changed
    dialog.on('modify', () => undefined)
    peer.send(request(peer, 'INVITE', { callId, toTag, cseq: 3, body: SDP.replace('15900', '15904') }))
    await peer.receives('100 INVITE')
    peer.send(request(peer, 'INVITE', { callId, toTag, cseq: 4, body: SDP }))
    expect((await peer.receives('500 INVITE')).header('retry-after')).toMatch(/^\d+$/)
    peer.send(request(peer, 'BYE', { callId, toTag, cseq: 5 }))
    await peer.receives('487 INVITE')
    await peer.receives('200 BYE')
    await peer.close()
  })

  it('answers the same request by another way with 482 and a request out of order with 500', async () => {
    const peer = await udpPeer(house.udpPort)
    onCall = (_req, res) => res.send(180)
    const script = { callId: newCallId(), body: SDP, branch: `z9hG4bKfirst${Date.now()}` }
    peer.send(request(peer, 'INVITE', script))
    await peer.receives('180 INVITE')
    peer.send(request(peer, 'INVITE', { ...script, branch: `z9hG4bKother${Date.now()}` }))
    await peer.receives('482 INVITE')
    peer.send(request(peer, 'CANCEL', { ...script, body: '' }))
    await peer.receives('487 INVITE')
    const { callId, toTag } = await callIn(peer)
    peer.send(request(peer, 'INFO', { callId, toTag, cseq: 10 }))
    await peer.receives('200 INFO')
    peer.send(request(peer, 'INFO', { callId, toTag, cseq: 9 }))
    await peer.receives('500 INFO')
    peer.send(request(peer, 'BYE', { callId, toTag, cseq: 11 }))
    await peer.receives('200 BYE')
    await peer.close()
  })

  it('matches requests of RFC 2543 without a branch', async () => {
    const peer = await udpPeer(house.udpPort)
    onCall = (_req, res) => res.send(486)
    const script = { callId: newCallId(), body: SDP, branch: '1' }
    peer.send(request(peer, 'INVITE', script))
    const busy = await peer.receives('486 INVITE')
    peer.send(request(peer, 'INVITE', script))
    expect((await peer.receives('486 INVITE')).text).toBe(busy.text)
    peer.send(request(peer, 'ACK', { ...script, body: '', toTag: tagOf(busy.header('to')) }))
    await peer.close()
  })

  it('follows the Record-Route of the peer in reverse', async () => {
    const peer = await udpPeer(house.udpPort)
    const answered = house.app.createUAC(`sip:bob@${peer.place}`, { localSdp: SDP })
    const invite = await peer.receives('INVITE')
    const near = `<sip:${peer.place};lr>`
    peer.send(
      reply(peer, invite, 200, { body: SDP, headers: ['Record-Route: <sip:far.invalid;lr>', `Record-Route: ${near}`] }),
    )
    const dialog = await answered
    expect((await peer.receives('ACK')).headers('route')).toEqual([near, '<sip:far.invalid;lr>'])
    const ended = dialog.destroy()
    const bye = await peer.receives('BYE')
    expect(bye.headers('route')).toEqual([near, '<sip:far.invalid;lr>'])
    peer.send(reply(peer, bye, 200))
    await ended
    await peer.close()
  })

  it('tells the dialogs of a browser at once when its socket closes', async () => {
    const peer = await wsPeer(house.wsPort)
    const { dialog } = await callIn(peer)
    const destroyed = once(dialog, 'destroy')
    await peer.close()
    expect((await destroyed)[1]).toBe('Connection lost')
  })

  it('takes the closing socket of a ringing browser for a CANCEL', async () => {
    const peer = await wsPeer(house.wsPort)
    const cancelled = new Promise<void>((resolve) => {
      onCall = (req, res) => {
        req.on('cancel', () => resolve())
        res.send(180)
      }
    })
    peer.send(request(peer, 'INVITE', { body: SDP }))
    await peer.receives('180 INVITE')
    await peer.close()
    await cancelled
  })

  it('ends a dialog of an earlier life by a BYE with identifiers of the application', async () => {
    const peer = await udpPeer(house.udpPort)
    const status = new Promise<number>((resolve, reject) => {
      house.app.request(
        `sip:callee@${peer.place}`,
        {
          method: 'BYE',
          proxy: `sip:${peer.place}`,
          headers: {
            'Call-ID': 'earlier-life',
            From: '<sip:us@127.0.0.1>;tag=ours',
            To: '<sip:callee@host>;tag=theirs',
            CSeq: '42 BYE',
          },
        },
        (error, req) => (error ? reject(error) : req.on('response', (res: AppMessage) => resolve(res.status))),
      )
    })
    const bye = await peer.receives('BYE')
    expect([bye.header('call-id'), bye.header('from'), bye.header('to'), bye.header('cseq')]).toEqual([
      'earlier-life',
      '<sip:us@127.0.0.1>;tag=ours',
      '<sip:callee@host>;tag=theirs',
      '42 BYE',
    ])
    peer.send(reply(peer, bye, 200))
    expect(await status).toBe(200)
    await peer.close()
  })

  it('carries a whole call over TCP', async () => {
    const peer = await tcpPeer(house.tcpPort)
    const { callId, toTag, dialog } = await callIn(peer)
    const destroyed = once(dialog, 'destroy')
    peer.send(request(peer, 'BYE', { callId, toTag, cseq: 2 }))
    await peer.receives('200 BYE')
    await destroyed
    await peer.close()
  })

  it('leaves nothing behind: no dialogs, no transactions, no timers', async () => {
    let health = await house.engine?.health()
    while (health !== undefined && health.transactions + health.timers > 0) health = await house.engine?.health()
    expect(health).toMatchObject({ connections: 0, transactions: 0, dialogs: 0, timers: 0, registeredFlows: 0 })
  })
})

describe('the door of the engine', () => {
  it('names the address that is taken', async () => {
    const first = await startEmbeddedEngine({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 15_060 }],
      webSocketHost: '127.0.0.1',
    })
    const second = startEmbeddedEngine({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 15_060 }],
      webSocketHost: '127.0.0.1',
    })
    await expect(second).rejects.toMatchObject({ code: 'address-in-use', address: 'udp:127.0.0.1:15060' })
    const ended = new Promise<Error | undefined>((resolve) => first.onExit(resolve))
    await first.close()
    expect(await ended).toBeUndefined()
    await first.close()
  })

  it('lets nobody in without the secret, nobody who says too much first, and nobody silent', async () => {
    const engine = await startEmbeddedEngine({ listen: [], webSocketHost: '127.0.0.1' })
    const spoken = async (text: string): Promise<string> => {
      const socket = connect(engine.port, engine.host)
      let heard = ''
      socket.on('data', (chunk) => {
        heard += chunk.toString()
      })
      socket.on('error', () => socket.destroy())
      if (text !== '') socket.write(text)
      await once(socket, 'close')
      return heard
    }
    expect(await spoken('24#id-1|authenticate|wrong|')).toContain('|response|id-1|NO|incorrect secret')
    expect(await spoken(`2000#${'x'.repeat(2_000)}`)).toBe('')
    expect(await spoken('10#id-1|route|')).toBe('')
    expect(await spoken('no frame at all')).toBe('')
    expect(await spoken('')).toBe('')
    await engine.close()
  })

  it('answers 503 without an application, and 481 to the dialogs of one that has gone', async () => {
    const engine = await startEmbeddedEngine({
      listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }],
      webSocketHost: '127.0.0.1',
    })
    const peer = await udpPeer(Number(engine.listening[0]?.split(':').at(-1)))
    peer.send(request(peer, 'INVITE', { body: SDP }))
    await peer.receives('503 INVITE')
    const app = await connectApp(engine, {
      invite: (req, res) => void app.createUAS(req, res, { localSdp: SDP }),
    })
    const callId = newCallId()
    peer.send(request(peer, 'INVITE', { callId, body: SDP }))
    const toTag = tagOf((await peer.receives('200 INVITE')).header('to'))
    peer.send(request(peer, 'ACK', { callId, toTag }))
    app.disconnect()
    while ((await engine.health()).applications > 0);
    peer.send(request(peer, 'INFO', { callId, toTag, cseq: 2 }))
    await peer.receives('481 INFO')
    await peer.close()
    await engine.close()
  })
})
