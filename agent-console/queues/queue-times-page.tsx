/** Ring, wrap-up and service-level times of each queue. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Queue, QueueEdit } from '../../server/contracts/queues.ts'
import { asApiError, get, put } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { queuesText } from './queues.text.ts'

const second = 1_000
const times = [
  { field: 'ringMs', text: 'ring', from: 5, to: 120 },
  { field: 'wrapUpMs', text: 'wrapUp', from: 0, to: 1800 },
  { field: 'serviceLevelMs', text: 'serviceLevel', from: 1, to: 600 },
] as const

export function QueueTimesPage() {
  const t = useText(queuesText)
  const language = useLanguage()
  const queues = useQuery({ queryKey: [queryKeys.queues], queryFn: () => get('/queues', z.array(Queue)) })
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted small">{t('hint')}</span>
      </div>
      <ErrorLine error={queues.error} onRetry={() => void queues.refetch()} />
      {queues.data?.map((queue) => (
        <Panel key={queue.id} title={queue.name[language]}>
          <QueueForm queue={queue} />
        </Panel>
      ))}
    </div>
  )
}

function QueueForm({ queue }: { queue: Queue }) {
  const t = useText(queuesText)
  const client = useQueryClient()
  const [form, setForm] = useState(queue)
  const [touched, setTouched] = useState(false)
  const saving = useMutation({
    mutationFn: (edit: QueueEdit) => put(`/queues/${queue.id}`, Queue, edit),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.queues] }),
    onSuccess(saved) {
      setForm(saved)
      setTouched(false)
    },
  })
  const conflict = saving.error !== null && asApiError(saving.error).code === 'changed-meanwhile'
  if (queue.version > form.version && (!touched || conflict)) {
    setForm(queue)
    setTouched(false)
  }
  const edit = QueueEdit.safeParse(form)
  const wrong = new Set(edit.success ? [] : edit.error.issues.map((issue) => issue.path[0]))
  return (
    <>
      <div className="form-grid">
        {times.map(({ field, text, from, to }) => (
          <Field key={field} label={t(text)} error={wrong.has(field) ? t('badValue', { from, to }) : undefined}>
            {(ids) => (
              <InputNumber<number>
                {...ids}
                min={0}
                value={form[field] / second}
                onChange={(value) => {
                  setForm({ ...form, [field]: Math.round((value ?? 0) * second) })
                  setTouched(true)
                  saving.reset()
                }}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="form-foot">
        <Button
          disabled={!touched || !edit.success}
          loading={saving.isPending}
          onClick={() => edit.data && saving.mutate(edit.data)}
        >
          {t('save')}
        </Button>
        {saving.isSuccess && !touched && <span className="muted small">{t('saved')}</span>}
        <ErrorLine error={saving.error} />
        {conflict && <span className="small">{t('changedMeanwhile')}</span>}
      </div>
    </>
  )
}
