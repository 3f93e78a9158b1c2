/** The customers of the house in figures (BY-59, AC-02, AC-22, AC-23); every figure opens its list. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { type MarkCount, MemberOverview } from '../../server/contracts/members.ts'
import { get } from '../lib/api.ts'
import { shareText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Panel } from '../ui/panel.tsx'
import { Tile } from '../ui/tiles.tsx'
import { membersText } from './members.text.ts'

const shownAxes = ['tier', 'lifecycle', 'activity', 'relation', 'purpose', 'frequency', 'value', 'churn'] as const

export function OverviewPage() {
  const t = useText(membersText)
  const found = useQuery({
    queryKey: [queryKeys.memberOverview],
    queryFn: () => get('/members/overview', MemberOverview),
  })
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('overview')}</h1>
        <Link to="/passengers?birthday=today">{t('birthdays')}</Link>
        <Link to="/passengers?churn=high">{t('churn')}</Link>
        <Link to="/passengers?contactData=stale">{t('stale')}</Link>
        <Link to="/member-rules">{t('rules')}</Link>
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={10} />}
      {found.data && <Figures overview={found.data} />}
    </div>
  )
}

function Figures({ overview }: { overview: MemberOverview }) {
  const t = useText(membersText)
  const navigate = useNavigate()
  const open = (query: string) => () => void navigate(`/passengers${query}`)
  const { night } = overview
  return (
    <>
      <div className="tiles">
        <Tile label={t('passengers')} value={overview.passengers.toLocaleString()} onOpen={open('')} />
        <Tile
          label={t('businessShare')}
          value={shareText(overview.businessShare)}
          note={t('businessNote')}
          onOpen={open('?purpose=business')}
        />
        <Tile
          label={t('retained')}
          value={shareText(overview.retained)}
          note={t('retainedNote')}
          onOpen={open('?lifecycle=loyal')}
        />
        <Tile
          label={t('acquired')}
          value={overview.acquired.toLocaleString()}
          note={t('acquiredNote')}
          onOpen={open('?lifecycle=new')}
        />
        <Tile
          label={t('grow')}
          value={overview.meanScore === undefined ? '–' : Math.round(overview.meanScore)}
          note={t('growNote')}
          onOpen={open('?value=high')}
        />
      </div>
      <div className="count-columns">
        <Panel title={t('conversion')}>
          {overview.conversion.map((step) => (
            <CountLine
              key={step.step}
              label={t(`step.${step.step}`)}
              count={step.count}
              most={overview.conversion[0]?.count ?? 0}
              to={conversionQuery[step.step]}
            />
          ))}
        </Panel>
        {shownAxes.map((axis) => (
          <AxisPanel key={axis} axis={axis} counts={overview.counts.filter((one) => one.axis === axis)} />
        ))}
      </div>
      <div className="small muted">
        {night ? t('night', { day: night.day, seen: night.seen, changed: night.changed }) : t('noNight')}
      </div>
    </>
  )
}

const conversionQuery = {
  business: '?purpose=business',
  member: '?purpose=business&prospect=false',
  vip: '?purpose=business&relation=vip',
  frequent: '?purpose=business&relation=vip&frequency=high',
} as const

function AxisPanel({ axis, counts }: { axis: (typeof shownAxes)[number]; counts: MarkCount[] }) {
  const word = useText(segmentWords)
  const tierWord = useText(words)
  const most = Math.max(1, ...counts.map((one) => one.count))
  const label = (value: string) =>
    axis === 'tier' ? tierWord(`tier.${value as 'gold'}`) : word(`${axis}.${value}` as keyof typeof segmentWords.zh)
  return (
    <Panel title={word(`axis.${axis}`)}>
      {counts
        .toSorted((a, b) => b.count - a.count)
        .map((one) => (
          <CountLine
            key={one.value}
            label={label(one.value)}
            count={one.count}
            most={most}
            to={`?${axis}=${one.value}`}
          />
        ))}
    </Panel>
  )
}

/** A word, a bar and a number; the whole line opens the list. */
function CountLine({ label, count, most, to }: { label: string; count: number; most: number; to: string }) {
  return (
    <Link to={`/passengers${to}`} className="count-line">
      <span>{label}</span>
      <span className="count-bar" aria-hidden>
        <span style={{ width: `${most === 0 ? 0 : Math.round((count * 100) / most)}%` }} />
      </span>
      <span className="figures">{count.toLocaleString()}</span>
    </Link>
  )
}
