/** What was promised or planned, and a line to add one (BY-36). */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Commitment } from '../../server/contracts/accounts.ts'
import { asApiError, post } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { accountsText } from './accounts.text.ts'

/** `path` is where a new one is posted, `queryKey` what is stale afterwards. */
export function Commitments(props: { items: Commitment[]; path: string; queryKey: string[] }) {
  const t = useText(accountsText)
  const client = useQueryClient()
  const stale = () => client.invalidateQueries({ queryKey: props.queryKey })
  const done = useMutation({
    mutationFn: (id: string) => post(`/commitments/${id}/done`, Commitment),
    onSuccess: stale,
  })
  return (
    <>
      {props.items.length === 0 && <div className="muted small">{t('noCommitments')}</div>}
      {props.items.map((one) => (
        <div key={one.id} className="line task-line">
          <div>
            <div className={one.doneAt === undefined ? '' : 'muted'}>{one.words}</div>
            <div className="small muted figures">
              {[t(one.kind), one.dueOn, one.byName].filter(Boolean).join(' · ')}
            </div>
          </div>
          {one.doneAt === undefined ? (
            <Button size="small" aria-label={`${t('done')} ${one.words}`} onClick={() => done.mutate(one.id)}>
              {t('done')}
            </Button>
          ) : (
            <span className="small muted">
              {t('done')} {one.doneByName ?? ''}
            </span>
          )}
        </div>
      ))}
      <ErrorLine error={done.error} />
      <NewCommitment path={props.path} onAdded={() => void stale()} />
    </>
  )
}

function NewCommitment({ path, onAdded }: { path: string; onAdded: () => void }) {
  const t = useText(accountsText)
  const [kind, setKind] = useState<'commitment' | 'plan'>('commitment')
  const [words, setWords] = useState('')
  const [dueOn, setDueOn] = useState('')
  const adding = useMutation({
    mutationFn: () => post(path, Commitment, { kind, words, dueOn: dueOn.trim() || null }),
    onSuccess() {
      setWords('')
      setDueOn('')
      onAdded()
    },
  })
  const refusals = adding.error ? asApiError(adding.error).fields : {}
  return (
    <>
      <div className="row wrap">
        <Select
          size="small"
          aria-label={t('kind')}
          value={kind}
          options={(['commitment', 'plan'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={setKind}
          style={{ width: 100 }}
        />
        <Input
          size="small"
          aria-label={t('words')}
          placeholder={t('words')}
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 180 }}
        />
        <Input
          size="small"
          aria-label={t('dueOn')}
          placeholder={t('dayHint')}
          maxLength={10}
          status={refusals.dueOn ? 'error' : ''}
          value={dueOn}
          onChange={(event) => setDueOn(event.target.value)}
          style={{ width: 100 }}
        />
        <Button size="small" disabled={words.trim() === ''} loading={adding.isPending} onClick={() => adding.mutate()}>
          {t('addCommitment')}
        </Button>
      </div>
      <ErrorLine error={adding.error} />
    </>
  )
}
