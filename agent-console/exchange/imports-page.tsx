/** Imports: choose a file, look at its first rows, say which column is which field, watch it run, fetch the wrong rows, take it back. */
import { UploadOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Progress, Radio, Select, Table, type TableColumnsType, Upload } from 'antd'
import { useState } from 'react'
import { page } from '../../server/contracts/common.ts'
import { type DuplicateRule, Import, ImportWithFields } from '../../server/contracts/imports.ts'
import { anyAnswer, get, post, remove, upload } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { exchangeText } from './exchange.text.ts'

const tones = {
  uploaded: 'amber',
  running: 'talking',
  done: 'ready',
  failed: 'red',
  undoing: 'talking',
  undone: 'grey',
} as const
const watchMs = 1_000
const isMoving = (one: Import) => one.state === 'running' || one.state === 'undoing'

export function ImportsPage() {
  const t = useText(exchangeText)
  const client = useQueryClient()
  const [chosen, setChosen] = useState<string>()
  const reload = () => client.invalidateQueries({ queryKey: [queryKeys.imports] })
  const list = useQuery({
    queryKey: [queryKeys.imports],
    queryFn: () => get('/imports', page(Import)),
    refetchInterval: (query) => (query.state.data?.items.some(isMoving) ? watchMs : false),
  })
  const uploading = useMutation({
    mutationFn: (file: File) => upload('/imports/kinds/passengers', ImportWithFields, file),
    onSuccess(made) {
      setChosen(made.id)
      return reload()
    },
  })
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('imports')}</h1>
        <span className="muted">{t('importsHint')}</span>
      </div>
      <div className="row">
        <Upload
          accept=".csv,.tsv,.txt,.xlsx"
          showUploadList={false}
          disabled={uploading.isPending}
          beforeUpload={(file) => {
            uploading.mutate(file)
            return false
          }}
        >
          <Button type="primary" icon={<UploadOutlined aria-hidden />} loading={uploading.isPending}>
            {t('choose')}
          </Button>
        </Upload>
        {uploading.isPending && <span className="muted">{uploading.variables.name} …</span>}
      </div>
      <ErrorLine error={uploading.error ?? list.error} />
      {chosen && <Wizard id={chosen} onOver={() => void reload().then(() => setChosen(undefined))} />}
      <ImportsTable items={list.data?.items ?? []} isLoading={list.isLoading} onChoose={setChosen} onChange={reload} />
    </div>
  )
}

function Wizard({ id, onOver }: { id: string; onOver: () => void }) {
  const t = useText(exchangeText)
  const found = useQuery({ queryKey: [queryKeys.imports, id], queryFn: () => get(`/imports/${id}`, ImportWithFields) })
  const discarding = useMutation({ mutationFn: () => remove(`/imports/${id}`, anyAnswer), onSuccess: onOver })
  if (found.data?.state !== 'uploaded') return <ErrorLine error={found.error} />
  return (
    <Panel
      title={found.data.fileName}
      extra={
        <Button size="small" onClick={() => discarding.mutate()}>
          {t('discard')}
        </Button>
      }
    >
      <MappingForm key={id} one={found.data} onOver={onOver} />
      <ErrorLine error={discarding.error} />
    </Panel>
  )
}

