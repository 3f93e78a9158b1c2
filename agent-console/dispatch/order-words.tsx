/** How the state of a work order and its history look. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  InboxOutlined,
  MessageOutlined,
  RollbackOutlined,
  StopOutlined,
  ToolOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { OrderEvent, OrderState, OrderSummary } from '../../server/contracts/dispatch.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { dispatchText } from './dispatch.text.ts'

const looks: Record<OrderState, { tone: Tone; icon: ReactNode }> = {
  dispatched: { tone: 'talking', icon: <InboxOutlined aria-hidden /> },
  accepted: { tone: 'talking', icon: <ToolOutlined aria-hidden /> },
  answered: { tone: 'ready', icon: <MessageOutlined aria-hidden /> },
  returned: { tone: 'amber', icon: <RollbackOutlined aria-hidden /> },
  withdrawn: { tone: 'grey', icon: <StopOutlined aria-hidden /> },
  settled: { tone: 'grey', icon: <CheckCircleOutlined aria-hidden /> },
}

/** Whether somebody should have answered by now. */
export const isLate = (order: Pick<OrderSummary, 'state' | 'dueAt'>): boolean =>
  (order.state === 'dispatched' || order.state === 'accepted') && order.dueAt < serverNow()

export function OrderChips({ order }: { order: OrderSummary }) {
  const t = useText(dispatchText)
  const { tone, icon } = looks[order.state]
  return (
    <span className="chips">
      <Chip tone={tone} icon={icon}>
        {t(`state.${order.state}`)}
      </Chip>
      {isLate(order) && (
        <Chip tone="red" icon={<ClockCircleOutlined aria-hidden />}>
          {t('late')}
        </Chip>
      )}
      {order.escalatedTo !== undefined && <Chip tone="amber">{t('escalated', { level: order.escalatedTo })}</Chip>}
      {order.redos > 0 && <Chip tone="amber">{t('redone', { count: order.redos })}</Chip>}
    </span>
  )
}

export function OrderEvents({ events }: { events: OrderEvent[] }) {
  const t = useText(dispatchText)
  const language = useLanguage()
  return (
    <ol className="events">
      {events
        .toSorted((a, b) => b.seq - a.seq)
        .map((event) => (
          <li key={event.seq}>
            <span className="muted figures">{momentText(event.at, language)}</span>
            <span>{t(`event.${event.event}`)}</span>
            <span>
              <span className="muted">
                {event.unitName
                  ? `${event.trigger ? t(`trigger.${event.trigger}`) : ''} → ${labelText(event.unitName, language)}`
                  : (event.byName ?? t('system'))}
                {event.unitName && event.byName && ` · ${event.byName}`}
                {event.reason && ` · ${t(`reason.${event.reason}`)}`}
              </span>
              {event.text && <div className="text">{event.text}</div>}
            </span>
          </li>
        ))}
    </ol>
  )
}
