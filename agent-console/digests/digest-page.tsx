/** One digest: its figures, each opening its rows; for a branch's month also analysis and solutions. */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { CaseKind } from '../../server/contracts/cases.ts'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import { Digest } from '../../server/contracts/digests.ts'
import { get, post, put } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Panel, Section } from '../ui/panel.tsx'
import { Tile } from '../ui/tiles.tsx'
import { digestsText } from './digests.text.ts'
import { DigestChips } from './digests-page.tsx'

export function DigestPage() {
  const t = useText(digestsText)
  const language = useLanguage()
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: [queryKeys.digests, 'one', id], queryFn: () => get(`/digests/${id}`, Digest) })
  const digest = found.data
  return (
    <div className="page-body">
      <div className="page-head">
        <Link to="/digests" aria-label={t('back')}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
        <h1>{digest ? `${labelText(digest.unitName, language)} · ${t(`kind.${digest.kind}`)}` : t('page')}</h1>
        {digest && (
          <>
            <span className="muted figures">
              {momentText(digest.fromAt, language)} – {momentText(digest.toAt, language)}
            </span>
            <DigestChips digest={digest} />
          </>
        )}
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {digest && (
        <>
          <Steps digest={digest} />
          <Records digest={digest} />
          {digest.kind === 'branch-month' && <Pack key={digest.version} digest={digest} />}
        </>
      )}
    </div>
  )
}

function useDigestChange(digest: Digest) {
  const client = useQueryClient()
  return {
    onSuccess: (next: Digest) => {
      client.setQueryData([queryKeys.digests, 'one', digest.id], next)
      void client.invalidateQueries({ queryKey: [queryKeys.digests] })
    },
  }
}

function Steps({ digest }: { digest: Digest }) {
  const t = useText(digestsText)
  const language = useLanguage()
  const change = useDigestChange(digest)
  const stepping = useMutation({
    mutationFn: (path: 'sending' | 'reading') =>
      post(`/digests/${digest.id}/${path}`, Digest, { version: digest.version }),
    ...change,
  })
  return (
    <div className="form-foot">
      {digest.may.includes('read') && (
        <Button type="primary" loading={stepping.isPending} onClick={() => stepping.mutate('reading')}>
          {t('markRead')}
        </Button>
      )}
      {digest.may.includes('send') && (
        <Button type="primary" loading={stepping.isPending} onClick={() => stepping.mutate('sending')}>
          {t('send')}
        </Button>
      )}
      {digest.sentAt !== undefined && (
        <span className="muted">
          {t('sentBy', { name: digest.sentByName ?? '' })} {momentText(digest.sentAt, language)}
        </span>
      )}
      {digest.readAt !== undefined && (
        <span className="muted">
          {t('readBy', { name: digest.readByName ?? '' })} {momentText(digest.readAt, language)}
        </span>
      )}
      <ErrorLine error={stepping.error} />
    </div>
  )
}

