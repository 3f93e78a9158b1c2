import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPhone, type Phone, usePhone } from '../../../agent-console/lib/phone.ts'
import type { SoftphoneEvents } from '../../../agent-console/lib/softphone.ts'

function microphone() {
  const track = { enabled: true, readyState: 'live', addEventListener() {}, stop() {} }
  const stream = { getAudioTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream
  return { stream, track }
}

function setUp(change: { talking?: boolean; microphoneFails?: string; claimed?: boolean; elsewhere?: boolean } = {}) {
  const line = { answered: 0, muted: false, closed: 0, renewed: 0 }
  const { stream, track } = microphone()
  let events: SoftphoneEvents | undefined
  const phone = createPhone({
    fetchCredential: async () => ({
      phone: '8001',
      password: 'p',
      realm: 'house',
      uri: 'sip:8001@house',
      webSocketPath: '/sip',
      expiresAt: Date.now() + 3_600_000,
    }),
    loadSoftphone: async () => ({
      createSoftphone(_credential, _origin, heard) {
        events = heard
        return {
          answer: () => void line.answered++,
          setMuted(muted) {
            line.muted = muted
          },
          renew: () => void line.renewed++,
          quality: async () => undefined,
          close: () => void line.closed++,
        }
      },
    }),
    async openMicrophone() {
      if (change.microphoneFails) throw new DOMException('', change.microphoneFails)
      return stream
    },
    unlockSound: () => undefined,
    isTalking: () => change.talking ?? false,
    claim: async () => change.claimed ?? true,
    isElsewhere: async () => change.elsewhere ?? false,
    origin: 'ws://house',
  })
  running.push(phone)
  return { phone, line, track, events: () => events! }
}

const running: Phone[] = []
afterEach(() => {
  for (const phone of running.splice(0)) phone.stop()
})

describe('the phone of the browser', () => {
  it.each([
    ['NotAllowedError', 'microphone-denied'],
    ['NotFoundError', 'microphone-missing'],
    ['NotReadableError', 'microphone-busy'],
  ])('names a microphone that fails with %s as %s and does not register', async (name, problem) => {
    const { phone } = setUp({ microphoneFails: name })
    expect(await phone.start()).toBe(false)
    expect(usePhone.getState()).toMatchObject({ problem, registration: 'off' })
  })

  it('registers once however often it is started', async () => {
    const { phone, events } = setUp()
    await Promise.all([phone.start(), phone.start()])
    events().registered()
    await phone.start()
    expect(usePhone.getState().registration).toBe('registered')
  })

  it('answers once, and only while it rings', async () => {
    const { phone, line, events } = setUp()
    await phone.start()
    phone.answer()
    expect(line.answered).toBe(0)
    events().ringing()
    phone.answer()
    phone.answer()
    expect(line.answered).toBe(1)
  })

  it('takes a call at once that continues a talk after a refresh of the page', async () => {
    const { phone, line, events } = setUp({ talking: true })
    await phone.start()
    events().ringing()
    expect(line.answered).toBe(1)
  })

  it('does not carry a mute into the next call', async () => {
    const { phone, line, track, events } = setUp()
    await phone.start()
    events().ringing()
    events().up()
    phone.toggleMute()
    expect(line.muted).toBe(true)
    track.enabled = false
    events().ended()
    expect(track.enabled).toBe(true)
    expect(usePhone.getState()).toMatchObject({ muted: false, line: 'free' })
  })

  it('fetches a new credential when the old one is refused', async () => {
    const { phone, line, events } = setUp()
    await phone.start()
    events().refused()
    await vi.waitFor(() => expect(line.renewed).toBe(1))
  })

  it('waits longer and longer when a server refuses its own fresh credentials', async () => {
    vi.useFakeTimers()
    try {
      const { phone, line, events } = setUp()
      await phone.start()
      const refuse = async () => {
        events().refused()
        await vi.advanceTimersByTimeAsync(0)
      }
      await refuse()
      expect(line.renewed).toBe(1)
      await refuse()
      await vi.advanceTimersByTimeAsync(1_999)
      expect(line.renewed).toBe(1)
      await vi.advanceTimersByTimeAsync(1)
      expect(line.renewed).toBe(2)
      await refuse()
      await vi.advanceTimersByTimeAsync(3_999)
      expect(line.renewed).toBe(2)
      await vi.advanceTimersByTimeAsync(1)
      expect(line.renewed).toBe(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('does not register while another window is in a call, and says where the phone is', async () => {
    const { phone, line } = setUp({ claimed: false })
    expect(await phone.start()).toBe(false)
    expect(usePhone.getState().registration).toBe('elsewhere')
    expect(line.renewed).toBe(0)
  })

  it('steps aside when a newer window has replaced its credential, instead of taking it back', async () => {
    const { phone, line, events } = setUp({ elsewhere: true })
    await phone.start()
    events().registered()
    events().refused()
    await vi.waitFor(() => expect(usePhone.getState().registration).toBe('elsewhere'))
    events().lost()
    expect(usePhone.getState().registration).toBe('elsewhere')
    expect(line).toMatchObject({ renewed: 0, closed: 1 })
  })

  it('finishes its call before it steps aside', async () => {
    const { phone, line, events } = setUp()
    await phone.start()
    events().ringing()
    phone.answer()
    events().up()
    phone.stepAside()
    expect(line.closed).toBe(0)
    events().ended()
    expect(line.closed).toBe(1)
    expect(usePhone.getState().registration).toBe('elsewhere')
  })
})
