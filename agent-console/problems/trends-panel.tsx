/** Complaints by category and week, and the days that were out of the usual. */
import { CheckOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link } from 'react-router'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import { ProblemTrends, type Spike } from '../../server/contracts/problems.ts'
import { anyAnswer, get, post } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Panel } from '../ui/panel.tsx'
import { problemsText } from './problems.text.ts'

export const fetchTrends = () => get('/problem-trends', ProblemTrends)

const barHeight = 24

export function TrendsPanel({ trends }: { trends: ProblemTrends | undefined }) {
  const t = useText(problemsText)
  const language = useLanguage()
  const most = Math.max(1, ...(trends?.leaves.flatMap((line) => line.weeks) ?? []))
  return (
    <Panel title={t('trends')}>
      <p className="muted small">{t('trendsHint')}</p>
      {trends?.leaves.map((line) => (
        <div key={line.leaf} className="trend-line">
          <Link to={`/problems?state=all&leaf=${line.leaf}`}>
            {labelText(categoryLabel(line.leaf) ?? { zh: line.leaf, en: line.leaf }, language)}
          </Link>
          <span className="figures">{line.total}</span>
          <svg
            role="img"
            aria-label={`${t('weeks')}: ${line.weeks.join(', ')}`}
            width={line.weeks.length * 10}
            height={barHeight}
          >
            {line.weeks.map((count, week) => (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a week is its place
                key={week}
                className="trend-bar"
                x={week * 10}
                width={8}
                y={barHeight - Math.max(1, (count / most) * barHeight)}
                height={Math.max(1, (count / most) * barHeight)}
              />
            ))}
          </svg>
        </div>
      ))}
    </Panel>
  )
}

export function SpikesPanel({ spikes, mayMark }: { spikes: Spike[]; mayMark: boolean }) {
  const t = useText(problemsText)
  const language = useLanguage()
  const client = useQueryClient()
  const marking = useMutation({
    mutationFn: ({ leaf, day }: Spike) => post('/problem-spikes/seen', anyAnswer, { leaf, day }),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.problems] }),
  })
  return (
    <Panel title={t('spikes')}>
      <ErrorLine error={marking.error} />
      {spikes.length === 0 && <p className="muted small">{t('noSpikes')}</p>}
      {spikes.map((spike) => (
        <div key={`${spike.leaf} ${spike.day}`} className="line task-line">
          <div>
            <div>{labelText(categoryLabel(spike.leaf) ?? { zh: spike.leaf, en: spike.leaf }, language)}</div>
            <div className="small">
              <span className="figures muted">{spike.day}</span>{' '}
              {t('spikeLine', { count: spike.count, usual: (spike.usualHundredths / 100).toFixed(1) })}
              {spike.seenByName && <span className="muted"> · {t('seenBy', { name: spike.seenByName })}</span>}
            </div>
          </div>
          {mayMark && !spike.seenByName && (
            <Button
              size="small"
              aria-label={t('seen')}
              title={t('seen')}
              icon={<CheckOutlined aria-hidden />}
              onClick={() => marking.mutate(spike)}
            />
          )}
        </div>
      ))}
    </Panel>
  )
}
