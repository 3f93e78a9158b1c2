/** The page's one phone, joined to the agent's state: shift, ring, answer. */
import { fetchPhoneCredential, useAgents } from '../agents/agents.store.ts'
import { askForNotifications } from '../lib/attention.ts'
import { createDeskClaim } from '../lib/desk-claim.ts'
import { createPhone, type Phone, usePhone } from '../lib/phone.ts'
import { unlockSound } from '../lib/ring.ts'

const claim = createDeskClaim({
  channel: new BroadcastChannel('desk'),
  tab: crypto.randomUUID(),
  now: () => Date.now(),
  isBusy: () => ['up', 'answering'].includes(usePhone.getState().line),
  onTaken: () => phone.stepAside(),
})

export const phone: Phone = createPhone({
  fetchCredential: fetchPhoneCredential,
  loadSoftphone: () => import('../lib/softphone.ts'),
  openMicrophone: () =>
    navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }),
  unlockSound,
  isTalking: () => useAgents.getState().me?.activity === 'talking',
  claim: () => claim.claim(),
  async isElsewhere() {
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
