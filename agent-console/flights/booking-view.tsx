/** Booking and ticket as the airline has them, opened on purpose (a look is audited), and what an agent writes into it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { KeptOrder, ToldPnr, ToldTicket } from '../../server/contracts/flights.ts'
import { type ETicket, type Pnr, PnrOrder, SsrCode } from '../../server/contracts/passenger-service.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact } from '../ui/panel.tsx'
import { Age } from './flight-words.tsx'
import { useTold } from './flights.api.ts'
import { flightsText } from './flights.text.ts'

export interface BookingViewProps {
  locator: string
  passengerId: string
  caseId?: string | undefined
}

export function BookingView(props: BookingViewProps) {
  const t = useText(flightsText)
  const [open, setOpen] = useState(false)
  return (
    <div className="booking">
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('showPnr')}
      </Button>
      {open && <Booking {...props} />}
    </div>
  )
}

function Booking(props: BookingViewProps) {
  const t = useText(flightsText)
  const found = useTold(`/pnrs/${props.locator}`, ToldPnr)
  const pnr = found.data?.value
  return (
    <>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={4} />}
      <Age told={found.data} />
      {found.data?.freshness === 'fresh' && !pnr && <div className="small muted">{t('noPnr')}</div>}
      {pnr && <PnrFacts pnr={pnr} />}
      {pnr?.passengers[0] && <Ticket number={pnr.passengers[0].ticket} />}
      {pnr && <OrderForm {...props} />}
      <OrderList locator={props.locator} />
    </>
  )
}

function PnrFacts({ pnr }: { pnr: Pnr }) {
  const t = useText(flightsText)
  const language = useLanguage()
  const ssrs = pnr.ssrs.map((ssr) => [ssr.code, ssr.text, ssr.status].filter(Boolean).join(' '))
  return (
    <div className="facts">
      <Fact label={t('office')}>
        <span className="figures">
          {pnr.office} · {momentText(pnr.bookedAt, language)}
        </span>
      </Fact>
      {pnr.segments.map((segment) => (
        <Fact key={segment.flight + segment.date} label={segment.flight}>
          <span className="figures">
            {segment.date} {segment.from}-{segment.to} {segment.bookingClass} {segment.status} {segment.seat ?? ''}
          </span>
        </Fact>
      ))}
      <Fact label={t('ssr')}>{ssrs.join('; ') || '–'}</Fact>
      <Fact label={t('remarks')}>{pnr.remarks.map((remark) => remark.text).join('; ') || '–'}</Fact>
      {pnr.queues.length > 0 && <Fact label={t('queues')}>{pnr.queues.map((one) => one.queue).join(', ')}</Fact>}
    </div>
  )
}

function Ticket({ number }: { number: string }) {
  const t = useText(flightsText)
  const found = useTold(`/e-tickets/${number}`, ToldTicket)
  const ticket: ETicket | undefined = found.data?.value
  return (
    <div className="facts">
      <Fact label={t('ticket')}>
        <span className="figures">{number}</span>
      </Fact>
      <Age told={found.data} />
      {ticket && (
        <>
          <Fact label={t('fare')}>
            <span className="figures">
              {ticket.fare.currency} {(ticket.fare.minor / 100).toLocaleString()} +{' '}
              {(ticket.taxes.minor / 100).toLocaleString()}
            </span>
          </Fact>
          <Fact label={t('refundable')}>{t(`refundable.${ticket.refundable}`)}</Fact>
          {ticket.coupons.map((coupon) => (
            <Fact key={coupon.number} label={`${t('coupon')} ${coupon.number}`}>
              {coupon.fareBasis} {coupon.baggage} {t(`coupon.${coupon.status}`)}
            </Fact>
          ))}
        </>
      )}
    </div>
  )
}

type Kind = PnrOrder['kind']
const kinds: Kind[] = ['remark', 'ssr', 'queue']
const queues = ['reissue', 'refund', 'schedule-change', 'special-service'] as const

function OrderForm({ locator, passengerId, caseId }: BookingViewProps) {
  const t = useText(flightsText)
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>('remark')
  const [text, setText] = useState('')
  const [code, setCode] = useState<SsrCode>('WCHR')
  const [queue, setQueue] = useState<(typeof queues)[number]>('reissue')
  // The id stays while the same order is tried again: a second press is the same order.
  const [id, setId] = useState(() => crypto.randomUUID())
  const drafts: Record<Kind, unknown> = {
    remark: { kind, text: text.trim() },
    ssr: { kind, code, text: text.trim() },
    queue: { kind, queue },
  }
  const order = PnrOrder.safeParse(drafts[kind])
  const sending = useMutation({
    mutationFn: () => post(`/pnrs/${locator}/orders`, KeptOrder, { id, order: order.data, passengerId, caseId }),
    onSuccess: () => {
      setText('')
      setId(crypto.randomUUID())
    },
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.flights] }),
  })
  return (
    <div className="order-form">
      <Segmented<Kind>
        size="small"
        aria-label={t('actions')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`action.${value}`) }))}
        onChange={setKind}
      />
      <div className="row">
        {kind === 'ssr' && (
          <Select<SsrCode>
            size="small"
            aria-label={t('code')}
            value={code}
            options={SsrCode.options.map((value) => ({ value, label: value }))}
            onChange={setCode}
          />
        )}
        {kind === 'queue' ? (
          <Select
            size="small"
            className="full"
            aria-label={t('queue')}
            value={queue}
            options={queues.map((value) => ({ value, label: t(`queue.${value}`) }))}
            onChange={setQueue}
          />
        ) : (
          <Input
            size="small"
            aria-label={t('text')}
            placeholder={t('text')}
            maxLength={120}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        <Button
          size="small"
          type="primary"
          disabled={!order.success}
          loading={sending.isPending}
          onClick={() => sending.mutate()}
        >
          {t('send')}
        </Button>
      </div>
      <ErrorLine error={sending.error} />
    </div>
  )
}

const orderTone: Record<KeptOrder['state'], Tone> = {
  waiting: 'amber',
  done: 'ready',
  refused: 'red',
  'given-up': 'red',
}

function OrderList({ locator }: { locator: string }) {
  const t = useText(flightsText)
  const language = useLanguage()
  const found = useQuery({
    queryKey: [queryKeys.flights, 'orders', locator],
    queryFn: () => get(`/pnrs/${locator}/orders`, z.array(KeptOrder)),
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'waiting') ? 1_000 : false),
  })
  const orders = found.data ?? []
  return (
    <div>
      {orders.map((one) => (
        <div key={one.id} className="line-head small">
          <span className="figures muted">{momentText(one.createdAt, language)}</span>
          <span>{wordsOf(one.order)}</span>
          <span className="muted">{one.reason ?? one.byName}</span>
          <Chip tone={orderTone[one.state]}>{t(`order.${one.state}`)}</Chip>
        </div>
      ))}
    </div>
  )
}

function wordsOf(order: PnrOrder): string {
  if (order.kind === 'remark') return `RMK ${order.text}`
  return order.kind === 'ssr' ? `SSR ${order.code} ${order.text}` : `Q ${order.queue}`
}
