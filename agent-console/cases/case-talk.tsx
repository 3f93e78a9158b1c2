/** The passenger's side of a case: what they were told, by which channel, and what they said to it. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Case, type CaseReply } from '../../server/contracts/cases.ts'
import { post } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { casesText } from './cases.text.ts'

type Channel = CaseReply['channel']
const channels = ['phone', 'sms', 'email', 'letter'] as const

/** Sends something about a case and shows what it has become. */
export function useCaseStep(item: Case) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: unknown }) => post(`/cases/${item.id}/${path}`, Case, body),
    onSuccess(next) {
      client.setQueryData([queryKeys.case, item.id], next)
      void client.invalidateQueries({ queryKey: [queryKeys.cases] })
      void client.invalidateQueries({ queryKey: [queryKeys.tasks] })
    },
  })
}

export function CaseTalk({ item }: { item: Case }) {
  return (
    <>
      <Reply item={item} />
      {(item.state === 'answered' || item.state === 'closed') && <Reaction item={item} />}
    </>
  )
}

function Reply({ item }: { item: Case }) {
  const t = useText(casesText)
  const [channel, setChannel] = useState<Channel>('phone')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const step = useCaseStep(item)
  const send = () => {
    setTried(true)
    if (text.trim() === '') return
    step.mutate(
      { path: 'replies', body: { channel, text } },
      {
        onSuccess: () => {
          setText('')
          setTried(false)
        },
      },
    )
  }
  return (
    <Section title={t('reply')}>
      <Field label={t('replyChannel')}>
        {(ids) => (
          <Select<Channel>
            {...ids}
            value={channel}
            options={channels.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
            onChange={setChannel}
          />
        )}
      </Field>
      <Field label={t('replyText')} error={tried && text.trim() === '' ? t('replyMissing') : undefined}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="row wrap">
        <Button loading={step.isPending} onClick={send}>
          {t('keepReply')}
        </Button>
        <ErrorLine error={step.error} />
      </div>
    </Section>
  )
}

function Reaction({ item }: { item: Case }) {
  const t = useText(casesText)
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const step = useCaseStep(item)
  const say = (content: boolean) => {
    setMissing(!content && text.trim() === '')
    if (!content && text.trim() === '') return
    step.mutate({ path: 'reaction', body: { content, text } }, { onSuccess: () => setText('') })
  }
  return (
    <Section title={t('reaction')}>
      <Field label={t('reactionText')} error={missing ? t('reactionMissing') : undefined}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="row wrap">
        <Button loading={step.isPending} onClick={() => say(true)}>
          {t('content')}
        </Button>
        <Button danger loading={step.isPending} onClick={() => say(false)}>
          {item.state === 'closed' ? t('notContentReopen') : t('notContent')}
        </Button>
        <ErrorLine error={step.error} />
      </div>
    </Section>
  )
}
