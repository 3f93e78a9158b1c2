/** Calls the agent to the desk: opens it on an offer, rings while the phone rings for it, flashes the title. */
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { useInteractions } from '../interactions/interactions.store.ts'
import { flashTitle, notifyInBackground } from '../lib/attention.ts'
import { useText } from '../lib/i18n.ts'
import { usePhone } from '../lib/phone.ts'
import { startRinging } from '../lib/ring.ts'
import { appText } from './app.text.ts'
import { useCallerName } from './desk-page.tsx'

export function OfferCall() {
  const t = useText(appText)
  const navigate = useNavigate()
  const contact = useInteractions((state) => state.contact)
  const name = useCallerName(contact)
  // A window without the phone neither rings nor calls for attention: the other one does.
  const here = usePhone((state) => state.registration !== 'elsewhere')
  const offered = contact?.phase === 'offered' && here
  const rings = usePhone((state) => state.line === 'ringing') && offered
  useEffect(() => {
    if (offered) void navigate('/desk')
  }, [offered, navigate])
  useEffect(() => {
    if (!offered) return undefined
    const title = t('incoming', { name })
    const stopFlash = flashTitle(title)
    const takeAway = notifyInBackground(t('title'), title)
    return () => {
      stopFlash()
      takeAway()
    }
  }, [offered, name, t])
  useEffect(() => (rings ? startRinging() : undefined), [rings])
  return null
}
