/** Who this is to the house: numbers with their sharing, documents, possible duplicates, merges. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { z } from 'zod'
import { DocumentKind, DuplicatePair, Merge, PassengerDocument } from '../../server/contracts/identity.ts'
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { anyAnswer, get, post, put, remove } from '../lib/api.ts'
import { e164Of, momentText, phoneText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { identityText } from './identity.text.ts'
import { ReasonChips } from './reason-chips.tsx'

export function IdentityPanel({ passenger }: { passenger: PassengerProfile }) {
  return (
    <>
      <Numbers passenger={passenger} />
      <Documents id={passenger.id} />
      <Duplicates id={passenger.id} />
      <Merges id={passenger.id} />
    </>
  )
}

/** Runs an act on the record and shows it anew. */
function useAct<T>(id: string, act: (value: T) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.passenger, id] }),
  })
}

function Numbers({ passenger: { id, numbers } }: { passenger: PassengerProfile }) {
  const t = useText(identityText)
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const path = (e164: string) => `/passengers/${id}/numbers/${encodeURIComponent(e164)}`
  const share = useAct(id, ({ e164, shared }: { e164: string; shared: boolean }) =>
    put(`/numbers/${encodeURIComponent(e164)}/shared`, anyAnswer, { shared }),
  )
  const unlink = useAct(id, (e164: string) => remove(path(e164), anyAnswer))
  const link = useAct(id, (e164: string) =>
    put(path(e164), anyAnswer, { kind: 'mobile', shared: false }).then(() => setTyped('')),
  )
  const add = () => {
    const e164 = e164Of(typed)
    setWrong(e164 === undefined)
    if (e164) link.mutate(e164)
  }
  return (
    <Section title={t('numbers')}>
      {numbers.map(({ e164, shared }) => (
        <div key={e164} className="line row">
          <span className="figures">{phoneText(e164)}</span>
          <Checkbox
            checked={shared}
            disabled={e164.includes('*')}
            onChange={(event) => share.mutate({ e164, shared: event.target.checked })}
          >
            {t('shared')}
          </Checkbox>
          <Button
            size="small"
            disabled={e164.includes('*')}
            aria-label={`${t('unlink')} ${e164}`}
            onClick={() => unlink.mutate(e164)}
          >
            {t('unlink')}
          </Button>
        </div>
      ))}
      <div className="row">
        <Input
          size="small"
          aria-label={t('addNumber')}
          placeholder={t('addNumber')}
          value={typed}
          maxLength={40}
          status={wrong ? 'error' : ''}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={add}
          style={{ width: 200 }}
        />
        <Button size="small" disabled={typed.trim() === ''} loading={link.isPending} onClick={add}>
          {t('add')}
        </Button>
        {wrong && <span className="field-error">{t('numberWrong')}</span>}
      </div>
      <ErrorLine error={share.error ?? unlink.error ?? link.error} />
    </Section>
  )
}

function Documents({ id }: { id: string }) {
  const t = useText(identityText)
  const language = useLanguage()
  const [kind, setKind] = useState<DocumentKind>('passport')
  const [number, setNumber] = useState('')
  const path = `/passengers/${id}/documents`
  const all = useQuery({
    queryKey: [queryKeys.passenger, id, 'documents'],
    queryFn: () => get(path, z.array(PassengerDocument)),
  })
  const add = useAct(id, () => post(path, anyAnswer, { kind, number }).then(() => setNumber('')))
  const drop = useAct(id, (documentId: string) => remove(`${path}/${documentId}`, anyAnswer))
  return (
    <Section title={t('documents')}>
      {all.data?.length === 0 && <div className="muted small">{t('noDocuments')}</div>}
      {all.data?.map((one) => (
        <div key={one.id} className="line row">
          <span>{t(`document.${one.kind}`)}</span>
          <span className="figures">{one.masked}</span>
          <span className="muted small">
            {momentText(one.addedAt, language)} {one.addedByName}
          </span>
          <Button size="small" aria-label={`${t('unlink')} ${one.masked}`} onClick={() => drop.mutate(one.id)}>
            {t('unlink')}
          </Button>
        </div>
      ))}
      <div className="row">
        <Select<DocumentKind>
          size="small"
          aria-label={t('addDocument')}
          value={kind}
          onChange={setKind}
          style={{ width: 100 }}
          options={DocumentKind.options.map((one) => ({ value: one, label: t(`document.${one}`) }))}
        />
        <Input
          size="small"
          aria-label={t('number')}
          placeholder={t('number')}
          value={number}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => setNumber(event.target.value)}
          style={{ width: 200 }}
        />
        <Button
          size="small"
          disabled={number.trim().length < 4}
          loading={add.isPending}
          onClick={() => add.mutate(undefined)}
        >
          {t('add')}
        </Button>
      </div>
      <ErrorLine error={all.error ?? add.error ?? drop.error} />
    </Section>
  )
}

function Duplicates({ id }: { id: string }) {
  const t = useText(identityText)
  const mayMerge = useViewer((viewer) => viewer.role !== 'agent')
  const path = `/passengers/${id}/duplicates`
  const pairs = useQuery({
    queryKey: [queryKeys.passenger, id, 'duplicates'],
    queryFn: () => get(path, z.array(DuplicatePair)),
  })
  return (
    <Section title={t('duplicates')}>
      <ErrorLine error={pairs.error} />
      {pairs.data?.length === 0 && <div className="muted small">{t('noDuplicates')}</div>}
      {pairs.data?.map((pair) => {
        const other = pair.a.id === id ? pair.b : pair.a
        return (
          <div key={pair.id} className="line row wrap">
            <Link to={`/passengers/${other.id}`}>{other.name}</Link>
            <span className="figures muted">{pair.score}</span>
            <ReasonChips reasons={pair.reasons} />
            {mayMerge && <Link to={`/passengers/${id}/merge/${other.id}`}>{t('compare')}</Link>}
          </div>
        )
      })}
    </Section>
  )
}

function Merges({ id }: { id: string }) {
  const t = useText(identityText)
  const language = useLanguage()
  const mayUndo = useViewer((viewer) => viewer.role !== 'agent')
  const all = useQuery({
    queryKey: [queryKeys.passenger, id, 'merges'],
    queryFn: () => get(`/passengers/${id}/merges`, z.array(Merge)),
  })
  const undo = useAct(id, (mergeId: string) => post(`/merges/${mergeId}/undoing`, anyAnswer))
  return (
    <Section title={t('merges')}>
      <ErrorLine error={all.error ?? undo.error} />
      {all.data?.length === 0 && <div className="muted small">{t('noMerges')}</div>}
      {all.data?.map((one) => (
        <div key={one.id} className="line row wrap">
          <strong>{one.loserName}</strong>
          <span className="muted small figures">
            {momentText(one.at, language)} {one.byName}
            {one.undoneAt !== undefined && ` · ${t('undone')} ${one.undoneByName ?? ''}`}
          </span>
          {mayUndo && one.undoneAt === undefined && (
            <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(one.id)}>
              {t('undo')}
            </Button>
          )}
        </div>
      ))}
    </Section>
  )
}
