/** The organisation: the tree on the left, one unit with its posts and people on the right. */
import { DownloadOutlined, PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { UnitOnFile } from '../../server/contracts/organisation.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { Escalation } from './escalation.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { pathOf, usePeople, useUnits } from './organisation.api.ts'
import { organisationText } from './organisation.text.ts'
import { PostsPanel } from './posts-panel.tsx'
import { UnitForm } from './unit-form.tsx'
import { UnitPeople } from './unit-people.tsx'
import { UnitTree } from './unit-tree.tsx'

export function OrganisationPage() {
  const t = useText(organisationText)
  const units = useUnits()
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const [query, setQuery] = useSearchParams()
  const [importing, setImporting] = useState(false)
  const chosen = query.get('unit') ?? undefined
  const choose = (unit: string) => setQuery({ unit }, { replace: true })
  const all = units.data ?? []
  const unit = all.find((one) => one.id === chosen)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted">{t('unitsCount', { count: all.length })}</span>
        {!isAdmin && <span className="muted small">{t('readOnly')}</span>}
        {isAdmin && (
          <div className="end row">
            <Button
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setQuery({ unit: 'new', parent: unit?.id ?? '' })}
            >
              {t('addUnit')}
            </Button>
            <Button icon={<UploadOutlined aria-hidden />} onClick={() => setImporting(true)}>
              {t('importFile')}
            </Button>
            <Button icon={<DownloadOutlined aria-hidden />} href="/api/organisation/file" download>
              {t('exportFile')}
            </Button>
          </div>
        )}
      </div>
      <ErrorLine error={units.error} onRetry={() => void units.refetch()} />
      <div className="organisation-columns">
        <Panel title={t('page')}>
          {units.isLoading ? <LateSkeleton rows={12} /> : <UnitTree units={all} chosen={chosen} onChoose={choose} />}
        </Panel>
        {chosen === 'new' && isAdmin ? (
          <Panel title={t('addUnit')}>
            <UnitForm
              key={`new-${query.get('parent')}`}
              parentId={query.get('parent') ?? ''}
              units={all}
              onSaved={choose}
            />
          </Panel>
        ) : (
          <UnitPanel key={unit?.id ?? 'none'} unit={unit} units={all} onSaved={choose} />
        )}
      </div>
      <ImportDialog open={importing} onClose={() => setImporting(false)} />
    </div>
  )
}

interface UnitPanelProps {
  unit: UnitOnFile | undefined
  units: UnitOnFile[]
  onSaved: (id: string) => void
}

function UnitPanel({ unit, units, onSaved }: UnitPanelProps) {
  const t = useText(organisationText)
  const language = useLanguage()
  const people = usePeople()
  if (!unit)
    return (
      <Panel title={t('details')}>
        <EmptyState title={t('choose')} />
      </Panel>
    )
  const own = people.data?.filter((person) => person.teamId === unit.id) ?? []
  return (
    <Panel
      title={pathOf(unit, units, language)}
      extra={
        <>
          <Chip tone="grey">{t(`kind.${unit.kind}`)}</Chip>
          {unit.group && <Chip tone="grey">{t(`group.${unit.group}`)}</Chip>}
          {unit.disabled && <Chip tone="red">{t('disabled')}</Chip>}
        </>
      }
    >
      <Tabs
        size="small"
        items={[
          { key: 'details', label: t('details'), children: <UnitForm unit={unit} units={units} onSaved={onSaved} /> },
          { key: 'posts', label: t('posts'), children: <PostsPanel unit={unit} people={people.data ?? []} /> },
          { key: 'people', label: `${t('people')} ${own.length}`, children: <UnitPeople people={own} /> },
          { key: 'escalation', label: t('escalation'), children: <Escalation unit={unit} units={units} /> },
        ]}
      />
    </Panel>
  )
}
