/** The steps of a script while it is typed; what the server says is wrong with one stands beside it. */
import { DeleteOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import type { ScriptProblem } from '../../server/contracts/knowledge-script.ts'
import { useText } from '../lib/i18n.ts'
import { newAnswer, newStep, type StepDraft } from './article-draft.ts'
import { knowledgeText } from './knowledge.text.ts'

const reasons: ReadonlyArray<ScriptProblem['why']> = ['twice', 'nowhere', 'loop', 'unreached', 'no-answers']

export function StepRows(props: {
  steps: StepDraft[]
  onChange: (steps: StepDraft[]) => void
  problems: Record<string, string>
}) {
  const t = useText(knowledgeText)
  const { steps, onChange } = props
  return (
    <>
      {steps.map((step) => (
        <StepRow
          key={step.key}
          step={step}
          ids={steps.map((one) => one.id)}
          problem={reasons.find((why) => props.problems[`script.${step.id}`] === why)}
          onChange={(next) =>
            onChange(next ? steps.map((one) => (one === step ? next : one)) : steps.filter((one) => one !== step))
          }
        />
      ))}
      <Button size="small" onClick={() => onChange([...steps, newStep(steps.length)])}>
        {t('addStep')}
      </Button>
    </>
  )
}

function StepRow(props: {
  step: StepDraft
  ids: string[]
  problem: ScriptProblem['why'] | undefined
  onChange: (step?: StepDraft) => void
}) {
  const t = useText(knowledgeText)
  const { step, onChange } = props
  const field = (name: 'zh' | 'en' | 'questionZh' | 'questionEn', label: string) => (
    <Input
      aria-label={label}
      placeholder={label}
      maxLength={600}
      value={step[name]}
      onChange={(event) => onChange({ ...step, [name]: event.target.value })}
    />
  )
  const targets = [
    ...props.ids.filter((id) => id !== step.id).map((value) => ({ value, label: value })),
    { value: 'end', label: t('end') },
  ]
  return (
    <div className="step-row">
      <Input
        aria-label={t('stepId')}
        maxLength={20}
        value={step.id}
        status={props.problem ? 'error' : ''}
        onChange={(event) => onChange({ ...step, id: event.target.value })}
      />
      {field('zh', t('sayZh'))}
      {field('en', t('sayEn'))}
      <Button
        type="text"
        aria-label={t('drop')}
        icon={<DeleteOutlined aria-hidden />}
        onClick={() => onChange(undefined)}
      />
      <span className="field-error">{props.problem && t(`script.${props.problem}`)}</span>
      {field('questionZh', t('question'))}
      {field('questionEn', t('questionEn'))}
      <Button size="small" onClick={() => onChange({ ...step, answers: [...step.answers, newAnswer()] })}>
        {t('addAnswer')}
      </Button>
      {step.answers.map((answer) => (
        <AnswerRow
          key={answer.key}
          answer={answer}
          targets={targets}
          onChange={(next) =>
            onChange({
              ...step,
              answers: next
                ? step.answers.map((one) => (one === answer ? next : one))
                : step.answers.filter((one) => one !== answer),
            })
          }
        />
      ))}
    </div>
  )
}

type AnswerDraft = StepDraft['answers'][number]

function AnswerRow(props: {
  answer: AnswerDraft
  targets: Array<{ value: string; label: string }>
  onChange: (answer?: AnswerDraft) => void
}) {
  const t = useText(knowledgeText)
  const { answer, onChange } = props
  return (
    <div className="answer-row">
      <Input
        aria-label={t('answer')}
        placeholder={t('answer')}
        maxLength={60}
        value={answer.zh}
        onChange={(event) => onChange({ ...answer, zh: event.target.value })}
      />
      <Input
        aria-label={t('answerEn')}
        placeholder={t('answerEn')}
        maxLength={60}
        value={answer.en}
        onChange={(event) => onChange({ ...answer, en: event.target.value })}
      />
      <Select
        aria-label={t('leadsTo')}
        value={answer.to}
        options={props.targets}
        onChange={(to) => onChange({ ...answer, to })}
      />
      <Button
        type="text"
        aria-label={t('drop')}
        icon={<DeleteOutlined aria-hidden />}
        onClick={() => onChange(undefined)}
      />
    </div>
  )
}
