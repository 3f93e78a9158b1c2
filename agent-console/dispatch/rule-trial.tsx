/** A case that does not exist yet: where the rules would send it, and why. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { leaves } from '../../server/contracts/catalogue.ts'
import { DispatchProposal, RuleTrial } from '../../server/contracts/dispatch.ts'
import { post } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { Why } from './case-dispatch.tsx'
import { dispatchText } from './dispatch.text.ts'
import { useRuleWords } from './rule-words.ts'

const channels = RuleTrial.shape.channel.unwrap().options

export function RuleTrialPanel() {
  const t = useText(dispatchText)
  const language = useLanguage()
  const { leafText } = useRuleWords()
  const [leaf, setLeaf] = useState('cp-03')
  const [channel, setChannel] = useState<(typeof channels)[number]>('phone')
  const [station, setStation] = useState('')
  const trying = useMutation({
    mutationFn: () =>
      post('/dispatch/rules/trial', DispatchProposal, {
        kind: leaves.find((one) => one.id === leaf)?.kind,
        leaf,
        channel,
        ...(station && { station }),
      }),
  })
  const told = trying.data
  return (
    <Panel title={t('trial')}>
      <p className="muted small">{t('trialHint')}</p>
      <div className="form-grid">
        <Field label={t('leaf')}>
          {(ids) => (
            <Select
              {...ids}
              showSearch={{ optionFilterProp: 'label' }}
              value={leaf}
              onChange={setLeaf}
              options={leaves.map((one) => ({ value: one.id, label: leafText(one.id) }))}
            />
          )}
        </Field>
        <Field label={t('channel')}>
          {(ids) => (
            <Select
              {...ids}
              value={channel}
              onChange={setChannel}
              options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('station')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={3}
              value={station}
              onChange={(event) => setStation(event.target.value.toUpperCase())}
            />
          )}
        </Field>
      </div>
      <div className="form-foot">
        <Button loading={trying.isPending} onClick={() => trying.mutate()}>
          {t('tryIt')}
        </Button>
        <ErrorLine error={trying.error} />
        {told && (
          <span>
            {told.places.length > 0
              ? told.places.map((place) => place.personName ?? labelText(place.unitName, language)).join('、')
              : t('noProposal')}
          </span>
        )}
      </div>
      {told && <Why proposal={told} />}
    </Panel>
  )
}
