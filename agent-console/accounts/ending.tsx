/** BY-31, BY-32: asking headquarters to end a relationship, and what headquarters says. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Account, TerminationCause } from '../../server/contracts/accounts.ts'
import { asApiError, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { accountsText } from './accounts.text.ts'

export function Ending({ account, mayAsk }: { account: Account; mayAsk: boolean }) {
  const t = useText(accountsText)
  const language = useLanguage()
  const [asking, setAsking] = useState(false)
  if (!mayAsk && account.terminations.length === 0) return null
  return (
    <Section title={t('end')}>
      {account.terminations.map((one) => (
        <div key={one.id} className="line">
          <div className="line-head">
            <strong>{t(`cause.${one.cause}`)}</strong>
            <span>{one.decision ? t(one.decision) : t('waiting')}</span>
          </div>
          <div className="small">{one.analysis}</div>
          <div className="small">{one.solution}</div>
          {one.remark && <div className="small">{one.remark}</div>}
          <div className="small muted figures">
            {[one.askedByName, momentText(one.askedAt, language), one.decidedByName].filter(Boolean).join(' · ')}
          </div>
        </div>
      ))}
      {mayAsk && account.state === 'active' && !asking && (
        <Button size="small" danger onClick={() => setAsking(true)}>
          {t('askEnd')}
        </Button>
      )}
      {asking && account.state === 'active' && <AskForm account={account} onClose={() => setAsking(false)} />}
      {mayAsk && account.state === 'ending' && <DecisionForm account={account} />}
    </Section>
  )
}

/** A request about an account whose answer is the account anew. */
function useAccountPost(account: Account, path: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: object) => post(`/accounts/${account.id}/${path}`, Account, body),
    onSuccess: (next) => client.setQueryData([queryKeys.account, account.id], next),
  })
}

function AskForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useText(accountsText)
  const [cause, setCause] = useState<TerminationCause | null>(null)
  const [analysis, setAnalysis] = useState('')
  const [solution, setSolution] = useState('')
  const sending = useAccountPost(account, 'termination')
  const refusals = sending.error ? asApiError(sending.error).fields : {}
  const whole = cause !== null && analysis.trim() !== '' && solution.trim() !== ''
  return (
    <>
      <Field label={t('cause')} required error={refusals.cause}>
        {(ids) => (
          <Select
            {...ids}
            value={cause}
            options={TerminationCause.options.map((value) => ({ value, label: t(`cause.${value}`) }))}
            onChange={setCause}
          />
        )}
      </Field>
      <Field label={t('analysis')} required error={refusals.analysis}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={1000}
            value={analysis}
            onChange={(event) => setAnalysis(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('solution')} required error={refusals.solution}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={1000}
            value={solution}
            onChange={(event) => setSolution(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button
          size="small"
          danger
          disabled={!whole}
          loading={sending.isPending}
          onClick={() => sending.mutate({ version: account.version, cause, analysis, solution })}
        >
          {t('send')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
      <ErrorLine error={sending.error} />
    </>
  )
}

/** Whoever does not speak for headquarters is told so by the refusal. */
function DecisionForm({ account }: { account: Account }) {
  const t = useText(accountsText)
  const [remark, setRemark] = useState('')
  const deciding = useAccountPost(account, 'termination-decision')
  const decide = (decision: 'approved' | 'refused') => deciding.mutate({ decision, remark })
  return (
    <>
      <Field label={t('remark')}>
        {(ids) => <Input {...ids} maxLength={500} value={remark} onChange={(event) => setRemark(event.target.value)} />}
      </Field>
      <div className="row">
        <Button size="small" danger loading={deciding.isPending} onClick={() => decide('approved')}>
          {t('approve')}
        </Button>
        <Button size="small" loading={deciding.isPending} onClick={() => decide('refused')}>
          {t('refuse')}
        </Button>
      </div>
      <ErrorLine error={deciding.error} />
    </>
  )
}
