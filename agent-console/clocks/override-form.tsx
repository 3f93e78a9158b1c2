/** Starts a clock against the computation: which one, and why. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { regimeLabels } from '../../server/contracts/clock-rules.ts'
import type { CaseClocks } from '../../server/contracts/clocks.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useClockAct } from './clocks.api.ts'
import { clocksText } from './clocks.text.ts'

export function OverrideForm(props: { caseId: string; startable: CaseClocks['startable']; onDone: () => void }) {
  const t = useText(clocksText)
  const language = useLanguage()
  const [ruleId, setRuleId] = useState<string>()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const asking = useClockAct(props.caseId, props.onDone)
  const send = () => {
    setTried(true)
    if (ruleId !== undefined && reason.trim() !== '') asking.mutate({ path: '/clocks', body: { ruleId, reason } })
  }
  const options = props.startable.map((rule) => ({
    value: rule.ruleId,
    label: `${labelText(rule.name, language)} (${labelText(regimeLabels[rule.regime], language)})`,
  }))
  return (
    <div className="clock-form">
      <Field label={t('rule')} required error={tried && ruleId === undefined ? t('badValue') : undefined}>
        {(ids) => (
          <Select<string>
            {...ids}
            showSearch={{ optionFilterProp: 'label' }}
            options={options}
            value={ruleId ?? null}
            onChange={setRuleId}
          />
        )}
      </Field>
      <Field label={t('reason')} required error={tried && reason.trim() === '' ? t('reasonMissing') : undefined}>
        {(ids) => <Input {...ids} maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <ErrorLine error={asking.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={asking.isPending} onClick={send}>
          {t('start')}
        </Button>
        <Button size="small" onClick={props.onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
