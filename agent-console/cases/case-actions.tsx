/** What can be done to a case: a note at any time, the closing with its resolution while it is open. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Case } from '../../server/contracts/cases.ts'
import { ApiError, asApiError, post } from '../lib/api.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { CaseTalk } from './case-talk.tsx'
import { casesText } from './cases.text.ts'
import { CourierSteps } from './courier-steps.tsx'
import { fieldText } from './field-text.ts'
import { StandbyList } from './standby-list.tsx'

export function CaseActions({ item }: { item: Case }) {
  const t = useText(casesText)
  return (
    <Panel title={t('actions')}>
      {item.state !== 'closed' && (
        <Section title={t('close')}>
          <p className="muted small">{item.kind === 'complaint' ? t('closeHintComplaint') : t('closeHint')}</p>
          <CaseText
            item={item}
            label={t('resolution')}
            button={t('close')}
            missing={t('resolutionMissing')}
            path="closing"
            field="resolution"
            primary
          />
        </Section>
      )}
      <CourierSteps item={item} />
      <StandbyList item={item} />
      <CaseTalk item={item} />
      <div className="section">
        <CaseText
          item={item}
          label={t('note')}
          button={t('addNote')}
          missing={t('noteMissing')}
          path="notes"
          field="text"
        />
      </div>
    </Panel>
  )
}

interface CaseTextProps {
  item: Case
  label: string
  button: string
  missing: string
  path: 'closing' | 'notes'
  /** The name of the text in the body. */
  field: 'resolution' | 'text'
  primary?: boolean
}

function CaseText({ item, label, button, missing, path, field, primary = false }: CaseTextProps) {
  const t = useText(casesText)
  const client = useQueryClient()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const reload = () => client.invalidateQueries({ queryKey: [queryKeys.case, item.id] })
  const saving = useMutation({
    mutationFn: () =>
      post(`/cases/${item.id}/${path}`, Case, {
        [field]: text,
        ...(path === 'closing' ? { version: item.version } : {}),
      }),
    onSuccess(next) {
      setText('')
      setTried(false)
      client.setQueryData([queryKeys.case, item.id], next)
      void client.invalidateQueries({ queryKey: [queryKeys.cases] })
    },
    // Somebody was faster: show the new state under the sentence that says so; what was typed stays.
    onError: (error) => (error instanceof ApiError && error.status === 409 ? reload() : undefined),
  })
  const refused = saving.error ? asApiError(saving.error).fields[field] : undefined
  const empty = tried && text.trim() === '' ? missing : undefined
  const save = () => {
    setTried(true)
    if (text.trim() !== '') saving.mutate()
  }
  return (
    <>
      <Field label={label} error={empty ?? (refused ? `${t('badValue')} (${refused})` : undefined)}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="row wrap">
        <Button type={primary ? 'primary' : 'default'} loading={saving.isPending} onClick={save}>
          {button}
        </Button>
        <ErrorLine error={saving.error} />
        <Lacking error={saving.error} />
      </div>
    </>
  )
}

/** What the catalogue still wants before the case may be closed. */
function Lacking({ error }: { error: unknown }) {
  const language = useLanguage()
  if (!(error instanceof ApiError) || error.code !== 'fields-missing') return null
  const names = Object.keys(error.fields).map((name) => fieldText(name, language))
  return <span className="small late">{names.join(language === 'zh' ? '、' : ', ')}</span>
}