function MappingForm({ one, onOver }: { one: ImportWithFields; onOver: () => void }) {
  const t = useText(exchangeText)
  const language = useLanguage()
  const [mapping, setMapping] = useState(one.mapping)
  const [duplicates, setDuplicates] = useState<DuplicateRule>('update')
  const starting = useMutation({
    mutationFn: () => post(`/imports/${one.id}/start`, ImportWithFields, { mapping, duplicates }),
    onSuccess: onOver,
  })
  const options = one.fields.map(({ key, label, required }) => ({
    value: key,
    label: `${labelText(label, language)}${required ? ' *' : ''}`,
  }))
  const columns: TableColumnsType<{ header: string; place: number }> = [
    { title: t('column'), dataIndex: 'header', width: 200 },
    {
      title: t('field'),
      key: 'field',
      width: 240,
      render: (_, { header, place }) => (
        <Select
          className="full"
          size="small"
          allowClear
          aria-label={`${t('field')}: ${header}`}
          placeholder={t('leaveOut')}
          options={options.filter(({ value }) => value === mapping[place] || !mapping.includes(value))}
          value={mapping[place] ?? undefined}
          onChange={(value: string | undefined) =>
            setMapping(mapping.map((key, i) => (i === place ? (value ?? null) : key)))
          }
        />
      ),
    },
    {
      title: t('preview'),
      key: 'preview',
      render: (_, { place }) => (
        <span className="muted">
          {one.shape.preview
            .slice(0, 4)
            .map((row) => row[place] ?? '')
            .join(' · ')}
        </span>
      ),
    },
  ]
  return (
    <>
      <Table
        size="small"
        rowKey="place"
        pagination={false}
        columns={columns}
        dataSource={one.shape.headers.map((header, place) => ({ header, place }))}
      />
      <div className="row wrap">
        <span>
          {t('rows')}: <span className="figures">{one.totalRows}</span>
        </span>
        <span id="duplicates-label">{t('duplicates')}</span>
        <Radio.Group
          aria-labelledby="duplicates-label"
          value={duplicates}
          onChange={({ target }) => setDuplicates(target.value as DuplicateRule)}
          options={(['update', 'skip'] as const).map((value) => ({ value, label: t(`duplicates.${value}`) }))}
        />
        <Button type="primary" loading={starting.isPending} onClick={() => starting.mutate()}>
          {t('start')}
        </Button>
      </div>
      <ErrorLine error={starting.error} />
    </>
  )
}

function ImportsTable(props: {
  items: Import[]
  isLoading: boolean
  onChoose: (id: string) => void
  onChange: () => Promise<void>
}) {
  const t = useText(exchangeText)
  const language = useLanguage()
  const undoing = useMutation({
    mutationFn: (id: string) => post(`/imports/${id}/undo`, anyAnswer),
    onSettled: props.onChange,
  })
  const columns: TableColumnsType<Import> = [
    { title: t('file'), dataIndex: 'fileName' },
    {
      title: t('state'),
      key: 'state',
      width: 140,
      render: (_, one) => <Chip tone={tones[one.state]}>{t(`import.${one.state}`)}</Chip>,
    },
    {
      title: t('progress'),
      key: 'progress',
      width: 220,
      render: (_, one) => (
        <Progress
          size="small"
          percent={one.totalRows === 0 ? 0 : Math.floor((one.doneRows * 100) / one.totalRows)}
          format={() => `${one.doneRows} / ${one.totalRows}`}
        />
      ),
    },
    {
      title: t('results'),
      key: 'results',
      width: 230,
      render: (_, one) => (
        <span className="figures">
          {[one.created, one.updated, one.skipped, one.wrong].join(' / ')}
          {one.undone > 0 && <span className="muted"> · {t('undone', { count: one.undone })}</span>}
        </span>
      ),
    },
    { title: t('by'), dataIndex: 'byName', width: 120 },
    { title: t('at'), key: 'at', width: 120, render: (_, one) => momentText(one.createdAt, language) },
    {
      key: 'acts',
      width: 240,
      render: (_, one) => (
        <div className="row">
          {one.state === 'uploaded' && (
            <Button size="small" onClick={() => props.onChoose(one.id)}>
              {t('map')}
            </Button>
          )}
          {one.wrong > 0 && <a href={`/api/imports/${one.id}/wrong-rows`}>{t('wrongRows')}</a>}
          {one.state === 'done' && one.created + one.updated > 0 && (
            <Popconfirm title={t('undoAsk')} onConfirm={() => undoing.mutate(one.id)}>
              <Button size="small">{t('undo')}</Button>
            </Popconfirm>
          )}
        </div>
      ),
    },
  ]
  return (
    <>
      <ErrorLine error={undoing.error} />
      <Table<Import>
        size="small"
        rowKey="id"
        pagination={false}
        columns={columns}
        dataSource={props.items}
        loading={{ spinning: props.isLoading, delay: 150 }}
        locale={{ emptyText: <EmptyState title={t('noImports')}>{t('noImportsNext')}</EmptyState> }}
      />
    </>
  )
}
