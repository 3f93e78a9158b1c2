/** A flight by its number, or all between two airports on a date (IQ-01, IQ-05, IQ-06). */

import { useQuery } from '@tanstack/react-query'
import { Button, Input, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Airport } from '../../server/contracts/airports.ts'
import { ToldFlights, ToldStatus } from '../../server/contracts/flights.ts'
import { FlightNumber, type FlightStatus } from '../../server/contracts/passenger-service.ts'
import { get } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { Age, FlightChips, FlightTime } from './flight-words.tsx'
import { useTold } from './flights.api.ts'
import { flightsText } from './flights.text.ts'

interface Wanted {
  flight: string
  date: string
  from: string
  to: string
}

const today = () => new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format()

/** The date picker of the browser: its value is a plain day, in no zone. */
export function FlightSearch() {
  const t = useText(flightsText)
  const [form, setForm] = useState<Wanted>({ flight: '', date: today(), from: 'CAN', to: '' })
  const [wanted, setWanted] = useState<Wanted>(form)
  const byNumber = FlightNumber.safeParse(wanted.flight).success
  const one = useTold(`/flights/${wanted.flight}/${wanted.date}`, ToldStatus, {}, byNumber)
  const many = useTold(
    '/flights',
    ToldFlights,
    { date: wanted.date, from: wanted.from || undefined, to: wanted.to || undefined },
    !byNumber && wanted.date !== '',
  )
  const found = byNumber ? one : many
  const rows = byNumber ? [one.data?.value].filter((status) => status !== undefined) : (many.data?.value ?? [])
  const field = (name: keyof Wanted, max: number) => ({
    'aria-label': t(name),
    placeholder: t(name),
    maxLength: max,
    value: form[name],
    onChange: (event: { target: { value: string } }) =>
      setForm({ ...form, [name]: name === 'date' ? event.target.value : event.target.value.toUpperCase().trim() }),
    onPressEnter: () => setWanted(form),
  })
  return (
    <>
      <div className="page-head">
        <Input className="flight-field" {...field('flight', 6)} />
        <Input className="date-field" type="date" {...field('date', 10)} />
        <Input className="code-field" {...field('from', 3)} />
        <Input className="code-field" {...field('to', 3)} />
        <Button type="primary" onClick={() => setWanted(form)}>
          {t('search')}
        </Button>
        <span className="muted small">{t('searchHint')}</span>
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <Age told={found.data} />
      <Table<FlightStatus>
        size="small"
        rowKey={(status) => status.flight + status.date}
        columns={useFlightColumns()}
        dataSource={rows}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={found.isLoading ? '' : t('noFlight')} /> }}
      />
    </>
  )
}

/** Zones of the airports, asked once. */
export function useZones(): (iata: string) => string {
  const airports = useQuery({
    queryKey: [queryKeys.airports],
    queryFn: () => get('/airports', z.array(Airport)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (iata) => airports.data?.find((airport) => airport.iata === iata)?.zone ?? 'UTC'
}

export function useFlightColumns(): TableColumnsType<FlightStatus> {
  const t = useText(flightsText)
  const zoneOf = useZones()
  return [
    { title: t('flight'), dataIndex: 'flight', width: 90, render: (flight: string) => <strong>{flight}</strong> },
    { title: t('route'), key: 'route', width: 110, render: (_, status) => `${status.from} → ${status.to}` },
    {
      title: t('departs'),
      key: 'departs',
      width: 230,
      render: (_, { scheduledDepartsAt, estimatedDepartsAt, from }) => (
        <FlightTime scheduled={scheduledDepartsAt} expected={estimatedDepartsAt} zone={zoneOf(from)} />
      ),
    },
    {
      title: t('arrives'),
      key: 'arrives',
      width: 230,
      render: (_, { scheduledArrivesAt, estimatedArrivesAt, to }) => (
        <FlightTime scheduled={scheduledArrivesAt} expected={estimatedArrivesAt} zone={zoneOf(to)} />
      ),
    },
    { title: t('state'), key: 'state', render: (_, status) => <FlightChips status={status} /> },
    {
      title: t('gate'),
      key: 'gate',
      width: 90,
      render: (_, { terminal, gate }) => [terminal, gate].filter(Boolean).join(' ') || '–',
    },
    { title: t('belt'), key: 'belt', width: 80, render: (_, status) => status.belt ?? '–' },
    { title: t('aircraft'), dataIndex: 'aircraft', width: 80 },
    {
      title: t('seats'),
      key: 'seats',
      width: 100,
      align: 'right',
      render: (_, { booked, capacity }) => (
        <span className="figures">
          {booked} / {capacity}
        </span>
      ),
    },
  ]
}
