/** Everything of an account as one form: new, or an edit with its version. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Account, AccountGrade, AccountKind, AccountStage } from '../../server/contracts/accounts.ts'
import { StaffMember } from '../../server/contracts/organisation.ts'
import { CustomerClass } from '../../server/contracts/segments.ts'
import { asApiError, get, post, put } from '../lib/api.ts'
import { e164Of } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { segmentWords } from '../lib/segments.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { accountsText } from './accounts.text.ts'

interface Fields {
  kind: Account['kind']
  name: string
  stage: Account['stage']
  grade: AccountGrade | null
  customerClass: CustomerClass | null
  ownerId: string | null
  implant: boolean
  city: string
  address: string
  phone: string
  email: string
  agreementNumber: string
  agreementFrom: string
  agreementTo: string
  agreementTerms: string
  revisitOn: string
  note: string
  representatives: string
}

const fieldsOf = (account: Account | undefined): Fields => ({
  kind: account?.kind ?? 'company',
  name: account?.name ?? '',
  stage: account?.stage ?? 'introduced',
  grade: account?.grade ?? null,
  customerClass: account?.customerClass ?? null,
  ownerId: account?.ownerId ?? null,
  implant: account?.implant ?? false,
  city: account?.city ?? '',
  address: account?.address ?? '',
  phone: account?.phone ?? '',
  email: account?.email ?? '',
  agreementNumber: account?.agreementNumber ?? '',
  agreementFrom: account?.agreementFrom ?? '',
  agreementTo: account?.agreementTo ?? '',
  agreementTerms: account?.agreementTerms ?? '',
  revisitOn: account?.revisitOn ?? '',
  note: account?.note ?? '',
  representatives: (account?.representatives ?? [])
    .map((one) => [one.name, one.role, one.e164 ?? ''].join('，').replace(/，+$/, ''))
    .join('\n'),
})

/** The form as the server takes it. */
function bodyOf(form: Fields) {
  const day = (text: string) => text.trim() || null
  return {
    ...form,
    phone: form.phone.trim() === '' ? '' : (e164Of(form.phone) ?? form.phone),
    email: form.email.trim(),
    agreementFrom: day(form.agreementFrom),
    agreementTo: day(form.agreementTo),
    revisitOn: day(form.revisitOn),
    representatives: form.representatives
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [name = '', role = '', number = ''] = line.split(/[,，]/).map((part) => part.trim())
        const e164 = e164Of(number)
        return { name, role, ...(e164 !== undefined && { e164 }) }
      }),
  }
}

export function AccountForm(props: { account?: Account; onSaved: (account: Account) => void; onClose: () => void }) {
  const t = useText(accountsText)
  const { account } = props
  const client = useQueryClient()
  const [form, setForm] = useState(() => fieldsOf(account))
  const saving = useMutation({
    mutationFn: () =>
      account
        ? put(`/accounts/${account.id}`, Account, {
            ...bodyOf(form),
            unitId: account.unitId ?? null,
            version: account.version,
          })
        : post('/accounts', Account, bodyOf(form)),
    onSuccess(saved) {
      client.setQueryData([queryKeys.account, saved.id], saved)
      void client.invalidateQueries({ queryKey: [queryKeys.accounts] })
      props.onSaved(saved)
      props.onClose()
    },
  })
  const refusals = saving.error ? asApiError(saving.error).fields : {}
  return (
    <>
      <FormFields form={form} change={(part) => setForm({ ...form, ...part })} refusals={refusals} />
      <div className="row">
        <Button type="primary" size="small" loading={saving.isPending} onClick={() => saving.mutate()}>
          {t('save')}
        </Button>
        <Button size="small" onClick={props.onClose}>
          {t('cancel')}
        </Button>
      </div>
      <ErrorLine error={saving.error} />
    </>
  )
}

interface FormFieldsProps {
  form: Fields
  change: (part: Partial<Fields>) => void
  refusals: Record<string, string>
}

type TextKey = { [K in keyof Fields]: Fields[K] extends string ? K : never }[keyof Fields]

function FormFields({ form, change, refusals }: FormFieldsProps) {
  const t = useText(accountsText)
  const word = useText(segmentWords)
  const people = useQuery({ queryKey: ['staff'], queryFn: () => get('/users', z.array(StaffMember)) })
  const text = (field: TextKey, label: string, max: number, more: { hint?: string; rows?: number } = {}) => (
    <Field key={field} label={label} required={field === 'name'} error={refusals[field] && t('wrong')}>
      {(ids) => {
        const common = { ...ids, maxLength: max, value: form[field], placeholder: more.hint, autoComplete: 'off' }
        return more.rows === undefined ? (
          <Input {...common} onChange={(event) => change({ [field]: event.target.value })} />
        ) : (
          <Input.TextArea {...common} rows={more.rows} onChange={(event) => change({ [field]: event.target.value })} />
        )
      }}
    </Field>
  )
  const choice = <V extends string>(
    field: 'kind' | 'stage' | 'grade' | 'customerClass',
    label: string,
    options: Array<{ value: V; label: string }>,
  ) => (
    <Field key={field} label={label}>
      {(ids) => (
        <Select
          {...ids}
          allowClear={field === 'grade' || field === 'customerClass'}
          value={form[field] as V | null}
          options={options}
          onChange={(value: V | undefined) => change({ [field]: value ?? null })}
        />
      )}
    </Field>
  )
  return (
    <div className="form-columns">
      <div>
        {text('name', t('name'), 120)}
        {choice(
          'kind',
          t('kind'),
          AccountKind.options.map((value) => ({ value, label: word(`account.${value}`) })),
        )}
        {choice(
          'grade',
          t('grade'),
          AccountGrade.options.map((value) => ({ value, label: word(`grade.${value}`) })),
        )}
        {choice(
          'stage',
          t('stage'),
          AccountStage.options.map((value) => ({ value, label: t(`stage.${value}`) })),
        )}
        {choice(
          'customerClass',
          t('class'),
          CustomerClass.options.map((value) => ({ value, label: word(`class.${value}`) })),
        )}
        <Field label={t('owner')}>
          {(ids) => (
            <Select
              {...ids}
              allowClear
              value={form.ownerId}
              options={(people.data ?? []).map((one) => ({ value: one.id as string, label: one.displayName }))}
              onChange={(value) => change({ ownerId: value ?? null })}
            />
          )}
        </Field>
      </div>
      <div>
        {text('city', t('city'), 60)}
        {text('address', t('address'), 200)}
        {text('phone', t('phone'), 30)}
        {text('email', t('email'), 254)}
        {text('representatives', t('representatives'), 1000, { rows: 3, hint: t('representativesHint') })}
        <Checkbox checked={form.implant} onChange={(event) => change({ implant: event.target.checked })}>
          {t('implant')}
        </Checkbox>
      </div>
      <div>
        {text('agreementNumber', t('agreementNumber'), 40)}
        {text('agreementFrom', t('agreementFrom'), 10, { hint: t('dayHint') })}
        {text('agreementTo', t('agreementTo'), 10, { hint: t('dayHint') })}
        {text('agreementTerms', t('terms'), 2000, { rows: 3 })}
        {text('revisitOn', t('revisit'), 10, { hint: t('dayHint') })}
        {text('note', t('note'), 1000, { rows: 2 })}
      </div>
    </div>
  )
}
