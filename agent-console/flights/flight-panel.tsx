/** The trips of a passenger with live status, seat, bags, booking and ticket; below the chosen one whatever the house adds. */
import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { LiveTrip } from '../../server/contracts/flights.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact, Section } from '../ui/panel.tsx'
import { BookingView } from './booking-view.tsx'
import { Age, BagLine, FlightChips, FlightTime } from './flight-words.tsx'
import { useLiveTrips } from './flights.api.ts'
import { flightsText } from './flights.text.ts'

export interface FlightPanelProps {
  passengerId: string
  caseId?: string | undefined
  /** What other features show of a trip. */
  below?: (trip: LiveTrip) => ReactNode
}

const lastFewDaysMs = 4 * 86_400_000

export function FlightPanel({ passengerId, caseId, below }: FlightPanelProps) {
  const t = useText(flightsText)
  const found = useLiveTrips(passengerId)
  const [chosen, setChosen] = useState<string | undefined>()
  const { next = [], last = [] } = found.data ?? {}
  const open = chosen ?? firstOf(next, last)?.trip.id
  const lines = (trips: LiveTrip[]) =>
    trips.map((live) => (
      <TripLine
        key={live.trip.id}
        live={live}
        open={open === live.trip.id}
        onToggle={() => setChosen(open === live.trip.id ? '' : live.trip.id)}
      >
        <BookingView locator={live.trip.pnr} passengerId={passengerId} caseId={caseId} />
        {below?.(live)}
      </TripLine>
    ))
  return (
    <>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={6} />}
      {found.data && next.length + last.length === 0 && <div className="muted small">{t('noTrips')}</div>}
      {next.length > 0 && <Section title={t('nextTrips')}>{lines(next)}</Section>}
      {last.length > 0 && <Section title={t('lastTrips')}>{lines(last)}</Section>}
    </>
  )
}

/** A trip that has just ended is what somebody calls about, before one that is weeks ahead. */
function firstOf(next: LiveTrip[], last: LiveTrip[]): LiveTrip | undefined {
  const [soonest] = next
  const [latest] = last
  const now = Date.now()
  const justLanded = latest !== undefined && latest.trip.arrivesAt > now - lastFewDaysMs
  if (justLanded && (soonest === undefined || soonest.trip.departsAt > now + lastFewDaysMs)) return latest
  return soonest ?? latest
}

function TripLine(props: { live: LiveTrip; open: boolean; onToggle: () => void; children: ReactNode }) {
  const { live, open, onToggle, children } = props
  const t = useText(flightsText)
  const { trip, status } = live
  const value = status.value
  return (
    <div className="line">
      <div className="line-head">
        <Button
          type="text"
          size="small"
          aria-expanded={open}
          icon={open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
          onClick={onToggle}
        >
          <strong>{trip.flight}</strong> {trip.from} → {trip.to}
        </Button>
        {value && <FlightChips status={value} />}
      </div>
      <div className="small">
        <FlightTime
          scheduled={trip.departsAt}
          expected={value?.estimatedDepartsAt ?? trip.estimatedDepartsAt ?? trip.departsAt}
          zone={trip.fromZone}
        />
        {' → '}
        <FlightTime
          scheduled={trip.arrivesAt}
          expected={value?.estimatedArrivesAt ?? trip.estimatedArrivesAt ?? trip.arrivesAt}
          zone={trip.toZone}
        />
      </div>
      <Age told={status} />
      {open && (
        <>
          <div className="facts trip-facts">
            <Fact label={t('pnr')}>{trip.pnr}</Fact>
            <Fact label={t('cabin')}>{t(`cabin.${trip.cabin}`)}</Fact>
            <Fact label={t('seat')}>{trip.seat ?? '–'}</Fact>
            <Fact label={t('gate')}>{[value?.terminal, value?.gate].filter(Boolean).join(' ') || '–'}</Fact>
          </div>
          {value?.replacement && <div className="small">{t('replacement', value.replacement)}</div>}
          <Bags live={live} />
          {children}
        </>
      )}
    </div>
  )
}

function Bags({ live: { bags } }: { live: LiveTrip }) {
  const t = useText(flightsText)
  if (bags.value === undefined) return <Age told={bags} />
  if (bags.value.length === 0) return <div className="small muted">{t('noBags')}</div>
  return bags.value.map((bag) => <BagLine key={bag.reference} bag={bag} />)
}
