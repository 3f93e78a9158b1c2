import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { QueueTimesPage } from '../../../agent-console/queues/queue-times-page.tsx'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const queue = {
  id: 'complaint',
  name: { zh: '投诉', en: 'Complaints' },
  ringMs: 20_000,
  wrapUpMs: 60_000,
  serviceLevelMs: 20_000,
  version: 1,
}

describe('the times of a queue', () => {
  beforeEach(() => changeLanguage('zh'))

  it('refuses a ring of a second before it is sent, and shows what somebody else saved meanwhile', async () => {
    let kept = queue
    createConsoleServer({
      'GET /queues': () => answer([kept]),
      'PUT /queues/complaint'() {
        kept = { ...queue, ringMs: 30_000, version: 2 }
        return refuse(409, 'changed-meanwhile')
      },
    })
    const { container } = show(<QueueTimesPage />)
    const ring = await screen.findByLabelText('振铃（秒）')
    await userEvent.clear(ring)
    await userEvent.type(ring, '1')
    expect(await screen.findByText('允许 5 到 120 秒')).toBeTruthy()
    await userEvent.type(ring, '5')
    await userEvent.click(screen.getByRole('button', { name: /保\s*存/ }))
    expect(await screen.findByDisplayValue('30')).toBeTruthy()
    expect(screen.getByText('已载入最新数值，请核对后重新保存。')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
  })
})
