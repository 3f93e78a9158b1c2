/** The line over every page of supervisors and administrators while the holidays of a needed year are not known. */
import { WarningOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { z } from 'zod'
import { YearWarning } from '../../server/contracts/calendars.ts'
import { get } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { calendarsText } from './calendars.text.ts'

/** `admin`: may enter them. */
export function YearWarningLine({ admin }: { admin: boolean }) {
  const t = useText(calendarsText)
  const language = useLanguage()
  const found = useQuery({
    queryKey: [queryKeys.calendars, 'warnings'],
    queryFn: () => get('/calendars/warnings', z.array(YearWarning)),
    staleTime: 300_000,
  })
  const years = [...new Set((found.data ?? []).map(({ year }) => year))]
  if (years.length === 0) return null
  return (
    <div className="year-warning" role="status">
      <WarningOutlined aria-hidden />
      {years.map((year) => (
        <span key={year}>
          {t('warning', {
            year,
            calendars: (found.data ?? [])
              .filter((one) => one.year === year)
              .map((one) => labelText(one.name, language))
              .join(language === 'zh' ? '、' : ', '),
          })}
        </span>
      ))}
      {admin ? <Link to="/calendars">{t('toCalendars')}</Link> : <span>{t('askAdmin')}</span>}
    </div>
  )
}
