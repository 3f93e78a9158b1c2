/** Who a passenger is: static data, how to reach them, what they like; all of it editable. */
import { Button } from 'antd'
import { useState } from 'react'
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { useNow } from '../lib/clock.ts'
import { phoneText, wallTimeText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Fact, Section } from '../ui/panel.tsx'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'
import { ProfileForm } from './profile-form.tsx'
import { PreferenceFacts } from './record-lines.tsx'

export function ProfilePanel({ passenger }: { passenger: PassengerProfile }) {
  const own = useText(profileText)
  const [editing, setEditing] = useState(false)
  if (editing) return <ProfileForm passenger={passenger} onClose={() => setEditing(false)} />
  return (
    <>
      <div className="form-columns">
        <PersonFacts passenger={passenger} />
        <ContactFacts passenger={passenger} />
        <Section title={own('travel')}>
          <PreferenceFacts passenger={passenger} />
          <div className="facts">
            <Fact label={own('companion')}>{passenger.companion ?? '–'}</Fact>
          </div>
        </Section>
      </div>
      <div className="row">
        <Button size="small" onClick={() => setEditing(true)}>
          {own('edit')}
        </Button>
      </div>
    </>
  )
}

function PersonFacts({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(words)
  const now = useNow()
  const years = passenger.birthDate === undefined ? undefined : ageOf(passenger.birthDate, new Date(now))
  return (
    <Section title={own('person')}>
      <div className="facts">
        <Fact label={t('birthDate')}>
          {passenger.birthDate ?? '–'}
          {years !== undefined && <span className="muted"> {own('age', { years })}</span>}
        </Fact>
        <Fact label={t('employer')}>{passenger.employer || '–'}</Fact>
        <Fact label={t('city')}>{passenger.city || '–'}</Fact>
        <Fact label={t('address')}>{passenger.address || '–'}</Fact>
        <Fact label={own('documentCountry')}>{passenger.documentCountry ?? '–'}</Fact>
        <Fact label={t('language')}>{word(`language.${passenger.language}`)}</Fact>
        {passenger.note && <Fact label={own('note')}>{passenger.note}</Fact>}
      </div>
    </Section>
  )
}

function ContactFacts({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const { contactFrom, contactTo, emergencyContact } = passenger
  const hours = [contactFrom, contactTo].map((minutes) => (minutes === undefined ? '' : wallTimeText(minutes)))
  return (
    <Section title={own('contactData')}>
      <div className="facts">
        {passenger.numbers.map((number) => (
          <Fact key={number.e164} label={t(`numberKind.${number.kind}`)}>
            <span className="figures">{phoneText(number.e164)}</span>
            {number.shared && <span className="muted"> {t('shared')}</span>}
          </Fact>
        ))}
        {passenger.emails.length === 0 && <Fact label={t('email')}>–</Fact>}
        {passenger.emails.map((email) => (
          <Fact key={email} label={t('email')}>
            {email}
          </Fact>
        ))}
        <Fact label={own('channel')}>
          {passenger.contactChannel ? own(`channel.${passenger.contactChannel}`) : '–'}
        </Fact>
        <Fact label={own('bestTime')}>
          <span className="figures">{hours.some(Boolean) ? hours.join(' – ') : '–'}</span>
        </Fact>
        <Fact label={own('emergency')}>
          {emergencyContact
            ? `${emergencyContact.name} ${emergencyContact.relation} ${phoneText(emergencyContact.e164)}`
            : '–'}
        </Fact>
      </div>
    </Section>
  )
}

/** Whole years on a day. */
function ageOf(birthDate: string, on: Date): number {
  const [year = 0, month = 1, day = 1] = birthDate.split('-').map(Number)
  const hadBirthday = on.getMonth() + 1 > month || (on.getMonth() + 1 === month && on.getDate() >= day)
  return on.getFullYear() - year - (hadBirthday ? 0 : 1)
}
