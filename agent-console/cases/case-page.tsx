/** One case: what was asked, what happened since, notes, and its closing. */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import { Case, type CaseEvent } from '../../server/contracts/cases.ts'
import { get } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { caseTone } from '../lib/tones.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact, Panel } from '../ui/panel.tsx'
import { CaseActions } from './case-actions.tsx'
import { useReopened } from './cases.store.ts'
import { casesText } from './cases.text.ts'
import { categoryText } from './category.ts'

/** What other features show of a case; the house composes them (`app/case-view.tsx`). */
export interface CaseSlots {
  clocks?: (item: Case) => ReactNode
  dispatch?: (item: Case) => ReactNode
  entitlement?: (item: Case) => ReactNode
  compensation?: (item: Case) => ReactNode
}

export function CasePage({ slots = {} }: { slots?: CaseSlots }) {
  const t = useText(casesText)
  const { id = '' } = useParams()
  const drop = useReopened((state) => state.drop)
  const found = useQuery({ queryKey: [queryKeys.case, id], queryFn: () => get(`/cases/${id}`, Case) })
  // Opened is seen: the badge counts what nobody here has looked at.
  useEffect(() => drop(id), [drop, id])
  return (
    <div className="page-body">
      <div className="page-head">
        <Link to="/cases" aria-label={t('back')}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
        <h1>{found.data?.number ?? t('page')}</h1>
        {found.data && <CaseStateChip item={found.data} />}
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {found.data && (
        <div className="columns-wide">
          <div className="stack">
            <Content item={found.data} />
            {slots.compensation?.(found.data)}
          </div>
          <div className="stack">
            {slots.clocks?.(found.data)}
            <CaseActions item={found.data} />
            {slots.dispatch?.(found.data)}
            {slots.entitlement?.(found.data)}
          </div>
        </div>
      )}
    </div>
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

function Content({ item }: { item: Case }) {
  const t = useText(casesText)
  const word = useText(words)
  const language = useLanguage()
  return (
    <Panel title={item.subject}>
      <div className="facts two">
        <Fact label={t('kind')}>{word(`kind.${item.kind}`)}</Fact>
        <Fact label={t('category')}>{categoryText(item.category, language)}</Fact>
        <Fact label={t('passenger')}>
          {item.passengerId ? (
            <Link to={`/passengers/${item.passengerId}?from=case-work`}>{item.passengerName}</Link>
          ) : (
            '–'
          )}
        </Fact>
        <Fact label={t('flight')}>{item.flight || '–'}</Fact>
        <Fact label={t('owner')}>{item.ownerName ?? '–'}</Fact>
        <Fact label={t('opened')}>
          <span className="figures">{momentText(item.openedAt, language)}</span>
        </Fact>
      </div>
      <div className="section">
        <div className="section-head">
          <h3>{t('details')}</h3>
        </div>
        <p className="text">{item.details || '–'}</p>
      </div>
      {item.resolution && (
        <div className="section">
          <div className="section-head">
            <h3>{t('resolution')}</h3>
          </div>
          <p className="text">{item.resolution}</p>
        </div>
      )}
      <div className="section">
        <div className="section-head">
          <h3>{t('events')}</h3>
        </div>
        <Events events={item.events} />
      </div>
    </Panel>
  )
}

function Events({ events }: { events: CaseEvent[] }) {
  const t = useText(casesText)
  const language = useLanguage()
  return (
    <ol className="events">
      {events
        .toSorted((a, b) => b.seq - a.seq)
        .map((event) => (
          <li key={event.seq}>
            <span className="muted figures">{momentText(event.at, language)}</span>
            <span>{t(`event.${event.event}`)}</span>
            <span>
              <span className="muted">
                {event.byName ?? t('system')}
                {event.score !== undefined && ` · ${t('scoreText', { score: event.score })}`}
              </span>
              {event.text && <div className="text">{event.text}</div>}
            </span>
          </li>
        ))}
    </ol>
  )
}
