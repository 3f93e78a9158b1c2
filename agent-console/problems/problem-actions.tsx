/** What is done about a problem: each action with its owner and due date (BY-24). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, DatePicker, Input, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { z } from 'zod'
import { StaffMember } from '../../server/contracts/organisation.ts'
import { Problem } from '../../server/contracts/problems.ts'
import { get, post } from '../lib/api.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { problemsText } from './problems.text.ts'

export function ProblemActions({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const language = useLanguage()
  const isLead = useViewer((state) => state.role) !== 'agent'
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: [queryKeys.problems] })
  const finishing = useMutation({
    mutationFn: (actionId: string) =>
      post(`/problems/${problem.id}/actions/${actionId}/done`, Problem, { version: problem.version }),
    onSettled: reload,
  })
  return (
    <Panel title={t('actions')}>
      <ErrorLine error={finishing.error} />
      {problem.actions.length === 0 && <p className="muted small">{t('noActions')}</p>}
      {problem.actions.map((action) => (
        <div key={action.id} className="line task-line">
          <div>
            <div className="text">{action.text}</div>
            <div className="small">
              {action.ownerName}{' '}
              {action.doneAt === undefined ? (
                <span className={action.dueAt < serverNow() ? 'late figures' : 'muted figures'}>
                  {t('actionDue')} {momentText(action.dueAt, language)}
                </span>
              ) : (
                <span className="muted">{t('doneBy', { name: action.doneByName ?? '' })}</span>
              )}
            </div>
          </div>
          {action.doneAt === undefined && (
            <Button size="small" disabled={finishing.isPending} onClick={() => finishing.mutate(action.id)}>
              {t('markDone')}
            </Button>
          )}
        </div>
      ))}
      {isLead && ['open', 'in-hand'].includes(problem.state) && <AddAction key={problem.version} problem={problem} />}
    </Panel>
  )
}

function AddAction({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [ownerId, setOwnerId] = useState<string>()
  const [due, setDue] = useState<Dayjs>()
  const [tried, setTried] = useState(false)
  const people = useQuery({ queryKey: ['users'], queryFn: () => get('/users', z.array(StaffMember)) })
  const saving = useMutation({
    mutationFn: () =>
      post(`/problems/${problem.id}/actions`, Problem, {
        version: problem.version,
        text,
        ownerId,
        dueAt: due?.endOf('day').valueOf(),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.problems] }),
  })
  const isReady = text.trim() !== '' && ownerId !== undefined && due !== undefined
  const missing = (value: unknown) => (tried && !value ? t('required') : undefined)
  return (
    <div className="section">
      <Field label={t('actionText')} required error={missing(text.trim())}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="form-grid">
        <Field label={t('actionOwner')} required error={missing(ownerId)}>
          {(ids) => (
            <Select
              {...ids}
              showSearch={{ optionFilterProp: 'label' }}
              value={ownerId}
              onChange={setOwnerId}
              options={(people.data ?? []).map((one) => ({ value: one.id, label: one.displayName }))}
            />
          )}
        </Field>
        <Field label={t('actionDue')} required error={missing(due)}>
          {(ids) => <DatePicker {...ids} value={due ?? null} onChange={(value) => setDue(value ?? undefined)} />}
        </Field>
      </div>
      <div className="form-foot">
        <Button
          loading={saving.isPending}
          onClick={() => {
            setTried(true)
            if (isReady) saving.mutate()
          }}
        >
          {t('addAction')}
        </Button>
        <ErrorLine error={saving.error} />
      </div>
    </div>
  )
}
