import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { TasksPage } from '../../../agent-console/tasks/tasks-page.tsx'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const task = {
  id: uuid(800),
  teamId: uuid(1),
  kind: 'call-back-interrupted',
  createdAt: 1,
  dueAt: 1_760_000_000_000,
  passengerId: uuid(100),
  passengerName: '王小明',
  number: '+8613800138000',
}

describe('the tasks of the team', () => {
  beforeEach(() => changeLanguage('zh'))

  it('says whom to call back, and takes a finished task off the list', async () => {
    let open = [task]
    const server = createConsoleServer({
      'GET /tasks': () => answer({ items: open }),
      [`POST /tasks/${uuid(800)}/done`]() {
        open = []
        return answer({ ...task, doneAt: 2 })
      },
    })
    const { container } = show(<TasksPage />)
    expect(await screen.findByText('+86 138 0013 8000')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '完成' }))
    await waitFor(() => expect(screen.queryByText('王小明')).toBeNull())
    expect(server.asks(`POST /tasks/${uuid(800)}/done`)).toHaveLength(1)
  })
})
