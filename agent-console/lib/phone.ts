/** The agent's phone as a whole: microphone, sound, credential, registration, the one call. What it shows is in `usePhone`. */
import { create } from 'zustand'
import type { PhoneCredential } from '../../server/contracts/agents.ts'
import type { createSoftphone, Quality, Softphone } from './softphone.ts'

/** Why the phone cannot be used; each has a sentence that says what to do. */
export type PhoneProblem =
  | 'microphone-denied'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'microphone-lost'
  | 'no-credential'

export interface PhoneState {
  /** `elsewhere`: another window of this agent has the phone. */
  registration: 'off' | 'connecting' | 'registered' | 'lost' | 'elsewhere'
  /** What the phone itself does; the call's state is the server's. */
  line: 'free' | 'ringing' | 'answering' | 'up'
  muted: boolean
  problem: PhoneProblem | undefined
  quality: Quality | undefined
  remoteAudio: MediaStream | undefined
}

const off: PhoneState = {
  registration: 'off',
  line: 'free',
  muted: false,
  problem: undefined,
  quality: undefined,
  remoteAudio: undefined,
}
export const usePhone = create<PhoneState>(() => off)

export interface PhoneDeps {
  fetchCredential(): Promise<PhoneCredential>
  loadSoftphone(): Promise<{ createSoftphone: typeof createSoftphone }>
  openMicrophone(): Promise<MediaStream>
  unlockSound(): void
  /** A call that comes while the server says "talking" is the same conversation after a break: it is answered at once. */
  isTalking(): boolean
  /** Whether this window may have the phone; it is taken from idle windows, not from one in a call. */
  claim(): Promise<boolean>
  /** Asked when the credential was refused: a newer one is in use, so another window has the phone. */
  isElsewhere(): Promise<boolean>
  origin: string
}

export interface Phone {
  /** Opens microphone and sound and registers; false when it could not, the reason is in `problem`. */
  start(): Promise<boolean>
  answer(): void
  toggleMute(): void
  /** Another window has the phone: no ringing and no registration here, after the running call if there is one. */
  stepAside(): void
  stop(): void
}

const qualityEveryMs = 5_000
/** A credential is renewed this long before it ends, and never more often than the shortest pause. */
const renewAheadMs = 60_000
/** Longest pause between two tries of a phone that is refused again and again, ms. */
const longestKnockMs = 60_000
const renewAtLeastMs = 10_000
const renewAtMostMs = 6 * 3_600_000

/** Builds the phone; there is one for a page. */
export function createPhone(deps: PhoneDeps): Phone {
  const set = usePhone.setState
  let softphone: Softphone | undefined
  let microphone: MediaStream | undefined
  let renewal: ReturnType<typeof setTimeout> | undefined
  let sampling: ReturnType<typeof setInterval> | undefined
  let starting: Promise<boolean> | undefined
  /** Another window took the phone in mid-call: it goes when the call is over. */
  let givenUp = false

  const freeLine = () => {
    clearInterval(sampling)
    // Mute switches the shared track off: the next call must not begin silent.
    for (const track of microphone?.getAudioTracks() ?? []) track.enabled = true
    set({ line: 'free', muted: false, quality: undefined, remoteAudio: undefined })
    if (givenUp) leave('elsewhere')
  }
  const leave = (registration: 'off' | 'elsewhere') => {
    givenUp = false
    clearTimeout(renewal)
    clearInterval(sampling)
    const leaving = softphone
    softphone = undefined
    leaving?.close()
    for (const track of microphone?.getTracks() ?? []) track.stop()
    microphone = undefined
    set({ ...off, registration })
  }
  const stepAside = () => {
    const { line } = usePhone.getState()
    if (line === 'up' || line === 'answering') givenUp = true
    else leave('elsewhere')
  }
  const answer = () => {
    if (!softphone || !microphone || usePhone.getState().line !== 'ringing') return
    set({ line: 'answering' })
    softphone.answer(microphone)
  }
  const sampleQuality = () => {
    void softphone?.quality().then((quality) => set({ quality }))
  }
  let refusals = 0
  const renew = async (): Promise<void> => {
    clearTimeout(renewal)
    try {
      const credential = await deps.fetchCredential()
      softphone?.renew(credential)
      planRenewal(credential)
    } catch {
      // The server may be restarting: the old registration may still hold, so try again shortly.
      set({ registration: 'lost' })
      renewal = setTimeout(() => void renew(), renewAtLeastMs)
    }
  }
  const refused = async (): Promise<void> => {
    // A restarted server has forgotten every credential; a newer window has replaced ours. Only the first wants a new one.
    const elsewhere = await deps.isElsewhere().catch(() => false)
    if (!softphone) return
    if (elsewhere) return stepAside()
    // A server that refuses its own fresh credentials must not be asked as fast as it answers.
    const pause = refusals === 0 ? 0 : Math.min(longestKnockMs, 1_000 * 2 ** refusals)
    refusals++
    clearTimeout(renewal)
    if (pause === 0) await renew()
    else renewal = setTimeout(() => void renew(), pause)
  }
  const planRenewal = (credential: PhoneCredential) => {
    const pause = credential.expiresAt - Date.now() - renewAheadMs
    renewal = setTimeout(() => void renew(), Math.min(renewAtMostMs, Math.max(renewAtLeastMs, pause)))
  }
  const openMicrophone = async (): Promise<boolean> => {
    if (microphone?.getAudioTracks().some((track) => track.readyState === 'live')) return true
    try {
      microphone = await deps.openMicrophone()
    } catch (error) {
      set({ problem: problemOf(error) })
      return false
    }
    for (const track of microphone.getAudioTracks())
      track.addEventListener('ended', () => set({ problem: 'microphone-lost' }))
    return true
  }
  const register = async (): Promise<boolean> => {
    set({ registration: 'connecting' })
    try {
      const [credential, module] = await Promise.all([deps.fetchCredential(), deps.loadSoftphone()])
      // Stopped while the credential was on its way: nobody wants this phone any more.
      if (!microphone) return false
      softphone = module.createSoftphone(credential, deps.origin, {
        registered() {
          refusals = 0
          set({ registration: 'registered' })
        },
        // A phone that was sent away says goodbye late: that is no loss.
        lost: () => softphone && set({ registration: 'lost' }),
        refused: () => void refused(),
        ringing() {
          set({ line: 'ringing' })
          if (deps.isTalking()) answer()
        },
        up() {
          set({ line: 'up' })
          clearInterval(sampling)
          sampling = setInterval(sampleQuality, qualityEveryMs)
        },
        ended: freeLine,
        remoteAudio: (remoteAudio) => set({ remoteAudio }),
      })
      planRenewal(credential)
      return true
    } catch {
      set({ registration: 'off', problem: 'no-credential' })
      return false
    }
  }
  const begin = async (): Promise<boolean> => {
    set({ problem: undefined })
    if (!(await deps.claim())) {
      set({ registration: 'elsewhere' })
      return false
    }
    if (!(await openMicrophone())) return false
    deps.unlockSound()
    return softphone ? true : register()
  }

  return {
    start() {
      starting ??= begin().finally(() => {
        starting = undefined
      })
      return starting
    },
    answer,
    toggleMute() {
      const muted = !usePhone.getState().muted
      softphone?.setMuted(muted)
      set({ muted })
    },
    stepAside,
    stop: () => leave('off'),
  }
}

function problemOf(error: unknown): PhoneProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'microphone-missing'
  if (name === 'NotReadableError' || name === 'AbortError') return 'microphone-busy'
  return 'microphone-denied'
}
