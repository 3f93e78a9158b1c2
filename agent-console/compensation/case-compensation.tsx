/** On the page of a case: what was offered for the loss, and a new proposal. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { Case } from '../../server/contracts/cases.ts'
import { Compensation, Currency, PaymentKind } from '../../server/contracts/compensation.ts'
import { get, post } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { compensationText } from './compensation.text.ts'
import { CompensationCard } from './compensation-card.tsx'
import { minorOf } from './money.ts'

export function CaseCompensationPanel({ item }: { item: Case }) {
  const t = useText(compensationText)
  const [proposing, setProposing] = useState(false)
  const found = useQuery({
    queryKey: [queryKeys.case, item.id, 'compensations'],
    queryFn: () => get(`/cases/${item.id}/compensations`, z.array(Compensation)),
  })
  return (
    <Panel
      title={t('panel')}
      extra={
        !proposing && (
          <Button size="small" onClick={() => setProposing(true)}>
            {t('propose')}
          </Button>
        )
      }
    >
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {proposing && <ProposalForm caseId={item.id} onDone={() => setProposing(false)} />}
      {found.data?.length === 0 && !proposing && <p className="muted small">{t('none')}</p>}
      {found.data?.toReversed().map((one) => (
        <CompensationCard key={one.id} one={one} />
      ))}
    </Panel>
  )
}

function ProposalForm({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const t = useText(compensationText)
  const ui = useText(uiText)
  const client = useQueryClient()
  const [payment, setPayment] = useState<PaymentKind>('voucher')
  const [currency, setCurrency] = useState<Currency>('CNY')
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const used = payment === 'miles' ? 'MILES' : currency
  const minor = minorOf(amount, used)
  const saving = useMutation({
    mutationFn: () =>
      post(`/cases/${caseId}/compensations`, Compensation, { payment, currency: used, amountMinor: minor, reason }),
    onSuccess() {
      void client.invalidateQueries({ queryKey: [queryKeys.case, caseId] })
      onDone()
    },
  })
  return (
    <form
      className="section"
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (minor !== undefined && reason.trim() !== '') saving.mutate()
      }}
    >
      <p className="muted small">{t('within')}</p>
      <div className="form-grid">
        <Field label={t('payment')}>
          {(ids) => (
            <Select
              {...ids}
              value={payment}
              onChange={setPayment}
              options={PaymentKind.options.map((value) => ({ value, label: t(`payment.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('currency')}>
          {(ids) => (
            <Select
              {...ids}
              disabled={payment === 'miles'}
              value={used}
              onChange={setCurrency}
              options={Currency.options
                .filter((one) => (one === 'MILES') === (payment === 'miles'))
                .map((value) => ({ value, label: value === 'MILES' ? t('miles') : value }))}
            />
          )}
        </Field>
        <Field label={t('amount')} required error={tried && minor === undefined ? t('required') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              maxLength={14}
              value={amount}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Field label={t('reason')} required error={tried && reason.trim() === '' ? t('required') : undefined}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          {t('propose')}
        </Button>
        <Button onClick={onDone}>{ui('cancel')}</Button>
        <ErrorLine error={saving.error} />
      </div>
    </form>
  )
}
