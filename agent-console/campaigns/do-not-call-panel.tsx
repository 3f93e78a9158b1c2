/** The do-not-call list: read, add, remove. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { DoNotCallEntry } from '../../server/contracts/campaigns.ts'
import { anyAnswer, asApiError, get, post, remove } from '../lib/api.ts'
import { e164Of, momentText, phoneText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { campaignsText } from './campaigns.text.ts'

export function DoNotCallPanel() {
  const t = useText(campaignsText)
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: [queryKeys.doNotCall] })
  const list = useQuery({
    queryKey: [queryKeys.doNotCall],
    queryFn: () => get('/do-not-call', z.array(DoNotCallEntry)),
  })
  const removing = useMutation({
    mutationFn: (e164: string) => remove(`/do-not-call/${encodeURIComponent(e164)}`, anyAnswer),
    onSettled: reload,
  })
  return (
    <Panel title={t('doNotCall')}>
      <p className="muted small">{t('doNotCallHint')}</p>
      <AddForm onAdded={reload} />
      <ErrorLine error={list.error ?? removing.error} onRetry={() => void list.refetch()} />
      {list.data?.length === 0 && <div className="muted small">{t('noneListed')}</div>}
      {list.data?.map((entry) => (
        <EntryLine key={entry.e164} entry={entry} onRemove={() => removing.mutate(entry.e164)} />
      ))}
    </Panel>
  )
}

function AddForm({ onAdded }: { onAdded: () => Promise<void> }) {
  const t = useText(campaignsText)
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState(false)
  const adding = useMutation({
    mutationFn: (e164: string) => post('/do-not-call', anyAnswer, { e164, reason }),
    onSuccess() {
      setNumber('')
      setReason('')
      return onAdded()
    },
  })
  const add = () => {
    const e164 = e164Of(number)
    setWrong(e164 === undefined)
    if (e164 !== undefined) adding.mutate(e164)
  }
  const refusal = adding.error ? asApiError(adding.error).fields.e164 : undefined
  return (
    <>
      <div className="add-line">
        <Field label={t('number')} error={wrong ? t('numberWrong') : refusal}>
          {(ids) => (
            <Input {...ids} maxLength={30} value={number} onChange={(event) => setNumber(event.target.value)} />
          )}
        </Field>
        <Field label={t('reasonField')}>
          {(ids) => (
            <Input {...ids} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
        <Button loading={adding.isPending} onClick={add}>
          {t('add')}
        </Button>
      </div>
      <ErrorLine error={adding.error} />
    </>
  )
}

function EntryLine({ entry, onRemove }: { entry: z.output<typeof DoNotCallEntry>; onRemove: () => void }) {
  const t = useText(campaignsText)
  const language = useLanguage()
  const number = phoneText(entry.e164)
  return (
    <div className="line task-line">
      <div>
        <div className="figures">{number}</div>
        <div className="small muted">
          {[entry.reason, entry.addedByName, momentText(entry.addedAt, language)].filter(Boolean).join(' · ')}
        </div>
      </div>
      <Popconfirm title={t('removeAsk', { number })} onConfirm={onRemove}>
        <Button size="small">{t('remove')}</Button>
      </Popconfirm>
    </div>
  )
}
