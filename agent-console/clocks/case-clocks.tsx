/** The clocks of a case: what still runs with its time left and why, what has ended, and what can be done about each. */
import { Button } from 'antd'
import { useState } from 'react'
import type { CaseClock } from '../../server/contracts/clocks.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Panel } from '../ui/panel.tsx'
import { CircumstancesForm } from './circumstances-form.tsx'
import { ClockLine } from './clock-line.tsx'
import { useCaseClocks } from './clocks.api.ts'
import { clocksText } from './clocks.text.ts'
import { OverrideForm } from './override-form.tsx'

const isOpen = ({ state }: CaseClock) => state === 'running' || state === 'paused' || state === 'breached'
const byDue = (a: CaseClock, b: CaseClock) => a.dueAt - b.dueAt

/** `closed`: the case is, and nothing can be done any more. */
export function CaseClocksPanel({ caseId, closed }: { caseId: string; closed: boolean }) {
  const t = useText(clocksText)
  const found = useCaseClocks(caseId)
  const [form, setForm] = useState<'override' | 'circumstances'>()
  const clocks = found.data?.clocks ?? []
  const open = clocks.filter(isOpen).toSorted(byDue)
  const ended = clocks.filter((clock) => !isOpen(clock)).toSorted((a, b) => byDue(b, a))
  const done = () => setForm(undefined)
  return (
    <Panel
      title={t('panel')}
      extra={
        !closed && (
          <>
            <Button size="small" onClick={() => setForm('circumstances')}>
              {t('circumstances')}
            </Button>
            <Button size="small" onClick={() => setForm('override')}>
              {t('add')}
            </Button>
          </>
        )
      }
    >
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={4} />}
      {found.data && form === 'override' && (
        <OverrideForm caseId={caseId} startable={found.data.startable} onDone={done} />
      )}
      {found.data && form === 'circumstances' && (
        <CircumstancesForm caseId={caseId} known={found.data.circumstances} onDone={done} />
      )}
      {found.data && clocks.length === 0 && <p className="muted">{t('none')}</p>}
      {open.map((clock) => (
        <ClockLine key={clock.id} clock={clock} closed={closed} />
      ))}
      {ended.length > 0 && (
        <details className="clock-ended" open={open.length === 0}>
          <summary className="muted small">{t('ended', { count: ended.length })}</summary>
          {ended.map((clock) => (
            <ClockLine key={clock.id} clock={clock} closed />
          ))}
        </details>
      )}
    </Panel>
  )
}
