/** Exports: choose what and how, fetch the file when it is ready. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { ExportFile, ExportFormat, type ExportKind, exportRoles } from '../../server/contracts/exports.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { exchangeText } from './exchange.text.ts'

const tones = { running: 'talking', ready: 'ready', failed: 'red', expired: 'grey' } as const
const watchMs = 1_000

export function ExportsPage() {
  const t = useText(exchangeText)
  const language = useLanguage()
  const client = useQueryClient()
  const role = useViewer((viewer) => viewer.role)
  const [kind, setKind] = useState<ExportKind>('passengers')
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const list = useQuery({
    queryKey: [queryKeys.exports],
    queryFn: () => get('/exports', z.array(ExportFile)),
    refetchInterval: (query) => (query.state.data?.some(({ state }) => state === 'running') ? watchMs : false),
  })
  const making = useMutation({
    mutationFn: () => post('/exports', ExportFile, { kind, format }),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.exports] }),
  })
  const kinds = (Object.keys(exportRoles) as ExportKind[]).filter((one) => role && exportRoles[one].includes(role))
  const columns: TableColumnsType<ExportFile> = [
    {
      title: t('kind'),
      key: 'kind',
      render: (_, one) => (
        <>
          {t(`kind.${one.kind}`)} {one.masked && <Chip>{t('masked')}</Chip>}
        </>
      ),
    },
    { title: t('format'), dataIndex: 'format', width: 100 },
    {
      title: t('state'),
      key: 'state',
      width: 120,
      render: (_, one) => <Chip tone={tones[one.state]}>{t(`export.${one.state}`)}</Chip>,
    },
    { title: t('rows'), dataIndex: 'rows', width: 100, align: 'right', className: 'figures' },
    {
      title: t('size'),
      key: 'size',
      width: 110,
      align: 'right',
      render: (_, one) => <span className="figures">{Math.ceil(one.bytes / 1024)} kB</span>,
    },
    { title: t('at'), key: 'at', width: 130, render: (_, one) => momentText(one.createdAt, language) },
    {
      key: 'acts',
      width: 120,
      render: (_, one) => one.state === 'ready' && <a href={`/api/exports/${one.id}/file`}>{t('download')}</a>,
    },
  ]
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('exports')}</h1>
        <span className="muted">{t('exportsHint')}</span>
      </div>
      <div className="row wrap">
        <Select
          aria-label={t('kind')}
          style={{ width: 200 }}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
        <Select
          aria-label={t('format')}
          style={{ width: 110 }}
          value={format}
          onChange={setFormat}
          options={ExportFormat.options.map((value) => ({ value, label: value.toUpperCase() }))}
        />
        <Button type="primary" loading={making.isPending} onClick={() => making.mutate()}>
          {t('make')}
        </Button>
      </div>
      <ErrorLine error={making.error ?? list.error} />
      <Table<ExportFile>
        size="small"
        rowKey="id"
        pagination={false}
        columns={columns}
        dataSource={list.data ?? []}
        loading={{ spinning: list.isLoading, delay: 150 }}
        locale={{ emptyText: <EmptyState title={t('noExports')}>{t('noExportsNext')}</EmptyState> }}
      />
    </div>
  )
}
