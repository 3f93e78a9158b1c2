/** The column that stays beside every tab of a passenger's page: name, chips, membership at a glance. */
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { Fact } from '../ui/panel.tsx'
import { Identity } from './identity.tsx'
import { passengersText } from './passengers.text.ts'

export function IdentityCard({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  return (
    <>
      <Identity passenger={passenger} />
      <div className="facts">
        <Fact label={t('member')}>{passenger.memberNumber ?? '–'}</Fact>
        <Fact label={t('memberSince')}>{passenger.memberSince ?? '–'}</Fact>
        <Fact label={t('miles')}>
          <span className="figures">
            {passenger.miles.toLocaleString()} · {passenger.segments} {t('segments')}
          </span>
        </Fact>
      </div>
    </>
  )
}
