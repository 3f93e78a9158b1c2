/** An amount with its currency; what is kept is the smallest unit. */
import { Input, Select, Space } from 'antd'
import { useState } from 'react'
import type { Money } from '../../server/contracts/case-values.ts'
import { useText } from '../lib/i18n.ts'
import type { FieldIds } from '../ui/field.tsx'
import { currencies, majorText, minorUnits } from './money.rules.ts'
import { requestsText } from './requests.text.ts'

interface MoneyInputProps extends FieldIds {
  value: Money | undefined
  disabled: boolean
  onChange: (value: unknown) => void
}

export function MoneyInput({ value, onChange, ...ids }: MoneyInputProps) {
  const t = useText(requestsText)
  const [currency, setCurrency] = useState(value?.currency ?? 'CNY')
  const [typed, setTyped] = useState(value ? majorText(value.amount, value.currency) : '')
  const tell = (text: string, unit: string) => {
    const amount = minorUnits(text, unit)
    // What is no amount goes on as it was typed: the check names it beside the field.
    onChange(amount === undefined ? text || undefined : { amount, currency: unit })
  }
  return (
    <Space.Compact block>
      <Input
        {...ids}
        inputMode="decimal"
        maxLength={16}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          tell(event.target.value, currency)
        }}
      />
      <Select<string>
        aria-label={t('currency')}
        disabled={ids.disabled}
        value={currency}
        style={{ width: 84 }}
        options={currencies.map((unit) => ({ value: unit, label: unit }))}
        onChange={(unit) => {
          setCurrency(unit)
          tell(typed, unit)
        }}
      />
    </Space.Compact>
  )
}
