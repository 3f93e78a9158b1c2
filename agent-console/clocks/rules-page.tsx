/** The rules of clocks with their versions; an administrator writes a further version and sees first what it would change. */
import { useQuery } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { ClockRule, regimeLabels, stopLabels } from '../../server/contracts/clock-rules.ts'
import { get } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { clocksText } from './clocks.text.ts'
import { RuleVersionForm } from './rule-version-form.tsx'

export function RulesPage() {
  const t = useText(clocksText)
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const [editing, setEditing] = useState<string>()
  const found = useQuery({ queryKey: [queryKeys.clockRules], queryFn: () => get('/clock-rules', z.array(ClockRule)) })
  const rules = found.data ?? []
  const newest = rules.filter((rule) => !rules.some((one) => one.id === rule.id && one.version > rule.version))
  return (
    <>
      <p className="muted">{t('rulesHint')}</p>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      <Table<ClockRule>
        size="small"
        rowKey="id"
        columns={useColumns(isAdmin ? setEditing : undefined)}
        dataSource={newest.toSorted((a, b) => order(a) - order(b))}
        loading={{ spinning: found.isLoading, delay: 150 }}
        pagination={false}
        expandable={{
          expandedRowRender: (rule) =>
            editing === rule.id ? (
              <RuleVersionForm key={rule.version} rule={rule} onDone={() => setEditing(undefined)} />
            ) : (
              <Versions versions={rules.filter(({ id }) => id === rule.id)} />
            ),
          ...(editing !== undefined && { expandedRowKeys: [editing] }),
          onExpand: () => setEditing(undefined),
        }}
      />
    </>
  )
}

const order = (rule: ClockRule) => Object.keys(regimeLabels).indexOf(rule.regime)

function useColumns(onEdit: ((id: string) => void) | undefined): TableColumnsType<ClockRule> {
  const t = useText(clocksText)
  const language = useLanguage()
  const spanOf = useSpanText()
  return [
    { title: t('rule'), key: 'rule', render: (_, rule) => labelText(rule.name, language) },
    { title: t('regime'), key: 'regime', render: (_, rule) => labelText(regimeLabels[rule.regime], language) },
    { title: t('span'), key: 'span', width: 170, render: (_, rule) => spanOf(rule) },
    {
      title: t('calendar'),
      key: 'calendar',
      width: 130,
      render: (_, rule) => (rule.calendar === 'unit' ? t('calendar.unit') : rule.calendar),
    },
    { title: t('stopHead'), key: 'stop', render: (_, rule) => labelText(stopLabels[rule.stop], language) },
    { title: t('closing'), key: 'closing', render: (_, rule) => t(`closing.${rule.closing}`) },
    {
      title: t('effective'),
      key: 'effective',
      width: 130,
      render: (_, rule) => (
        <span className="figures small">
          {rule.effectiveFrom}
          <br />
          {t('version', { version: rule.version })} · {t(`confidence.${rule.confidence}`)}
        </span>
      ),
    },
    {
      title: '',
      key: 'act',
      width: 100,
      render: (_, rule) =>
        onEdit && (
          <Button size="small" onClick={() => onEdit(rule.id)}>
            {t('newVersion')}
          </Button>
        ),
    },
  ]
}

function useSpanText(): (rule: ClockRule) => string {
  const t = useText(clocksText)
  return ({ span }) => `${span.amount} ${t(`unit.${span.unit}`)}`
}

function Versions({ versions }: { versions: ClockRule[] }) {
  const t = useText(clocksText)
  const spanOf = useSpanText()
  return (
    <ul className="clock-history small">
      {versions.toReversed().map((rule) => (
        <li key={rule.version}>
          {t('version', { version: rule.version })} ·{' '}
          <span className="figures">
            {rule.effectiveFrom}
            {rule.effectiveTo && ` – ${rule.effectiveTo}`}
          </span>{' '}
          · {spanOf(rule)} · {t(`closing.${rule.closing}`)} · {rule.source} · {t(`confidence.${rule.confidence}`)}
          {rule.byName && ` · ${rule.byName}`}
        </li>
      ))}
    </ul>
  )
}
