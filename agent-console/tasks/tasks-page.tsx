/** All follow-up tasks of the team, open or done. */
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { Task } from '../../server/contracts/cases.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText, phoneText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { EmptyState } from '../ui/panel.tsx'
import { uiText } from '../ui/ui.text.ts'
import { useTaskDone } from './task-list.tsx'
import { tasksText } from './tasks.text.ts'

type State = 'open' | 'done'

export function TasksPage() {
  const t = useText(tasksText)
  const ui = useText(uiText)
  const [state, setState] = useState<State>('open')
  const tasks = usePages(queryKeys.tasks, '/tasks', Task, { state })
  const done = useTaskDone()
  const columns = useTaskColumns(state, done.isPending, (id) => done.mutate(id))
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <Segmented<State>
          aria-label={t('page')}
          value={state}
          onChange={setState}
          options={(['open', 'done'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <ErrorLine error={tasks.error ?? done.error} onRetry={tasks.retry} />
      <Table<Task>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={tasks.items}
        loading={{ spinning: tasks.isLoading, delay: 150 }}
        pagination={false}
        locale={{ emptyText: <EmptyState title={state === 'open' ? t('none') : t('noneDone')} /> }}
      />
      {tasks.more && (
        <Button onClick={tasks.more} loading={tasks.isLoadingMore}>
          {ui('more')}
        </Button>
      )}
    </div>
  )
}

function useTaskColumns(state: State, busy: boolean, onDone: (id: string) => void): TableColumnsType<Task> {
  const t = useText(tasksText)
  const word = useText(words)
  const language = useLanguage()
  const last: TableColumnsType<Task>[number] =
    state === 'done'
      ? { title: t('doneBy'), key: 'doneBy', width: 140, render: (_, task) => task.doneByName ?? '–' }
      : {
          title: <span className="sr-only">{t('markDone')}</span>,
          key: 'done',
          width: 90,
          render: (_, task) => (
            <Button size="small" disabled={busy} onClick={() => onDone(task.id)}>
              {t('markDone')}
            </Button>
          ),
        }
  return [
    {
      title: t('due'),
      key: 'due',
      width: 130,
      render: (_, task) => (
        <span className={state === 'open' && task.dueAt < serverNow() ? 'figures late' : 'figures'}>
          {momentText(task.dueAt, language)}
        </span>
      ),
    },
    { title: t('kind'), key: 'kind', width: 220, render: (_, task) => word(`task.${task.kind}`) },
    {
      title: t('passenger'),
      key: 'passenger',
      render: (_, task) =>
        task.passengerId ? <Link to={`/passengers/${task.passengerId}?from=task`}>{task.passengerName}</Link> : '–',
    },
    {
      title: t('number'),
      key: 'number',
      width: 180,
      render: (_, task) => <span className="figures">{task.number ? phoneText(task.number) : '–'}</span>,
    },
    {
      title: t('case'),
      key: 'case',
      width: 90,
      render: (_, task) => (task.caseId ? <Link to={`/cases/${task.caseId}`}>{t('case')}</Link> : '–'),
    },
    last,
  ]
}
