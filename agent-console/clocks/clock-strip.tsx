/** The clocks that will start when what is asked is filed: computed by the server while the agent fills the form. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { regimeLabels } from '../../server/contracts/clock-rules.ts'
import { type ClockPreview, PreviewedClock } from '../../server/contracts/clocks.ts'
import { post } from '../lib/api.ts'
import { airportTimeText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { clocksText } from './clocks.text.ts'

export function ClockStrip({ asked }: { asked: ClockPreview | undefined }) {
  const t = useText(clocksText)
  const language = useLanguage()
  const found = useQuery({
    queryKey: [queryKeys.clocks, 'preview', asked],
    queryFn: () => post('/clocks/preview', z.array(PreviewedClock), asked),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
  })
  const clocks = asked ? (found.data ?? []).toSorted((a, b) => a.dueAt - b.dueAt) : []
  return (
    <Section title={t('preview')}>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {!asked && <p className="muted small">{t('previewNone')}</p>}
      {asked && found.data?.length === 0 && <p className="muted small">{t('previewNothing')}</p>}
      <ul className="clock-strip">
        {clocks.map((clock) => (
          <li key={clock.ruleId} title={labelText(clock.why, language)}>
            <span>{labelText(clock.name, language)}</span>
            <span className="muted small">
              {labelText(regimeLabels[clock.regime], language)}
              {clock.party !== 'house' && ` · ${t(`party.${clock.party}`)}`}
            </span>
            <span className="figures small">{airportTimeText(clock.dueAt, clock.zone, language)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
