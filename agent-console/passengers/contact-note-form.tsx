/** A contact that came on another way, written down by whoever had it. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { ContactNote, ContactWay } from '../../server/contracts/contact-notes.ts'
import { post } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { passengersText } from './passengers.text.ts'

export function ContactNoteForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useText(passengersText)
  const client = useQueryClient()
  const [channel, setChannel] = useState<ContactWay>('phone')
  const [direction, setDirection] = useState<'in' | 'out'>('in')
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const save = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await post(`/passengers/${id}/contact-notes`, ContactNote, { channel, direction, text })
      await client.invalidateQueries({ queryKey: [queryKeys.passenger, id] })
      onDone()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="note-form">
      <div className="row wrap">
        <Select<ContactWay>
          size="small"
          aria-label={t('contactWay')}
          value={channel}
          onChange={setChannel}
          style={{ width: 120 }}
          options={ContactWay.options.map((way) => ({ value: way, label: t(`what.${way}`) }))}
        />
        <Segmented<'in' | 'out'>
          size="small"
          aria-label={t('direction')}
          value={direction}
          onChange={setDirection}
          options={[
            { value: 'in', label: t('direction.in') },
            { value: 'out', label: t('direction.out') },
          ]}
        />
      </div>
      <Input.TextArea
        aria-label={t('contactNoteText')}
        placeholder={t('contactNoteText')}
        value={text}
        maxLength={2000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={(event) => setText(event.target.value)}
      />
      <ErrorLine error={error} />
      <div className="row">
        <Button size="small" type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void save()}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
