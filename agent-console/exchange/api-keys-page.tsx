/** API keys: make one (its secret is shown once), see when it was used, end it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, InputNumber, Popconfirm, Select, Table, type TableColumnsType, Typography } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { ApiKey, ApiScope, FreshApiKey } from '../../server/contracts/api-keys.ts'
import { Team } from '../../server/contracts/organisation.ts'
import { anyAnswer, asApiError, get, post, remove } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { exchangeText } from './exchange.text.ts'

export function ApiKeysPage() {
  const t = useText(exchangeText)
  const language = useLanguage()
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: [queryKeys.apiKeys] })
  const list = useQuery({ queryKey: [queryKeys.apiKeys], queryFn: () => get('/keys', z.array(ApiKey)) })
  const revoking = useMutation({ mutationFn: (id: string) => remove(`/keys/${id}`, anyAnswer), onSettled: reload })
  const columns: TableColumnsType<ApiKey> = [
    {
      title: t('name'),
      key: 'name',
      render: (_, one) => (
        <>
          {one.name} <code className="muted">…{one.ending}</code>
        </>
      ),
    },
    { title: t('scopes'), key: 'scopes', render: (_, one) => one.scopes.join(', ') },
    { title: t('perMinute'), dataIndex: 'perMinute', width: 130, align: 'right' },
    { title: t('by'), dataIndex: 'createdByName', width: 140 },
    {
      title: t('lastUsed'),
      key: 'used',
      width: 130,
      render: (_, one) => (one.lastUsedAt === undefined ? t('never') : momentText(one.lastUsedAt, language)),
    },
    {
      title: t('state'),
      key: 'state',
      width: 110,
      render: (_, one) =>
        one.revokedAt === undefined ? <Chip tone="ready">{t('active')}</Chip> : <Chip>{t('revoked')}</Chip>,
    },
    {
      key: 'acts',
      width: 100,
      render: (_, one) =>
        one.revokedAt === undefined && (
          <Popconfirm title={t('revokeAsk', { name: one.name })} onConfirm={() => revoking.mutate(one.id)}>
            <Button size="small" danger>
              {t('revoke')}
            </Button>
          </Popconfirm>
        ),
    },
  ]
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('keys')}</h1>
        <span className="muted">{t('keysHint')}</span>
      </div>
      <KeyForm onMade={reload} />
      <ErrorLine error={list.error ?? revoking.error} />
      <Table<ApiKey>
        size="small"
        rowKey="id"
        pagination={false}
        columns={columns}
        dataSource={list.data ?? []}
        loading={{ spinning: list.isLoading, delay: 150 }}
        locale={{ emptyText: <EmptyState title={t('noKeys')}>{t('noKeysNext')}</EmptyState> }}
      />
    </div>
  )
}

function KeyForm({ onMade }: { onMade: () => Promise<void> }) {
  const t = useText(exchangeText)
  const language = useLanguage()
  const own = useViewer((viewer) => viewer.units?.[0])
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<ApiScope[]>([])
  const [teamId, setTeamId] = useState(own)
  const [perMinute, setPerMinute] = useState(120)
  const units = useQuery({ queryKey: [queryKeys.apiKeys, 'units'], queryFn: () => get('/teams', z.array(Team)) })
  const making = useMutation({
    mutationFn: () => post('/keys', FreshApiKey, { name, scopes, teamId, perMinute }),
    onSuccess() {
      setName('')
      return onMade()
    },
  })
  const fields = making.error ? asApiError(making.error).fields : {}
  return (
    <>
      <div className="row wrap">
        <Field label={t('name')} error={fields.name}>
          {(ids) => <Input {...ids} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <Field label={t('scopes')} error={fields.scopes}>
          {(ids) => (
            <Select
              {...ids}
              mode="multiple"
              style={{ minWidth: 280 }}
              value={scopes}
              onChange={setScopes}
              options={ApiScope.options.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        <Field label={t('unit')} error={fields.teamId}>
          {(ids) => (
            <Select
              {...ids}
              style={{ width: 220 }}
              value={teamId}
              onChange={setTeamId}
              options={(units.data ?? []).map((unit) => ({ value: unit.id, label: labelText(unit.name, language) }))}
            />
          )}
        </Field>
        <Field label={t('perMinute')} error={fields.perMinute}>
          {(ids) => (
            <InputNumber
              id={ids.id}
              aria-describedby={ids['aria-describedby']}
              min={1}
              max={6000}
              value={perMinute}
              onChange={(value) => setPerMinute(value ?? 120)}
            />
          )}
        </Field>
        <Button
          type="primary"
          disabled={name.trim() === '' || scopes.length === 0}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t('create')}
        </Button>
      </div>
      <ErrorLine error={making.error} />
      {making.data && <Secret text={making.data.secret} />}
    </>
  )
}

/** A secret that is on the screen this once. */
export function Secret({ text }: { text: string }) {
  const t = useText(exchangeText)
  return (
    <Alert
      type="warning"
      showIcon
      title={t('secretOnce')}
      description={
        <Typography.Text code copyable>
          {text}
        </Typography.Text>
      }
    />
  )
}
