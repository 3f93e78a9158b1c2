import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { useViewer } from '../../../agent-console/lib/viewer.ts'
import { OrganisationPage } from '../../../agent-console/organisation/organisation-page.tsx'
import type { Given } from '../../../agent-console/organisation/password-dialog.tsx'
import { PersonActions } from '../../../agent-console/organisation/person-actions.tsx'
import { Person } from '../../../server/contracts/organisation.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const blank = { address: { zh: '', en: '' }, city: { zh: '', en: '' }, phone: '', serves: [], calendarId: 'hq' }
const rest = { ...blank, service: 'none', disabled: false, version: 1 }
const hq = {
  ...rest,
  id: uuid(1),
  code: 'hq',
  kind: 'headquarters',
  name: { zh: '总部', en: 'HQ' },
  sought: '总部 hq zongbu zb',
}
const baggage = {
  ...rest,
  id: uuid(2),
  code: 'baggage',
  kind: 'department',
  parentId: uuid(1),
  sought: '行李查询中心 xinglichaxunzhongxin xlcxzx',
  name: { zh: '行李查询中心', en: 'Baggage' },
}
const person = {
  id: uuid(10),
  username: 'lina',
  displayName: '李娜',
  role: 'agent',
  teamId: uuid(2),
  teamName: baggage.name,
  language: 'zh',
  disabled: false,
  title: { zh: '坐席', en: 'Agent' },
  extension: '6001',
  version: 1,
  skills: [],
}
const routes = {
  'GET /units': () => answer([hq, baggage]),
  'GET /users': () => answer([person]),
  'GET /posts': () => answer([]),
}

describe('the organisation', () => {
  beforeEach(async () => {
    await changeLanguage('zh')
    useViewer.setState({ role: 'admin', units: [] }, true)
  })

  it('finds a unit by its initials and says what still hangs on it when it cannot be closed', async () => {
    createConsoleServer({
      ...routes,
      [`PUT /units/${uuid(2)}/disabled`]() {
        const { status, body } = refuse(409, 'unit-in-use')
        return { status, body: { ...(body as object), details: { units: 0, people: 3, openCases: 2 } } }
      },
    })
    const { container } = show(<OrganisationPage />)
    await screen.findByText('总部')
    await userEvent.type(screen.getByRole('textbox', { name: /拼音/ }), 'xlcx')
    await userEvent.click(await screen.findByText('行李查询中心'))
    expect(await screen.findByDisplayValue('baggage')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: /停\s*用/ }))
    await userEvent.click(await screen.findByRole('button', { name: /确\s*定|OK/ }))
    expect(await screen.findByText(/3 名在职人员、2 个未结工单/)).toBeTruthy()
  })

  it('shows a supervisor the tree without anything to change', async () => {
    useViewer.setState({ role: 'supervisor', units: [uuid(2)] }, true)
    createConsoleServer(routes)
    show(<OrganisationPage />)
    expect(await screen.findByText('总部')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /新增单位/ })).toBeNull()
  })
})

describe('people', () => {
  beforeEach(async () => {
    await changeLanguage('zh')
    useViewer.setState({ role: 'admin', units: [] }, true)
  })

  it('a one-time password is asked for, confirmed, and handed to the one dialog that shows it', async () => {
    const { skills: _skills, ...user } = person
    const server = createConsoleServer({
      [`POST /users/${uuid(10)}/initial-password`]: () => answer({ user, password: 'abcd-efgh-jkmn-pqrs' }),
    })
    const given: Given[] = []
    show(<PersonActions person={Person.parse(person)} onEdit={() => undefined} onGiven={(one) => given.push(one)} />)
    await userEvent.click(await screen.findByLabelText('更多操作: 李娜'))
    await userEvent.click(await screen.findByText('重置密码'))
    expect(server.asks(`POST /users/${uuid(10)}/initial-password`)).toHaveLength(0)
    await userEvent.click(await screen.findByText(/^确\s*定$/))
    await waitFor(() => expect(given).toEqual([{ name: '李娜', password: 'abcd-efgh-jkmn-pqrs' }]))
  })
})
