/** Name, tier and alerts of a passenger in one block. */
import { CrownFilled, ExclamationCircleFilled, PhoneOutlined, UserOutlined } from '@ant-design/icons'
import type { PassengerProfile, PassengerSummary } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { tierTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { passengersText } from './passengers.text.ts'
import { SegmentChips } from './segment-chips.tsx'

/** Tier, VIP and care chips of a short record. */
export function PassengerChips({ passenger }: { passenger: PassengerSummary }) {
  const t = useText(passengersText)
  const word = useText(words)
  return (
    <span className="chips">
      <Chip tone={tierTone[passenger.tier]}>{word(`tier.${passenger.tier}`)}</Chip>
      {passenger.vip && (
        <Chip tone="gold" icon={<CrownFilled aria-hidden />}>
          {t('vip')}
        </Chip>
      )}
      {passenger.difficult && (
        <Chip tone="red" icon={<ExclamationCircleFilled aria-hidden />}>
          {t('difficult')}
        </Chip>
      )}
    </span>
  )
}

/** The head of a full record. */
export function Identity({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  return (
    <div className="identity">
      <div className="identity-name">
        <strong>{passenger.name}</strong>
        <span className="muted">{passenger.latinName}</span>
      </div>
      <PassengerChips passenger={passenger} />
      {passenger.prospect && (
        <Chip tone="amber" icon={<UserOutlined aria-hidden />}>
          {t('prospect')}
        </Chip>
      )}
      {passenger.doNotCall && (
        <Chip tone="red" icon={<PhoneOutlined aria-hidden />}>
          {t('doNotCall')}
        </Chip>
      )}
      <SegmentChips passenger={passenger} />
      {passenger.ownerName && (
        <div className="small">
          <span className="muted">{t('owner')} </span>
          {passenger.ownerName}
        </div>
      )}
    </div>
  )
}
