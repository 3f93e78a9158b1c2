/** When each unit's digest is made; changed by administrators. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Select, Table, type TableColumnsType } from 'antd'
import { z } from 'zod'
import { Cadence, DigestSchedule, type DigestScheduleEdit } from '../../server/contracts/digests.ts'
import { get, put } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Panel } from '../ui/panel.tsx'
import { digestsText } from './digests.text.ts'

const days = [1, 2, 3, 4, 5, 6, 7] as const
const hours = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: `${String(hour).padStart(2, '0')}:00` }))

export function SchedulesPanel() {
  const t = useText(digestsText)
  const language = useLanguage()
  const isAdmin = useViewer((state) => state.role) === 'admin'
  const client = useQueryClient()
  const key = [queryKeys.digests, 'schedules']
  const found = useQuery({ queryKey: key, queryFn: () => get('/digest-schedules', z.array(DigestSchedule)) })
  const saving = useMutation({
    mutationFn: ({ line, edit }: { line: DigestSchedule; edit: Partial<DigestScheduleEdit> }) => {
      const { cadence, weekday, hour, version } = line
      const body = { cadence, weekday, hour, version, ...edit }
      return put(`/digest-schedules/${line.unitId}/${line.kind}`, z.array(DigestSchedule), body)
    },
    onSuccess: (next) => client.setQueryData(key, next),
    onError: () => client.invalidateQueries({ queryKey: key }),
  })
  const change = (line: DigestSchedule, edit: Partial<DigestScheduleEdit>) => saving.mutate({ line, edit })
  const columns: TableColumnsType<DigestSchedule> = [
    { title: t('unit'), key: 'unit', render: (_, line) => labelText(line.unitName, language) },
    { title: t('kind'), key: 'kind', width: 170, render: (_, line) => t(`kind.${line.kind}`) },
    {
      title: t('when'),
      key: 'cadence',
      width: 120,
      render: (_, line) => (
        <Select
          size="small"
          aria-label={t('when')}
          disabled={!isAdmin || line.kind === 'branch-month'}
          value={line.cadence}
          onChange={(cadence) => change(line, { cadence })}
          options={Cadence.options.map((value) => ({ value, label: t(`cadence.${value}`) }))}
          style={{ width: 100 }}
        />
      ),
    },
    {
      title: t('weekday'),
      key: 'weekday',
      width: 130,
      render: (_, line) =>
        line.cadence === 'weekly' ? (
          <Select
            size="small"
            aria-label={t('weekday')}
            disabled={!isAdmin}
            value={line.weekday}
            onChange={(weekday) => change(line, { weekday })}
            options={days.map((value) => ({ value, label: t(`day.${value}`) }))}
            style={{ width: 110 }}
          />
        ) : (
          '–'
        ),
    },
    {
      title: t('hour'),
      key: 'hour',
      width: 110,
      render: (_, line) => (
        <Select
          size="small"
          aria-label={t('hour')}
          disabled={!isAdmin}
          value={line.hour}
          onChange={(hour) => change(line, { hour })}
          options={hours}
          style={{ width: 84 }}
        />
      ),
    },
    {
      title: t('next'),
      key: 'next',
      width: 130,
      render: (_, line) => <span className="figures">{momentText(line.nextAt, language)}</span>,
    },
  ]
  return (
    <Panel title={t('schedules')}>
      <p className="muted small">{t('schedulesHint')}</p>
      <ErrorLine error={found.error ?? saving.error} />
      <Table<DigestSchedule>
        size="small"
        rowKey={(line) => `${line.unitId} ${line.kind}`}
        columns={columns}
        dataSource={found.data ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
      />
    </Panel>
  )
}
