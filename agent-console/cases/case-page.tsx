/** One case: what was asked, the next step, what happened since, and what can be done. Other features add their panels. */
import { ArrowLeftOutlined, ArrowRightOutlined, EyeOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { Case } from '../../server/contracts/cases.ts'
import { get } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { caseTone } from '../lib/tones.ts'
import { useViewer } from '../lib/viewer.ts'
import { useWatching } from '../lib/watching.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { CaseActions } from './case-actions.tsx'
import { CaseContent } from './case-content.tsx'
import type { CaseEditorSlot } from './case-form.tsx'
import { useReopened } from './cases.store.ts'
import { casesText } from './cases.text.ts'
import { nextAction } from './next-action.rules.ts'

/** What other features show of a case; the house composes them (`app/case-view.tsx`). */
export interface CaseSlots {
  clocks?: (item: Case) => ReactNode
  dispatch?: (item: Case) => ReactNode
  entitlement?: (item: Case) => ReactNode
  compensation?: (item: Case) => ReactNode
}

export function CasePage({ slots = {}, editor }: { slots?: CaseSlots; editor?: CaseEditorSlot }) {
  const t = useText(casesText)
  const { id = '' } = useParams()
  const drop = useReopened((state) => state.drop)
  const found = useQuery({ queryKey: [queryKeys.case, id], queryFn: () => get(`/cases/${id}`, Case) })
  // Opened is seen: the badge counts what nobody here has looked at.
  useEffect(() => drop(id), [drop, id])
  const watch = useWatching((state) => state.watch)
  useEffect(() => {
    watch(id)
    return () => watch(null)
  }, [watch, id])
  return (
    <div className="page-body">
      <div className="page-head">
        <Link to="/cases" aria-label={t('back')}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
        <h1>{found.data?.number ?? t('page')}</h1>
        {found.data && <CaseStateChip item={found.data} />}
        <Others />
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {found.data && (
        <>
          <div className="next-action">
            <ArrowRightOutlined aria-hidden />
            <span>{t(`next.${nextAction(found.data)}`)}</span>
          </div>
          <div className="columns-wide">
            <div className="stack">
              <CaseContent key={found.data.id} item={found.data} editor={editor} />
              {slots.compensation?.(found.data)}
            </div>
            <div className="stack">
              {slots.clocks?.(found.data)}
              <CaseActions item={found.data} />
              {slots.dispatch?.(found.data)}
              {slots.entitlement?.(found.data)}
            </div>
          </div>
        </>
      )}
    </div>
  )
}

/** Who else has this case on the screen. */
function Others() {
  const t = useText(casesText)
  const me = useViewer((state) => state.userId)
  const others = useWatching((state) => state.watchers).filter((one) => one.userId !== me)
  if (others.length === 0) return null
  return (
    <Chip tone="amber" icon={<EyeOutlined aria-hidden />}>
      {t('alsoHere', { names: others.map((one) => one.name).join(', ') })}
    </Chip>
  )
}

function CaseStateChip({ item }: { item: Case }) {
  const t = useText(casesText)
  const word = useText(words)
  return (
    <span className="chips">
      <Chip tone={caseTone[item.state]}>{word(`case.${item.state}`)}</Chip>
      {item.lastScore !== undefined && (
        <Chip tone={item.lastScore <= 2 ? 'red' : 'ready'}>{t('scoreText', { score: item.lastScore })}</Chip>
      )}
    </span>
  )
}
