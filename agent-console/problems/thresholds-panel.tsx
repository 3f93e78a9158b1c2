/** From when on cases count as one problem; changed by administrators. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { ProblemThresholds } from '../../server/contracts/problems.ts'
import { get, put } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { problemsText } from './problems.text.ts'

const fields = [
  { name: 'cases', text: 'thCases', min: 2, max: 100 },
  { name: 'windowDays', text: 'thDays', min: 1, max: 120 },
  { name: 'similarPercent', text: 'thSimilar', min: 10, max: 100 },
  { name: 'spikeCases', text: 'thSpikeCases', min: 2, max: 1000 },
  { name: 'spikeTenths', text: 'thSpikeTenths', min: 11, max: 1000 },
] as const

export function ThresholdsPanel() {
  const t = useText(problemsText)
  const isAdmin = useViewer((state) => state.role) === 'admin'
  const client = useQueryClient()
  const key = [queryKeys.problems, 'thresholds']
  const found = useQuery({ queryKey: key, queryFn: () => get('/problem-thresholds', ProblemThresholds) })
  const [draft, setDraft] = useState<Partial<ProblemThresholds>>({})
  const saving = useMutation({
    mutationFn: (next: ProblemThresholds) => put('/problem-thresholds', ProblemThresholds, next),
    onSuccess(next) {
      setDraft({})
      client.setQueryData(key, next)
    },
  })
  const now = found.data
  if (!now) return null
  return (
    <Panel title={t('thresholds')}>
      <div className="form-grid">
        {fields.map(({ name, text, min, max }) => (
          <Field key={name} label={t(text)}>
            {(ids) => (
              <InputNumber
                {...ids}
                min={min}
                max={max}
                precision={0}
                disabled={!isAdmin}
                value={draft[name] ?? now[name]}
                onChange={(value) => setDraft((part) => ({ ...part, [name]: value ?? now[name] }))}
              />
            )}
          </Field>
        ))}
      </div>
      {isAdmin && (
        <div className="form-foot">
          <Button
            disabled={Object.keys(draft).length === 0}
            loading={saving.isPending}
            onClick={() => saving.mutate({ ...now, ...draft })}
          >
            {t('thSave')}
          </Button>
          <ErrorLine error={saving.error} />
        </div>
      )}
    </Panel>
  )
}
