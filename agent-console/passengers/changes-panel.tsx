/** Who changed what of a record and when, newest first. */
import { Button } from 'antd'
import { PassengerChange } from '../../server/contracts/passenger-care.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { uiText } from '../ui/ui.text.ts'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'

export function ChangesPanel({ id }: { id: string }) {
  const own = useText(profileText)
  const ui = useText(uiText)
  const language = useLanguage()
  const fieldText = useFieldText()
  const changes = usePages(queryKeys.passenger, `/passengers/${id}/changes`, PassengerChange, {}, true, id)
  return (
    <>
      <ErrorLine error={changes.error} onRetry={changes.retry} />
      {!changes.isLoading && changes.items.length === 0 && <div className="muted small">{own('noHistory')}</div>}
      <ol className="events">
        {changes.items.map((change) => (
          <li key={change.id}>
            <span className="muted figures">{momentText(change.at, language)}</span>
            <span>{fieldText(change.field)}</span>
            <span>
              <span className="muted">{change.from ?? '–'}</span> → {change.to ?? '–'}
              {change.byName && <span className="muted"> · {change.byName}</span>}
            </span>
          </li>
        ))}
      </ol>
      {changes.more && (
        <Button size="small" onClick={changes.more} loading={changes.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </>
  )
}

/** Field -> key of its words, where the two have not the same name. */
const renamed: Record<string, keyof typeof passengersText.zh | keyof typeof profileText.zh> = {
  specialNeeds: 'needs',
  memberNumber: 'member',
  contactChannel: 'channel',
  contactFrom: 'bestTime',
  contactTo: 'bestTime',
  emergencyContact: 'emergency',
  customerClass: 'class',
  ownerId: 'owner',
  unitId: 'unit',
  dataConfirmedAt: 'confirmed',
}

function useFieldText(): (field: string) => string {
  const t = useText(passengersText)
  const own = useText(profileText)
  return (field) => {
    const key = renamed[field] ?? field
    if (Object.hasOwn(profileText.zh, key)) return own(key as keyof typeof profileText.zh)
    if (Object.hasOwn(passengersText.zh, key)) return t(key as keyof typeof passengersText.zh)
    return field.startsWith('trip.') ? `${t('trips')} ${field.slice(5).replaceAll('_', ' ')}` : field
  }
}
