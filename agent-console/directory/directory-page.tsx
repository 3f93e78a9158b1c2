/** The directory as a page; supervisors keep the roster of their units beside it. */
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { UnitOnFile } from '../../server/contracts/organisation.ts'
import { get } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Panel } from '../ui/panel.tsx'
import { directoryText } from './directory.text.ts'
import { DirectoryList } from './directory-list.tsx'
import { Responsibilities } from './responsibilities.tsx'
import { Roster } from './roster.tsx'

const shownHits = 30

export function DirectoryPage() {
  const t = useText(directoryText)
  const isLead = useViewer((viewer) => viewer.role !== undefined && viewer.role !== 'agent')
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted small">{t('hint')}</span>
      </div>
      <div className={isLead ? 'two-columns' : undefined}>
        <Panel title={t('page')}>
          <DirectoryList limit={shownHits} />
        </Panel>
        {isLead && <Keeping />}
      </div>
    </div>
  )
}

/** The roster and what the unit handles, for who answers for it. */
function Keeping() {
  const t = useText(directoryText)
  const language = useLanguage()
  const [chosen, setChosen] = useState<string | undefined>()
  const units = useQuery({
    queryKey: [queryKeys.units],
    queryFn: () => get('/units', z.array(UnitOnFile)),
  })
  const open = units.data?.filter((unit) => !unit.disabled) ?? []
  const unitId = chosen ?? open[0]?.id
  return (
    <div className="page-stack">
      <Panel
        title={t('roster')}
        extra={
          <Select
            aria-label={t('chooseUnit')}
            style={{ width: 260 }}
            showSearch={{ optionFilterProp: 'sought' }}
            value={unitId}
            options={open.map((unit) => ({
              value: unit.id as string,
              label: unit.name[language],
              sought: unit.sought,
            }))}
            onChange={setChosen}
          />
        }
      >
        <ErrorLine error={units.error} onRetry={() => void units.refetch()} />
        <p className="muted small">{t('rosterHint')}</p>
        {unitId && <Roster key={unitId} unitId={unitId} />}
      </Panel>
      {unitId && (
        <Panel title={t('responsibilities')}>
          <Responsibilities key={unitId} unitId={unitId} />
        </Panel>
      )}
    </div>
  )
}
