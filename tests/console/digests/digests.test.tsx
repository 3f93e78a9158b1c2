import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { DigestPage } from '../../../agent-console/digests/digest-page.tsx'
import { DigestsPage } from '../../../agent-console/digests/digests-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { useViewer } from '../../../agent-console/lib/viewer.ts'
import { Digest } from '../../../server/contracts/digests.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const at = 1_760_000_000_000
const digest = (change: object = {}) =>
  Digest.parse({
    id: uuid(1),
    kind: 'branch-month',
    unitId: uuid(50),
    unitName: { zh: '华南分公司', en: 'South branch' },
    fromAt: at - 9,
    toAt: at,
    madeAt: at,
    dueAt: at + 1,
    late: true,
    version: 1,
    analysis: '',
    solutions: '',
    may: ['write', 'send'],
    body: {
      received: 7,
      answered: 3,
      returned: 1,
      open: 2,
      late: 1,
      byKind: { complaint: 7 },
      leaves: [{ leaf: 'cp-03', count: 7 }],
      openOrders: [],
      rising: [{ leaf: 'cp-03', count: 7, before: 2 }],
      problems: [],
    },
    ...change,
  })

describe('digests', () => {
  beforeEach(async () => {
    useViewer.setState({ role: 'agent' }, true)
    await changeLanguage('zh')
  })

  it('[EC-12] say in the list what is unread, handed in or late', async () => {
    createConsoleServer({ 'GET /digests': () => answer({ items: [digest()] }) })
    const { container } = show(<DigestsPage />)
    expect(await screen.findByRole('link', { name: '华南分公司' })).toBeTruthy()
    expect(screen.getByText('逾期')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
  })

  it('[BY-21] a pack has three parts; without analysis and solutions it is refused', async () => {
    const server = createConsoleServer({
      [`GET /digests/${uuid(1)}`]: () => answer(digest()),
      [`POST /digests/${uuid(1)}/sending`]: () => refuse(409, 'pack-incomplete'),
      [`PUT /digests/${uuid(1)}/pack`]: () => answer(digest({ version: 2, analysis: '分拣差错' })),
    })
    const { container } = show(
      <Routes>
        <Route path="/digests/:id" element={<DigestPage />} />
      </Routes>,
      `/digests/${uuid(1)}`,
    )
    expect(await screen.findByText('7 件，上期 2 件')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: '上报总公司' }))
    expect(await screen.findByText('请先填写分析与解决方案。')).toBeTruthy()
    await userEvent.type(screen.getByRole('textbox', { name: /原因与趋势/ }), '分拣差错')
    await userEvent.click(screen.getByRole('button', { name: '保存' }))
    expect(server.asks(`PUT /digests/${uuid(1)}/pack`)[0]?.body).toMatchObject({ analysis: '分拣差错', solutions: '' })
  })
})
