/** Webhooks: subscribe another system to facts, test it, see every delivery, send again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Popconfirm, Select, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { page } from '../../server/contracts/common.ts'
import { Delivery, FreshWebhook, Webhook } from '../../server/contracts/webhooks.ts'
import { anyAnswer, asApiError, get, post, put, remove } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { Secret } from './api-keys-page.tsx'
import { exchangeText } from './exchange.text.ts'

/** The facts that other systems ask for most; any other name may be typed. */
const usualFacts = [
  'case.opened',
  'case.closed',
  'case.reopened',
  'passenger.created',
  'passenger.changed',
  'passengers.imported',
  'interaction.closed',
  'survey.answered',
  'task.created',
  'call.ended',
]
const tones = { pending: 'amber', delivered: 'ready', dead: 'red' } as const
const watchMs = 2_000

export function WebhooksPage() {
  const t = useText(exchangeText)
  const client = useQueryClient()
  const [secret, setSecret] = useState<string>()
  const [opened, setOpened] = useState<string>()
  const list = useQuery({
    queryKey: [queryKeys.webhooks],
    queryFn: () => get('/webhooks', z.array(Webhook)),
    refetchInterval: watchMs,
  })
  const acting = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.webhooks] }),
  })
  const columns = useWebhookColumns((act) => acting.mutate(act), { setSecret, setOpened })
  const shown = list.data?.find((one) => one.id === opened)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('webhooks')}</h1>
        <span className="muted">{t('webhooksHint')}</span>
      </div>
      <WebhookForm onMade={setSecret} />
      {secret && <Secret text={secret} />}
      <ErrorLine error={list.error ?? acting.error} />
      <Table<Webhook>
        size="small"
        rowKey="id"
        pagination={false}
        columns={columns}
        dataSource={list.data ?? []}
        loading={{ spinning: list.isLoading, delay: 150 }}
        locale={{ emptyText: <EmptyState title={t('noWebhooks')}>{t('noWebhooksNext')}</EmptyState> }}
      />
      {shown && <Deliveries webhook={shown} />}
    </div>
  )
}

function useWebhookColumns(
  act: (act: () => Promise<unknown>) => void,
  { setSecret, setOpened }: { setSecret: (text: string) => void; setOpened: (id: string) => void },
): TableColumnsType<Webhook> {
  const t = useText(exchangeText)
  const turn = ({ id, name, url, facts, version, enabled }: Webhook) =>
    put(`/webhooks/${id}`, anyAnswer, { name, url, facts, version, enabled: !enabled })
  const rotate = async (id: string) => setSecret((await post(`/webhooks/${id}/secret`, FreshWebhook)).secret)
  const test = async (id: string) => {
    await post(`/webhooks/${id}/test`, anyAnswer)
    setOpened(id)
  }
  return [
    { title: t('name'), dataIndex: 'name', width: 160 },
    { title: t('url'), dataIndex: 'url', render: (url: string) => <code>{url}</code> },
    { title: t('facts'), key: 'facts', render: (_, one) => one.facts.join(', ') },
    {
      title: t('state'),
      key: 'state',
      width: 90,
      render: (_, one) => (one.enabled ? <Chip tone="ready">{t('on')}</Chip> : <Chip>{t('off')}</Chip>),
    },
    {
      title: t('waiting'),
      key: 'counts',
      width: 190,
      render: (_, { counts }) => (
        <span className="figures">{[counts.pending, counts.delivered, counts.dead].join(' / ')}</span>
      ),
    },
    {
      key: 'acts',
      width: 380,
      render: (_, one) => (
        <div className="row">
          <Button size="small" onClick={() => act(() => test(one.id))}>
            {t('test')}
          </Button>
          <Button size="small" onClick={() => setOpened(one.id)}>
            {t('deliveries')}
          </Button>
          <Button size="small" onClick={() => act(() => turn(one))}>
            {one.enabled ? t('turnOff') : t('turnOn')}
          </Button>
          <Button size="small" onClick={() => act(() => rotate(one.id))}>
            {t('rotate')}
          </Button>
          <Popconfirm
            title={t('removeAsk', { name: one.name })}
            onConfirm={() => act(() => remove(`/webhooks/${one.id}`, anyAnswer))}
          >
            <Button size="small" danger>
              {t('remove')}
            </Button>
          </Popconfirm>
        </div>
      ),
    },
  ]
}

