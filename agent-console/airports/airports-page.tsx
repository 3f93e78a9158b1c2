/** The airports and what each is to the airline; an administrator changes the class in its row. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Input, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Airport, StationClass, stationClassLabels } from '../../server/contracts/airports.ts'
import type { Language } from '../../server/contracts/common.ts'
import { get, patch } from '../lib/api.ts'
import { useNow } from '../lib/clock.ts'
import { zoneTimeText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { airportsText } from './airports.text.ts'

/** All airports, asked once. */
export function AirportsPage() {
  const t = useText(airportsText)
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState<StationClass | undefined>()
  const found = useQuery({ queryKey: [queryKeys.airports], queryFn: () => get('/airports', z.array(Airport)) })
  const classify = useClassify()
  const shown = (found.data ?? []).filter((airport) => fits(airport, search, only))
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted">{t('hint')}</span>
        <Input.Search
          className="end airport-search"
          allowClear
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={40}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Select<StationClass | ''>
          className="class-select"
          aria-label={t('stationClass')}
          value={only ?? ''}
          options={[{ value: '', label: t('all') }, ...optionsIn(language)]}
          onChange={(value) => setOnly(value === '' ? undefined : value)}
        />
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <ErrorLine error={classify.error} />
      <Table<Airport>
        size="small"
        rowKey="iata"
        columns={useColumns((edit) => classify.mutate(edit))}
        dataSource={shown}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={found.isLoading ? '' : t('none')} /> }}
      />
    </div>
  )
}

interface Edit {
  airport: Airport
  stationClass: StationClass
}

function useClassify() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ airport, stationClass }: Edit) =>
      patch(`/airports/${airport.iata}`, Airport, { version: airport.version, stationClass }),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.airports] }),
  })
}

function useColumns(onEdit: (edit: Edit) => void): TableColumnsType<Airport> {
  const t = useText(airportsText)
  const language = useLanguage()
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const nameOf = ({ city, name }: Airport) =>
    [...new Set([labelText(city, language), labelText(name, language)])].join(' ')
  return [
    { title: t('code'), dataIndex: 'iata', width: 70, render: (code: string) => <strong>{code}</strong> },
    { title: t('airport'), key: 'airport', render: (_, airport) => nameOf(airport) },
    { title: t('country'), key: 'country', width: 190, render: (_, airport) => countryText(airport.country, language) },
    { title: t('zone'), dataIndex: 'zone', width: 180 },
    { title: t('localTime'), key: 'time', width: 90, render: (_, airport) => <LocalTime zone={airport.zone} /> },
    {
      title: t('position'),
      key: 'position',
      width: 170,
      render: (_, airport) => (
        <span className="figures muted">
          {airport.latitude.toFixed(4)}, {airport.longitude.toFixed(4)}
        </span>
      ),
    },
    {
      title: t('stationClass'),
      key: 'class',
      width: 240,
      render: (_, airport) =>
        isAdmin ? (
          <Select<StationClass>
            size="small"
            className="full"
            aria-label={t('classOf', { airport: airport.iata })}
            value={airport.stationClass}
            options={optionsIn(language)}
            onChange={(stationClass) => onEdit({ airport, stationClass })}
          />
        ) : (
          labelText(stationClassLabels[airport.stationClass], language)
        ),
    },
  ]
}

function LocalTime({ zone }: { zone: string }) {
  const minute = Math.floor(useNow() / 60_000) * 60_000
  return <span className="figures">{zoneTimeText(minute, zone, useLanguage())}</span>
}

const optionsIn = (language: Language) =>
  StationClass.options.map((value) => ({ value, label: labelText(stationClassLabels[value], language) }))

function countryText(code: string, language: Language): string {
  return new Intl.DisplayNames(language === 'zh' ? 'zh-CN' : 'en', { type: 'region' }).of(code) ?? code
}

function fits(airport: Airport, search: string, only: StationClass | undefined): boolean {
  if (only !== undefined && airport.stationClass !== only) return false
  const { iata, name, city } = airport
  const text = [iata, name.zh, name.en, city.zh, city.en].join(' ').toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
