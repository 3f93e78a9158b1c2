/** What can be done with a work order: accept, return with its reason, answer; redo and take back for who was asked first. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { ReturnReason, WorkOrder } from '../../server/contracts/dispatch.ts'
import { post } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { ButtonKey } from '../ui/key-hint.tsx'
import { uiText } from '../ui/ui.text.ts'
import { dispatchText } from './dispatch.text.ts'

export type OrderForm = 'return' | 'answer' | 'redo' | 'withdraw'

const paths = {
  accept: 'acceptance',
  return: 'return',
  answer: 'answer',
  redo: 'redo',
  withdraw: 'withdrawal',
} as const

/** One move of an order; lists and pages that show it load anew. */
export function useOrderMove(order: WorkOrder) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ move, ...body }: { move: keyof typeof paths; reason?: ReturnReason; text?: string }) =>
      post(`/work-orders/${order.id}/${paths[move]}`, WorkOrder, { version: order.version, ...body }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: [queryKeys.orders] })
      void client.invalidateQueries({ queryKey: [queryKeys.case, order.caseId] })
    },
  })
}

export function OrderActions(props: {
  order: WorkOrder
  form: OrderForm | undefined
  onForm: (form: OrderForm | undefined) => void
  keys?: boolean
}) {
  const t = useText(dispatchText)
  const { order, form, onForm } = props
  const moving = useOrderMove(order)
  const may = (move: WorkOrder['may'][number]) => order.may.includes(move)
  const key = (name: string) => (props.keys ? <ButtonKey keys={name} /> : undefined)
  if (form && may(form)) return <MoveForm key={form} order={order} form={form} onDone={() => onForm(undefined)} />
  if (order.may.length === 0) return null
  return (
    <div className="form-foot">
      {may('accept') && (
        <Button type="primary" loading={moving.isPending} onClick={() => moving.mutate({ move: 'accept' })}>
          {t('accept')} {key('A')}
        </Button>
      )}
      {may('answer') && (
        <Button type="primary" onClick={() => onForm('answer')}>
          {t('giveAnswer')} {key('Enter')}
        </Button>
      )}
      {may('return') && (
        <Button onClick={() => onForm('return')}>
          {t('return')} {key('R')}
        </Button>
      )}
      {may('redo') && <Button onClick={() => onForm('redo')}>{t('redo')}</Button>}
      {may('withdraw') && <Button onClick={() => onForm('withdraw')}>{t('withdraw')}</Button>}
      <ErrorLine error={moving.error} />
    </div>
  )
}

const labels = { return: 'returnText', answer: 'answerText', redo: 'redoText', withdraw: 'withdrawText' } as const
const buttons = { return: 'return', answer: 'giveAnswer', redo: 'redo', withdraw: 'withdraw' } as const

function MoveForm({ order, form, onDone }: { order: WorkOrder; form: OrderForm; onDone: () => void }) {
  const t = useText(dispatchText)
  const ui = useText(uiText)
  const moving = useOrderMove(order)
  const [text, setText] = useState('')
  const [reason, setReason] = useState<ReturnReason>()
  const [tried, setTried] = useState(false)
  const isReturn = form === 'return'
  const needsText = !isReturn || reason === 'other'
  const missingText = tried && needsText && text.trim() === '' ? t('required') : undefined
  const missingReason = tried && isReturn && !reason ? t('required') : undefined
  const save = () => {
    setTried(true)
    if ((needsText && text.trim() === '') || (isReturn && !reason)) return
    moving.mutate({ move: form, text, ...(reason && { reason }) }, { onSuccess: onDone })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      {isReturn && (
        <Field label={t('returnReason')} required error={missingReason}>
          {(ids) => (
            <Select
              {...ids}
              autoFocus
              value={reason}
              onChange={setReason}
              options={ReturnReason.options.map((value) => ({ value, label: t(`reason.${value}`) }))}
            />
          )}
        </Field>
      )}
      <Field label={t(labels[form])} required={needsText} error={missingText}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus={!isReturn}
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
            }}
          />
        )}
      </Field>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={moving.isPending}>
          {t(buttons[form])} <ButtonKey keys="Ctrl+Enter" />
        </Button>
        <Button onClick={onDone}>{ui('cancel')}</Button>
        <ErrorLine error={moving.error} />
      </div>
    </form>
  )
}
