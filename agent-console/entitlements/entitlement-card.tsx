/** What is owed to a passenger for a flight now: each with its rule and reason, each tickable as told. */
import { CheckCircleFilled, MinusCircleOutlined, QuestionCircleFilled } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import {
  EntitlementCard as Card,
  type Entitlement,
  regimeLabels,
  type Verdict,
} from '../../server/contracts/entitlements.ts'
import { get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import type { Tone } from '../lib/tones.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Section } from '../ui/panel.tsx'
import { entitlementsText } from './entitlements.text.ts'

export interface EntitlementCardProps {
  passengerId: string
  tripId?: string | undefined
  /** Without a trip: the flight and its date. */
  flight?: string | undefined
  date?: string | undefined
  caseId?: string | undefined
}

type Item = Card['items'][number]

const againMs = 1_000

export function EntitlementCard(props: EntitlementCardProps) {
  const { passengerId, tripId, flight, date } = props
  const t = useText(entitlementsText)
  const key = [queryKeys.entitlements, passengerId, tripId ?? '', flight ?? '', date ?? '']
  const found = useQuery({
    queryKey: key,
    queryFn: () => get(`/passengers/${passengerId}/entitlements`, Card, { tripId, flight, date }),
    refetchInterval: ({ state }) => (state.data?.freshness === 'late' ? againMs : false),
  })
  const card = found.data
  return (
    <Section
      title={t('title')}
      extra={
        card?.distanceKm !== undefined && <span className="small muted">{t('distance', { km: card.distanceKm })}</span>
      }
    >
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={5} />}
      {card && <Items card={card} queryKey={key} caseId={props.caseId} />}
    </Section>
  )
}

function Items({ card, queryKey, caseId }: { card: Card; queryKey: string[]; caseId: string | undefined }) {
  const t = useText(entitlementsText)
  const [all, setAll] = useState(false)
  const client = useQueryClient()
  const telling = useMutation({
    mutationFn: (rule: string) => {
      const { flight, date, passengerId } = card
      return post(`/passengers/${passengerId}/entitlements/told`, Card, { flight, date, rule, caseId })
    },
    onSuccess: (next) => client.setQueryData(queryKey, next),
  })
  const benefits = card.items.filter((item) => item.kind === 'benefit')
  const others = card.items.filter((item) => item.kind !== 'benefit')
  const idle = others.filter((item) => item.verdict === 'not-owed')
  const line = (item: Item) => (
    <ItemLine key={item.rule} item={item} busy={telling.isPending} onTold={() => telling.mutate(item.rule)} />
  )
  if (card.items.length === 0) return <div className="muted small">{t('nothing')}</div>
  const isFromTrip = card.freshness === 'late' || card.freshness === 'away'
  return (
    <>
      {isFromTrip && <div className="small late">{t('fromTrip')}</div>}
      <ErrorLine error={telling.error} />
      {others.filter((item) => item.verdict !== 'not-owed').map(line)}
      {benefits.length > 0 && <div className="small muted entitlement-group">{t('benefits')}</div>}
      {benefits.map(line)}
      {idle.length > 0 && (
        <Button size="small" type="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {t('otherRules', { count: idle.length })}
        </Button>
      )}
      {all && idle.map(line)}
    </>
  )
}

const tones: Record<Verdict, Tone> = { owed: 'ready', depends: 'amber', 'not-owed': 'grey' }
const icons: Record<Verdict, ReactNode> = {
  owed: <CheckCircleFilled aria-hidden />,
  depends: <QuestionCircleFilled aria-hidden />,
  'not-owed': <MinusCircleOutlined aria-hidden />,
}

function ItemLine({ item, busy, onTold }: { item: Item; busy: boolean; onTold: () => void }) {
  const t = useText(entitlementsText)
  const language = useLanguage()
  const title = labelText(item.title, language)
  const told = item.told
  return (
    <div className="line entitlement">
      <div className="line-head">
        <Chip tone={tones[item.verdict]} icon={icons[item.verdict]}>
          {t(item.verdict)}
        </Chip>
        <strong>{title}</strong>
        {item.amount && <strong className="figures">{moneyText(item.amount)}</strong>}
        {item.dueAt !== undefined && (
          <span className="figures late">{t('due', { time: momentText(item.dueAt, language) })}</span>
        )}
        {item.verdict !== 'not-owed' && (
          <Checkbox
            className="end"
            aria-label={t('markTold', { title })}
            checked={told !== undefined}
            disabled={busy || told !== undefined}
            onChange={onTold}
          >
            {t('told')}
          </Checkbox>
        )}
      </div>
      {item.kind !== 'benefit' && <div className="small">{labelText(item.why, language)}</div>}
      <div className="small muted">
        <Basis item={item} />
        {told && (
          <span className="figures">
            {' · '}
            {t('toldBy', { name: told.byName ?? '', time: momentText(told.at, language) })}
          </span>
        )}
      </div>
    </div>
  )
}

/** Regime, source, how sure it is and since when it is in force. */
function Basis({ item }: { item: Entitlement }) {
  const t = useText(entitlementsText)
  const language = useLanguage()
  if (item.kind === 'benefit') return null
  const dates = [
    t('since', { date: item.effectiveFrom }),
    ...(item.effectiveTo ? [t('until', { date: item.effectiveTo })] : []),
  ].join(' ')
  return (
    <span title={item.source}>
      {labelText(regimeLabels[item.regime], language)} · {item.source} · {t(`confidence.${item.confidence}`)} · {dates}
    </span>
  )
}

function moneyText({ minor, currency }: { minor: number; currency: string }): string {
  // The sign of special drawing rights is XDR, and people say SDR.
  return `${currency === 'XDR' ? 'SDR' : currency} ${(minor / 100).toLocaleString()}`
}
