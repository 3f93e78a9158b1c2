/** The inbox of a department: oldest first, worked by keyboard; the chosen order stands beside the list. */
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import { OrderFilter, OrderSummary, WorkOrder } from '../../server/contracts/dispatch.ts'
import { get } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { isTyping } from '../lib/hotkeys.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { EmptyState, Fact, Panel } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { dispatchText } from './dispatch.text.ts'
import { DispatchTabs } from './dispatch-tabs.tsx'
import { OrderActions, type OrderForm, useOrderMove } from './order-actions.tsx'
import { isLate, OrderChips, OrderEvents } from './order-words.tsx'

const states: Array<OrderFilter['state']> = ['open', 'new', 'accepted', 'late', 'escalated', 'answered', 'ended', 'all']

export function OrdersPage() {
  const t = useText(dispatchText)
  const ui = useText(uiText)
  const [query, setQuery] = useSearchParams()
  const filter = OrderFilter.safeParse(Object.fromEntries(query)).data ?? OrderFilter.parse({})
  const { state, departmentId, kind } = filter
  const narrowed = { state, departmentId, kind, from: query.get('from') ?? undefined, to: query.get('to') ?? undefined }
  const orders = usePages(queryKeys.orders, '/work-orders', OrderSummary, narrowed)
  const [chosen, setChosen] = useState<string>()
  const { items } = orders
  const current = items.some((one) => one.id === chosen) ? chosen : items[0]?.id
  const step = useCallback(
    (by: number) => {
      const at = items.findIndex((one) => one.id === current)
      setChosen(items[Math.min(items.length - 1, Math.max(0, at + by))]?.id)
    },
    [items, current],
  )
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('orders')}</h1>
        <DispatchTabs current="/orders" />
        <Segmented
          aria-label={t('state')}
          value={state}
          onChange={(next) => setQuery({ ...Object.fromEntries(query), state: next }, { replace: true })}
          options={[...new Set([...states, state])].map((value) => ({ value, label: t(`filter.${value}`) }))}
        />
        <span className="muted small">{t('keys')}</span>
      </div>
      <ErrorLine error={orders.error} onRetry={orders.retry} />
      <div className="columns-wide">
        <div className="page-stack">
          <OrderTable items={items} loading={orders.isLoading} chosen={current} onChoose={setChosen} />
          {orders.more && (
            <Button onClick={orders.more} loading={orders.isLoadingMore}>
              {ui('more')}
            </Button>
          )}
        </div>
        {current ? (
          <OrderPanel key={current} id={current} onStep={step} />
        ) : (
          <Panel title={t('orders')}>{t('noneHint')}</Panel>
        )}
      </div>
    </div>
  )
}

interface TableProps {
  items: OrderSummary[]
  loading: boolean
  chosen: string | undefined
  onChoose: (id: string) => void
}

function OrderTable({ items, loading, chosen, onChoose }: TableProps) {
  const t = useText(dispatchText)
  const columns = useOrderColumns()
  return (
    <Table<OrderSummary>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={items}
      loading={{ spinning: loading, delay: 150 }}
      pagination={false}
      rowClassName={(order) => (order.id === chosen ? 'row-chosen' : '')}
      onRow={(order) => ({ onClick: () => onChoose(order.id), 'aria-selected': order.id === chosen })}
      locale={{ emptyText: <EmptyState title={t('none')}>{t('noneHint')}</EmptyState> }}
    />
  )
}

function useOrderColumns(): TableColumnsType<OrderSummary> {
  const t = useText(dispatchText)
  const language = useLanguage()
  return useMemo(
    () => [
      {
        title: t('number'),
        key: 'number',
        width: 104,
        render: (_, order) => <span className="figures">{order.number}</span>,
      },
      { title: t('state'), key: 'state', width: 190, render: (_, order) => <OrderChips order={order} /> },
      {
        title: t('leaf'),
        key: 'leaf',
        width: 130,
        ellipsis: true,
        render: (_, order) => labelText(categoryLabel(order.leaf) ?? { zh: order.leaf, en: order.leaf }, language),
      },
      { title: t('subject'), dataIndex: 'subject', ellipsis: true },
      {
        title: t('department'),
        key: 'department',
        width: 120,
        ellipsis: true,
        render: (_, order) => order.personName ?? labelText(order.departmentName, language),
      },
      {
        title: t('dispatched'),
        key: 'dispatched',
        width: 104,
        render: (_, order) => <span className="figures">{momentText(order.dispatchedAt, language)}</span>,
      },
      {
        title: t('due'),
        key: 'due',
        width: 112,
        render: (_, order) => (
          <span className={isLate(order) ? 'figures late' : 'figures'}>{momentText(order.dueAt, language)}</span>
        ),
      },
    ],
    [t, language],
  )
}

