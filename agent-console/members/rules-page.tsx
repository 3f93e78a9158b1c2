/** The bounds of tiers and segments and the matrix of entitlements, as data that an administrator changes (AC-06, AC-07, AC-10, BY-58). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, InputNumber } from 'antd'
import { type ReactNode, useState } from 'react'
import { type MemberRules, MemberRulesState, MemberTier } from '../../server/contracts/members.ts'
import { get, put } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Panel } from '../ui/panel.tsx'
import { membersText } from './members.text.ts'
import { measureText } from './membership-panel.tsx'

export function RulesPage() {
  const t = useText(membersText)
  const found = useQuery({
    queryKey: [queryKeys.memberRules],
    queryFn: () => get('/member-rules', MemberRulesState),
  })
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('rules')}</h1>
        <span className="muted small">{t('rulesHint')}</span>
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {found.data && <RulesForm key={found.data.version} rules={found.data.rules} version={found.data.version} />}
    </div>
  )
}

const bounds = ['newDays', 'highFrequency', 'highValue', 'businessShare', 'lostMonths'] as const

function RulesForm({ rules, version }: { rules: MemberRules; version: number }) {
  const t = useText(membersText)
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const client = useQueryClient()
  const [form, setForm] = useState(rules)
  const saving = useMutation({
    mutationFn: () => put('/member-rules', MemberRulesState, { version, rules: form }),
    onSuccess: (next) => client.setQueryData([queryKeys.memberRules], next),
  })
  return (
    <>
      <div className="rules-columns">
        <TierTable form={form} change={setForm} disabled={!isAdmin} />
        <Panel title={t('bounds')}>
          {bounds.map((name) => (
            <Line key={name} label={t(name === 'businessShare' ? 'businessShareBound' : name)}>
              <Figure
                label={t(name === 'businessShare' ? 'businessShareBound' : name)}
                value={form[name]}
                disabled={!isAdmin}
                onChange={(value) => setForm({ ...form, [name]: value })}
              />
            </Line>
          ))}
        </Panel>
        <BenefitTable form={form} />
      </div>
      {isAdmin && (
        <div className="row">
          <Button type="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('save')}
          </Button>
          {saving.isSuccess && <span role="status">{t('saved')}</span>}
        </div>
      )}
      <ErrorLine error={saving.error} />
    </>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="fact">
      <span className="fact-label">{label}</span>
      <span className="fact-value">{children}</span>
    </div>
  )
}

interface FigureProps {
  label: string
  value: number
  disabled: boolean
  onChange: (value: number) => void
}

function Figure({ label, value, disabled, onChange }: FigureProps) {
  return (
    <InputNumber
      size="small"
      aria-label={label}
      min={0}
      precision={0}
      value={value}
      disabled={disabled}
      onChange={(next) => onChange(next ?? 0)}
    />
  )
}

interface TierTableProps {
  form: MemberRules
  change: (rules: MemberRules) => void
  disabled: boolean
}

function TierTable({ form, change, disabled }: TierTableProps) {
  const t = useText(membersText)
  const word = useText(words)
  const columns = [
    ['miles', t('milesBound')],
    ['segments', t('segmentsBound')],
    ['sleepingMonths', t('silence')],
  ] as const
  return (
    <Panel title={t('tier')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('tier')}</th>
            {columns.map(([name, label]) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MemberTier.options.map((tier) => (
            <tr key={tier}>
              <th scope="row">{word(`tier.${tier}`)}</th>
              {columns.map(([name, label]) => (
                <td key={name}>
                  <Figure
                    label={`${word(`tier.${tier}`)} ${label}`}
                    value={form.tiers[tier][name]}
                    disabled={disabled}
                    onChange={(value) =>
                      change({ ...form, tiers: { ...form.tiers, [tier]: { ...form.tiers[tier], [name]: value } } })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function BenefitTable({ form }: { form: MemberRules }) {
  const t = useText(membersText)
  const word = useText(words)
  const language = useLanguage()
  return (
    <Panel title={t('benefits')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('benefit')}</th>
            {MemberTier.options.map((tier) => (
              <th key={tier} scope="col">
                {word(`tier.${tier}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.benefits.map((benefit) => (
            <tr key={benefit.code}>
              <th scope="row">{labelText(benefit.label, language)}</th>
              {MemberTier.options.map((tier) => (
                <td key={tier} className="figures">
                  {measureText(t, benefit, benefit[tier])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
