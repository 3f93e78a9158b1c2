/** Where a ticket on its way is, and the next step of the courier (BK-08). */
import { Button } from 'antd'
import type { Case } from '../../server/contracts/cases.ts'
import { CourierState, type CourierStep } from '../../server/contracts/requests.ts'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { useCaseStep } from './case-talk.tsx'
import { casesText } from './cases.text.ts'

/** What may follow, as the server's law has it. */
const steps: Record<CourierState, CourierStep[]> = {
  ordered: ['set-out'],
  'on-the-way': ['hand-over', 'give-up'],
  delivered: [],
  failed: ['order-again'],
}

export function CourierSteps({ item }: { item: Case }) {
  const t = useText(casesText)
  const step = useCaseStep(item)
  const state = CourierState.safeParse(item.fields?.courier)
  if (!state.success) return null
  return (
    <Section title={t('courier')}>
      <div className="row wrap">
        <Chip tone={state.data === 'delivered' ? 'ready' : state.data === 'failed' ? 'red' : 'talking'}>
          {t(`courier.${state.data}`)}
        </Chip>
        {item.state !== 'closed' &&
          steps[state.data].map((one) => (
            <Button
              key={one}
              size="small"
              loading={step.isPending}
              onClick={() => step.mutate({ path: 'courier', body: { step: one } })}
            >
              {t(`courierStep.${one}`)}
            </Button>
          ))}
        <ErrorLine error={step.error} />
      </div>
    </Section>
  )
}
