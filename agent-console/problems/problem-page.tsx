/** One problem: what its cases share, why it happens, what is done about it and by whom. */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { categoryLabel } from '../../server/contracts/catalogue.ts'
import { Problem } from '../../server/contracts/problems.ts'
import { get, patch, post } from '../lib/api.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact, Panel } from '../ui/panel.tsx'
import { ProblemActions } from './problem-actions.tsx'
import { ProblemChips } from './problem-chip.tsx'
import { problemsText } from './problems.text.ts'

export function ProblemPage() {
  const t = useText(problemsText)
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: [queryKeys.problems, 'one', id],
    queryFn: () => get(`/problems/${id}`, Problem),
  })
  const problem = found.data
  return (
    <div className="page-body">
      <div className="page-head">
        <Link to="/problems" aria-label={t('back')}>
          <ArrowLeftOutlined aria-hidden />
        </Link>
        <h1>{problem ? `${problem.number} ${problem.title}` : t('page')}</h1>
        {problem && <ProblemChips problem={problem} />}
      </div>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={8} />}
      {problem && (
        <div className="columns-wide">
          <div className="page-stack">
            <About problem={problem} />
            <Linked problem={problem} />
          </div>
          <div className="page-stack">
            <Decide key={`decide-${problem.version}`} problem={problem} />
            <ProblemActions problem={problem} />
            <History problem={problem} />
          </div>
        </div>
      )}
    </div>
  )
}

function About({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const language = useLanguage()
  return (
    <Panel title={t('title')}>
      <div className="facts two">
        <Fact label={t('leaf')}>
          {labelText(categoryLabel(problem.leaf) ?? { zh: problem.leaf, en: problem.leaf }, language)}
        </Fact>
        <Fact label={t('shared')}>
          {t(`trait.${problem.trait}`)} {problem.traitValue}
        </Fact>
        <Fact label={t('department')}>
          {problem.departmentName ? labelText(problem.departmentName, language) : '–'}
        </Fact>
        <Fact label={t('owner')}>{problem.ownerName ?? '–'}</Fact>
        <Fact label={t('cases')}>{problem.cases}</Fact>
        <Fact label={t('proposed')}>
          <span className="figures">{momentText(problem.proposedAt, language)}</span>
        </Fact>
      </div>
      <Cause key={problem.version} problem={problem} />
    </Panel>
  )
}

function useProblemChange(problem: Problem) {
  const client = useQueryClient()
  return {
    onSuccess: (next: Problem) => {
      client.setQueryData([queryKeys.problems, 'one', problem.id], next)
      void client.invalidateQueries({ queryKey: [queryKeys.problems] })
    },
  }
}

function Cause({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const isLead = useViewer((state) => state.role) !== 'agent'
  const change = useProblemChange(problem)
  const [cause, setCause] = useState(problem.cause)
  const saving = useMutation({
    mutationFn: () => patch(`/problems/${problem.id}`, Problem, { version: problem.version, cause }),
    ...change,
  })
  return (
    <div className="section">
      <Field label={t('cause')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={3}
            maxLength={2000}
            placeholder={t('causeHint')}
            disabled={!isLead}
            value={cause}
            onChange={(event) => setCause(event.target.value)}
          />
        )}
      </Field>
      {isLead && (
        <div className="form-foot">
          <Button disabled={cause === problem.cause} loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('saveCause')}
          </Button>
          <ErrorLine error={saving.error} />
        </div>
      )}
    </div>
  )
}

const movesOf = {
  proposed: ['confirm', 'decline'],
  declined: [],
  open: ['take'],
  'in-hand': ['solve'],
  solved: ['watch'],
  watched: [],
} as const satisfies Record<Problem['state'], ReadonlyArray<'confirm' | 'decline' | 'take' | 'solve' | 'watch'>>

function Decide({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const isLead = useViewer((state) => state.role) !== 'agent'
  const change = useProblemChange(problem)
  const moving = useMutation({
    mutationFn: (move: string) => post(`/problems/${problem.id}/moves`, Problem, { version: problem.version, move }),
    ...change,
  })
  const moves = movesOf[problem.state]
  if (!isLead || moves.length === 0) return null
  return (
    <Panel title={t('decide')}>
      <p className="muted small">{problem.state === 'proposed' ? t('decideHint') : t('solveHint')}</p>
      <div className="form-foot">
        {moves.map((move, at) => (
          <Button
            key={move}
            type={at === 0 ? 'primary' : 'default'}
            loading={moving.isPending}
            onClick={() => moving.mutate(move)}
          >
            {t(move)}
          </Button>
        ))}
        <ErrorLine error={moving.error} />
      </div>
    </Panel>
  )
}

function Linked({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const language = useLanguage()
  return (
    <Panel title={`${t('linked')} (${problem.cases})`}>
      {problem.linked.map((one) => (
        <div key={one.caseId} className="linked-line">
          {one.mayOpen ? (
            <Link className="figures" to={`/cases/${one.caseId}`}>
              {one.number}
            </Link>
          ) : (
            <span className="figures">{one.number}</span>
          )}
          <span>{one.mayOpen ? one.subject : <span className="muted">{t('elsewhere')}</span>}</span>
          <span className="muted">{[one.flight, one.station].filter(Boolean).join(' ')}</span>
          <span className="muted figures">{momentText(one.openedAt, language)}</span>
        </div>
      ))}
    </Panel>
  )
}

function History({ problem }: { problem: Problem }) {
  const t = useText(problemsText)
  const language = useLanguage()
  return (
    <Panel title={t('history')}>
      <ol className="events">
        {problem.events.toReversed().map((event) => (
          <li key={event.seq}>
            <span className="muted figures">{momentText(event.at, language)}</span>
            <span>{t(`event.${event.event}`)}</span>
            <span>
              <span className="muted">{event.byName ?? t('system')}</span>
              {event.text && (
                <div className="text">{event.event === 'proposed' ? `${t('cases')} ${event.text}` : event.text}</div>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
