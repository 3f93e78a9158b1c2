/** One compensation: amount, state, history, and what may be done with it next. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Compensation, type CompensationState } from '../../server/contracts/compensation.ts'
import { post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { compensationText } from './compensation.text.ts'
import { moneyText } from './money.ts'

const tones: Record<CompensationState, Tone> = {
  proposed: 'amber',
  approved: 'talking',
  offered: 'talking',
  accepted: 'talking',
  declined: 'grey',
  paid: 'ready',
  refused: 'grey',
  expired: 'grey',
  withdrawn: 'grey',
}

export function CompensationChip({ state }: { state: CompensationState }) {
  const t = useText(compensationText)
  return <Chip tone={tones[state]}>{t(`state.${state}`)}</Chip>
}

export function CompensationCard({ one }: { one: Compensation }) {
  const t = useText(compensationText)
  const language = useLanguage()
  return (
    <div className="section">
      <div className="row wrap">
        <strong className="figures">{moneyText(one.amountMinor, one.currency, t('miles'))}</strong>
        <span>{t(`payment.${one.payment}`)}</span>
        <CompensationChip state={one.state} />
        {one.expiresAt !== undefined && one.state === 'offered' && (
          <span className="muted small figures">
            {t('expires')} {momentText(one.expiresAt, language)}
          </span>
        )}
        {one.reference && <span className="muted small figures">{one.reference}</span>}
      </div>
      <p className="text">{one.reason}</p>
      <CompensationSteps key={one.version} one={one} />
      <ol className="events">
        {one.events.toReversed().map((event) => (
          <li key={event.seq}>
            <span className="muted figures">{momentText(event.at, language)}</span>
            <span>{t(`event.${event.event}`)}</span>
            <span>
              <span className="muted">{event.byName ?? t('system')}</span>
              {event.text && ` · ${event.text}`}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The buttons of what may come next; payment asks for its reference. */
export function CompensationSteps({ one }: { one: Compensation }) {
  const t = useText(compensationText)
  const client = useQueryClient()
  const [paying, setPaying] = useState(false)
  const reload = () => {
    void client.invalidateQueries({ queryKey: [queryKeys.compensations] })
    void client.invalidateQueries({ queryKey: [queryKeys.case, one.caseId] })
  }
  const moving = useMutation({
    mutationFn: (move: string) => post(`/compensations/${one.id}/moves`, Compensation, { version: one.version, move }),
    onSettled: reload,
  })
  const { may } = one
  if (paying) return <PaymentForm one={one} onDone={reload} />
  return (
    <div className="form-foot">
      {may.map((step, at) => (
        <Button
          key={step}
          size="small"
          type={at === 0 ? 'primary' : 'default'}
          disabled={moving.isPending}
          onClick={() => (step === 'pay' ? setPaying(true) : moving.mutate(step))}
        >
          {t(step)}
        </Button>
      ))}
      {one.whyNotApprove && <span className="muted small">{t(`why.${one.whyNotApprove}`)}</span>}
      <ErrorLine error={moving.error} />
    </div>
  )
}

function PaymentForm({ one, onDone }: { one: Compensation; onDone: () => void }) {
  const t = useText(compensationText)
  const [reference, setReference] = useState('')
  const paying = useMutation({
    mutationFn: () => post(`/compensations/${one.id}/payment`, Compensation, { version: one.version, reference }),
    onSuccess: onDone,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (reference.trim() !== '') paying.mutate()
      }}
    >
      <Field label={t('reference')} required>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            maxLength={60}
            placeholder={t('referenceHint')}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" disabled={reference.trim() === ''} loading={paying.isPending}>
          {t('pay')}
        </Button>
        <ErrorLine error={paying.error} />
      </div>
    </form>
  )
}
