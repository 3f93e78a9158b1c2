/** How a passenger stands with the house: tier with both measures, value score with its formula, segments with their reasons, entitlements, history. */
import { useQuery } from '@tanstack/react-query'
import { type Benefit, MemberView } from '../../server/contracts/members.ts'
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import type { SegmentMarks } from '../../server/contracts/segments.ts'
import { get } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact, Section } from '../ui/panel.tsx'
import { membersText, reasonText } from './members.text.ts'

export function MembershipPanel({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(membersText)
  const { id } = passenger
  const found = useQuery({
    queryKey: [queryKeys.passenger, id, 'membership'],
    queryFn: () => get(`/passengers/${id}/membership`, MemberView),
  })
  if (found.error) return <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <LateSkeleton rows={8} />
  const view = found.data
  return (
    <div className="form-columns">
      <div>
        <TierSection view={view} />
        <ScoreSection view={view} />
      </div>
      <div>
        <Section title={t('why')}>
          {view.standing ? <Reasons view={view} /> : <div className="muted small">{t('undecided')}</div>}
        </Section>
      </div>
      <div>
        <Benefits view={view} />
        <History view={view} />
      </div>
    </div>
  )
}

function TierSection({ view }: { view: MemberView }) {
  const t = useText(membersText)
  const word = useText(words)
  const figure = (count: number) => count.toLocaleString()
  return (
    <Section title={t('tier')}>
      <div className="facts">
        <Fact label={word(`tier.${view.tier}`)}>{view.tierUntil ?? ''}</Fact>
        <Fact label={t('year', { year: view.year })}>
          <span className="figures">
            {t('miles', { count: figure(view.yearMiles) })} · {t('segments', { count: view.yearSegments })}
          </span>
        </Fact>
        {view.next && (
          <Fact label={t('next', { tier: word(`tier.${view.next.tier}`) })}>
            <span className="figures">
              {t('miles', { count: figure(view.next.miles) })} / {t('segments', { count: view.next.segments })}
            </span>
            <div className="small muted">{t('either')}</div>
          </Fact>
        )}
        {view.years
          .filter((year) => year.year !== view.year)
          .map((year) => (
            <Fact key={year.year} label={String(year.year)}>
              <span className="figures muted">
                {t('miles', { count: figure(year.miles) })} · {t('segments', { count: year.segments })}
              </span>
            </Fact>
          ))}
      </div>
      {view.tier === 'none' && <div className="muted small">{t('noMember')}</div>}
      {view.tier === 'platinum' && <div className="muted small">{t('top')}</div>}
    </Section>
  )
}

function ScoreSection({ view }: { view: MemberView }) {
  const t = useText(membersText)
  if (!view.standing) return null
  return (
    <Section
      title={
        <>
          {t('score')} <strong className="figures">{view.standing.score}</strong>
        </>
      }
    >
      <div className="facts">
        {view.standing.scoreParts.map((part) => (
          <Fact key={part.code} label={t(`part.${part.code as 'spend'}`)}>
            <span className="figures">
              {part.points} / {part.most}
            </span>
            <span className="muted figures">
              {' '}
              ({part.code === 'spend' ? `¥${Math.round(part.figure / 100).toLocaleString()}` : part.figure})
            </span>
          </Fact>
        ))}
      </div>
    </Section>
  )
}

const axes = [
  'relation',
  'purpose',
  'frequency',
  'value',
  'satisfaction',
  'callerType',
  'lifecycle',
  'activity',
  'churn',
] as const

function Reasons({ view }: { view: MemberView }) {
  const t = useText(membersText)
  const word = useText(segmentWords)
  const { standing } = view
  if (!standing) return null
  return (
    <div className="facts">
      {axes.map((axis) => (
        <Fact key={axis} label={word(`axis.${axis}`)}>
          <strong>{word(markKey(axis, standing))}</strong>
          {standing.reasons
            .filter((reason) => reason.axis === axis)
            .map((reason) => (
              <div key={reason.code} className="small muted">
                {reasonText(t, reason)}
              </div>
            ))}
        </Fact>
      ))}
      {standing.route && <Fact label={t('route')}>{standing.route}</Fact>}
    </div>
  )
}

function markKey(axis: (typeof axes)[number], marks: SegmentMarks) {
  return `${axis}.${marks[axis]}` as keyof typeof segmentWords.zh
}

function Benefits({ view }: { view: MemberView }) {
  const t = useText(membersText)
  const language = useLanguage()
  if (view.tier === 'none') return null
  const { tier } = view
  const granted = view.benefits.filter((one) => one[tier] > 0)
  return (
    <Section title={t('benefits')}>
      <div className="facts">
        {granted.map((one) => (
          <Fact key={one.code} label={labelText(one.label, language)}>
            <span className="figures">{measureText(t, one, one[tier])}</span>
          </Fact>
        ))}
        {granted.length === 0 && <div className="muted small">–</div>}
      </div>
    </Section>
  )
}

/** 20 kg, yes, 48 h. */
export function measureText(
  t: (key: keyof typeof membersText.zh, values?: Record<string, number>) => string,
  benefit: Pick<Benefit, 'unit'>,
  n: number,
): string {
  return n === 0 ? '–' : t(`unit.${benefit.unit}`, { n })
}

function History({ view }: { view: MemberView }) {
  const t = useText(membersText)
  const word = useText(segmentWords)
  const tierWord = useText(words)
  const language = useLanguage()
  const name = (axis: MemberView['changes'][number]['axis'], value: string) =>
    axis === 'tier' ? tierWord(`tier.${value as 'gold'}`) : word(`${axis}.${value}` as keyof typeof segmentWords.zh)
  return (
    <Section title={t('history')}>
      {view.changes.length === 0 && <div className="muted small">{t('noHistory')}</div>}
      {view.changes.map((change) => (
        <div key={change.id} className="line">
          <div className="line-head">
            <span className="muted figures">{momentText(change.at, language)}</span>
            <span>
              {change.from ? `${name(change.axis, change.from)} → ` : ''}
              {name(change.axis, change.to)}
            </span>
          </div>
          <div className="small muted">{change.reasons.map((reason) => reasonText(t, reason)).join(' · ')}</div>
        </div>
      ))}
    </Section>
  )
}
