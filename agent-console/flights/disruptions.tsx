/** Flights in trouble, whom they concern, and the tasks to tell them (BK-12, BK-13). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer, Progress, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { z } from 'zod'
import { type Affected, Disruption, DisruptionDetail, troubleLabels } from '../../server/contracts/flights.ts'
import { get, post } from '../lib/api.ts'
import { momentText, phoneText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { tierTone } from '../lib/tones.ts'
import { useViewer } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { useZones } from './flight-search.tsx'
import { FlightChips, FlightTime } from './flight-words.tsx'
import { flightsText } from './flights.text.ts'

type Which = Pick<Disruption, 'flight' | 'date'>

export function Disruptions() {
  const t = useText(flightsText)
  const [open, setOpen] = useState<Which | undefined>()
  const found = useQuery({
    queryKey: [queryKeys.flights, 'disruptions'],
    queryFn: () => get('/disruptions', z.array(Disruption)),
  })
  return (
    <>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <Table<Disruption>
        size="small"
        rowKey={(row) => row.flight + row.date}
        columns={useColumns(setOpen)}
        dataSource={found.data ?? []}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={found.isLoading ? '' : t('noDisruptions')} /> }}
      />
      <Drawer
        size={860}
        open={open !== undefined}
        title={open && `${open.flight} ${open.date}`}
        onClose={() => setOpen(undefined)}
        destroyOnHidden
      >
        {open && <Detail which={open} />}
      </Drawer>
    </>
  )
}

function useColumns(onOpen: (which: Which) => void): TableColumnsType<Disruption> {
  const t = useText(flightsText)
  const language = useLanguage()
  const zoneOf = useZones()
  return [
    {
      title: t('flight'),
      key: 'flight',
      width: 100,
      render: (_, row) => (
        <Button type="link" size="small" onClick={() => onOpen(row)}>
          {row.flight}
        </Button>
      ),
    },
    { title: t('route'), key: 'route', width: 110, render: (_, { status }) => `${status.from} → ${status.to}` },
    {
      title: t('departs'),
      key: 'departs',
      width: 240,
      render: (_, { status }) => (
        <FlightTime
          scheduled={status.scheduledDepartsAt}
          expected={status.estimatedDepartsAt}
          zone={zoneOf(status.from)}
        />
      ),
    },
    {
      title: t('trouble'),
      key: 'trouble',
      width: 80,
      render: (_, row) => labelText(troubleLabels[row.trouble], language),
    },
    { title: t('state'), key: 'state', render: (_, { status }) => <FlightChips status={status} /> },
    {
      title: t('heard'),
      key: 'heard',
      width: 110,
      render: (_, row) => <span className="figures">{momentText(row.heardAt, language)}</span>,
    },
    { title: t('affected'), dataIndex: 'affected', width: 90, align: 'right' },
    { title: t('valued'), dataIndex: 'valued', width: 100, align: 'right' },
    { title: t('told'), key: 'told', width: 160, render: (_, row) => <Told row={row} /> },
  ]
}

function Told({ row }: { row: Disruption }) {
  if (row.tasks === 0) return <span className="muted">–</span>
  const percent = Math.round((row.tasksDone / row.tasks) * 100)
  return (
    <Progress
      className="told-progress"
      size="small"
      percent={percent}
      format={() => `${row.tasksDone} / ${row.tasks}`}
    />
  )
}

function Detail({ which: { flight, date } }: { which: Which }) {
  const t = useText(flightsText)
  const client = useQueryClient()
  const mayNotify = useViewer((viewer) => viewer.role === 'supervisor' || viewer.role === 'admin')
  const path = `/disruptions/${flight}/${date}`
  const found = useQuery({
    queryKey: [queryKeys.flights, 'disruption', flight, date],
    queryFn: () => get(path, DisruptionDetail),
  })
  const notify = useMutation({
    mutationFn: () => post(`${path}/notices`, DisruptionDetail),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: [queryKeys.flights] })
      void client.invalidateQueries({ queryKey: [queryKeys.tasks] })
    },
  })
  const columns = useAffectedColumns()
  if (found.isLoading) return <LateSkeleton rows={8} />
  const detail = found.data
  const left = detail?.passengers.filter((one) => one.taskId === undefined).length ?? 0
  return (
    <>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <ErrorLine error={notify.error} />
      {detail && (
        <>
          <div className="page-head">
            <FlightChips status={detail.status} />
            <Told row={detail} />
            {detail.caseId && (
              <Link to={`/cases/${detail.caseId}`}>
                {t('request')} {detail.caseNumber}
              </Link>
            )}
            {mayNotify && (
              <Button
                type="primary"
                className="end"
                disabled={left === 0}
                loading={notify.isPending}
                onClick={() => notify.mutate()}
              >
                {left === 0 ? t('allHaveTasks') : t('notifyAll', { count: left })}
              </Button>
            )}
          </div>
          <Table<Affected>
            size="small"
            rowKey={(one) => one.tripId}
            columns={columns}
            dataSource={detail.passengers}
            pagination={false}
            locale={{ emptyText: <EmptyState title={t('noAffected')} /> }}
          />
        </>
      )}
    </>
  )
}

function useAffectedColumns(): TableColumnsType<Affected> {
  const t = useText(flightsText)
  const word = useText(words)
  const language = useLanguage()
  return [
    {
      title: t('passenger'),
      key: 'passenger',
      render: (_, { passenger }) => <Link to={`/passengers/${passenger.id}`}>{passenger.name}</Link>,
    },
    {
      title: t('tier'),
      key: 'tier',
      width: 90,
      render: (_, { passenger: { tier } }) => <Chip tone={tierTone[tier]}>{word(`tier.${tier}`)}</Chip>,
    },
    { title: t('cabin'), key: 'cabin', width: 100, render: (_, one) => t(`cabin.${one.cabin}`) },
    {
      title: t('contact'),
      key: 'contact',
      width: 170,
      render: (_, { number }) => <span className="figures">{number ? phoneText(number) : '–'}</span>,
    },
    { title: t('needs'), key: 'needs', width: 110, render: (_, one) => one.specialNeeds.join(' ') || '–' },
    { title: t('pnr'), dataIndex: 'pnr', width: 90 },
    {
      title: t('told'),
      key: 'told',
      width: 130,
      render: (_, one) =>
        one.toldAt !== undefined ? (
          <Chip tone="ready">
            {t('taskDone')} {momentText(one.toldAt, language)}
          </Chip>
        ) : (
          <Chip tone={one.taskId ? 'amber' : 'grey'}>{t(one.taskId ? 'taskOpen' : 'noTask')}</Chip>
        ),
    },
  ]
}