function WebhookForm({ onMade }: { onMade: (secret: string) => void }) {
  const t = useText(exchangeText)
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [facts, setFacts] = useState<string[]>([])
  const making = useMutation({
    mutationFn: () => post('/webhooks', FreshWebhook, { name, url, facts }),
    onSuccess(made) {
      onMade(made.secret)
      setName('')
      setUrl('')
      return client.invalidateQueries({ queryKey: [queryKeys.webhooks] })
    },
  })
  const fields = making.error ? asApiError(making.error).fields : {}
  return (
    <>
      <div className="row wrap">
        <Field label={t('name')} error={fields.name}>
          {(ids) => <Input {...ids} maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <Field label={t('url')} error={fields.url}>
          {(ids) => (
            <Input
              {...ids}
              style={{ width: 320 }}
              maxLength={500}
              placeholder="https://crm.example.com/hook"
              value={url}
              onChange={({ target }) => setUrl(target.value)}
            />
          )}
        </Field>
        <Field label={t('facts')} error={fields.facts}>
          {(ids) => (
            <Select
              {...ids}
              mode="tags"
              style={{ minWidth: 320 }}
              value={facts}
              onChange={setFacts}
              options={usualFacts.map((value) => ({ value, label: value }))}
            />
          )}
        </Field>
        <Button
          type="primary"
          disabled={name.trim() === '' || url.trim() === '' || facts.length === 0}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t('subscribe')}
        </Button>
      </div>
      <ErrorLine error={making.error} />
    </>
  )
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useText(exchangeText)
  const language = useLanguage()
  const client = useQueryClient()
  const list = useQuery({
    queryKey: [queryKeys.webhooks, webhook.id, 'deliveries'],
    queryFn: () => get(`/webhooks/${webhook.id}/deliveries`, page(Delivery), { limit: 50 }),
    refetchInterval: watchMs,
  })
  const acting = useMutation({
    mutationFn: (path: string) => post(path, anyAnswer),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.webhooks] }),
  })
  const columns: TableColumnsType<Delivery> = [
    { title: t('facts'), dataIndex: 'fact' },
    {
      title: t('state'),
      key: 'state',
      width: 110,
      render: (_, one) => <Chip tone={tones[one.state]}>{t(`delivery.${one.state}`)}</Chip>,
    },
    { title: t('tries'), dataIndex: 'tries', width: 80, align: 'right' },
    {
      title: t('answer'),
      key: 'answer',
      width: 220,
      render: (_, one) =>
        [
          one.lastStatus,
          one.lastProblem && t(`problem.${one.lastProblem}`),
          one.lastMs !== undefined && `${one.lastMs} ms`,
        ]
          .filter(Boolean)
          .join(' · '),
    },
    { title: t('at'), key: 'at', width: 130, render: (_, one) => momentText(one.createdAt, language) },
    {
      key: 'acts',
      width: 110,
      render: (_, one) =>
        one.state !== 'pending' && (
          <Button size="small" onClick={() => acting.mutate(`/webhooks/${webhook.id}/deliveries/${one.id}/replay`)}>
            {t('replay')}
          </Button>
        ),
    },
  ]
  return (
    <Panel
      title={`${t('deliveries')}: ${webhook.name}`}
      extra={
        webhook.counts.dead > 0 && (
          <Button size="small" onClick={() => acting.mutate(`/webhooks/${webhook.id}/replay`)}>
            {t('replayDead')}
          </Button>
        )
      }
    >
      <ErrorLine error={list.error ?? acting.error} />
      <Table<Delivery>
        size="small"
        rowKey="id"
        pagination={false}
        columns={columns}
        dataSource={list.data?.items ?? []}
        locale={{ emptyText: <EmptyState title={t('noDeliveries')} /> }}
      />
    </Panel>
  )
}
