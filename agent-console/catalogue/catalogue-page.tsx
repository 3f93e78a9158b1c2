/** Administration of the catalogue: department, extra fields, label and whether a leaf is offered; with preview and history. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select, Table } from 'antd'
import { useState } from 'react'
import {
  branches,
  type CaacCategory,
  CarrierName,
  CaseKind,
  Catalogue,
  type CatalogueLeaf,
  caacCategories,
  type DepartmentCode,
  type DotCategory,
  departments,
  dotCategories,
} from '../../server/contracts/catalogue.ts'
import { get, put } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { catalogueText } from './catalogue.text.ts'
import { LeafEditor } from './leaf-editor.tsx'

export function CataloguePage() {
  const t = useText(catalogueText)
  const word = useText(words)
  const found = useQuery({ queryKey: [queryKeys.catalogue], queryFn: () => get('/catalogue', Catalogue) })
  const [kind, setKind] = useState<CaseKind>('complaint')
  const [chosen, setChosen] = useState<string>()
  const leaf = found.data?.leaves.find((one) => one.id === chosen)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Select<CaseKind>
          aria-label={t('kind')}
          value={kind}
          style={{ width: 160 }}
          options={CaseKind.options.map((value) => ({ value, label: word(`kind.${value}`) }))}
          onChange={setKind}
        />
        {found.data && <Carrier key={found.data.carrier.zh} carrier={found.data.carrier} />}
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <div className="columns-wide">
        <LeafTable
          leaves={(found.data?.leaves ?? []).filter((one) => one.kind === kind)}
          loading={found.isLoading}
          chosen={chosen}
          onChoose={setChosen}
        />
        {leaf ? (
          <LeafEditor key={`${leaf.id} ${leaf.version}`} leaf={leaf} />
        ) : (
          <Panel title={t('change')}>
            <EmptyState title={t('chooseLeaf')} />
          </Panel>
        )}
      </div>
    </div>
  )
}

/** Whose service CP-11 is about. */
function Carrier({ carrier }: { carrier: { zh: string; en: string } }) {
  const t = useText(catalogueText)
  const client = useQueryClient()
  const [zh, setZh] = useState(carrier.zh)
  const [en, setEn] = useState(carrier.en)
  const saving = useMutation({
    mutationFn: () => put('/catalogue-carrier', CarrierName, { carrier: { zh, en } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [queryKeys.catalogue] }),
  })
  return (
    <span className="row">
      <span className="muted small">{t('carrier')}</span>
      <Input
        aria-label={`${t('carrier')} 中文`}
        value={zh}
        style={{ width: 110 }}
        onChange={(event) => setZh(event.target.value)}
      />
      <Input
        aria-label={`${t('carrier')} English`}
        value={en}
        style={{ width: 130 }}
        onChange={(event) => setEn(event.target.value)}
      />
      <Button
        disabled={zh === carrier.zh && en === carrier.en}
        loading={saving.isPending}
        onClick={() => saving.mutate()}
      >
        {t('save')}
      </Button>
      <ErrorLine error={saving.error} />
    </span>
  )
}

interface LeafTableProps {
  leaves: CatalogueLeaf[]
  loading: boolean
  chosen: string | undefined
  onChoose: (id: string) => void
}

function LeafTable({ leaves, loading, chosen, onChoose }: LeafTableProps) {
  const t = useText(catalogueText)
  const language = useLanguage()
  const branchOf = (leaf: CatalogueLeaf) => {
    const branch = branches.find((one) => one.id === leaf.branch)
    return branch ? labelText(branch.label, language) : '–'
  }
  const counted = (leaf: CatalogueLeaf) => {
    if (!leaf.regulator) return '–'
    const { caac, dot, iata } = leaf.regulator
    return [
      labelText(caacCategories[caac as CaacCategory], language),
      labelText(dotCategories[dot as DotCategory], language),
      iata,
    ]
      .filter(Boolean)
      .join(' · ')
  }
  return (
    <Table<CatalogueLeaf>
      size="small"
      rowKey="id"
      dataSource={leaves}
      loading={{ spinning: loading, delay: 150 }}
      pagination={false}
      rowClassName={(leaf) => (leaf.id === chosen ? 'ant-table-row-selected' : '')}
      columns={[
        {
          title: t('id'),
          key: 'id',
          width: 80,
          render: (_, leaf) => (
            <Button type="link" size="small" onClick={() => onChoose(leaf.id)}>
              {leaf.id.toUpperCase()}
            </Button>
          ),
        },
        { title: t('branch'), key: 'branch', width: 130, render: (_, leaf) => branchOf(leaf) },
        {
          title: t('label'),
          key: 'label',
          render: (_, leaf) => (
            <span className="chips">
              {labelText(leaf.label, language)}
              {!leaf.enabled && <Chip tone="grey">{t('off')}</Chip>}
              {leaf.version > 0 && <Chip tone="amber">{t('changed')}</Chip>}
            </span>
          ),
        },
        {
          title: t('department'),
          key: 'department',
          width: 180,
          render: (_, leaf) => labelText(departments[leaf.department as DepartmentCode], language),
        },
        {
          title: t('regulator'),
          key: 'regulator',
          width: 220,
          render: (_, leaf) => <span className="small">{counted(leaf)}</span>,
        },
      ]}
    />
  )
}
