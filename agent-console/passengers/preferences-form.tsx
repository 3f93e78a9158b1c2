/** Preferences of a passenger and their editing; a record that somebody else changed meanwhile is shown anew before it is saved. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Language } from '../../server/contracts/common.ts'
import {
  MealPreference,
  type PassengerEdit,
  type PassengerProfile,
  SeatPreference,
  SpecialNeed,
} from '../../server/contracts/passengers.ts'
import { ApiError, asApiError } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { editPassenger } from './passengers.api.ts'
import { passengersText } from './passengers.text.ts'
import { PreferenceFacts } from './record-lines.tsx'

export function Preferences({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const [editing, setEditing] = useState(false)
  const edit = (
    <Button size="small" type="link" onClick={() => setEditing(true)}>
      {t('edit')}
    </Button>
  )
  return (
    <Section title={t('preferences')} extra={editing ? null : edit}>
      {editing ? (
        <PreferencesForm passenger={passenger} onClose={() => setEditing(false)} />
      ) : (
        <PreferenceFacts passenger={passenger} />
      )}
    </Section>
  )
}

type Form = Required<Pick<PassengerEdit, 'seat' | 'meal' | 'drink' | 'specialNeeds' | 'language' | 'email'>>

const formOf = (passenger: PassengerProfile): Form => ({
  seat: passenger.seat ?? null,
  meal: passenger.meal ?? null,
  drink: passenger.drink ?? null,
  specialNeeds: passenger.specialNeeds,
  language: passenger.language,
  email: passenger.email ?? '',
})

function PreferencesForm({ passenger, onClose }: { passenger: PassengerProfile; onClose: () => void }) {
  const t = useText(passengersText)
  const client = useQueryClient()
  const key = [queryKeys.passenger, passenger.id]
  const [form, setForm] = useState(() => formOf(passenger))
  const [version, setVersion] = useState(passenger.version)
  const saving = useMutation({
    mutationFn: () => editPassenger(passenger.id, { ...form, version }),
    onSuccess(next) {
      client.setQueryData(key, next)
      onClose()
    },
    onError: (error) =>
      error instanceof ApiError && error.code === 'changed-meanwhile'
        ? client.invalidateQueries({ queryKey: key })
        : undefined,
  })
  const changedMeanwhile = passenger.version !== version
  if (changedMeanwhile && saving.isError) {
    setVersion(passenger.version)
    setForm(formOf(passenger))
  }
  return (
    <>
      <PreferenceFields
        form={form}
        change={(part) => setForm({ ...form, ...part })}
        refusals={saving.error ? asApiError(saving.error).fields : {}}
      />
      <div className="row wrap">
        <Button type="primary" size="small" loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
      <ErrorLine error={saving.error} />
      {saving.error instanceof ApiError && saving.error.code === 'changed-meanwhile' && (
        <div className="small">{t('changedMeanwhile')}</div>
      )}
    </>
  )
}

function PreferenceFields(props: {
  form: Form
  change: (part: Partial<Form>) => void
  refusals: Record<string, string>
}) {
  const t = useText(passengersText)
  const word = useText(words)
  const { form, change, refusals } = props
  return (
    <>
      <Field label={t('seat')} error={refusals.seat}>
        {(ids) => (
          <Select
            {...ids}
            allowClear
            value={form.seat}
            options={SeatPreference.options.map((value) => ({ value, label: word(`seat.${value}`) }))}
            onChange={(seat) => change({ seat: seat ?? null })}
          />
        )}
      </Field>
      <Field label={t('meal')} error={refusals.meal}>
        {(ids) => (
          <Select
            {...ids}
            allowClear
            value={form.meal}
            options={MealPreference.options.map((value) => ({ value, label: word(`meal.${value}`) }))}
            onChange={(meal) => change({ meal: meal ?? null })}
          />
        )}
      </Field>
      <Field label={t('drink')} error={refusals.drink}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={40}
            value={form.drink ?? ''}
            onChange={(event) => change({ drink: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('needs')} error={refusals.specialNeeds}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            value={form.specialNeeds}
            options={SpecialNeed.options.map((value) => ({ value, label: `${value} ${word(`need.${value}`)}` }))}
            onChange={(specialNeeds) => change({ specialNeeds })}
          />
        )}
      </Field>
      <Field label={t('language')} error={refusals.language}>
        {(ids) => (
          <Select
            {...ids}
            value={form.language}
            options={Language.options.map((value) => ({ value, label: word(`language.${value}`) }))}
            onChange={(language) => change({ language })}
          />
        )}
      </Field>
      <Field label={t('email')} error={refusals.email}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={254}
            value={form.email}
            onChange={(event) => change({ email: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
