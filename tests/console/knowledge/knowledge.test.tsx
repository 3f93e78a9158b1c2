import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Routes } from 'react-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { KnowledgeHelp } from '../../../agent-console/knowledge/help-panel.tsx'
import { KnowledgePage } from '../../../agent-console/knowledge/knowledge-page.tsx'
import { changeLanguage } from '../../../agent-console/lib/i18n.ts'
import { useViewer } from '../../../agent-console/lib/viewer.ts'
import { Article } from '../../../server/contracts/knowledge.ts'
import { brokenRules, show } from '../../kit/console-page.tsx'
import { uuid } from '../../kit/console-records.ts'
import { answer, createConsoleServer, refuse } from '../../kit/console-server.ts'

const id = uuid(70)
const step = (name: string, zh: string, answers: Array<[string, string]> = []) => ({
  id: name,
  say: { zh, en: '' },
  answers: answers.map(([label, to]) => ({ label: { zh: label, en: label }, to })),
})
const summary = {
  id,
  kind: 'policy',
  title: { zh: '自愿改签', en: 'Voluntary rebooking' },
  ownerName: '郑敏',
  expired: false,
  expiresSoon: false,
  hasScript: true,
  lacksEnglish: true,
  changedAt: 1_760_000_000_000,
  version: 2,
}
const article = (change: object = {}) =>
  Article.parse({
    ...summary,
    content: {
      kind: 'policy',
      title: summary.title,
      blocks: [{ type: 'text', zh: ['起飞前 4 小时收取 10%。'], en: [] }],
      leaves: ['bk-03'],
      menuPaths: ['1'],
      ownerId: uuid(5),
      script: [
        step('a', '您好', []),
        step('b', '是否同意？', [
          ['是', 'c'],
          ['否', 'end'],
        ]),
        step('c', '已改签'),
      ],
    },
    unitId: uuid(6),
    mayWrite: true,
    openings30Days: 7,
    helpful: 3,
    notHelpful: 0,
    ...change,
  })
const hit = {
  ...summary,
  snippet: [
    { text: '自愿', hit: false },
    { text: '改签', hit: true },
  ],
}
const version = (n: number) => ({ version: n, at: 1, byName: '郑敏', title: summary.title })
const routes = {
  'GET /knowledge': () => answer({ items: [hit] }),
  'GET /knowledge/work': () => answer([{ articleId: id, title: summary.title, why: 'note', at: 1, note: '缺国际票' }]),
  'GET /knowledge/proposed': () => answer([{ ...summary, because: 'leaf' }]),
  [`GET /knowledge/${id}`]: () => answer(article()),
  [`GET /knowledge/${id}/versions`]: () => answer([version(2), version(1)]),
  [`POST /knowledge/${id}/openings`]: () => answer(undefined),
  'GET /users': () => answer([]),
}
const showPage = (path: string) =>
  show(
    <Routes>
      <Route path="/knowledge" element={<KnowledgePage />} />
      <Route path="/knowledge/:id" element={<KnowledgePage />} />
    </Routes>,
    path,
  )

describe('knowledge', () => {
  beforeEach(async () => {
    useViewer.setState({ role: 'supervisor', userId: uuid(5) }, true)
    await changeLanguage('zh')
  })

  it('[BY-45] is searched while typing, the hit is marked, and the keyboard opens the article', async () => {
    createConsoleServer(routes)
    const { container } = showPage('/knowledge?search=改签')
    expect((await screen.findByText('改签', { selector: 'mark' })).textContent).toBe('改签')
    expect(await screen.findByText('缺国际票')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await userEvent.type(screen.getByRole('textbox', { name: '搜索知识' }), '{ArrowDown}{Enter}')
    expect(await screen.findByText('30 天内打开 7 次')).toBeTruthy()
  })

  it('[EC-13] a reader of English sees what is missing, in Chinese', async () => {
    await changeLanguage('en')
    createConsoleServer(routes)
    showPage(`/knowledge/${id}`)
    expect(await screen.findByText('起飞前 4 小时收取 10%。')).toBeTruthy()
    expect(screen.getByText('No English yet, Chinese is shown')).toBeTruthy()
  })

  it('[CS-27] the later saver reads what somebody else changed', async () => {
    createConsoleServer({
      ...routes,
      [`PUT /knowledge/${id}`]: () => refuse(409, 'changed-meanwhile', { title: 'changed', leaves: 'changed' }),
    })
    showPage(`/knowledge/${id}`)
    await userEvent.click(await screen.findByRole('button', { name: '修改' }))
    await userEvent.click(screen.getByRole('button', { name: '发布' }))
    expect(await screen.findByText('他人刚改动了：标题, 业务类目')).toBeTruthy()
  })

  it('[GA-40] [BY-37] beside a contact an article is proposed, opened in place, and its script is ticked through', async () => {
    const server = createConsoleServer(routes)
    const { container } = show(<KnowledgeHelp about={{ interactionId: uuid(600), leaf: 'bk-03' }} />)
    await userEvent.click(await screen.findByRole('button', { name: /自愿改签/ }))
    await userEvent.click(await screen.findByRole('checkbox', { name: /您好/ }))
    await userEvent.click(await screen.findByText('是'))
    await userEvent.click(await screen.findByRole('checkbox', { name: /已改签/ }))
    expect(await screen.findByText('流程已结束。')).toBeTruthy()
    expect(await brokenRules(container)).toEqual([])
    await waitFor(() =>
      expect(server.asks(`POST /knowledge/${id}/openings`)[0]?.body).toEqual({ interactionId: uuid(600) }),
    )
    await userEvent.click(screen.getByRole('button', { name: '返回' }))
    expect(await screen.findByText('按业务类目')).toBeTruthy()
  })
})
