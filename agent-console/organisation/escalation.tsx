/** The way a reminder takes when nobody answers: the accountable posts from this unit upwards. */
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Label } from '../../server/contracts/common.ts'
import type { Unit } from '../../server/contracts/organisation.ts'
import { get } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Fact } from '../ui/panel.tsx'
import { organisationText } from './organisation.text.ts'

const Step = z.object({ postId: z.string(), unitId: z.string(), title: Label, names: z.array(z.string()) })

export function Escalation({ unit, units }: { unit: Unit; units: readonly Unit[] }) {
  const t = useText(organisationText)
  const language = useLanguage()
  const steps = useQuery({
    queryKey: [queryKeys.posts, 'escalation', unit.id],
    queryFn: () => get(`/units/${unit.id}/escalation`, z.array(Step)),
  })
  const nameOf = (id: string) => units.find((one) => one.id === id)?.name[language] ?? ''
  return (
    <>
      <p className="muted small">{t('escalationHint')}</p>
      <ErrorLine error={steps.error} onRetry={() => void steps.refetch()} />
      {steps.data?.length === 0 && <EmptyState title={t('nobody')} />}
      {steps.data?.map((step, i) => (
        <Fact key={step.postId} label={t('step', { n: i + 1 })}>
          {[nameOf(step.unitId), step.title[language], step.names.join('、')].filter(Boolean).join(' · ')}
        </Fact>
      ))}
    </>
  )
}
