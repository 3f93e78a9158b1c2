import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { DirectoryList } from '../../../agent-console/directory/directory-list.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer } from '../../kit/console-server.ts'

const duty = {
  userId: uuid(10),
  name: '何文斌',
  task: { zh: '夜班', en: 'Night' },
  number: '4120',
  toMinute: 420,
  zone: 'Asia/Shanghai',
}
const refunds = {
  kind: 'unit',
  id: uuid(2),
  unitKind: 'department',
  name: { zh: '退票结算', en: 'Refunds' },
  number: '80043',
  path: [{ zh: '财务部', en: 'Finance' }],
  address: { zh: '', en: '' },
  handles: [{ zh: '退票办理', en: 'Refunds' }],
  onDuty: [duty],
}

describe('the directory', () => {
  beforeEach(() => changeLanguage('zh'))

  it('[IQ-08] shows who handles it, who is on duty until when, and a number to copy', async () => {
    const server = createConsoleServer({ 'GET /directory': () => answer([refunds]) })
    const { container } = show(<DirectoryList limit={8} />)
    await userEvent.type(await screen.findByRole('textbox'), '退票')
    expect(await screen.findByText(/退票办理/)).toBeTruthy()
    expect(screen.getByText(/何文斌/).textContent).toContain('4120')
    expect(screen.getByText('至 07:00')).toBeTruthy()
    expect(screen.getByRole('button', { name: '复制号码 80043' })).toBeTruthy()
    expect(screen.getByText(/直接转接将随转接功能提供/)).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    expect(server.asks('GET /directory').length).toBeGreaterThan(0)
  })

  it('[CT-02] hands the number to the desk where the desk can dial it', async () => {
    createConsoleServer({ 'GET /directory': () => answer([refunds]) })
    const dialled: string[] = []
    show(<DirectoryList limit={8} onDial={(number) => dialled.push(number)} />)
    await userEvent.click(await screen.findByRole('button', { name: '拨打 退票结算' }))
    expect(dialled).toEqual(['80043'])
    expect(screen.queryByText(/直接转接将随转接功能提供/)).toBeNull()
  })
})
