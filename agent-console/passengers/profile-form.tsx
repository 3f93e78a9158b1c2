/** The whole profile as one form: checked field by field; a record that somebody else changed meanwhile is shown anew before it is saved. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Language } from '../../server/contracts/common.ts'
import {
  ContactChannel,
  MealPreference,
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
import { profileText } from './profile.text.ts'
import { checkProfile, editOf, type ProfileFields, type ProfileProblems, profileFieldsOf } from './profile-fields.ts'

export function ProfileForm({ passenger, onClose }: { passenger: PassengerProfile; onClose: () => void }) {
  const t = useText(passengersText)
  const client = useQueryClient()
  const key = [queryKeys.passenger, passenger.id]
  const [form, setForm] = useState(() => profileFieldsOf(passenger))
  const [version, setVersion] = useState(passenger.version)
  const [problems, setProblems] = useState<ProfileProblems>({})
  const saving = useMutation({
    mutationFn: () => editPassenger(passenger.id, editOf(form, version)),
    onSuccess(next) {
      client.setQueryData(key, next)
      void client.invalidateQueries({ queryKey: key })
      onClose()
    },
    onError: (error) =>
      error instanceof ApiError && error.code === 'changed-meanwhile'
        ? client.invalidateQueries({ queryKey: key })
        : undefined,
  })
  if (passenger.version !== version && saving.isError) {
    setVersion(passenger.version)
    setForm(profileFieldsOf(passenger))
  }
  const save = () => {
    const found = checkProfile(form)
    setProblems(found)
    if (Object.keys(found).length === 0) saving.mutate()
  }
  const buttons = (
    <div className="row">
      <Button type="primary" size="small" loading={saving.isPending} onClick={save}>
        {t('save')}
      </Button>
      <Button size="small" onClick={onClose}>
        {t('cancel')}
      </Button>
    </div>
  )
  return (
    <>
      <Fields
        form={form}
        change={(part) => setForm({ ...form, ...part })}
        problems={problems}
        refusals={saving.error ? asApiError(saving.error).fields : {}}
      />
      <ErrorLine error={saving.error} />
      {saving.error instanceof ApiError && saving.error.code === 'changed-meanwhile' && (
        <div className="small">{t('changedMeanwhile')}</div>
      )}
      {buttons}
    </>
  )
}

interface FieldsProps {
  form: ProfileFields
  change: (part: Partial<ProfileFields>) => void
  problems: ProfileProblems
  refusals: Record<string, string>
}

function Fields(props: FieldsProps) {
  const own = useText(profileText)
  return (
    <div className="form-columns">
      <Section title={own('person')}>
        <PersonFields {...props} />
      </Section>
      <Section title={own('contactData')}>
        <ContactFields {...props} />
      </Section>
      <Section title={own('travel')}>
        <TravelFields {...props} />
      </Section>
    </div>
  )
}

/** What is wrong with a field, first by the form, then by the server. */
function useProblem({ problems, refusals }: FieldsProps) {
  const t = useText(passengersText)
  const own = useText(profileText)
  return (field: keyof ProfileFields): string | undefined => {
    const found = problems[field]
    if (found === undefined) return refusals[field]
    if (found === 'dayWrong') return own('dayWrong')
    if (typeof found === 'object') return own('numberLineWrong', { line: found.line })
    return t(found)
  }
}

/** A line or a box of text for one field. */
function TextField(props: FieldsProps & { field: TextKey; label: string; max: number; rows?: number; hint?: string }) {
  const { field, form, change } = props
  const problem = useProblem(props)
  return (
    <Field label={props.label} required={field === 'name'} error={problem(field)}>
      {(ids) => {
        const common = {
          ...ids,
          maxLength: props.max,
          value: form[field],
          placeholder: props.hint,
          autoComplete: 'off',
        }
        const set = (value: string) => change({ [field]: value })
        return props.rows === undefined ? (
          <Input {...common} onChange={(event) => set(event.target.value)} />
        ) : (
          <Input.TextArea {...common} rows={props.rows} onChange={(event) => set(event.target.value)} />
        )
      }}
    </Field>
  )
}

type TextKey = { [K in keyof ProfileFields]: ProfileFields[K] extends string ? K : never }[keyof ProfileFields]

function PersonFields(props: FieldsProps) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(words)
  const { form, change } = props
  return (
    <>
      <TextField {...props} field="name" label={t('name')} max={80} />
      <TextField {...props} field="latinName" label={t('latinName')} max={80} />
      <TextField {...props} field="birthDate" label={t('birthDate')} max={10} hint="1984-06-18" />
      <TextField {...props} field="employer" label={t('employer')} max={120} />
      <TextField {...props} field="city" label={t('city')} max={60} />
      <TextField {...props} field="address" label={t('address')} max={200} />
      <TextField {...props} field="documentCountry" label={own('documentCountry')} max={2} hint={own('countryHint')} />
      <Field label={t('language')}>
        {(ids) => (
          <Select
            {...ids}
            value={form.language}
            options={Language.options.map((value) => ({ value, label: word(`language.${value}`) }))}
            onChange={(language) => change({ language })}
          />
        )}
      </Field>
      <TextField {...props} field="note" label={own('note')} max={500} rows={2} />
    </>
  )
}

function ContactFields(props: FieldsProps) {
  const own = useText(profileText)
  const { form, change } = props
  return (
    <>
      <TextField {...props} field="numbers" label={own('numbers')} max={600} rows={4} hint={own('numbersHint')} />
      <TextField {...props} field="emails" label={own('emails')} max={1600} rows={2} hint={own('emailsHint')} />
      <Field label={own('channel')}>
        {(ids) => (
          <Select
            {...ids}
            allowClear
            value={form.contactChannel}
            options={ContactChannel.options.map((value) => ({ value, label: own(`channel.${value}`) }))}
            onChange={(contactChannel) => change({ contactChannel: contactChannel ?? null })}
          />
        )}
      </Field>
      <div className="row">
        <TextField {...props} field="contactFrom" label={`${own('bestTime')} ${own('from')}`} max={5} hint="19:00" />
        <TextField {...props} field="contactTo" label={own('to')} max={5} hint="21:00" />
      </div>
      <TextField {...props} field="emergencyName" label={own('emergencyName')} max={80} />
      <TextField {...props} field="emergencyRelation" label={own('emergencyRelation')} max={40} />
      <TextField {...props} field="emergencyNumber" label={own('emergencyNumber')} max={30} />
    </>
  )
}

function TravelFields(props: FieldsProps) {
  const t = useText(passengersText)
  const own = useText(profileText)
  const word = useText(words)
  const { form, change } = props
  return (
    <>
      <Field label={t('seat')}>
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
      <Field label={t('meal')}>
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
      <TextField {...props} field="drink" label={t('drink')} max={40} />
      <Field label={t('needs')}>
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
      <TextField {...props} field="companion" label={own('companion')} max={120} />
    </>
  )
}