function OrderPanel({ id, onStep }: { id: string; onStep: (by: number) => void }) {
  const t = useText(dispatchText)
  const found = useQuery({
    queryKey: [queryKeys.orders, 'one', id],
    queryFn: () => get(`/work-orders/${id}`, WorkOrder),
  })
  return (
    <Panel title={found.data?.number ?? t('orders')}>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {found.data && <OrderContent order={found.data} onStep={onStep} />}
    </Panel>
  )
}

function OrderContent({ order, onStep }: { order: WorkOrder; onStep: (by: number) => void }) {
  const t = useText(dispatchText)
  const language = useLanguage()
  const [form, setForm] = useState<OrderForm>()
  useOrderKeys(order, { form, setForm, onStep })
  return (
    <>
      <OrderChips order={order} />
      <p className="text section">{order.subject}</p>
      <div className="facts">
        <Fact label={t('case')}>
          <Link to={`/cases/${order.caseId}`}>{order.number.split('/')[0]}</Link>
        </Fact>
        <Fact label={t('leaf')}>
          {labelText(categoryLabel(order.leaf) ?? { zh: order.leaf, en: order.leaf }, language)}
        </Fact>
        <Fact label={t('flight')}>{order.flight || '–'}</Fact>
        <Fact label={t('firstAsked')}>
          {labelText(order.firstAsked.unitName, language)} {order.firstAsked.personName}
        </Fact>
        <Fact label={t('holder')}>{order.holderName ?? '–'}</Fact>
        <Fact label={t('due')}>
          <span className={isLate(order) ? 'figures late' : 'figures'}>{momentText(order.dueAt, language)}</span>
        </Fact>
        <Fact label={order.ruleName ? t('byRule') : t('byHand')}>
          {order.ruleName ? labelText(order.ruleName, language) : '–'}
        </Fact>
      </div>
      {order.details && <Words title={t('details')} text={order.details} />}
      {order.note && <Words title={t('note')} text={order.note} />}
      {order.answer && <Words title={t('answer')} text={order.answer} />}
      <div className="section">
        <OrderActions order={order} form={form} onForm={setForm} keys />
      </div>
      <div className="section">
        <div className="section-head">
          <h3>{t('history')}</h3>
        </div>
        <OrderEvents events={order.events} />
      </div>
    </>
  )
}

function Words({ title, text }: { title: string; text: string }) {
  return (
    <div className="section">
      <div className="section-head">
        <h3>{title}</h3>
      </div>
      <p className="text">{text}</p>
    </div>
  )
}

interface KeyTargets {
  form: OrderForm | undefined
  setForm: (form: OrderForm | undefined) => void
  onStep: (by: number) => void
}

/** Arrows choose, A accepts, R returns, Enter answers, Escape leaves the form; never while somebody types. */
function useOrderKeys(order: WorkOrder, { form, setForm, onStep }: KeyTargets): void {
  const { mutate, isPending } = useOrderMove(order)
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Escape') return setForm(undefined)
      if (form || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.closest('button, a, [role="dialog"]')) return
      const may = (move: WorkOrder['may'][number]) => order.may.includes(move)
      const key = event.key.toLowerCase()
      if (key === 'arrowdown') onStep(1)
      else if (key === 'arrowup') onStep(-1)
      else if (key === 'a' && may('accept') && !isPending) mutate({ move: 'accept' })
      else if (key === 'r' && may('return')) setForm('return')
      else if (key === 'enter' && may('answer')) setForm('answer')
      else return
      event.preventDefault()
    }
    globalThis.addEventListener('keydown', listener)
    return () => globalThis.removeEventListener('keydown', listener)
  }, [order, form, setForm, onStep, mutate, isPending])
}
