/** On the page of a case: in whose hands it is, to whom it may go and why, and every hand-over with its history. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Collapse, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { Case } from '../../server/contracts/cases.ts'
import { CaseDispatch, type DispatchProposal, type WorkOrder } from '../../server/contracts/dispatch.ts'
import { Team } from '../../server/contracts/organisation.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Fact, Panel, Section } from '../ui/panel.tsx'
import { dispatchText } from './dispatch.text.ts'
import { OrderActions, type OrderForm } from './order-actions.tsx'
import { OrderChips, OrderEvents } from './order-words.tsx'

export function CaseDispatchPanel({ item }: { item: Case }) {
  const t = useText(dispatchText)
  const language = useLanguage()
  const found = useQuery({
    queryKey: [queryKeys.case, item.id, 'dispatch'],
    queryFn: () => get(`/cases/${item.id}/dispatch`, CaseDispatch),
  })
  const told = found.data
  return (
    <Panel title={t('dispatchTo')}>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {told && (
        <>
          <div className="facts">
            <Fact label={t('firstAsked')}>
              {labelText(told.firstAsked.unitName, language)} {told.firstAsked.personName}
            </Fact>
            <Fact label={t('inHandsOf')}>{labelText(told.inHandsOf, language)}</Fact>
          </div>
          <p className="muted small">{t('firstAskedHint')}</p>
          {told.mayDispatch && <HandOver key={told.orders.length} told={told} caseId={item.id} />}
          {told.orders.length === 0 && <p className="muted small">{t('noOrders')}</p>}
          {told.orders.toReversed().map((order) => (
            <OrderSection key={order.id} order={order} />
          ))}
          {told.escalations.map((one) => (
            <div key={`${one.at}-${one.level}`} className="line small">
              <span className="figures muted">{momentText(one.at, language)}</span>{' '}
              {one.clock && t('clockWent', { clock: labelText(one.clock, language) })} →{' '}
              {labelText(one.unitName, language)}
            </div>
          ))}
        </>
      )}
    </Panel>
  )
}

/** The form stands open while nobody has the case; else it waits behind a button. */
function HandOver({ told, caseId }: { told: CaseDispatch; caseId: string }) {
  const t = useText(dispatchText)
  const isInWork = told.orders.some((order) => order.state === 'dispatched' || order.state === 'accepted')
  const [isOpen, setOpen] = useState(!isInWork)
  if (isOpen) return <HandOverForm caseId={caseId} proposal={told.proposal} />
  return (
    <div className="section">
      <Button size="small" onClick={() => setOpen(true)}>
        {t('dispatchMore')}
      </Button>
    </div>
  )
}

function OrderSection({ order }: { order: WorkOrder }) {
  const language = useLanguage()
  const t = useText(dispatchText)
  const [form, setForm] = useState<OrderForm>()
  return (
    <Section
      title={
        <>
          <span className="figures">{order.number}</span> {labelText(order.departmentName, language)}
          {order.personName && ` · ${order.personName}`}
        </>
      }
      extra={<OrderChips order={order} />}
    >
      {order.answer && (
        <p className="text">
          <span className="muted">{t('answer')}: </span>
          {order.answer}
        </p>
      )}
      <OrderActions order={order} form={form} onForm={setForm} />
      <OrderEvents events={order.events} />
    </Section>
  )
}

function HandOverForm({ caseId, proposal }: { caseId: string; proposal: DispatchProposal }) {
  const t = useText(dispatchText)
  const language = useLanguage()
  const client = useQueryClient()
  const [departments, setDepartments] = useState<string[]>([])
  const [text, setText] = useState('')
  const teams = useQuery({ queryKey: ['teams'], queryFn: () => get('/teams', z.array(Team)) })
  const sending = useMutation({
    mutationFn: () =>
      post(`/cases/${caseId}/dispatch`, CaseDispatch, {
        ...(departments.length > 0 && { departmentIds: departments }),
        text,
      }),
    onSuccess(next) {
      setDepartments([])
      setText('')
      client.setQueryData([queryKeys.case, caseId, 'dispatch'], next)
      void client.invalidateQueries({ queryKey: [queryKeys.case, caseId], exact: true })
      void client.invalidateQueries({ queryKey: [queryKeys.cases] })
    },
  })
  const proposed = proposal.places.map((place) => place.personName ?? labelText(place.unitName, language)).join('、')
  const canSend = departments.length > 0 || proposal.places.length > 0
  return (
    <div className="section">
      <p>
        {proposed ? (
          <>
            <span className="muted">{t('asProposed')}: </span>
            {proposed}{' '}
            <span className="muted small">({proposal.ruleName && labelText(proposal.ruleName, language)})</span>
          </>
        ) : (
          <span className="muted">{t('noProposal')}</span>
        )}
      </p>
      <Why proposal={proposal} />
      <Field label={t('byHandTo')}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            maxCount={6}
            value={departments}
            onChange={setDepartments}
            options={(teams.data ?? []).map((team) => ({ value: team.id, label: labelText(team.name, language) }))}
          />
        )}
      </Field>
      <Field label={t('instruction')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="form-foot">
        <Button type="primary" disabled={!canSend} loading={sending.isPending} onClick={() => sending.mutate()}>
          {t('dispatchNow')}
        </Button>
        <ErrorLine error={sending.error} />
      </div>
    </div>
  )
}

/** Which rule fired, and why each other one did not. */
export function Why({ proposal }: { proposal: DispatchProposal }) {
  const t = useText(dispatchText)
  const language = useLanguage()
  const lines = (
    <ul className="plain small">
      {proposal.tried.map((tried) => (
        <li key={tried.ruleId} className={tried.outcome === 'fired' ? undefined : 'muted'}>
          {labelText(tried.name, language)}: {t(`outcome.${tried.outcome}`)}
        </li>
      ))}
    </ul>
  )
  return <Collapse ghost size="small" items={[{ key: 'why', label: t('why'), children: lines }]} />
}
