/** One field of a request's form, by its type. */
import { Input, InputNumber, Select } from 'antd'
import { caseFields, type FieldDef, type FieldName, type FieldType } from '../../server/contracts/case-fields.ts'
import { Money } from '../../server/contracts/case-values.ts'
import { labelText, useLanguage } from '../lib/i18n.ts'
import { Field, type FieldIds } from '../ui/field.tsx'
import { MoneyInput } from './money-input.tsx'

export interface FieldInputProps {
  name: FieldName
  value: unknown
  required: boolean
  disabled: boolean
  error: string | undefined
  onChange: (value: unknown) => void
}

const coded = new Set<FieldType>([
  'flight',
  'station',
  'pnr',
  'bag',
  'agency',
  'country',
  'member',
  'seat',
  'class',
  'case-number',
])
const wide = new Set<FieldType>(['long', 'choices'])

export function FieldInput(props: FieldInputProps) {
  const language = useLanguage()
  const def: FieldDef = caseFields[props.name]
  return (
    <Field
      label={labelText(def.label, language)}
      required={props.required}
      error={props.error}
      className={wide.has(def.type) ? 'wide' : ''}
    >
      {(ids) => <Control {...props} ids={ids} def={def} />}
    </Field>
  )
}

function Control({ def, ids, value, disabled, onChange }: FieldInputProps & { def: FieldDef; ids: FieldIds }) {
  const language = useLanguage()
  const text = typeof value === 'string' ? value : ''
  const own = { ...ids, disabled }
  if (def.type === 'choice' || def.type === 'choices') {
    const options = (def.options ?? []).map((one) => ({ value: one.id, label: labelText(one.label, language) }))
    if (def.type === 'choices')
      return (
        <Select<string[]>
          {...own}
          mode="multiple"
          allowClear
          value={Array.isArray(value) ? value.map(String) : []}
          options={options}
          optionFilterProp="label"
          onChange={(next) => onChange(next)}
        />
      )
    return (
      <Select<string>
        {...own}
        allowClear
        value={text || null}
        options={options}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  }
  if (def.type === 'count')
    return (
      <InputNumber<number>
        {...own}
        min={0}
        precision={0}
        value={typeof value === 'number' ? value : null}
        onChange={(next) => onChange(next ?? undefined)}
      />
    )
  if (def.type === 'money') {
    const money = Money.safeParse(value)
    return <MoneyInput {...own} value={money.success ? money.data : undefined} onChange={onChange} />
  }
  if (def.type === 'instant')
    return (
      <Input
        {...own}
        type="datetime-local"
        value={typeof value === 'number' ? localText(value) : ''}
        onChange={(event) =>
          onChange(Number.isNaN(Date.parse(event.target.value)) ? undefined : Date.parse(event.target.value))
        }
      />
    )
  if (def.type === 'long')
    return (
      <Input.TextArea
        {...own}
        rows={2}
        maxLength={1000}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    )
  const shown = (typed: string) => (coded.has(def.type) ? typed.toUpperCase() : typed)
  return (
    <Input
      {...own}
      type={def.type === 'date' ? 'date' : 'text'}
      maxLength={120}
      value={text}
      onChange={(event) => onChange(shown(event.target.value))}
    />
  )
}

/** A moment as the input wants it: local time to the minute. */
function localText(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
