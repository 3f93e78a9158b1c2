/** The shifts of one unit: read, add, remove. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { DutyShift, NewShift } from '../../server/contracts/directory.ts'
import { Person } from '../../server/contracts/organisation.ts'
import { anyAnswer, get, post, remove } from '../lib/api.ts'
import { wallTimeText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { directoryText } from './directory.text.ts'

const days = [1, 2, 3, 4, 5, 6, 7] as const
const halfHours = Array.from({ length: 49 }, (_, n) => ({ value: n * 30, label: wallTimeText(n * 30) }))
const zones = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Tokyo',
  'Europe/London',
  'Europe/Paris',
  'America/New_York',
  'America/Los_Angeles',
  'Australia/Sydney',
]

export function Roster({ unitId }: { unitId: string }) {
  const t = useText(directoryText)
  const client = useQueryClient()
  const reload = () => {
    void client.invalidateQueries({ queryKey: [queryKeys.rosters] })
    void client.invalidateQueries({ queryKey: [queryKeys.directory] })
  }
  const shifts = useQuery({
    queryKey: [queryKeys.rosters, unitId],
    queryFn: () => get('/rosters', z.array(DutyShift), { unitId }),
  })
  const removing = useMutation({ mutationFn: (id: string) => remove(`/rosters/${id}`, anyAnswer), onSettled: reload })
  return (
    <>
      <ErrorLine error={shifts.error ?? removing.error} onRetry={() => void shifts.refetch()} />
      {shifts.data?.length === 0 && <div className="muted small">{t('noShifts')}</div>}
      {shifts.data?.map((shift) => (
        <ShiftLine key={shift.id} shift={shift} onRemove={() => removing.mutate(shift.id)} />
      ))}
      <AddShift unitId={unitId} onAdded={reload} />
    </>
  )
}

function ShiftLine({ shift, onRemove }: { shift: DutyShift; onRemove: () => void }) {
  const t = useText(directoryText)
  const language = useLanguage()
  const week = shift.weekdays.length === 7 ? t('everyDay') : shift.weekdays.map((day) => t(`day.${day as 1}`)).join(' ')
  return (
    <div className="line task-line">
      <div>
        <strong>{shift.userName}</strong> {shift.task[language]}
        <div className="small muted figures">
          {week} {wallTimeText(shift.fromMinute)}–{wallTimeText(shift.toMinute)} ({shift.zone})
        </div>
      </div>
      <Button size="small" aria-label={`${t('remove')} ${shift.userName}`} onClick={onRemove}>
        {t('remove')}
      </Button>
    </div>
  )
}

function AddShift({ unitId, onAdded }: { unitId: string; onAdded: () => void }) {
  const t = useText(directoryText)
  const people = useQuery({ queryKey: [queryKeys.people], queryFn: () => get('/users', z.array(Person)) })
  const [draft, setDraft] = useState({
    userId: undefined as string | undefined,
    task: { zh: directoryText.zh.onDuty, en: directoryText.en.onDuty },
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    fromMinute: 9 * 60,
    toMinute: 18 * 60,
    zone: 'Asia/Shanghai',
  })
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part })
  const wish = NewShift.safeParse({ ...draft, unitId })
  const adding = useMutation({
    mutationFn: (shift: NewShift) => post('/rosters', anyAnswer, shift),
    onSuccess() {
      change({ userId: undefined })
      onAdded()
    },
  })
  const { task } = draft
  return (
    <>
      <div className="form-grid">
        <Field label={t('person')} required>
          {({ id }) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: 'label' }}
              value={draft.userId}
              options={(people.data ?? [])
                .filter((person) => !person.disabled)
                .toSorted((a, b) => Number(b.teamId === unitId) - Number(a.teamId === unitId))
                .map((person) => ({ value: person.id as string, label: person.displayName }))}
              onChange={(userId) => change({ userId })}
            />
          )}
        </Field>
        <Field label={t('taskZh')} required>
          {(ids) => (
            <Input
              {...ids}
              maxLength={60}
              value={task.zh}
              onChange={(event) => change({ task: { ...task, zh: event.target.value } })}
            />
          )}
        </Field>
        <Field label={t('taskEn')} required>
          {(ids) => (
            <Input
              {...ids}
              maxLength={80}
              value={task.en}
              onChange={(event) => change({ task: { ...task, en: event.target.value } })}
            />
          )}
        </Field>
        <Field label={t('from')}>
          {({ id }) => (
            <Select
              id={id}
              value={draft.fromMinute}
              options={halfHours.slice(0, -1)}
              onChange={(fromMinute) => change({ fromMinute })}
            />
          )}
        </Field>
        <Field label={t('to')}>
          {({ id }) => (
            <Select id={id} value={draft.toMinute} options={halfHours} onChange={(toMinute) => change({ toMinute })} />
          )}
        </Field>
        <Field label={t('zone')}>
          {({ id }) => (
            <Select
              id={id}
              value={draft.zone}
              options={zones.map((value) => ({ value, label: value }))}
              onChange={(zone) => change({ zone })}
            />
          )}
        </Field>
        <Field label={t('weekdays')} className="wide">
          {({ id }) => (
            <Checkbox.Group
              aria-labelledby={id}
              value={draft.weekdays}
              options={days.map((day) => ({ value: day, label: t(`day.${day}`) }))}
              onChange={(weekdays) => change({ weekdays: weekdays.toSorted((a, b) => a - b) })}
            />
          )}
        </Field>
      </div>
      <div className="form-foot">
        <Button
          disabled={!wish.success}
          loading={adding.isPending}
          onClick={() => wish.data && adding.mutate(wish.data)}
        >
          {t('add')}
        </Button>
        <ErrorLine error={adding.error} />
      </div>
    </>
  )
}
