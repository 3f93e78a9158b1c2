/** The dispatch rules in their order: what fits, where it sends, what happens when nobody answers; tried out below, changed by administrators. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { type DispatchRule, DispatchRules } from '../../server/contracts/dispatch.ts'
import { get, put } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { dispatchText } from './dispatch.text.ts'
import { DispatchTabs } from './dispatch-tabs.tsx'
import { RuleDrawer } from './rule-drawer.tsx'
import { RuleTrialPanel } from './rule-trial.tsx'
import { useRuleWords } from './rule-words.ts'

export function RulesPage() {
  const t = useText(dispatchText)
  const language = useLanguage()
  const isAdmin = useViewer((state) => state.role) === 'admin'
  const client = useQueryClient()
  const key = [queryKeys.orders, 'rules']
  const found = useQuery({ queryKey: key, queryFn: () => get('/dispatch/rules', DispatchRules) })
  const [draft, setDraft] = useState<DispatchRule[]>()
  const [editing, setEditing] = useState<DispatchRule>()
  const saving = useMutation({
    mutationFn: () => put('/dispatch/rules', DispatchRules, { version: found.data?.version ?? 0, rules: draft }),
    onSuccess(next) {
      setDraft(undefined)
      client.setQueryData(key, next)
    },
  })
  const rules = draft ?? found.data?.rules ?? []
  const change = (next: DispatchRule[]) => setDraft(next)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('rules')}</h1>
        <DispatchTabs current="/dispatch/rules" />
        <span className="muted small">
          {found.data && t('version', { version: found.data.version })} ·{' '}
          {found.data?.version === 0
            ? t('shipped')
            : found.data && `${t('saved')} ${momentText(found.data.savedAt, language)} ${found.data.savedByName ?? ''}`}
        </span>
        <span className="end row">
          {!isAdmin && <span className="muted small">{t('onlyAdmin')}</span>}
          {isAdmin && <Button onClick={() => setEditing(freshRule(rules))}>{t('addRule')}</Button>}
          {isAdmin && (
            <Button type="primary" disabled={!draft} loading={saving.isPending} onClick={() => saving.mutate()}>
              {t('saveRules')}
            </Button>
          )}
        </span>
      </div>
      <ErrorLine error={found.error ?? saving.error} />
      <RuleTable rules={rules} loading={found.isLoading} editable={isAdmin} onChange={change} onEdit={setEditing} />
      <RuleTrialPanel />
      {editing && (
        <RuleDrawer
          rule={editing}
          onClose={() => setEditing(undefined)}
          onDone={(rule) => {
            const isKnown = rules.some((one) => one.id === rule.id)
            change(isKnown ? rules.map((one) => (one.id === rule.id ? rule : one)) : [rule, ...rules])
            setEditing(undefined)
          }}
        />
      )}
    </div>
  )
}

interface RuleTableProps {
  rules: DispatchRule[]
  loading: boolean
  editable: boolean
  onChange: (rules: DispatchRule[]) => void
  onEdit: (rule: DispatchRule) => void
}

function RuleTable({ rules, loading, editable, onChange, onEdit }: RuleTableProps) {
  const t = useText(dispatchText)
  const language = useLanguage()
  const words = useRuleWords()
  const move = (at: number, by: number) => {
    const next = [...rules]
    const [rule] = next.splice(at, 1)
    if (rule) next.splice(at + by, 0, rule)
    onChange(next)
  }
  const columns: TableColumnsType<DispatchRule> = [
    {
      title: t('ruleName'),
      key: 'name',
      width: 220,
      render: (_, rule) => (
        <span className={rule.enabled ? undefined : 'muted'}>
          {labelText(rule.name, language)} {!rule.enabled && `(${t('outcome.off')})`}
        </span>
      ),
    },
    { title: t('conditions'), key: 'conditions', render: (_, rule) => words.conditions(rule) },
    { title: t('level'), key: 'level', width: 96, render: (_, rule) => t(`level.${rule.level}`) },
    { title: t('target'), key: 'target', render: (_, rule) => words.targets(rule) },
    {
      title: t('automatic'),
      key: 'automatic',
      width: 140,
      render: (_, rule) => t(rule.automatic ? 'automaticOn' : 'automaticOff'),
    },
    {
      title: t('acceptIn'),
      key: 'accept',
      width: 96,
      align: 'right',
      render: (_, rule) => <span className="figures">{rule.acceptMinutes}</span>,
    },
    {
      title: t('answerIn'),
      key: 'answer',
      width: 150,
      align: 'right',
      render: (_, rule) => <span className="figures">{rule.answerMinutes}</span>,
    },
    {
      title: t('steps'),
      key: 'steps',
      width: 380,
      render: (_, rule) => <span className="small">{words.steps(rule)}</span>,
    },
    ...(editable
      ? [
          {
            title: <span className="sr-only">{t('edit')}</span>,
            key: 'edit',
            width: 130,
            render: (_: unknown, rule: DispatchRule, at: number) => (
              <span className="row">
                <IconButton label={t('edit')} icon={<EditOutlined aria-hidden />} onClick={() => onEdit(rule)} />
                <IconButton
                  label={t('up')}
                  icon={<ArrowUpOutlined aria-hidden />}
                  disabled={at === 0}
                  onClick={() => move(at, -1)}
                />
                <IconButton
                  label={t('down')}
                  icon={<ArrowDownOutlined aria-hidden />}
                  disabled={at === rules.length - 1}
                  onClick={() => move(at, 1)}
                />
                <IconButton
                  label={t('remove')}
                  icon={<DeleteOutlined aria-hidden />}
                  onClick={() => onChange(rules.filter((one) => one.id !== rule.id))}
                />
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <Table<DispatchRule>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={rules}
      loading={{ spinning: loading, delay: 150 }}
      pagination={false}
    />
  )
}

function IconButton(props: { label: string; icon: React.ReactNode; disabled?: boolean; onClick: () => void }) {
  return (
    <Button
      size="small"
      type="text"
      aria-label={props.label}
      title={props.label}
      icon={props.icon}
      disabled={props.disabled ?? false}
      onClick={props.onClick}
    />
  )
}

function freshRule(rules: DispatchRule[]): DispatchRule {
  let n = rules.length + 1
  while (rules.some((rule) => rule.id === `rule-${n}`)) n += 1
  return {
    id: `rule-${n}`,
    name: { zh: '', en: '' },
    enabled: true,
    kinds: [],
    leaves: [],
    stations: [],
    channels: [],
    level: 'department',
    targets: [{ how: 'leaf-department' }],
    automatic: false,
    acceptMinutes: 30,
    answerMinutes: 240,
    steps: [{ trigger: 'not-accepted', minutes: 60, level: 1 }],
  }
}
