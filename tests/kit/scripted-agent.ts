/** An agent without a browser: HTTP for what people press, socket.io for the page, a scripted SIP phone that picks up by itself. */
import { io, type Socket } from 'socket.io-client'
import { AgentState, PhoneCredential } from '../../server/contracts/agents.ts'
import { type ApiClient, logIn } from './api-client.ts'
import { openRtpPeer } from './rtp-peer.ts'
import { openSipPeer } from './sip-peer.ts'
import type { WholeHouse } from './whole-house.ts'

export interface ScriptedAgent {
  readonly api: ApiClient
  /** Registers the phone anew and goes ready: after the start of a shift, and after each start of the house. */
  goReady(): Promise<void>
  close(): Promise<void>
}

const heartbeatMs = 4_000
/** A phone is asked to register again only by us. */
const registeredFor = 3_600

/** Logs in and starts the shift. */
export async function openScriptedAgent(
  house: WholeHouse,
  login: { username: string; password: string },
): Promise<ScriptedAgent> {
  const api = await logIn(house.url, login)
  const phone = await openSipPeer({ server: { host: '127.0.0.1', port: house.sipPort }, user: login.username })
  const sound = await openRtpPeer()
  const page: Socket = io(house.url, {
    path: '/rt',
    transports: ['websocket'],
    extraHeaders: { cookie: api.cookie, origin: house.url },
    auth: { after: 0 },
    reconnectionDelayMax: 200,
  })
  page.on('interaction:offered', (_message: unknown, painted: (answer: object) => void) => painted({ paintedAt: 0 }))
  const alive = () => page.emit('page:heartbeat', { at: Date.now() })
  page.on('connect', alive)
  const beat = setInterval(alive, heartbeatMs)
  let open = true
  const picking = pickUp()

  async function pickUp(): Promise<void> {
    while (open) {
      const call = await phone.nextCall(500).catch(() => undefined)
      if (!call) continue
      call.reply(180)
      call.reply(200, sound.sdp())
      sound.aim(call.remoteSdp)
    }
  }

  return {
    api,
    async goReady() {
      await api.post('/agents/me/shift', undefined, AgentState)
      const { password } = await api.post('/agents/me/phone-credential', undefined, PhoneCredential)
      const { answer } = await phone.register(password, { expires: registeredFor })
      if (answer.status !== 200) throw new Error(`The phone was not registered: ${answer.startLine}`)
      await api.until('/agents/me', AgentState, (state) => state.phoneRegistered && state.activity !== 'unreachable')
      await api.put('/agents/me/presence', { presence: 'ready' }, AgentState)
    },
    async close() {
      open = false
      clearInterval(beat)
      page.disconnect()
      await picking
      await phone.close()
      await sound.close()
    },
  }
}
