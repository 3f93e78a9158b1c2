/** A bag by the reference on the passenger's receipt (IQ-04). */
import { Input } from 'antd'
import { useState } from 'react'
import { ToldBag } from '../../server/contracts/flights.ts'
import { BagReference } from '../../server/contracts/passenger-service.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine, FieldError } from '../ui/error-line.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { Age, BagLine } from './flight-words.tsx'
import { useTold } from './flights.api.ts'
import { flightsText } from './flights.text.ts'

export function BagSearch() {
  const t = useText(flightsText)
  const [wanted, setWanted] = useState('')
  const fits = BagReference.safeParse(wanted).success
  const found = useTold(`/bags/${wanted}`, ToldBag, {}, fits)
  const bag = found.data?.value
  return (
    <>
      <Input.Search
        className="bag-field"
        aria-label={t('reference')}
        placeholder={t('reference')}
        maxLength={10}
        enterButton={t('search')}
        onSearch={(text) => setWanted(text.trim().toUpperCase())}
      />
      <FieldError id="bag-reference" text={wanted !== '' && !fits ? t('referenceBad') : undefined} />
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <Age told={found.data} />
      {bag && (
        <Panel title={`${bag.passengerName} · ${bag.locator}`}>
          <BagLine bag={bag} whole />
        </Panel>
      )}
      {!bag && <EmptyState title={found.data?.freshness === 'fresh' ? t('noBag') : t('referenceHint')} />}
    </>
  )
}
