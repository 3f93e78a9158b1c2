/** One rule to be edited; it is kept when the whole list is saved as the next version. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Drawer, Input, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { CaseKind } from '../../server/contracts/cases.ts'
import { leaves } from '../../server/contracts/catalogue.ts'
import {
  DispatchRule,
  type EscalationStep,
  RuleLevel,
  type RuleTarget,
  StepTrigger,
} from '../../server/contracts/dispatch.ts'
import { useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { dispatchText } from './dispatch.text.ts'
import { useRuleWords } from './rule-words.ts'

const hows = ['leaf-department', 'unit', 'station-branch', 'account-branch', 'accountable-post'] as const
const channels = DispatchRule.shape.channels.unwrap().options

export function RuleDrawer(props: { rule: DispatchRule; onClose: () => void; onDone: (rule: DispatchRule) => void }) {
  const t = useText(dispatchText)
  const ui = useText(uiText)
  const [rule, setRule] = useState(props.rule)
  const [tried, setTried] = useState(false)
  const set = (part: Partial<DispatchRule>) => setRule((now) => ({ ...now, ...part }))
  const wrong = DispatchRule.safeParse(rule).error?.issues.map((issue) => issue.path.join('.')) ?? []
  const bad = (name: string) => (tried && wrong.some((path) => path.startsWith(name)) ? t('required') : undefined)
  return (
    <Drawer
      open
      size={560}
      title={t('ruleName')}
      onClose={props.onClose}
      footer={
        <div className="form-foot">
          <Button
            type="primary"
            onClick={() => {
              setTried(true)
              if (wrong.length === 0) props.onDone(rule)
            }}
          >
            {t('done')}
          </Button>
          <Button onClick={props.onClose}>{ui('cancel')}</Button>
        </div>
      }
    >
      <Field label={t('nameZh')} required error={bad('name.zh')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={60}
            value={rule.name.zh}
            onChange={(event) => set({ name: { ...rule.name, zh: event.target.value } })}
          />
        )}
      </Field>
      <Field label={t('nameEn')} required error={bad('name.en')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={60}
            value={rule.name.en}
            onChange={(event) => set({ name: { ...rule.name, en: event.target.value } })}
          />
        )}
      </Field>
      <Conditions rule={rule} set={set} stationsError={bad('stations')} />
      <Targets rule={rule} set={set} error={bad('targets')} />
      <Times rule={rule} set={set} />
      <Steps steps={rule.steps} onChange={(steps) => set({ steps })} />
    </Drawer>
  )
}

interface PartProps {
  rule: DispatchRule
  set: (part: Partial<DispatchRule>) => void
}

function Conditions({ rule, set, stationsError }: PartProps & { stationsError: string | undefined }) {
  const t = useText(dispatchText)
  const word = useText(words)
  const { leafText } = useRuleWords()
  return (
    <Section title={t('conditions')}>
      <Field label={t('kinds')}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            placeholder={t('anything')}
            value={rule.kinds}
            onChange={(kinds) => set({ kinds })}
            options={CaseKind.options.map((value) => ({ value, label: word(`kind.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('leaves')}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            placeholder={t('anything')}
            showSearch={{ optionFilterProp: 'label' }}
            value={rule.leaves}
            onChange={(chosen) => set({ leaves: chosen })}
            options={leaves.map((leaf) => ({ value: leaf.id, label: leafText(leaf.id) }))}
          />
        )}
      </Field>
      <Field label={t('stations')} error={stationsError}>
        {(ids) => (
          <Select
            {...ids}
            mode="tags"
            placeholder={t('anything')}
            value={rule.stations}
            onChange={(stations) => set({ stations: stations.map((one) => one.toUpperCase()) })}
          />
        )}
      </Field>
      <Field label={t('channels')}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            placeholder={t('anything')}
            value={rule.channels}
            onChange={(chosen) => set({ channels: chosen })}
            options={channels.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
        )}
      </Field>
    </Section>
  )
}

function Targets({ rule, set, error }: PartProps & { error: string | undefined }) {
  const t = useText(dispatchText)
  const change = (at: number, target: RuleTarget) =>
    set({ targets: rule.targets.map((one, i) => (i === at ? target : one)) })
  return (
    <Section
      title={t('targets')}
      extra={
        <Button
          size="small"
          type="text"
          aria-label={t('targets')}
          icon={<PlusOutlined aria-hidden />}
          disabled={rule.targets.length >= 6}
          onClick={() => set({ targets: [...rule.targets, { how: 'station-branch' }] })}
        />
      }
    >
      <Field label={t('level')} error={error}>
        {(ids) => (
          <Select
            {...ids}
            value={rule.level}
            onChange={(level) => set({ level })}
            options={RuleLevel.options.map((value) => ({ value, label: t(`level.${value}`) }))}
          />
        )}
      </Field>
      {rule.targets.map((target, at) => (
        // The place in the list is what a target is known by.
        // biome-ignore lint/suspicious/noArrayIndexKey: targets have no id
        <div key={at} className="add-line">
          <Select
            aria-label={t('targets')}
            value={target.how}
            onChange={(how) => change(at, how === 'unit' || how === 'accountable-post' ? { how, code: '' } : { how })}
            options={hows.map((value) => ({ value, label: t(`how.${value}`) }))}
          />
          {'code' in target ? (
            <Input
              aria-label={t('unitCode')}
              placeholder={t('unitCode')}
              value={target.code}
              onChange={(event) => change(at, { ...target, code: event.target.value.trim() })}
            />
          ) : (
            <span />
          )}
          <Button
            size="small"
            type="text"
            aria-label={t('remove')}
            icon={<DeleteOutlined aria-hidden />}
            disabled={rule.targets.length === 1}
            onClick={() => set({ targets: rule.targets.filter((_, i) => i !== at) })}
          />
        </div>
      ))}
    </Section>
  )
}

function Times({ rule, set }: PartProps) {
  const t = useText(dispatchText)
  return (
    <Section title={t('automatic')}>
      <div className="form-grid">
        <Field label={t('enabled')}>
          {({ id }) => <Switch id={id} checked={rule.enabled} onChange={(enabled) => set({ enabled })} />}
        </Field>
        <Field label={t('automaticOn')}>
          {({ id }) => <Switch id={id} checked={rule.automatic} onChange={(automatic) => set({ automatic })} />}
        </Field>
        <Field label={`${t('acceptIn')} (${t('minutes')})`}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              max={10_080}
              value={rule.acceptMinutes}
              onChange={(acceptMinutes) => set({ acceptMinutes: acceptMinutes ?? 30 })}
            />
          )}
        </Field>
        <Field label={t('answerIn')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              max={43_200}
              value={rule.answerMinutes}
              onChange={(answerMinutes) => set({ answerMinutes: answerMinutes ?? 240 })}
            />
          )}
        </Field>
      </div>
    </Section>
  )
}

function Steps({ steps, onChange }: { steps: EscalationStep[]; onChange: (steps: EscalationStep[]) => void }) {
  const t = useText(dispatchText)
  const change = (at: number, part: Partial<EscalationStep>) =>
    onChange(steps.map((step, i) => (i === at ? { ...step, ...part } : step)))
  return (
    <Section
      title={t('steps')}
      extra={
        <Button
          size="small"
          type="text"
          aria-label={t('addStep')}
          icon={<PlusOutlined aria-hidden />}
          disabled={steps.length >= 8}
          onClick={() => onChange([...steps, { trigger: 'after-due', minutes: 0, level: 1 }])}
        />
      }
    >
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id
        <div key={at} className="step-line">
          <Select
            aria-label={t('steps')}
            value={step.trigger}
            onChange={(trigger) => change(at, { trigger })}
            options={StepTrigger.options.map((value) => ({ value, label: t(`trigger.${value}`) }))}
          />
          <InputNumber
            aria-label={t('minutes')}
            min={0}
            max={43_200}
            suffix={t('minutes')}
            value={step.minutes}
            onChange={(minutes) => change(at, { minutes: minutes ?? 0 })}
          />
          <InputNumber
            aria-label={t('level')}
            min={0}
            max={5}
            prefix={t('level')}
            value={step.level}
            onChange={(level) => change(at, { level: level ?? 0 })}
          />
          <Button
            size="small"
            type="text"
            aria-label={t('remove')}
            icon={<DeleteOutlined aria-hidden />}
            onClick={() => onChange(steps.filter((_, i) => i !== at))}
          />
        </div>
      ))}
    </Section>
  )
}
