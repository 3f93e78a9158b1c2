/** The caller is not on record: register a prospect and link it, or link somebody who exists. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Language } from '../../server/contracts/common.ts'
import { NewPassenger } from '../../server/contracts/passengers.ts'
import { asApiError } from '../lib/api.ts'
import { e164Of } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { PassengerPicker } from './passenger-picker.tsx'
import { createPassenger } from './passengers.api.ts'
import { passengersText } from './passengers.text.ts'

interface Form {
  name: string
  latinName: string
  number: string
  email: string
  language: Language
  note: string
}

/** Field -> key of the text that says what is wrong. */
type FormProblems = Partial<Record<keyof Form, 'nameMissing' | 'numberWrong' | 'badValue'>>

/** What is wrong with the form before it is sent. */
function check(form: Form): FormProblems {
  const problems: FormProblems = {}
  if (form.name.trim() === '') problems.name = 'nameMissing'
  if (form.number.trim() !== '' && e164Of(form.number) === undefined) problems.number = 'numberWrong'
  if (!NewPassenger.shape.email.safeParse(form.email.trim()).success) problems.email = 'badValue'
  return problems
}

export function ProspectForm(props: {
  number: string
  language: Language
  onLink: (passengerId: string) => Promise<void>
}) {
  const t = useText(passengersText)
  const [form, setForm] = useState<Form>({
    name: '',
    latinName: '',
    number: e164Of(props.number) ?? '',
    email: '',
    language: props.language,
    note: '',
  })
  const [problems, setProblems] = useState<FormProblems>({})
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Form>) => setForm({ ...form, ...part })

  const link = async (find: () => Promise<string>) => {
    setBusy(true)
    setError(undefined)
    try {
      await props.onLink(await find())
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const register = () => {
    const wrong = check(form)
    setProblems(wrong)
    if (Object.keys(wrong).length > 0) return
    const number = e164Of(form.number)
    const { number: _typed, ...rest } = form
    void link(async () => (await createPassenger({ ...rest, ...(number ? { number } : {}) })).id)
  }
  const refusals = error === undefined ? {} : asApiError(error).fields
  const errorOf = (field: keyof Form) => {
    const own = problems[field]
    return own ? t(own) : refusals[field]
  }
  return (
    <>
      <Section title={t('unknown')}>
        <p className="muted small">{t('unknownHint')}</p>
        <ProspectFields form={form} change={change} errorOf={errorOf} />
        <div className="row">
          <Button type="primary" loading={busy} onClick={register}>
            {t('register')}
          </Button>
        </div>
        <ErrorLine error={error} />
      </Section>
      <PassengerPicker onChoose={(id) => void link(() => Promise.resolve(id))} />
    </>
  )
}

function ProspectFields(props: {
  form: Form
  change: (part: Partial<Form>) => void
  errorOf: (field: keyof Form) => string | undefined
}) {
  const t = useText(passengersText)
  const word = useText(words)
  const { form, change, errorOf } = props
  const text = (field: 'name' | 'latinName' | 'number' | 'email' | 'note', maxLength: number) => (
    <Field label={t(field)} required={field === 'name'} error={errorOf(field)}>
      {(ids) => (
        <Input
          {...ids}
          maxLength={maxLength}
          autoComplete="off"
          value={form[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      {text('name', 80)}
      {text('latinName', 80)}
      {text('number', 30)}
      {text('email', 254)}
      <Field label={t('language')} error={errorOf('language')}>
        {({ id }) => (
          <Select
            id={id}
            value={form.language}
            options={Language.options.map((value) => ({ value, label: word(`language.${value}`) }))}
            onChange={(language) => change({ language })}
          />
        )}
      </Field>
      {text('note', 500)}
    </>
  )
}
