/** One clock of a case, with the record that ends it. */
import { QuestionCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { regimeLabels, stopLabels } from '../../server/contracts/clock-rules.ts'
import type { CaseClock, ClockEvent } from '../../server/contracts/clocks.ts'
import { airportTimeText, momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useClockAct } from './clocks.api.ts'
import { clocksText } from './clocks.text.ts'
import { ClockStateChip, TimeLeft } from './time-left.tsx'

type Act = 'stop' | 'pause' | 'withdrawal'
const causeCodes = ['case-changed', 'unit-changed', 'case-closed', 'calendar-year-known'] as const

export function ClockLine({ clock, closed }: { clock: CaseClock; closed: boolean }) {
  const t = useText(clocksText)
  const language = useLanguage()
  const [act, setAct] = useState<Act>()
  const [told, setTold] = useState(false)
  const asking = useClockAct(clock.caseId)
  const ours = clock.party === 'house'
  const runs = clock.state === 'running' || clock.state === 'breached'
  const menu = [
    ...(clock.pausable && clock.state === 'running' ? [{ key: 'pause', label: t('pause') }] : []),
    ...(clock.state === 'paused' ? [{ key: 'resumption', label: t('resume') }] : []),
    { key: 'withdrawal', label: t('withdraw') },
  ]
  const choose = (key: string) => {
    if (key === 'resumption') asking.mutate({ path: `/clocks/${clock.id}/resumption` })
    else setAct(key as Act)
  }
  return (
    <article className="clock-line" aria-label={labelText(clock.name, language)}>
      <div className="clock-head">
        <strong>{labelText(clock.name, language)}</strong>
        <ClockStateChip state={clock.state} ours={ours} />
      </div>
      <div className="clock-times small">
        {runs && <TimeLeft clock={clock} />}
        <span className="muted figures" title={clock.zone}>
          {t('due', { at: airportTimeText(clock.dueAt, clock.zone, language) })}
        </span>
        {clock.uncertain && (
          <span className="late" title={t('uncertain')}>
            <WarningOutlined aria-hidden /> <span>{t('uncertain')}</span>
          </span>
        )}
      </div>
      <div className="clock-foot small muted">
        <span>
          {labelText(regimeLabels[clock.regime], language)} · {t(`party.${clock.party}`)}
          {ours && clock.closing === 'needs-stop' && runs && ` · ${t('needed')}`}
        </span>
        <Button
          type="text"
          size="small"
          aria-expanded={told}
          icon={<QuestionCircleOutlined aria-hidden />}
          onClick={() => setTold(!told)}
        >
          {t('why')}
        </Button>
      </div>
      {told && <Why clock={clock} />}
      {clock.evidence && <p className="small clock-evidence">{clock.evidence}</p>}
      {!closed && act === undefined && (
        <div className="clock-acts">
          <Button size="small" onClick={() => setAct('stop')}>
            {t('record', { stop: labelText(stopLabels[clock.stop], language) })}
          </Button>
          <Dropdown menu={{ items: menu, onClick: ({ key }) => choose(key) }} trigger={['click']}>
            <Button size="small">{t('more')}</Button>
          </Dropdown>
        </div>
      )}
      {!closed && act !== undefined && <ActForm key={act} clock={clock} act={act} onDone={() => setAct(undefined)} />}
      <ErrorLine error={asking.error} />
    </article>
  )
}

function Why({ clock }: { clock: CaseClock }) {
  const t = useText(clocksText)
  const language = useLanguage()
  return (
    <div className="clock-why small">
      <p>{labelText(clock.why, language)}</p>
      <p className="muted">
        {t('source')}: {clock.source} · {t(`confidence.${clock.confidence}`)} ·{' '}
        {t('version', { version: clock.ruleVersion })}
      </p>
      <ul className="clock-history">
        {clock.events.map((event) => (
          <li key={`${event.at}-${event.event}`}>
            <span className="figures muted">{momentText(event.at, language)}</span> {t(`event.${event.event}`)}{' '}
            <EventText event={event} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function EventText({ event }: { event: ClockEvent }) {
  const t = useText(clocksText)
  const code = causeCodes.find((one) => one === event.text)
  const words = [code ? t(`cause-code.${code}`) : event.text, event.byName]
  return <span className="muted">{words.filter(Boolean).join(' · ')}</span>
}

function ActForm({ clock, act, onDone }: { clock: CaseClock; act: Act; onDone: () => void }) {
  const t = useText(clocksText)
  const language = useLanguage()
  const [text, setText] = useState('')
  const [at, setAt] = useState('')
  const [missing, setMissing] = useState(false)
  const asking = useClockAct(clock.caseId, onDone)
  const stops = act === 'stop'
  const send = () => {
    setMissing(text.trim() === '')
    if (text.trim() === '') return
    const moment = at === '' ? undefined : new Date(at).getTime()
    const body = stops ? { evidence: text, ...(moment !== undefined && { at: moment }) } : { reason: text }
    asking.mutate({ path: `/clocks/${clock.id}/${act}`, body })
  }
  const label = stops ? t('evidence') : t('reason')
  return (
    <div className="clock-form">
      {stops && <p className="small">{labelText(stopLabels[clock.stop], language)}</p>}
      <Field label={label} required error={missing ? t(stops ? 'evidenceMissing' : 'reasonMissing') : undefined}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            autoSize={{ minRows: 2, maxRows: 4 }}
            maxLength={stops ? 1000 : 400}
            placeholder={stops ? t('evidenceHint') : undefined}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {stops && (
        <Field label={t('happenedAt')}>
          {(ids) => <Input {...ids} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />}
        </Field>
      )}
      <ErrorLine error={asking.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={asking.isPending} onClick={send}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
