/** The page's one phone, joined to the agent's state: shift, ring, answer. */
import { fetchPhoneCredential, useAgents } from '../agents/agents.store.ts'
import { askForNotifications } from '../lib/attention.ts'
import { createDeskClaim } from '../lib/desk-claim.ts'
import { createPhone, type Phone, usePhone } from '../lib/phone.ts'
import { unlockSound } from '../lib/ring.ts'
import { fetchMonitorCredential, useMonitoring } from '../monitoring/monitoring.store.ts'
import { useSession } from '../session/session.store.ts'

const isAgent = () => useSession.getState().user?.role === 'agent'

const claim = createDeskClaim({
  channel: new BroadcastChannel('desk'),
  tab: crypto.randomUUID(),
  now: () => Date.now(),
  isBusy: () => ['up', 'answering'].includes(usePhone.getState().line),
  onTaken: () => phone.stepAside(),
})

export const phone: Phone = createPhone({
  fetchCredential: () => (isAgent() ? fetchPhoneCredential() : fetchMonitorCredential()),
  loadSoftphone: () => import('../lib/softphone.ts'),
  openMicrophone: () =>
    navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }),
  unlockSound,
  // Whoever asked to monitor has lifted the phone already.
  isTalking: () => (isAgent() ? useAgents.getState().me?.activity === 'talking' : true),
  claim: () => claim.claim(),
  async isElsewhere() {
    if (!isAgent()) return false
    await useAgents.getState().load()
    const elsewhere = useAgents.getState().me?.phoneRegistered === true
    if (elsewhere) claim.release()
    return elsewhere
  },
  origin: location.origin.replace(/^http/, 'ws'),
})

/** The click on "start shift": the server first (a credential needs a shift), then microphone, sound and registration. */
export async function startShift(): Promise<void> {
  unlockSound()
  askForNotifications()
  await useAgents.getState().startShift()
  const { me } = useAgents.getState()
  if (me && me.presence !== 'offline') await phone.start()
}

/** A supervisor's click on "listen": the phone first, then the server rings it into the call. */
export async function listenIn(callId: string): Promise<void> {
  unlockSound()
  const ready = (await phone.start()) && (await registered())
  // Without a phone the server refuses, and its sentence says why.
  await useMonitoring.getState().start(callId, 'listen')
  if (!ready || useMonitoring.getState().session === undefined) stopPhone()
}

const registeringMs = 10_000

/** Whether the phone is registered within a while. */
function registered(): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (is: boolean) => {
      clearTimeout(late)
      stop()
      resolve(is)
    }
    const stop = usePhone.subscribe(({ registration }) => {
      if (registration === 'registered') end(true)
    })
    const late = setTimeout(() => end(false), registeringMs)
    if (usePhone.getState().registration === 'registered') end(true)
  })
}

/** Ends the shift; the phone goes only when the server agreed. */
export async function endShift(): Promise<void> {
  await useAgents.getState().endShift()
  if (useAgents.getState().me?.presence === 'offline') stopPhone()
}

/** The phone goes, and no other window is kept from it. */
export function stopPhone(): void {
  phone.stop()
  claim.release()
}

/** After a refresh of the page in a running shift the phone comes back by itself. */
export function resumePhone(): void {
  const { me } = useAgents.getState()
  if (me && me.presence !== 'offline' && usePhone.getState().registration === 'off') void phone.start()
}