function Records({ digest }: { digest: Digest }) {
  const t = useText(digestsText)
  const word = useText(words)
  const language = useLanguage()
  const navigate = useNavigate()
  const { body } = digest
  const isPack = digest.kind === 'branch-month'
  const leafText = (leaf: string) => labelText(categoryLabel(leaf) ?? { zh: leaf, en: leaf }, language)
  const department = isPack ? '' : `&departmentId=${digest.unitId}`
  const within = `departmentId=${digest.unitId}&from=${digest.fromAt}&to=${digest.toAt}`
  const open = (state: string) => void navigate(isPack ? '/cases?state=all' : `/orders?state=${state}&${within}`)
  return (
    <>
      {isPack && <h2 className="part-head">{t('records')}</h2>}
      <div className="tiles">
        <Tile label={t('received')} value={body.received} onOpen={() => open('all')} />
        <Tile label={t('answered')} value={body.answered} onOpen={() => open('done')} />
        <Tile label={t('returned')} value={body.returned} onOpen={() => open('returned')} />
        <Tile label={t('open')} value={body.open} onOpen={() => void navigate(`/orders?state=open${department}`)} />
        <Tile label={t('late')} value={body.late} onOpen={() => void navigate(`/orders?state=late${department}`)} />
      </div>
      <div className="three-columns">
        <Panel title={t('leaves')}>
          <Lines empty={t('nothing')}>
            {body.leaves.map(({ leaf, count }) => (
              <li key={leaf}>
                <Link to={`/problems?state=all&leaf=${leaf}`}>{leafText(leaf)}</Link>
                <span className="figures">{count}</span>
              </li>
            ))}
          </Lines>
          <Section title={t('byKind')}>
            <Lines empty={t('nothing')}>
              {Object.entries(body.byKind).map(([kind, count]) => (
                <li key={kind}>
                  <span>{CaseKind.safeParse(kind).success ? word(`kind.${kind as CaseKind}`) : kind}</span>
                  <span className="figures">{count}</span>
                </li>
              ))}
            </Lines>
          </Section>
        </Panel>
        <Panel title={t('rising')}>
          <Lines empty={t('nothing')}>
            {body.rising.map(({ leaf, count, before }) => (
              <li key={leaf}>
                <span>{leafText(leaf)}</span>
                <span className="figures">{t('risingLine', { count, before })}</span>
              </li>
            ))}
          </Lines>
          <Section title={t('problems')}>
            <Lines empty={t('nothing')}>
              {body.problems.map((problem) => (
                <li key={problem.id}>
                  <Link to={`/problems/${problem.id}`}>
                    {problem.number} {problem.title}
                  </Link>
                </li>
              ))}
            </Lines>
          </Section>
        </Panel>
        <Panel title={t('openOrders')}>
          <Lines empty={t('nothing')}>
            {body.openOrders.map((order) => (
              <li key={order.number}>
                <Link className="figures" to={`/cases/${order.caseId}`}>
                  {order.number}
                </Link>
                <span>{leafText(order.leaf)}</span>
                <span className={order.dueAt < digest.toAt ? 'figures late' : 'figures'}>
                  {momentText(order.dueAt, language)}
                </span>
              </li>
            ))}
          </Lines>
        </Panel>
      </div>
    </>
  )
}

function Lines({ empty, children }: { empty: string; children: React.ReactNode[] }) {
  return children.length === 0 ? <p className="muted small">{empty}</p> : <ul className="figure-lines">{children}</ul>
}

function Pack({ digest }: { digest: Digest }) {
  const t = useText(digestsText)
  const change = useDigestChange(digest)
  const [analysis, setAnalysis] = useState(digest.analysis)
  const [solutions, setSolutions] = useState(digest.solutions)
  const saving = useMutation({
    mutationFn: () => put(`/digests/${digest.id}/pack`, Digest, { version: digest.version, analysis, solutions }),
    ...change,
  })
  const mayWrite = digest.may.includes('write')
  const isChanged = analysis !== digest.analysis || solutions !== digest.solutions
  return (
    <div className="two-columns">
      <Panel title={t('analysis')}>
        <Field label={t('analysisHint')}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={8}
              maxLength={8000}
              readOnly={!mayWrite}
              value={analysis}
              onChange={(event) => setAnalysis(event.target.value)}
            />
          )}
        </Field>
      </Panel>
      <Panel title={t('solutions')}>
        <Field label={t('solutionsHint')}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              rows={8}
              maxLength={8000}
              readOnly={!mayWrite}
              value={solutions}
              onChange={(event) => setSolutions(event.target.value)}
            />
          )}
        </Field>
      </Panel>
      {mayWrite && (
        <div className="form-foot">
          <Button disabled={!isChanged} loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('save')}
          </Button>
          <ErrorLine error={saving.error} />
        </div>
      )}
    </div>
  )
}
