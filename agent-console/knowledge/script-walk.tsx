/** A guided script: the steps so far, what to say now, ticks, and questions whose answers lead on. */
import { Button, Checkbox, Radio } from 'antd'
import type { Language } from '../../server/contracts/common.ts'
import { followersOf, type Script, type ScriptStep, wayThrough } from '../../server/contracts/knowledge-script.ts'
import { useText } from '../lib/i18n.ts'
import { sideOf } from './article-body.tsx'
import { knowledgeText } from './knowledge.text.ts'
import { freshWalk, useScript } from './script.store.ts'

/** `name` tells one walk from another: article and contact. */
export function ScriptWalk({ script, name, language }: { script: Script; name: string; language: Language }) {
  const t = useText(knowledgeText)
  const walk = useScript((state) => state.walks[name]) ?? freshWalk
  const again = useScript((state) => state.again)
  const way = wayThrough(script, walk.answers, walk.ticked)
  const last = way.at(-1)
  const isDone = last !== undefined && isEnd(script, last, walk)
  return (
    <div className="section script">
      <div className="section-head">
        <h3>{t('script')}</h3>
        <Button size="small" type="text" onClick={() => again(name)}>
          {t('again')}
        </Button>
      </div>
      <ol className="script-steps">
        {way.map((step) => (
          <Step key={step.id} step={step} name={name} language={language} isNow={step === last && !isDone} />
        ))}
      </ol>
      <p className="muted small" aria-live="polite">
        {isDone ? t('scriptDone') : ''}
      </p>
    </div>
  )
}

function isEnd(script: Script, step: ScriptStep, walk: typeof freshWalk): boolean {
  if (step.answers.length > 0) return walk.answers[step.id] === 'end'
  return walk.ticked.includes(step.id) && followersOf(script, step.id).length === 0
}

function Step(props: { step: ScriptStep; name: string; language: Language; isNow: boolean }) {
  const t = useText(knowledgeText)
  const { step, name, language } = props
  const walk = useScript((state) => state.walks[name]) ?? freshWalk
  const { tick, answer } = useScript()
  const said = sideOf(step.say, language)
  const question = step.question && sideOf(step.question, language).text
  return (
    <li className={props.isNow ? 'script-now' : undefined} aria-current={props.isNow ? 'step' : undefined}>
      <Checkbox
        checked={walk.ticked.includes(step.id)}
        aria-label={`${t('ticked')}: ${said.text}`}
        onChange={() => tick(name, step.id)}
      >
        {said.text}
        {said.missing && <span className="muted small"> · {t('lacksEnglish')}</span>}
      </Checkbox>
      {step.answers.length > 0 && (
        <div className="script-question">
          {question && <div className="muted">{question}</div>}
          <Radio.Group
            size="small"
            optionType="button"
            aria-label={question ?? said.text}
            value={walk.answers[step.id] ?? null}
            onChange={(event) => answer(name, step.id, String(event.target.value))}
            options={uniqueAnswers(step, language)}
          />
        </div>
      )}
    </li>
  )
}

/** Two answers may lead to the same step; they are then one button with both words. */
function uniqueAnswers(step: ScriptStep, language: Language) {
  const groups = Map.groupBy(step.answers, ({ to }) => to)
  return [...groups].map(([to, answers]) => ({
    value: to,
    label: answers.map(({ label }) => sideOf(label, language).text).join(' / '),
  }))
}
