/** The work list by clocks: what is about to breach, what is breached, what runs; of all units one sees or of one of them. */
import { WarningOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Segmented, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { z } from 'zod'
import { regimeLabels, stopLabels } from '../../server/contracts/clock-rules.ts'
import { DueClock } from '../../server/contracts/clocks.ts'
import { Team } from '../../server/contracts/organisation.ts'
import { get } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { clocksText } from './clocks.text.ts'
import { ClockStateChip, TimeLeft } from './time-left.tsx'

const lists = ['soon', 'breached', 'running'] as const
const empties = { soon: 'noneSoon', breached: 'noneBreached', running: 'noneRunning' } as const
const everyMinute = 60_000

export function DueClocksPage() {
  const t = useText(clocksText)
  const language = useLanguage()
  const [state, setState] = useState<(typeof lists)[number]>('soon')
  const [unitId, setUnitId] = useState('')
  const units = useQuery({ queryKey: ['teams'], queryFn: () => get('/teams', z.array(Team)), staleTime: 300_000 })
  const found = useQuery({
    queryKey: [queryKeys.clocks, 'due', state, unitId],
    queryFn: () => get('/clocks/due', z.array(DueClock), { state, unitId }),
    refetchInterval: everyMinute,
  })
  const names = new Map((units.data ?? []).map((unit) => [unit.id as string, labelText(unit.name, language)]))
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented value={state} options={lists.map((value) => ({ value, label: t(value) }))} onChange={setState} />
        <span className="muted">{t('pageHint')}</span>
        <Select<string>
          className="end clock-unit"
          aria-label={t('unit')}
          showSearch={{ optionFilterProp: 'label' }}
          value={unitId}
          options={[{ value: '', label: t('anyUnit') }, ...[...names].map(([value, label]) => ({ value, label }))]}
          onChange={setUnitId}
        />
      </div>
      <ErrorLine error={found.error ?? units.error} onRetry={() => void found.refetch()} />
      <Table<DueClock>
        size="small"
        rowKey="id"
        columns={useColumns(names)}
        dataSource={found.data ?? []}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t(empties[state])} /> }}
      />
    </div>
  )
}

function useColumns(names: Map<string, string>): TableColumnsType<DueClock> {
  const t = useText(clocksText)
  const language = useLanguage()
  return [
    {
      title: t('leftHead'),
      key: 'left',
      width: 150,
      render: (_, clock) => <TimeLeft clock={clock} />,
    },
    {
      title: t('dueHead'),
      key: 'due',
      width: 130,
      render: (_, clock) => (
        <span className="figures">
          {momentText(clock.dueAt, language)}
          {clock.uncertain && <WarningOutlined className="late" title={t('uncertain')} aria-label={t('uncertain')} />}
        </span>
      ),
    },
    {
      title: t('case'),
      key: 'case',
      width: 110,
      render: (_, clock) => <Link to={`/cases/${clock.caseId}`}>{clock.caseNumber}</Link>,
    },
    { title: t('clock'), key: 'clock', render: (_, clock) => labelText(clock.name, language) },
    {
      title: t('missing'),
      key: 'missing',
      render: (_, clock) => labelText(stopLabels[clock.stop], language),
    },
    { title: t('regime'), key: 'regime', render: (_, clock) => labelText(regimeLabels[clock.regime], language) },
    {
      title: t('unit'),
      key: 'unit',
      width: 160,
      render: (_, clock) => names.get(clock.departmentId ?? clock.teamId) ?? '',
    },
    { title: '', key: 'state', width: 110, render: (_, clock) => <ClockStateChip state={clock.state} /> },
  ]
}
