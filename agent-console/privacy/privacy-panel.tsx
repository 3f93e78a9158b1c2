/** The tab Privacy of a passenger: fields in clear for a reason, requests and holds, who looked. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Revealed, RevealField, RevealReason } from '../../server/contracts/masking.ts'
import { Look } from '../../server/contracts/privacy.ts'
import { anyAnswer, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { isText, privacyText } from './privacy.text.ts'

export function PrivacyPanel({ id }: { id: string }) {
  const viewer = useViewer()
  return (
    <>
      {viewer.masked && <Reveal id={id} />}
      {viewer.role !== 'agent' && (
        <>
          <Wishes id={id} />
          <Looks id={id} />
        </>
      )}
    </>
  )
}

function Reveal({ id }: { id: string }) {
  const t = useText(privacyText)
  const [field, setField] = useState<RevealField>('numbers')
  const [reason, setReason] = useState<(typeof RevealReason.options)[number]>()
  const reveal = useMutation({ mutationFn: () => post(`/passengers/${id}/reveal`, Revealed, { field, reason }) })
  return (
    <Section title={t('reveal')}>
      <p className="muted small">{t('revealHint')}</p>
      <div className="row wrap">
        <Select<RevealField>
          size="small"
          aria-label={t('reveal')}
          value={field}
          onChange={setField}
          style={{ width: 120 }}
          options={RevealField.options.map((one) => ({ value: one, label: t(`field.${one}`) }))}
        />
        <Select
          size="small"
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={reason}
          onChange={setReason}
          style={{ width: 150 }}
          options={RevealReason.options.map((one) => ({ value: one, label: t(`why.${one}`) }))}
        />
        <Button size="small" disabled={!reason} loading={reveal.isPending} onClick={() => reveal.mutate()}>
          {t('reveal')}
        </Button>
        <strong className="figures">{reveal.data?.values.join(' · ')}</strong>
      </div>
      <ErrorLine error={reveal.error} />
    </Section>
  )
}

function Wishes({ id }: { id: string }) {
  const t = useText(privacyText)
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: (wish: 'export' | 'erasure' | 'hold') =>
      wish === 'hold'
        ? post('/legal-holds', anyAnswer, { passengerId: id, reason })
        : post('/privacy-requests', anyAnswer, { kind: wish, passengerId: id, reason }),
    onSuccess: () => setReason(''),
  })
  return (
    <Section title={t('page')}>
      <div className="row wrap">
        <Input
          size="small"
          aria-label={t('reasonHint')}
          placeholder={t('reasonHint')}
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
          style={{ width: 260 }}
        />
        {(['export', 'erasure', 'hold'] as const).map((wish) => (
          <Button
            key={wish}
            size="small"
            danger={wish === 'erasure'}
            disabled={reason.trim() === ''}
            loading={ask.isPending && ask.variables === wish}
            onClick={() => ask.mutate(wish)}
          >
            {t(wish === 'export' ? 'askExport' : wish === 'erasure' ? 'askErasure' : 'setHold')}
          </Button>
        ))}
      </div>
      {ask.isSuccess && <p className="muted small">{t('asking')}</p>}
      <ErrorLine error={ask.error} />
    </Section>
  )
}

function Looks({ id }: { id: string }) {
  const t = useText(privacyText)
  const word = useText(words)
  const ui = useText(uiText)
  const language = useLanguage()
  const looks = usePages(queryKeys.privacy, `/passengers/${id}/looks`, Look, {}, true, id)
  const say = (prefix: 'action' | 'look', code: string) => {
    const key = `${prefix}.${code}`
    return isText(key) ? t(key) : code
  }
  return (
    <Section title={t('looks')}>
      <ErrorLine error={looks.error} onRetry={looks.retry} />
      {!looks.isLoading && looks.items.length === 0 && <div className="muted small">{t('noLooks')}</div>}
      {looks.items.map((look) => (
        <div key={look.seq} className="line row wrap">
          <span className="muted figures">{momentText(look.at, language)}</span>
          <span>{look.actorName ?? '–'}</span>
          {look.role && <span className="muted small">{word(`role.${look.role}`)}</span>}
          <span>{say('action', look.action)}</span>
          {look.reason && <span className="muted">{say('look', look.reason)}</span>}
        </div>
      ))}
      {looks.more && (
        <Button size="small" onClick={looks.more} loading={looks.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </Section>
  )
}
