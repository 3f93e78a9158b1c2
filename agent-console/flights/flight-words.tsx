/** State, times and age of a flight, the same wherever it is shown. */
import {
  CheckCircleFilled,
  ClockCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  SwapOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { causeLabels, type Freshness } from '../../server/contracts/flights.ts'
import type { BagFile, FlightStatus } from '../../server/contracts/passenger-service.ts'
import { airportTimeText, momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { flightsText } from './flights.text.ts'

const minuteMs = 60_000
const lateMinutes = 15

const stateTone: Record<FlightStatus['state'], Tone> = {
  scheduled: 'grey',
  boarding: 'talking',
  departed: 'talking',
  arrived: 'ready',
  cancelled: 'red',
  diverted: 'red',
}
const stateIcon: Record<FlightStatus['state'], ReactNode> = {
  scheduled: <ClockCircleFilled aria-hidden />,
  boarding: <ClockCircleFilled aria-hidden />,
  departed: <SwapOutlined aria-hidden />,
  arrived: <CheckCircleFilled aria-hidden />,
  cancelled: <CloseCircleFilled aria-hidden />,
  diverted: <ExclamationCircleFilled aria-hidden />,
}

/** What can be said of a flight in a few words. */
export function FlightChips({ status }: { status: FlightStatus }) {
  const t = useText(flightsText)
  const language = useLanguage()
  const minutes = Math.round((status.estimatedArrivesAt - status.scheduledArrivesAt) / minuteMs)
  const over = status.booked - status.capacity
  return (
    <span className="chips">
      <Chip tone={stateTone[status.state]} icon={stateIcon[status.state]}>
        {t(`state.${status.state}`)}
      </Chip>
      {status.state !== 'cancelled' && minutes >= lateMinutes && (
        <Chip tone="amber" icon={<ExclamationCircleFilled aria-hidden />}>
          {t('delayed', { minutes })}
        </Chip>
      )}
      {status.divertedTo && <Chip tone="red">{t('divertedTo', { airport: status.divertedTo })}</Chip>}
      {over > 0 && status.departedAt === undefined && <Chip tone="amber">{t('oversoldBy', { count: over })}</Chip>}
      {status.cause && <Chip>{labelText(causeLabels[status.cause], language)}</Chip>}
    </span>
  )
}

/** Scheduled and expected time by the clocks of the airport; the expected one only when it differs. */
export function FlightTime({ scheduled, expected, zone }: { scheduled: number; expected: number; zone: string }) {
  const language = useLanguage()
  if (expected === scheduled) return <span className="figures">{airportTimeText(scheduled, zone, language)}</span>
  return (
    <span className="figures">
      <del className="muted">{airportTimeText(scheduled, zone, language)}</del>{' '}
      <strong>{airportTimeText(expected, zone, language)}</strong>
    </span>
  )
}

/** How old an answer is; nothing while it is fresh. Its line is always there, so that nothing jumps. */
export function Age({ told }: { told: { freshness: Freshness; asOf?: number | undefined } | undefined }) {
  const t = useText(flightsText)
  const language = useLanguage()
  const at = told?.asOf
  const text =
    told?.freshness === 'late'
      ? t('late')
      : told?.freshness === 'away'
        ? t('away')
        : told?.freshness === 'kept' && at !== undefined
          ? t('asOf', { time: momentText(at, language) })
          : ''
  return <div className={told?.freshness === 'fresh' ? 'age small muted' : 'age small late'}>{text}</div>
}

const bagTone: Record<BagFile['state'], Tone> = {
  tracing: 'amber',
  located: 'talking',
  'on-its-way': 'talking',
  delivered: 'ready',
  settled: 'grey',
}

/** One file of the baggage tracing system, its last step first. */
export function BagLine({ bag, whole = false }: { bag: BagFile; whole?: boolean }) {
  const t = useText(flightsText)
  const language = useLanguage()
  const steps = whole ? bag.steps.toReversed() : bag.steps.slice(-1)
  return (
    <div className="line">
      <div className="line-head">
        <strong>{bag.reference}</strong>
        <span>{t(`bag.${bag.kind}`)}</span>
        <Chip tone={bagTone[bag.state]}>{t(`bagState.${bag.state}`)}</Chip>
      </div>
      <div className="small muted figures">
        {bag.flight} {bag.date} · {t('tag')} {bag.tag}
      </div>
      {steps.map((step) => (
        <div key={step.what} className="small figures">
          {momentText(step.at, language)} {t(`step.${step.what}`)} {step.station}
        </div>
      ))}
    </div>
  )
}
