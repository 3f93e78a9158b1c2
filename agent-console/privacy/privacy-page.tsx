/** Requests about personal data with what the check found, legal holds, and how long what must be kept. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm, Table, type TableColumnsType } from 'antd'
import { Link } from 'react-router'
import { z } from 'zod'
import { ExportLink, LegalHold, PrivacyRequest, RetentionRule } from '../../server/contracts/privacy.ts'
import { anyAnswer, get, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import type { Tone } from '../lib/tones.ts'
import { useViewer } from '../lib/viewer.ts'
import { Chip } from '../ui/chip.tsx'
import { ConditionIcon } from '../ui/condition-icon.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState, Section } from '../ui/panel.tsx'
import { privacyText } from './privacy.text.ts'

const tones: Record<PrivacyRequest['state'], Tone> = {
  running: 'talking',
  ready: 'ready',
  expired: 'grey',
  blocked: 'red',
  waiting: 'amber',
  done: 'ready',
  refused: 'grey',
  failed: 'red',
}

export function PrivacyPage() {
  const t = useText(privacyText)
  const requests = usePages(queryKeys.privacy, '/privacy-requests', PrivacyRequest)
  const columns = useRequestColumns()
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted small">{t('hint')}</span>
      </div>
      <ErrorLine error={requests.error} onRetry={requests.retry} />
      <Table<PrivacyRequest>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={requests.items}
        loading={{ spinning: requests.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={t('none')} /> }}
      />
      <Holds />
      <Rules />
    </div>
  )
}

function useRequestColumns(): TableColumnsType<PrivacyRequest> {
  const t = useText(privacyText)
  const language = useLanguage()
  return [
    { title: t('kind'), key: 'kind', width: 90, render: (_, one) => t(`kind.${one.kind}`) },
    {
      title: t('passenger'),
      key: 'passenger',
      width: 150,
      render: (_, one) => <Link to={`/passengers/${one.passengerId}`}>{one.passengerName}</Link>,
    },
    {
      title: t('state'),
      key: 'state',
      width: 150,
      render: (_, one) => (
        <Chip tone={tones[one.state]} icon={<ConditionIcon tone={tones[one.state]} />}>
          {t(`state.${one.state}`)}
          {one.state === 'running' && ` ${one.doneSteps}/${one.allSteps}`}
        </Chip>
      ),
    },
    {
      title: t('asked'),
      key: 'asked',
      width: 190,
      render: (_, one) => (
        <span className="figures">
          {momentText(one.requestedAt, language)} {one.requestedByName}
        </span>
      ),
    },
    { title: t('reason'), dataIndex: 'reason', width: 180 },
    { title: t('findings'), key: 'findings', render: (_, one) => <Findings request={one} /> },
    { title: '', key: 'act', width: 200, render: (_, one) => <Acts request={one} /> },
  ]
}

function Findings({ request }: { request: PrivacyRequest }) {
  const t = useText(privacyText)
  const language = useLanguage()
  return (
    <div className="small">
      {request.findings.map((finding) => (
        <div key={`${finding.kind}${finding.what ?? ''}`}>
          {t(`finding.${finding.kind}`)} {finding.what}
          {finding.until !== undefined && ` ${t('until')} ${momentText(finding.until, language)}`}
          {finding.basis && <span className="muted"> · {labelText(finding.basis, language)}</span>}
        </div>
      ))}
      {request.proof && (
        <div>
          {t('proof')} {request.proof.pseudonym}:{' '}
          {Object.entries(request.proof.erased)
            .map(([what, n]) => `${what} ${n}`)
            .join(' · ')}
          <div className="muted figures">{request.proof.seal.slice(0, 24)}</div>
        </div>
      )}
    </div>
  )
}

function Acts({ request }: { request: PrivacyRequest }) {
  const t = useText(privacyText)
  const client = useQueryClient()
  const me = useViewer((viewer) => viewer.userId)
  const refresh = () => client.invalidateQueries({ queryKey: [queryKeys.privacy] })
  const path = `/privacy-requests/${request.id}`
  const decide = useMutation({
    mutationFn: (approve: boolean) => post(`${path}/decision`, anyAnswer, { approve, version: request.version }),
    onSettled: refresh,
  })
  const link = useMutation({ mutationFn: () => post(`${path}/link`, ExportLink) })
  const mine = request.requestedById === me
  return (
    <span className="row wrap">
      {request.kind === 'erasure' && ['waiting', 'blocked', 'failed'].includes(request.state) && !mine && (
        <>
          <Popconfirm title={t('confirm')} onConfirm={() => decide.mutate(true)}>
            <Button size="small" danger loading={decide.isPending}>
              {t('approve')}
            </Button>
          </Popconfirm>
          <Button size="small" onClick={() => decide.mutate(false)}>
            {t('refuse')}
          </Button>
        </>
      )}
      {request.state === 'ready' && mine && !link.data && (
        <Button size="small" loading={link.isPending} onClick={() => link.mutate()}>
          {t('download')}
        </Button>
      )}
      {link.data && (
        <>
          <a href={link.data.json}>{t('json')}</a>
          <a href={link.data.html}>{t('html')}</a>
        </>
      )}
      <ErrorLine error={decide.error ?? link.error} />
    </span>
  )
}

function Holds() {
  const t = useText(privacyText)
  const language = useLanguage()
  const client = useQueryClient()
  const holds = useQuery({
    queryKey: [queryKeys.privacy, 'holds'],
    queryFn: () => get('/legal-holds', z.array(LegalHold)),
  })
  const lift = useMutation({
    mutationFn: (id: string) => post(`/legal-holds/${id}/lifting`, anyAnswer),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.privacy] }),
  })
  return (
    <Section title={t('holds')}>
      <ErrorLine error={holds.error ?? lift.error} />
      {holds.data?.length === 0 && <div className="muted small">{t('noHolds')}</div>}
      {holds.data?.map((hold) => (
        <div key={hold.id} className="line row wrap">
          <Link to={`/passengers/${hold.passengerId}`}>{hold.passengerName}</Link>
          <span>{hold.reason}</span>
          <span className="muted small figures">
            {momentText(hold.setAt, language)} {hold.setByName}
            {hold.liftedAt !== undefined &&
              ` · ${t('lifted')} ${momentText(hold.liftedAt, language)} ${hold.liftedByName ?? ''}`}
          </span>
          {hold.liftedAt === undefined && (
            <Button size="small" onClick={() => lift.mutate(hold.id)}>
              {t('lift')}
            </Button>
          )}
        </div>
      ))}
    </Section>
  )
}

function Rules() {
  const t = useText(privacyText)
  const language = useLanguage()
  const rules = useQuery({
    queryKey: [queryKeys.privacy, 'rules'],
    queryFn: () => get('/retention-rules', z.array(RetentionRule)),
  })
  return (
    <Section title={t('rules')}>
      <ErrorLine error={rules.error} />
      {rules.data?.map((rule) => (
        <div key={rule.id} className="line row wrap">
          <span className="figures">
            {rule.days} {t('days')}
          </span>
          <span>{labelText(rule.basis, language)}</span>
          <span className="muted small figures">
            {t('from')} {rule.validFrom} {rule.validTo}
          </span>
        </div>
      ))}
    </Section>
  )
}
