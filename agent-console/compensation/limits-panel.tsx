/** Who may approve how much, by role or accountable post and currency; changed by administrators, every version is kept. */
import { DeleteOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { type AuthorityLimit, AuthorityLimits, Currency, currencyDigits } from '../../server/contracts/compensation.ts'
import { get, put } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Panel } from '../ui/panel.tsx'
import { compensationText } from './compensation.text.ts'
import { minorOf } from './money.ts'

const people = ['agent', 'supervisor', 'accountable-post', 'admin'] as const
type Line = Omit<AuthorityLimit, 'limitMinor'> & { typed: string }

export function LimitsPanel() {
  const t = useText(compensationText)
  const isAdmin = useViewer((state) => state.role) === 'admin'
  const client = useQueryClient()
  const key = [queryKeys.compensations, 'limits']
  const found = useQuery({ queryKey: key, queryFn: () => get('/compensation-limits', AuthorityLimits) })
  const [draft, setDraft] = useState<Line[]>()
  const saving = useMutation({
    mutationFn: (lines: Line[]) =>
      put('/compensation-limits', AuthorityLimits, {
        version: found.data?.version ?? 0,
        limits: lines.map(({ who, currency, typed }) => ({ who, currency, limitMinor: minorOf(typed, currency) ?? 0 })),
      }),
    onSuccess(next) {
      setDraft(undefined)
      client.setQueryData(key, next)
    },
  })
  const lines = draft ?? found.data?.limits.map(toLine) ?? []
  const change = (at: number, part: Partial<Line>) =>
    setDraft(lines.map((line, i) => (i === at ? { ...line, ...part } : line)))
  return (
    <Panel title={`${t('tab.limits')} · ${t('version', { version: found.data?.version ?? 0 })}`}>
      <p className="muted small">
        {t('limitHint')} {!isAdmin && t('onlyAdmin')}
      </p>
      <ErrorLine error={found.error ?? saving.error} />
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
        <div key={at} className="limit-line">
          <Select
            aria-label={t('who')}
            disabled={!isAdmin}
            value={line.who}
            onChange={(who) => change(at, { who })}
            options={people.map((value) => ({ value, label: t(`who.${value}`) }))}
          />
          <Select
            aria-label={t('currency')}
            disabled={!isAdmin}
            value={line.currency}
            onChange={(currency) => change(at, { currency })}
            options={Currency.options.map((value) => ({ value, label: value === 'MILES' ? t('miles') : value }))}
          />
          <Input
            aria-label={t('limit')}
            className="figures"
            inputMode="decimal"
            maxLength={14}
            disabled={!isAdmin}
            value={line.typed}
            onChange={(event) => change(at, { typed: event.target.value })}
          />
          {isAdmin && (
            <Button
              size="small"
              type="text"
              aria-label={t('remove')}
              icon={<DeleteOutlined aria-hidden />}
              onClick={() => setDraft(lines.filter((_, i) => i !== at))}
            />
          )}
        </div>
      ))}
      {isAdmin && (
        <div className="form-foot">
          <Button onClick={() => setDraft([...lines, { who: 'agent', currency: 'EUR', typed: '' }])}>
            {t('addLimit')}
          </Button>
          <Button
            type="primary"
            disabled={!draft}
            loading={saving.isPending}
            onClick={() => draft && saving.mutate(draft)}
          >
            {t('save')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function toLine({ limitMinor, ...line }: AuthorityLimit): Line {
  const digits = currencyDigits[line.currency]
  return { ...line, typed: (limitMinor / 10 ** digits).toFixed(digits) }
}
