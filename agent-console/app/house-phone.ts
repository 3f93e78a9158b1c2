/** The page's one phone, joined to the agent's state: shift, ring, answer. */
import { fetchPhoneCredential, useAgents } from '../agents/agents.store.ts'
import { askForNotifications } from '../lib/attention.ts'
import { createPhone, usePhone } from '../lib/phone.ts'
import { unlockSound } from '../lib/ring.ts'

export const phone = createPhone({
  fetchCredential: fetchPhoneCredential,
  loadSoftphone: () => import('../lib/softphone.ts'),
  openMicrophone: () =>
    navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }),
  unlockSound,
  isTalking: () => useAgents.getState().me?.activity === 'talking',
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
  if (useAgents.getState().me?.presence === 'offline') phone.stop()
}

/** After a refresh of the page in a running shift the phone comes back by itself. */
export function resumePhone(): void {
  const { me } = useAgents.getState()
  if (me && me.presence !== 'offline' && usePhone.getState().registration === 'off') void phone.start()
}
