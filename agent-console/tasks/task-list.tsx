/** The open follow-up tasks of the team, soonest due first. */
import { CheckOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Tooltip } from 'antd'
import { Link } from 'react-router'
import { Task } from '../../server/contracts/cases.ts'
import { post } from '../lib/api.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText, phoneText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { tasksText } from './tasks.text.ts'

/** Marks a task as done and lets the lists load anew. */
export function useTaskDone() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => post(`/tasks/${id}/done`, Task),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.tasks] }),
  })
}

export function TaskList() {
  const t = useText(tasksText)
  const tasks = usePages(queryKeys.tasks, '/tasks', Task, { state: 'open' })
  const done = useTaskDone()
  if (tasks.isLoading) return <LateSkeleton rows={3} />
  const sorted = tasks.items.toSorted((a, b) => a.dueAt - b.dueAt)
  return (
    <>
      <ErrorLine error={tasks.error} onRetry={tasks.retry} />
      <ErrorLine error={done.error} />
      {sorted.length === 0 && !tasks.error && <div className="muted small">{t('none')}</div>}
      {sorted.map((task) => (
        <TaskLine key={task.id} task={task} busy={done.isPending} onDone={() => done.mutate(task.id)} />
      ))}
    </>
  )
}

function TaskLine({ task, busy, onDone }: { task: Task; busy: boolean; onDone: () => void }) {
  const t = useText(tasksText)
  const word = useText(words)
  const language = useLanguage()
  const late = task.dueAt < serverNow()
  return (
    <div className="line task-line">
      <div>
        <div>{word(`task.${task.kind}`)}</div>
        <div className="small">
          {task.passengerId ? (
            <Link to={`/passengers/${task.passengerId}?from=task`}>{task.passengerName}</Link>
          ) : (
            task.passengerName
          )}{' '}
          {task.number && <span className="figures">{phoneText(task.number)}</span>}{' '}
          {task.caseId && <Link to={`/cases/${task.caseId}`}>{t('case')}</Link>}
        </div>
        <div className={late ? 'small late figures' : 'small muted figures'}>
          {t('due')} {momentText(task.dueAt, language)}
        </div>
      </div>
      <Tooltip title={t('markDone')}>
        <Button
          size="small"
          aria-label={t('markDone')}
          icon={<CheckOutlined aria-hidden />}
          disabled={busy}
          onClick={onDone}
        />
      </Tooltip>
    </div>
  )
}
