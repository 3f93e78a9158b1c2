/** Who a passenger is: static data and preferences, in columns. */
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { phoneText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Fact } from '../ui/panel.tsx'
import { passengersText } from './passengers.text.ts'
import { Preferences } from './preferences-form.tsx'

export function ProfilePanel({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const word = useText(words)
  return (
    <>
      <div className="facts">
        {passenger.numbers.map((number) => (
          <Fact key={number.e164} label={t(`numberKind.${number.kind}`)}>
            <span className="figures">{phoneText(number.e164)}</span>
            {number.shared && <span className="muted"> {t('shared')}</span>}
          </Fact>
        ))}
        <Fact label={t('email')}>{passenger.email || '–'}</Fact>
        <Fact label={t('language')}>{word(`language.${passenger.language}`)}</Fact>
        <Fact label={t('birthDate')}>{passenger.birthDate ?? '–'}</Fact>
        <Fact label={t('employer')}>{passenger.employer || '–'}</Fact>
        <Fact label={t('city')}>{passenger.city || '–'}</Fact>
        <Fact label={t('address')}>{passenger.address || '–'}</Fact>
      </div>
      <Preferences passenger={passenger} />
    </>
  )
}
